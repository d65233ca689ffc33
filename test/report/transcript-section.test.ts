import { expect, test } from 'vitest';
import { here, host } from '../../src/model/subject.ts';
import { transcriptSection } from '../../src/report/transcript-section.ts';
import { imaps, lineOf, reportOf, seenAt, styleOf } from './reports.ts';

const section = (evidence: Parameters<typeof seenAt>[2][][], style = {}) =>
  transcriptSection(
    reportOf({ evidence: evidence.flatMap((one, index) => one.map((lines) => seenAt(`a/${index}`, imaps, lines))) }),
    styleOf(style),
  );

test('nothing was said', () => {
  expect(section([[[]]])).toBe('');
});

test('one block a subject, in which stages follow one another by time', () => {
  const evidence = [
    seenAt('mail/greeting', imaps, [lineOf('server', '* OK', { at: 7, encrypted: false })]),
    seenAt('dns/a', host('mail.example.org'), [lineOf('client', 'mail.example.org A', { at: 1, encrypted: false })]),
    seenAt('net/connect', imaps, [lineOf('mailcheck', 'connected', { at: 5, encrypted: false })]),
    seenAt('auth/login', imaps, [
      lineOf('client', 'M1 LOGIN ann [secret]', { at: 12345 }),
      lineOf('server', 'M1 NO no', { at: 1234567, expected: false }),
    ]),
    seenAt('here/network', here),
  ];
  expect(transcriptSection(reportOf({ evidence }), styleOf())).toBe(
    `
mail.example.org:993 (192.0.2.10)
     5 **  connected
     7 <-  * OK
 12345 ~>  M1 LOGIN ann [secret]
1234567 <~! M1 NO no

mail.example.org
     1 ->  mail.example.org A`.slice(1),
  );
});

test('lines of one moment stay in their order', () => {
  const lines = ['a', 'b', 'c'].map((text) => lineOf('server', text, { at: 3 }));
  expect(section([[lines], [[lineOf('server', 'd', { at: 3 })]]]).match(/[a-d]$/gm)).toEqual(['a', 'b', 'c', 'd']);
});

test('what is hostile in it is harmless, a line each', () => {
  const shown = section([[[lineOf('server', '\x1b[2J\n::error::x'), lineOf('client', 'QUIT')]]], { color: 1 });
  expect(shown.replace(/\x1b\[(?:1|2|22)m/g, '').split('\n')).toEqual([
    'mail.example.org:993 (192.0.2.10)',
    '    41 <~  \\x1b[2J / :\\:error::x',
    '    41 ~>  QUIT',
  ]);
});
