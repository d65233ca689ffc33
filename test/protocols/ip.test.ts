import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ipBytes } from '../../src/protocols/ip.ts';

const family = (text: string): number => ({ 4: 4, 16: 6 })[ipBytes(text)?.length ?? 0] ?? 0;

describe('what is an address', () => {
  test.each([
    '192.0.2.1',
    '0.0.0.0',
    '255.255.255.255',
    '256.0.0.1',
    '192.0.2',
    '192.0.2.1.',
    '192.0.2.1.5',
    '192.0.2.01',
    '192.0.2.0x1',
    '1',
    '',
    ' 192.0.2.1',
    '192.0.2.1\n',
    '٣.٣.٣.٣',
    '::',
    ':',
    ':::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '1:2:3:4::5:6:7:8',
    '1::2::3',
    '2001:DB8::aBc',
    '2001:db8::12345',
    '2001:db8::g',
    '2001:db8:::1',
    ':2001:db8::1',
    '2001:db8::1:',
    '::ffff:192.0.2.1',
    '::192.0.2.256',
    '192.0.2.1::',
    '::192.0.2.1:5',
    '1:2:3:4:5:6:192.0.2.1',
    '1:2:3:4:5:6:7:192.0.2.1',
    '1:2:3:4:5::192.0.2.1',
    '1:2:3:4:5:6::192.0.2.1',
    '[::1]',
  ])('%j: as Node has it', (text) => {
    expect(family(text)).toBe(isIP(text));
  });

  test('every mixture of groups, gaps and an IPv4 tail: as Node has it', () => {
    const parts = ['1', 'ffff', '', '192.0.2.1', '10000'];
    const texts = ['', ...parts];
    for (let length = 2; length <= 5; length++) {
      texts.push(
        ...texts
          .filter((text) => text.split(':').length === length - 1)
          .flatMap((text) => parts.map((part) => `${text}:${part}`)),
      );
    }
    const padded = texts.flatMap((text) => [text, `1:2:3:4:${text}`, `${text}:5:6:7:8`]);
    expect(padded.filter((text) => family(text) !== isIP(text))).toEqual([]);
    expect(padded.filter((text) => family(text) === 6).length).toBeGreaterThan(50);
  });

  test('one with a zone is not', () => {
    expect(ipBytes('fe80::1%eth0')).toBeUndefined();
  });
});

test.each([
  ['192.0.2.1', [192, 0, 2, 1]],
  ['2001:db8::1', [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
  ['::ffff:192.0.2.1', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 1]],
  ['1:2::', [0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
])('%s has its bytes in order', (text, bytes) => {
  expect([...(ipBytes(text) ?? [])]).toEqual(bytes);
});
