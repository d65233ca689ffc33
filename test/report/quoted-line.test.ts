import { describe, expect, test } from 'vitest';
import type { Line } from '../../src/model/evidence.ts';
import { arrow, tellingLine } from '../../src/report/quoted-line.ts';
import { endpointOf } from '../evidence.ts';

const at = endpointOf('imap', 993, 'tls');
const line = (from: Line['from'], text: string, expected = true): Line => ({
  from,
  text,
  at: 0,
  encrypted: true,
  expected,
});
const told = (fact: string, transcript: readonly Line[], quoted: readonly string[] = []) =>
  tellingLine(
    {
      id: `${fact} at a server`,
      fact,
      subject: at,
      outcome: { status: 'skipped', because: 'not-applicable' },
      span: { startedAt: 0, ms: 1, roundTrips: 1 },
      transcript,
    },
    quoted,
  )?.text;

describe('tellingLine', () => {
  const listing = [
    line('client', 'A2 LIST "" "*"'),
    line('server', '* LIST () "/" INBOX'),
    line('server', '* QUOTA "" (STORAGE 10 10)'),
    line('server', 'A2 OK done'),
  ];

  test('prefers the unexpected, then what a finding quotes', () => {
    const odd = [...listing, line('server', '* BYE', false)];
    expect(told('imap/folders', odd, ['STORAGE'])).toBe('* BYE');
    expect(told('imap/folders', listing, ['STORAGE'])).toBe('* QUOTA "" (STORAGE 10 10)');
  });

  test('quotes an answer that another question had brought already', () => {
    const known = [
      line('mailcheck', 'example.org TXT is known: NOERROR v=spf1 +all'),
      line('client', 'other.example TXT?'),
      line('server', 'other.example TXT: NXDOMAIN'),
    ];
    expect(told('spf/survey', known, ['v=spf1 +all'])).toBe('example.org TXT is known: NOERROR v=spf1 +all');
    expect(told('spf/survey', known)).toBe('other.example TXT: NXDOMAIN');
  });

  test('shows no end of a list for what is missing in it', () => {
    expect(told('imap/folders', listing)).toBeUndefined();
  });

  test('else takes the last word of the server, or of the client that got no answer', () => {
    expect(told('auth/login', [line('server', 'A1 NO'), line('client', 'A2 LOGOUT')])).toBe('A1 NO');
    expect(told('mail/greeting', [line('client', 'EHLO [192.0.2.1]')])).toBe('EHLO [192.0.2.1]');
  });

  test.each(['QUIT', 'LOGOUT', 'M1 LOGOUT'])('does not quote a mere %s', (text) => {
    expect(told('auth/login', [line('client', text)])).toBeUndefined();
  });
});

test.each([
  ['client', false, true, '-> '],
  ['client', true, true, '~> '],
  ['server', false, true, '<- '],
  ['server', true, true, '<~ '],
  ['server', true, false, '<~!'],
  ['mailcheck', false, true, '** '],
  ['mailcheck', true, false, '**!'],
] as const)('a line of %s, encrypted %s, expected %s, is marked %s', (from, encrypted, expected, mark) => {
  expect(arrow({ ...line(from, 'x', expected), encrypted })).toBe(mark);
});
