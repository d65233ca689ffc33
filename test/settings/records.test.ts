import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keysOfMessage } from '../../src/settings/message-file.ts';
import { toTarget } from '../../src/settings/target.ts';
import type { Wishes } from '../../src/settings/wishes.ts';

const wishes = (what: string, records: Wishes['records'] = { selectors: [], sendingIps: [] }): Wishes => ({
  what,
  kind: 'domain',
  protocols: ['smtp'],
  ceiling: 'connect',
  records,
});

describe('the domain whose records are asked for', () => {
  test.each([
    ['example.org', 'example.org'],
    ['Example.ORG.', 'example.org'],
    ['ann@example.org', 'example.org'],
    ['b\u00fccher.example', 'xn--bcher-kva.example'],
    ['mail.example.org', 'mail.example.org'],
  ])('%s is %s, whatever its name looks like', (what, name) => {
    const target = toTarget(wishes(what), {});
    expect(target).toMatchObject({ domain: name, servers: [], records: { selectors: [], sendingIps: [] } });
    expect(target).not.toHaveProperty('address');
  });

  test.each(['192.0.2.1', 'example.org:25', '[2001:db8::1]', 'localhost', 'https://example.org', 'ann@', ''])(
    '%j is none',
    (what) => expect(toTarget(wishes(what), {})).toHaveProperty('problem'),
  );
});

describe('what only the sender knows', () => {
  const asked = (records: NonNullable<Wishes['records']>) => toTarget(wishes('example.org', records), {});

  test.each([
    ['mail2026', 'mail2026', 'example.org'],
    ['Mail2026', 'mail2026', 'example.org'],
    ['a.b', 'a.b', 'example.org'],
    ['mail2026._domainkey', 'mail2026', 'example.org'],
    ['mail2026._domainkey.news.example.net', 'mail2026', 'news.example.net'],
  ])('the selector %s', (text, selector, domain) => {
    expect(asked({ selectors: [text], sendingIps: [] })).toMatchObject({
      records: { selectors: [{ selector, domain, source: 'named' }] },
    });
  });

  test.each(['', '-a', 'a..b', 'a b', 'a;b', '\u001b[2J', 'a._domainkey.exa mple'])('%j is no selector', (text) => {
    expect(asked({ selectors: [text], sendingIps: [] })).toHaveProperty('problem');
  });

  test('selectors of a message join the named ones, each once', () => {
    const signatures = [
      { selector: 'mail2026', domain: 'example.org' },
      { selector: 'k1', domain: 'news.example.net' },
    ];
    expect(asked({ selectors: ['mail2026', 'mail2026'], sendingIps: [], signatures })).toMatchObject({
      records: {
        selectors: [
          { selector: 'mail2026', domain: 'example.org', source: 'named' },
          { selector: 'k1', domain: 'news.example.net', source: 'message' },
        ],
      },
    });
  });

  test('sending addresses are made uniform, each once', () => {
    const ips = ['192.0.2.10', '2001:DB8:0::10', '::ffff:192.0.2.10'];
    expect(asked({ selectors: [], sendingIps: ips })).toMatchObject({
      records: { sendingIps: ['192.0.2.10', '2001:db8::10'] },
    });
    expect(asked({ selectors: [], sendingIps: ['mail.example.org'] })).toEqual({
      problem: '--sending-ip "mail.example.org": this is not an IP address.',
    });
  });
});

describe('a saved message', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailcheck-message-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const saved = (text: string): string => {
    const file = join(folder, 'message.eml');
    writeFileSync(file, text);
    return file;
  };
  const signature = 'DKIM-Signature: v=1; d=example.org; s=mail2026; b=x\r\n';

  test('tells its keys', () => {
    expect(keysOfMessage(saved(`${signature}From: ann@example.org\r\n\r\nbody`))).toEqual([
      { selector: 'mail2026', domain: 'example.org' },
    ]);
  });
  test('is read from the top, as far as a header goes', () => {
    expect(keysOfMessage(saved(`${signature}\r\n${'x'.repeat(20_000_000)}`))).toHaveLength(1);
    expect(keysOfMessage(saved(`${'X: y\r\n'.repeat(50_000)}${signature}`))).toHaveProperty('problem');
  });
  test.each(['', 'From: ann@example.org\r\n\r\n', '\0\0\0'])('%j has no keys', (text) => {
    expect(keysOfMessage(saved(text))).toMatchObject({ problem: expect.stringContaining('no DKIM-Signature') });
  });
  test('that is not there, or is a folder, is a problem', () => {
    expect(keysOfMessage(join(folder, 'gone'))).toMatchObject({
      problem: expect.stringContaining('there is no such file'),
    });
    expect(keysOfMessage(folder)).toMatchObject({ problem: expect.stringContaining('it cannot be read (EISDIR)') });
  });
});
