import { describe, expect, test } from 'vitest';
import { judge } from '../../src/engine/judge.ts';
import type { Cause } from '../../src/model/cause.ts';
import { fact, type Observation } from '../../src/model/evidence.ts';
import { defineRule, type Rule, type Severity } from '../../src/model/finding.ts';
import { here, host } from '../../src/model/subject.ts';
import { failed, observed, skipped, targetOf, testNow, unclear } from '../evidence.ts';
import { explains, mail, orders, toy, web } from './toys.ts';

const door = fact<string>()('t/door', 'endpoint', 'door');
const hall = fact<string>()('t/hall', 'endpoint', 'hall');
const attic = fact<string>()('t/attic', 'endpoint', 'attic');
const own = fact<string>()('t/own', 'here', 'own');
const closed = { kind: 'closed', stage: 'connect' } as const;

/** Finds a door that did not open. */
const shut = (severity: Severity = 'error', id = 't/shut'): Rule =>
  defineRule({
    id,
    title: 'A door is shut',
    severity,
    on: 'endpoint',
    reads: [door, hall, attic],
    messages: { shut: 'The door of {host} is shut, says {who}.' },
    *check(at, view) {
      if (view.failure(door, at) !== undefined) yield { message: 'shut', args: { host: at.host, who: '{host}' } };
    },
  }) as unknown as Rule;

function judged(
  observations: readonly Observation[],
  rules: readonly Rule[] = [shut()],
  causes: readonly Cause[] = [],
) {
  return judge({ rules, causes, observations, target: targetOf(), now: testNow });
}
const verdictOf = (...given: Parameters<typeof judged>) => judged(...given).diagnosis.verdict;

describe('findings', () => {
  test('quote what their rule read and what took place, with their texts filled in once', () => {
    const { findings } = judged([failed(door, mail, closed), skipped(hall, mail, 't/door'), unclear(attic, mail)]);
    expect(findings).toEqual([
      {
        rule: 't/shut',
        subject: mail,
        severity: 'error',
        message: 'shut',
        args: { host: 'mail.example.org', who: '{host}' },
        text: 'The door of mail.example.org is shut, says {host}.',
        evidence: [failed(door, mail, closed).id, unclear(attic, mail).id],
      },
    ]);
  });

  test('stand worst first', () => {
    const rules = [shut('notice', 't/a'), shut('critical', 't/b'), shut('warning', 't/c'), shut('error', 't/d')];
    const { findings } = judged([failed(door, mail, closed)], rules);
    expect(findings.map(({ rule }) => rule)).toEqual(['t/b', 't/d', 't/c', 't/a']);
  });

  test('of the other rules stand when one is at fault', () => {
    const faulty: Rule = {
      ...shut('error', 't/faulty'),
      check() {
        throw new TypeError('it broke');
      },
    };
    const { findings, crashes } = judged([failed(door, mail, closed)], [faulty, shut()]);
    expect(findings).toHaveLength(1);
    expect(crashes[0]).toMatch(/^t\/faulty: TypeError: it broke/);
  });

  test('do not depend on the order of the evidence', () => {
    const evidence = [
      failed(door, mail, closed),
      failed(door, web, closed),
      skipped(hall, mail, failed(door, mail, closed).id),
      skipped(hall, web, failed(door, mail, closed).id),
    ];
    const results = orders(evidence).map((one) =>
      JSON.stringify(judged(one, [shut()], [toy('a', 'shut', { sharing: 'host' })])),
    );
    expect(new Set(results).size).toBe(1);
  });
});

describe('the diagnosis', () => {
  const evidence = [failed(door, mail, closed), skipped(hall, mail, failed(door, mail, closed).id)];

  test('gives a cause its findings, its evidence and what it kept from being tested', () => {
    const { diagnosis } = judged(evidence, [shut()], [toy('a', 'shut', { check: () => 'mailcheck imap' })]);
    expect(diagnosis).toMatchObject({
      verdict: 'broken',
      unexplained: [],
      causes: [
        {
          id: 'a',
          title: 'Title of a',
          severity: 'error',
          confidence: 'certain',
          subject: mail,
          summary: 'a happened.',
          explains: [0],
          because: [failed(door, mail, closed).id],
          notTested: [{ what: 'hall', where: [mail], reason: 'the server closed the connection at the connection' }],
          actions: [{ text: 'Mend it.' }],
          check: 'mailcheck imap',
        },
      ],
      notTested: [],
    });
  });

  test('keeps what no cause explains, with what that kept from being tested', () => {
    const { diagnosis } = judged(evidence);
    expect(diagnosis).toMatchObject({ causes: [], unexplained: [0], notTested: [{ what: 'hall' }] });
  });

  test('is about what the findings of a cause have in common', () => {
    const six = { ...mail, ip: '2001:db8::10' };
    const subjects = (...at: (typeof mail)[]) =>
      judged(
        at.map((one) => failed(door, one, closed)),
        [shut()],
        [toy('a', 'shut')],
      ).diagnosis.causes.map(({ subject }) => subject);
    expect(subjects(mail)).toEqual([mail]);
    expect(subjects(mail, six)).toEqual([host('mail.example.org')]);
    expect(subjects(mail, web)).toEqual([mail]);
  });

  test('leaves out a cause that cannot tell itself, and says so', () => {
    const mute = toy('mute', 'shut', {
      summary: () => {
        throw new Error('lost for words');
      },
    });
    const { diagnosis, crashes } = judged(evidence, [shut()], [mute]);
    expect(diagnosis.causes).toEqual([]);
    expect(crashes[0]).toMatch(/^mute: Error: lost for words/);
  });
});

describe('the verdict', () => {
  const bad = [failed(door, mail, closed)];
  const fine = [observed(door, mail, 'open')];

  test.each([
    ['critical', 'broken'],
    ['error', 'broken'],
    ['warning', 'degraded'],
    ['notice', 'healthy'],
  ] as const)('with a finding of severity %s is %s', (severity, verdict) => {
    expect(verdictOf([...bad, observed(hall, mail, 'x')], [shut(severity)])).toBe(verdict);
  });

  test('is healthy without any, and inconclusive when nothing was heard', () => {
    expect(verdictOf(fine)).toBe('healthy');
    expect(verdictOf([])).toBe('inconclusive');
    expect(verdictOf([observed(own, here, 'x'), skipped(door, mail, 'deadline')])).toBe('inconclusive');
  });

  test('is inconclusive for a run that ended early or was at fault, unless something is broken', () => {
    const early = (observations: readonly Observation[]) =>
      judge({ rules: [shut()], causes: [], observations, target: targetOf(), now: testNow, interrupted: 'signal' });
    expect(early(fine).diagnosis.verdict).toBe('inconclusive');
    expect(early(bad).diagnosis.verdict).toBe('broken');
    const faulty: Rule = {
      ...shut(),
      check() {
        throw new Error('it broke');
      },
    };
    expect(verdictOf(fine, [faulty])).toBe('inconclusive');
  });

  test('is inconclusive where every grave finding leaves the mail itself open', () => {
    const open = toy('open', 'shut', { leavesOpen: () => true });
    expect(verdictOf(bad, [shut()], [open])).toBe('inconclusive');
    expect(verdictOf(bad, [shut()], [{ ...open, leavesOpen: () => false }])).toBe('broken');
    const other = shut('error', 't/other');
    expect(verdictOf(bad, [shut(), other], [open])).toBe('broken');
    expect(verdictOf(bad, [shut(), other], [{ ...open, ...explains('other') }])).toBe('inconclusive');
  });
});
