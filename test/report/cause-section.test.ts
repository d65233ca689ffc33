import { describe, expect, test } from 'vitest';
import type { NotTested, RankedCause } from '../../src/model/cause.ts';
import { host } from '../../src/model/subject.ts';
import { causeSection, notTriedText } from '../../src/report/cause-section.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { endpointOf } from '../evidence.ts';
import { causeOf, imaps, lineOf, reportOf, seenAt, styleOf } from './reports.ts';

const submissions = endpointOf('smtp', 465, 'tls');
const section = (differs: Partial<RankedCause> = {}, style = {}, number = 1): string =>
  causeSection(causeOf(differs), number, reportOf(), styleOf(style));

const untested = (what: string, where: NotTested['where'], reason = 'no password was given'): NotTested => ({
  what,
  where,
  because: 'no-credentials',
  reason,
});

describe('a cause', () => {
  test('that says all it can', () => {
    const login = seenAt('tls/session', imaps, [
      lineOf('server', 'certificate CN=mail.example.org', { expected: false }),
    ]);
    const cause = causeOf({
      confidence: 'likely',
      summary: 'mail.example.org serves a certificate that ended 12 days ago (2026-11-12), on 993, 465 and 587.',
      because: [login.id],
      doubts: ['not tested: the clock', 'another cause fits'],
      notTested: [untested('login', [imaps, submissions]), untested('folders', [imaps])],
      ruledOut: [
        { text: 'wrong clock here', because: [] },
        { text: 'wrong server (the name matches)', because: [] },
      ],
      actions: [
        { text: 'Renew it, then reload the mail servers.', command: 'certbot renew' },
        { text: 'As owner of the mailbox, tell the provider; do not accept the certificate meanwhile.' },
      ],
      check: 'mailcheck tls mail.example.org',
    });
    expect(causeSection(cause, 2, reportOf({ evidence: [login] }), styleOf())).toBe(
      `
2  The certificate has expired                                            likely
   mail.example.org serves a certificate that ended 12 days ago (2026-11-12), on
   993, 465 and 587.
     <~! certificate CN=mail.example.org                             993  +41 ms
   Doubt       not tested: the clock · another cause fits
   Not tried   login, folders (993, 465)
   Ruled out   wrong clock here · wrong server (the name matches)
   Do          1. Renew it, then reload the mail servers.
                    certbot renew
               2. As owner of the mailbox, tell the provider; do not accept the
                  certificate meanwhile.
   Check       mailcheck tls mail.example.org
   More        mailcheck explain cert-expired`.slice(1),
    );
  });

  test('that says the least', () => {
    expect(section().split('\n')).toEqual([
      `1  The certificate has expired${' '.repeat(43)}certain`,
      '   It ended 12 days ago.',
      '   More        mailcheck explain cert-expired',
    ]);
  });

  test('with one action does not number it', () => {
    expect(section({ actions: [{ text: 'Wait.', command: 'sleep 60' }] })).toContain(
      '   Do          Wait.\n                 sleep 60\n',
    );
  });

  test('keeps a command on one line, to be copied, and breaks everything else', () => {
    const command = `mailcheck diagnose ann@example.org ${'--imap mail.example.org '.repeat(5)}`.trim();
    const text = 'The server’s certificate ended some days ago; renew it and reload the server. '.repeat(3).trim();
    const statements = [{ text, because: [] }];
    const cause = { title: text, summary: text, doubts: [text], ruledOut: statements, actions: [{ text, command }] };
    for (const width of [40, 60, 80, 100]) {
      const [, ...lines] = section({ ...cause, check: command }, { width })
        .split('\n')
        .reverse();
      expect(lines.filter((line) => line.includes(command))).toHaveLength(2);
      expect(lines.filter((line) => !line.includes(command) && columnsOf(line) > width)).toEqual([]);
    }
  });

  test('is marked with colour by its severity, and only where colour is wanted', () => {
    expect(section({ severity: 'critical' }, { color: 1 })).toMatch(/^\x1b\[31m\x1b\[1m1 /);
    expect(section({ severity: 'error' }, { color: 1 })).toMatch(/^\x1b\[31m\x1b\[1m1 /);
    expect(section({ severity: 'warning' }, { color: 1 })).toMatch(/^\x1b\[33m\x1b\[1m1 /);
    expect(section({ severity: 'notice' }, { color: 1 })).toMatch(/^\x1b\[36m\x1b\[1m1 /);
    expect(section({ severity: 'critical' })).not.toContain('\x1b');
  });

  test('is as wide in colour as without', () => {
    const plain = section({ actions: [{ text: 'Wait.', command: 'sleep 60' }] });
    const coloured = section({ actions: [{ text: 'Wait.', command: 'sleep 60' }] }, { color: 3 });
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(plain);
  });

  test('shows hostile words harmlessly wherever they are', () => {
    const hostile = '\x1b[2J\u202e\r\n::error::x';
    const text = section({
      title: hostile,
      summary: hostile,
      doubts: [hostile],
      notTested: [untested(hostile, [])],
      ruledOut: [{ text: hostile, because: [] }],
      actions: [{ text: hostile, command: hostile }],
      check: hostile,
    });
    expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f\u202e]|^\s*::error/m);
    expect(text.split('\\x1b').length).toBe(9);
  });
});

describe('what was not tested', () => {
  test.each<[string, readonly NotTested[], string]>([
    [
      'one thing at one place',
      [untested('login', [imaps])],
      'login on mail.example.org:993 (192.0.2.10): no password was given',
    ],
    [
      'two places',
      [untested('login', [imaps, host('mx.example.org')])],
      'login on mail.example.org:993 (192.0.2.10) and mx.example.org: no password was given',
    ],
    [
      'more places',
      [untested('login', [host('a.example.org'), host('b.example.org'), host('c.example.org')])],
      'login on a.example.org and 2 more: no password was given',
    ],
    [
      'several things for one reason, each place once',
      [untested('login', [imaps]), untested('folders', [imaps])],
      'login, folders on mail.example.org:993 (192.0.2.10): no password was given',
    ],
    [
      'several reasons',
      [
        untested('login', [host('a.example.org')]),
        untested('folders', [host('a.example.org')], 'the time for the run was over'),
      ],
      'login on a.example.org: no password was given · folders on a.example.org: the time for the run was over',
    ],
    ['nothing', [], ''],
  ])('%s', (_, entries, text) => {
    expect(notTriedText(entries)).toBe(text);
  });
});
