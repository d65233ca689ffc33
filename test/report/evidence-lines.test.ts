import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import type { Finding } from '../../src/model/finding.ts';
import { host } from '../../src/model/subject.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { evidenceLines } from '../../src/report/evidence-lines.ts';
import { endpointOf, findingOf } from '../evidence.ts';
import { causeOf, imaps, lineOf, reportOf, seenAt, styleOf } from './reports.ts';

const smtps = endpointOf('smtp', 465, 'tls');

const shown = (evidence: readonly Observation[], findings: readonly Finding[] = [], width = 80): string[] => {
  const cause = causeOf({ because: evidence.map(({ id }) => id), explains: findings.map((_, index) => index) });
  return evidenceLines(cause, reportOf({ evidence, findings }), styleOf({ width }), '   ');
};

const said = (text: string, port = 993, differs = {}) =>
  seenAt('auth/login', endpointOf('imap', port, 'tls'), [lineOf('server', text, differs)]);

describe('what is quoted', () => {
  test('a line stands with its arrow, its port and its time, these at the right edge', () => {
    const [line, ...more] = shown([said('* OK ready')]);
    expect(line).toBe(`     <~  * OK ready${' '.repeat(50)}993  +41 ms`);
    expect(line).toHaveLength(80);
    expect(more).toEqual([]);
  });

  test('nothing where there is no evidence, or none that tells', () => {
    expect(shown([])).toEqual([]);
    expect(shown([seenAt('net/connect', imaps)])).toEqual([]);
    expect(evidenceLines(causeOf({ because: ['x@here'] }), reportOf(), styleOf(), '   ')).toEqual([]);
  });

  test('equal lines are one, with all ports', () => {
    expect(shown([said('* BYE', 993), said('* BYE', 143)])).toEqual([
      expect.stringMatching(/\* BYE +993 143 {2}\+41 ms$/),
    ]);
    expect(shown([993, 143, 465, 587].map((port) => said('* BYE', port)))).toEqual([
      expect.stringMatching(/\* BYE +993 143 465 … {2}\+41 ms$/),
    ]);
  });

  test('a port is told once, however many addresses it has', () => {
    const other = seenAt('auth/login', endpointOf('imap', 993, 'tls', 'mail.example.org', '2001:db8::10'), [
      lineOf('server', '* BYE'),
    ]);
    expect(shown([said('* BYE'), other])).toEqual([expect.stringMatching(/\* BYE +993 {2}\+41 ms$/)]);
  });

  test('replies of IMAP are equal whatever their tags, which are not shown', () => {
    expect(shown([said('M1A NO no', 993), said('MZ9 NO no', 143)])).toEqual([
      expect.stringMatching(/<~ {2}NO no +993 143/),
    ]);
    const smtp = seenAt('auth/login', smtps, [lineOf('server', 'AB1 NO no')]);
    expect(shown([smtp])[0]).toContain('AB1 NO no');
  });

  test('of a subject without a port, only the time is told', () => {
    const dns = seenAt('dns/a', host('mail.example.org'), [
      lineOf('server', 'mail.example.org A: SERVFAIL', { encrypted: false }),
    ]);
    expect(shown([dns])).toEqual([expect.stringMatching(/<- {2}mail\.example\.org A: SERVFAIL +\+41 ms$/)]);
  });

  test('a word of the finding is looked for: the first of a list', () => {
    const listing = seenAt('imap/folders', imaps, [
      lineOf('server', '* LIST () "/" INBOX'),
      lineOf('server', '* LIST () "/" Sent'),
      lineOf('server', 'M1 OK done'),
    ]);
    const finding = {
      ...findingOf('imap/folder-not-subscribed', imaps, { folders: 'Sent, Trash' }),
      evidence: [listing.id],
    };
    expect(shown([listing], [finding])).toEqual([expect.stringContaining('"/" Sent')]);
    expect(shown([listing], [{ ...finding, evidence: [] }])).toEqual([]);
  });
});

describe('of many lines, four are shown', () => {
  const at = (fact: string, from: 'server' | 'mailcheck', expected: boolean, ms: number) =>
    seenAt(fact, imaps, [lineOf(from, fact, { expected, at: ms })]);

  test('the unexpected before the others, remarks last, in the order of time', () => {
    const lines = shown([
      at('net/connect', 'mailcheck', true, 10),
      at('mail/greeting', 'server', true, 20),
      at('mail/capabilities', 'server', true, 30),
      at('tls/session', 'server', true, 40),
      at('auth/login', 'mailcheck', false, 50),
    ]);
    expect(lines.map((line) => line.trim().split(/\s+/)[1])).toEqual([
      'mail/greeting',
      'mail/capabilities',
      'tls/session',
      'auth/login',
    ]);
    expect(lines[3]).toContain('**! auth/login');
  });
});

describe('a long line', () => {
  const long = '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. Ask your administrator.';

  test('goes on below, and is cut after its second line', () => {
    expect(shown([said(long)], [], 60)).toEqual([
      '     <~  535 5.7.139 Authentication              993  +41 ms',
      '         unsuccessful, basic authentication is disabled. As…',
    ]);
  });

  test('leaves ports and time to a line of their own where there is no room', () => {
    expect(shown([said('* BYE [LIMIT] Too many connections', 993)], [], 38)).toEqual([
      '     <~  * BYE [LIMIT] Too many',
      '         connections',
      '         993  +41 ms',
    ]);
  });

  test.each([30, 40, 60, 80, 100])('keeps within %i columns, also in Chinese', (width) => {
    for (const text of [long, '受信箱'.repeat(40), 'x'.repeat(600), 'a b '.repeat(200)]) {
      const lines = shown([said(text)], [], width);
      expect(lines).toHaveLength(width < 50 ? 3 : 2);
      expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
    }
  });

  test('begins no line with a command of a CI system, wherever it is broken', () => {
    for (let before = 1; before < 80; before++) {
      const lines = shown([said(`${'x'.repeat(before)}::error::owned ##[error]owned`)], [], 60);
      expect(lines.join('\n')).not.toMatch(/^\s*::error|##\[/m);
    }
  });

  test('is harmless', () => {
    const lines = shown([said('\x1b[2J\x07 \u202e \n* OK')]);
    expect(lines.join('\n')).toMatch(/^[ -~]+$/);
  });
});
