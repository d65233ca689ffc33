import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { host } from '../../src/model/subject.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { render, renderHeadline } from '../../src/report/format.ts';
import { findingOf, targetOf } from '../evidence.ts';
import { causeOf, imaps, lineOf, reportOf, seenAt } from './reports.ts';

const firstLine = (differs: Partial<Report>): string =>
  render(reportOf(differs), 'text', { width: 200 }).split('\n')[0] ?? '';

const two = [findingOf('tls/certificate-expired', imaps), findingOf('dns/mx-missing', host('example.org'))];

describe('the first sentence', () => {
  test.each<[string, Partial<Report>, string]>([
    ['all is well', {}, 'healthy. Nothing is wrong with what was tested.'],
    ['nothing could be tested', { verdict: 'inconclusive' }, 'could not tell. Too little could be tested.'],
    ['findings have no cause', { verdict: 'degraded', findings: two }, 'degraded. 2 findings, none with a cause.'],
    [
      'one finding has no cause',
      { verdict: 'degraded', findings: two.slice(1) },
      'degraded. 1 finding, none with a cause.',
    ],
    [
      'a cause explains some',
      { verdict: 'broken', findings: two, causes: [causeOf({ explains: [0] })] },
      'broken. 1 cause explains 1 of 2 findings.',
    ],
    [
      'causes explain the same finding',
      { verdict: 'broken', findings: two, causes: [causeOf({ explains: [0] }), causeOf({ explains: [0, 1] })] },
      'broken. 2 causes explain 2 of 2 findings.',
    ],
    [
      'a cause does no harm',
      { findings: two.slice(1), causes: [causeOf({ explains: [0] })] },
      'healthy. Worth knowing: 1 cause explains 1 of 1 finding.',
    ],
  ])('%s', (_, differs, sentence) => {
    expect(firstLine(differs)).toBe(`Mail for ann@example.org: ${sentence}`);
  });

  test.each<[string, Report['target'], string]>([
    ['a domain', { ...bare(), domain: 'example.org' }, 'example.org'],
    [
      'servers, each once',
      {
        ...bare(),
        servers: [
          { protocol: 'imap', host: 'mail.example.org', port: 993 },
          { protocol: 'smtp', host: 'mail.example.org' },
          { protocol: 'pop3', host: 'mail.example.org' },
          { protocol: 'smtp', host: '2001:db8::1', port: 25 },
        ],
      },
      'mail.example.org:993, mail.example.org, [2001:db8::1]:25',
    ],
    ['nothing at all', bare(), 'this machine'],
  ])('is about %s', (_, target, what) => {
    expect(firstLine({ target })).toBe(`Mail for ${what}: healthy. Nothing is wrong with what was tested.`);
  });

  test('is wrapped where it stands before others, and on one line where it stands alone', () => {
    const report = reportOf({
      target: targetOf({ address: `${'a'.repeat(60)}@example.org` }),
      verdict: 'broken',
      findings: two,
    });
    expect(render(report, 'text').split('\n')[0]?.length).toBeLessThanOrEqual(80);
    expect(renderHeadline(report, 0)).toMatch(
      /^Mail for a{60}@example\.org: broken\. 2 findings, none with a cause\.\n$/,
    );
    expect(renderHeadline(report, 1)).toMatch(/^\x1b\[1mMail for .*\x1b\[31m.*broken.*\n$/);
  });

  test.each([
    ['healthy', 32],
    ['degraded', 33],
    ['broken', 31],
    ['inconclusive', 33],
  ] as const)('%s has its colour', (verdict, colour) => {
    expect(renderHeadline(reportOf({ verdict }), 1)).toContain(`\x1b[${colour}m`);
    expect(renderHeadline(reportOf({ verdict }), 0)).not.toContain('\x1b');
  });
});

function bare(): Report['target'] {
  const { address: _address, domain: _domain, ...rest } = targetOf();
  return rest;
}

test('a report with everything: sections in their order, one empty line between them', () => {
  const evidence = [
    seenAt('dns/a', host('mail.example.org')),
    seenAt('mail/greeting', imaps, [lineOf('server', '* OK', { at: 20 })]),
    seenAt('tls/session', imaps, [], { status: 'observed', value: { verified: true } }),
    seenAt('auth/login', imaps, [], { status: 'skipped', because: 'no-credentials' }),
  ];
  const report = reportOf({
    verdict: 'degraded',
    causes: [causeOf({ explains: [0] })],
    findings: [
      ...two.slice(1),
      { ...two[1]!, severity: 'warning', rule: 'dns/reverse-name-missing', text: 'No name for it.' },
    ],
    unexplained: [1],
    notTested: [{ what: 'login', where: [imaps], because: 'no-credentials', reason: 'no password was given' }],
    evidence,
    timing: {
      elapsedMs: 214,
      longestChain: [evidence[0]!.id, evidence[2]!.id, evidence[1]!.id, 'gone@here'],
      longestChainMs: 200,
      connections: 1,
      queries: 2,
    },
    interrupted: 'signal',
    remarks: [
      'A flag was given that makes this run less safe than others, and it has to be said in more than one line.',
    ],
    crashes: ['net/refused: TypeError: x\n    at y'],
  });
  expect(render(report, 'text', { transcript: true })).toBe(
    `
Mail for ann@example.org: degraded. 1 cause explains 1 of 2 findings.

1  The certificate has expired                                           certain
   It ended 12 days ago.
   More        mailcheck explain cert-expired

warning: No name for it. (dns/reverse-name-missing)

Works
   imap  mail.example.org:993  TLS

Not tested
   login on mail.example.org:993 (192.0.2.10): no password was given

! A flag was given that makes this run less safe than others, and it has to be
  said in more than one line.
! The run ended early; what was not reached says nothing either way.
! mailcheck itself failed, please report it: net/refused: TypeError: x

mail.example.org:993 (192.0.2.10)
    20 <~  * OK

3 facts in 0.21 s; longest chain A → TLS → greeting at mail.example.org:993
(192.0.2.10).
`.slice(1),
  );
});

describe('the last line', () => {
  const last = (differs: Partial<Report>): string =>
    render(reportOf(differs), 'text', { width: 200 }).trimEnd().split('\n').at(-1) ?? '';

  test('tells no chain where there was none', () => {
    expect(last({})).toBe('0 facts in 0.21 s.');
    expect(last({ evidence: [seenAt('here/network', { kind: 'here' })] })).toBe('1 fact in 0.21 s.');
  });

  test.each([
    ['dns/aaaa', 'AAAA'],
    ['mail/starttls', 'STARTTLS'],
    ['mail/capabilities-after-tls', 'capabilities after TLS'],
    ['here/resolvers', 'resolvers'],
    ['new/some-fact', 'some fact'],
    ['constructor', 'constructor'],
    ['\x1b/\x1b[2J', '\\x1b[2J'],
  ])('calls %s %s', (fact, name) => {
    const evidence = [seenAt(fact, imaps)];
    const timing = { ...reportOf().timing, longestChain: evidence.map(({ id }) => id) };
    expect(last({ evidence, timing })).toBe(
      `1 fact in 0.21 s; longest chain ${name} at mail.example.org:993 (192.0.2.10).`,
    );
  });
});

describe('findings without a cause', () => {
  const shown = (severity: 'critical' | 'error' | 'warning' | 'notice', text: string, color: 0 | 1 = 0): string =>
    render(reportOf({ findings: [{ ...two[0]!, severity, text }], unexplained: [0, 7] }), 'text', {
      width: 60,
      color,
    }).split('\n\n')[1] ?? '';

  test('stand with their severity, their sentence and their id, and stand in below it', () => {
    expect(shown('warning', 'The key has 1024 bits; that is less than what is safe today.')).toBe(
      `warning: The key has 1024 bits; that is less than what is
         safe today. (tls/certificate-expired)`,
    );
  });

  test.each([
    ['critical', 31],
    ['error', 31],
    ['warning', 33],
    ['notice', 36],
  ] as const)('%s has its colour', (severity, colour) => {
    expect(shown(severity, 'x', 1)).toBe(`\x1b[${colour}m${severity}: \x1b[39mx (tls/certificate-expired)`);
  });

  test('are harmless', () => {
    expect(shown('error', '\x1b[2J ::error::x ##[group]')).toBe(
      'error: \\x1b[2J :\\:error::x #\\#[group]\n       (tls/certificate-expired)',
    );
  });
});

test('servers that work stand in columns, whatever their names are written in', () => {
  const wide = { ...imaps, host: '受信.example.org' };
  const evidence = [imaps, wide].flatMap((at) => [
    seenAt('mail/greeting', at),
    seenAt('tls/session', at, [], { status: 'observed', value: { verified: true } }),
  ]);
  const rows = render(reportOf({ evidence }), 'text')
    .split('\n')
    .filter((line) => line.startsWith('   imap'));
  const before = rows.map((row) => columnsOf(row.slice(0, row.indexOf('TLS'))));
  expect(before).toHaveLength(2);
  expect(before[0]).toBe(before[1]);
});

test.each([40, 60, 80, 100])('nothing but what is to be copied is wider than %i columns', (width) => {
  const words = 'Ein ziemlich langer Satz, der in keine Zeile paßt, und 受信箱 obendrein. '.repeat(4).trim();
  const report = reportOf({
    verdict: 'broken',
    findings: [{ ...two[0]!, text: words }],
    unexplained: [0],
    causes: [causeOf({ id: 'x', title: words, summary: words, actions: [{ text: words }] })],
    notTested: [{ what: words, where: [imaps], because: 'x@here', reason: words }],
    remarks: [words],
  });
  const lines = render(report, 'text', { width }).split('\n');
  expect(lines.length).toBeGreaterThan(15);
  expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
});
