import { describe, expect, test } from 'vitest';
import { readListSubject, toListWishes } from '../../src/settings/list-wishes.ts';

describe('what lists are asked about', () => {
  test.each([
    ['8.8.4.4', '8.8.4.4'],
    [' 8.8.4.4 ', '8.8.4.4'],
    ['::ffff:8.8.4.4', '8.8.4.4'],
    ['[::ffff:808:404]', '8.8.4.4'],
    ['2A00:1450:4001:0:0:0:0:200E', '2a00:1450:4001::200e'],
    ['[2a00:1450:4001::200e]', '2a00:1450:4001::200e'],
    ['[IPv6:2a00:1450:4001::200e]', '2a00:1450:4001::200e'],
    ['Example.ORG.', 'example.org'],
    [' www.example.org ', 'www.example.org'],
    ['bücher.example.org', 'xn--bcher-kva.example.org'],
    ['BÜCHER.example.org', 'xn--bcher-kva.example.org'],
  ])('%j is %s', (text, subject) => {
    expect(readListSubject(text, false)).toBe(subject);
  });

  test.each([
    ['10.0.0.5', /a private address/],
    ['::ffff:10.0.0.5', /a private address/],
    ['100.64.1.1', /a private address/],
    ['127.0.0.2', /a loopback address/],
    ['::1', /a loopback address/],
    ['169.254.1.1', /a link-local address/],
    ['fe80::1', /a link-local address/],
    ['203.0.113.9', /an address for documentation/],
    ['2001:db8::9', /an address for documentation/],
    ['224.0.0.1', /a multicast address/],
    ['0.0.0.0', /a reserved address/],
    ['mail.lab.test', /not in the public DNS/],
    ['nas.local', /not in the public DNS/],
    ['1.168.192.in-addr.arpa', null],
    ['8.8.8.0/24', /is a network/],
    ['2a00:1450::/32', /is a network/],
    ['ann@example.org', /Write the part behind the @/],
    ['https://example.org/', /neither an address nor a name/],
    ['localhost', /neither an address nor a name/],
    ['', /neither an address nor a name/],
    ['exa mple.org', /neither an address nor a name/],
    ['8.8.8', /neither an address nor a name/],
  ])('%j is refused before anything is asked', (text, why) => {
    const read = readListSubject(text, false);
    if (why === null) expect(read).toBe(text);
    else expect(typeof read === 'string' ? read : `${read.problem} ${read.wayOut}`).toMatch(why);
  });

  test('private ones are asked about by express wish', () => {
    for (const text of ['10.0.0.5', '2001:db8::9', 'mail.lab.test']) expect(readListSubject(text, true)).toBe(text);
  });

  test('each is asked about once', () => {
    expect(
      toListWishes(
        { subjects: ['8.8.4.4', '::ffff:8.8.4.4', 'Example.org', 'example.org.'], lists: ['default'] },
        false,
      ),
    ).toEqual({
      subjects: ['8.8.4.4', 'example.org'],
      lists: ['default'],
    });
  });
});

describe('the own address', () => {
  const wishes = (more: object) => toListWishes({ subjects: [], lists: ['default'], ...more }, false);
  test.each([
    [{ mine: true }, { mine: {} }],
    [{ mine: true, ask: 'smtp.example.org' }, { mine: { ask: 'smtp.example.org:587' } }],
    [{ mine: true, ask: 'smtp.example.org:25' }, { mine: { ask: 'smtp.example.org:25' } }],
    [{ mine: true, ask: '[2001:db8::1]:465' }, { mine: { ask: '[2001:db8::1]:465' } }],
    [{ ask: 'smtp.example.org' }, { problem: expect.stringContaining('--mine') }],
    [{ mine: true, ask: 'a b' }, { problem: expect.stringContaining('--ask') }],
    [{}, { problem: 'nothing was said to be looked at.' }],
  ])('%j', (more, expected) => {
    expect(wishes(more)).toMatchObject(expected);
  });
});
