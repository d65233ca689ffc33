import { describe, expect, test } from 'vitest';
import { address, here } from '../../src/model/subject.ts';
import { type ListHealth, type ListResult, listHealth, listings } from '../../src/probes/facts/blocklist.ts';
import listed from '../../src/rules/blocklist/listed.ts';
import policyListed from '../../src/rules/blocklist/policy-listed.ts';
import unusable from '../../src/rules/blocklist/unusable.ts';
import { findingsOf, observed, saidBy, unclear, viewOf } from '../evidence.ts';
import { isExchanger } from './tls-evidence.ts';

const ip = '192.0.2.10';
const at = address('mail.example.org', ip);
const result = (differs: Partial<ListResult>): ListResult => ({
  zone: 'bl.example.net',
  verdict: 'clean',
  answers: [],
  meaning: 'not listed',
  impact: 'high',
  ...differs,
});
const asked = (...results: Partial<ListResult>[]) => observed(listings, at, { results: results.map(result) });

describe('blocklist/listed', () => {
  const entry = { verdict: 'listed', answers: ['127.0.0.2'], meaning: 'sends spam' } as const;

  test('names list, meaning and the way off', () => {
    const view = viewOf([asked({ ...entry, delistUrl: 'https://bl.example.net/off' })]);
    expect(findingsOf(listed, view)).toMatchObject([
      {
        message: 'listed',
        severity: 'error',
        args: {
          ip,
          zone: 'bl.example.net',
          meaning: 'sends spam',
          impact: 'high',
          delistUrl: 'https://bl.example.net/off',
        },
      },
    ]);
  });

  test.each([
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'warning'],
  ] as const)('weighs a list of %s impact as %s', (impact, severity) => {
    expect(saidBy(listed, viewOf([asked({ ...entry, impact })]))).toEqual([`listed ${severity}`]);
  });

  test('reports each list, the grave first', () => {
    const view = viewOf([asked({ ...entry, zone: 'a.example', impact: 'low' }, { ...entry, zone: 'b.example' })]);
    expect(findingsOf(listed, view).map(({ args }) => args.zone)).toEqual(['b.example', 'a.example']);
  });

  test.each(['policy', 'info', 'clean', 'not-applicable'] as const)('is silent on %s', (verdict) => {
    expect(findingsOf(listed, viewOf([asked({ verdict })]))).toEqual([]);
  });

  test.each(['refused', 'timeout', 'rewritten', 'wildcard', 'dead', 'unknown-code'] as const)(
    'takes an answer that is unknown (%s) for no listing, whatever the code',
    (unknown) => {
      const view = viewOf([asked({ verdict: 'unknown', unknown, answers: ['127.0.0.2'] })]);
      for (const rule of [listed, policyListed] as const) expect([...rule.check(at, view)], rule.id).toEqual([]);
    },
  );

  test('is silent when the lists could not be asked', () => {
    expect(findingsOf(listed, viewOf([unclear(listings, at)]))).toEqual([]);
  });
});

describe('blocklist/policy-listed', () => {
  const entry = { verdict: 'policy', answers: ['127.0.0.10'], meaning: 'not meant to send mail' } as const;

  test('is a notice: an address of a home belongs there', () => {
    expect(findingsOf(policyListed, viewOf([asked(entry)]))).toMatchObject([
      {
        message: 'policy',
        severity: 'notice',
        args: { ip, zone: 'bl.example.net', meaning: 'not meant to send mail' },
      },
    ]);
  });

  test('is a warning at a mail exchanger, which does not belong there', () => {
    expect(saidBy(policyListed, viewOf([isExchanger, asked(entry)]))).toEqual(['policy warning']);
  });

  test('leaves a listing for spam to its own rule', () => {
    expect(findingsOf(policyListed, viewOf([asked({ verdict: 'listed' })]))).toEqual([]);
  });
});

describe('blocklist/unusable', () => {
  const health = (...lists: ListHealth[]) => viewOf([observed(listHealth, here, { lists })]);
  const bad = (zone: string, why: ListHealth['why']): ListHealth => ({ zone, usable: false, why });
  const good: ListHealth = { zone: 'good.example', usable: true, why: 'ok' };

  test('tells the lists that were left out, together for each reason', () => {
    const view = health(bad('a.example', 'refused'), good, bad('b.example', 'timeout'), bad('c.example', 'refused'));
    expect(findingsOf(unusable, view)).toMatchObject([
      { message: 'unusable', severity: 'notice', args: { why: 'refused', zones: 'a.example, c.example' } },
      { message: 'unusable', severity: 'notice', args: { why: 'timeout', zones: 'b.example' } },
    ]);
  });

  test.each([
    'refused',
    'rate-limited',
    'timeout',
    'servfail',
    'rewritten',
    'wildcard',
    'dead',
    'no-key',
    'unknown-code',
    'not-enrolled',
  ] as const)('says %s in words', (why) => {
    const [finding] = findingsOf(unusable, health(bad('a.example', why)));
    expect(finding?.args.reason).not.toBe(why);
  });

  test('is silent when all of them are good', () => {
    expect(findingsOf(unusable, health(good))).toEqual([]);
  });
});
