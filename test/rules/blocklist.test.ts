import { describe, expect, test } from 'vitest';
import { type ListHealth, type ListResult, type ListTally, whysUnknown } from '../../src/model/listing.ts';
import { address, domain, here } from '../../src/model/subject.ts';
import { listHealth, listings, listTally, nameListings } from '../../src/probes/facts/blocklist.ts';
import listed from '../../src/rules/blocklist/listed.ts';
import nameListed from '../../src/rules/blocklist/name-listed.ts';
import policyListed from '../../src/rules/blocklist/policy-listed.ts';
import targetsListed from '../../src/rules/blocklist/targets-listed.ts';
import unusable from '../../src/rules/blocklist/unusable.ts';
import { findingsOf, observed, saidBy, unclear, viewOf } from '../evidence.ts';
import { isExchanger } from './tls-evidence.ts';

const ip = '192.0.2.10';
const at = address('mail.example.org', ip);
const result = (differs: Partial<ListResult>): ListResult => ({
  zone: 'bl.example.net',
  name: 'Example',
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
    ['medium', 'error'],
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

describe('blocklist/policy-listed of the command blacklist', () => {
  const entry = { verdict: 'policy', answers: ['127.0.0.10'], meaning: 'not meant to send mail' } as const;
  const bare = address(ip, ip);
  const listedAt = (where: typeof at, role?: 'mail-server' | 'client') =>
    viewOf([observed(listings, where, { results: [result(entry)] })], {
      blacklist: { subjects: [ip], lists: ['default'], ...(role === undefined ? {} : { role }) },
    });

  test.each([
    ['an address by itself, of which nobody knows', bare, undefined, 'unknown', 'warning'],
    ['an address that a name led to', at, undefined, 'mail-server', 'warning'],
    ['a mail server', bare, 'mail-server', 'mail-server', 'warning'],
    ['a client, even found by a name', at, 'client', 'client', 'notice'],
  ] as const)('%s', (_, where, role, told, severity) => {
    expect(findingsOf(policyListed, listedAt(where, role))).toMatchObject([{ severity, args: { role: told } }]);
  });
});

describe('blocklist/name-listed', () => {
  const example = domain('www.example.org');
  const entry = {
    verdict: 'listed',
    answers: ['127.0.1.2'],
    meaning: 'spam domain',
    consequence: 'expect 550',
  } as const;
  const named = (...results: Partial<ListResult>[]) =>
    viewOf([observed(nameListings, example, { results: results.map(result) })]);

  test('names what was asked about, and what follows', () => {
    expect(findingsOf(nameListed, named({ ...entry, asked: 'example.org' }, entry))).toMatchObject([
      { severity: 'error', args: { name: 'example.org', zone: 'bl.example.net', consequence: 'expect 550' } },
      { severity: 'error', args: { name: 'www.example.org' } },
    ]);
  });

  test('weighs small lists as a warning', () => {
    expect(saidBy(nameListed, named({ ...entry, impact: 'low' }))).toEqual(['listed warning']);
  });

  test('is silent on everything else', () => {
    const view = named({ verdict: 'info' }, { verdict: 'policy' }, { verdict: 'unknown', unknown: 'refused' }, {});
    expect(findingsOf(nameListed, view)).toEqual([]);
  });
});

describe('blocklist/unusable', () => {
  const health = (...lists: ListHealth[]) => viewOf([observed(listHealth, here, { lists })]);
  const test4 = { kind: 'ip4', positive: [], negative: [], impact: 'low' } as const;
  const bad = (zone: string, why: ListHealth['why'], differs: Partial<ListHealth> = {}): ListHealth => ({
    zone,
    name: zone.toUpperCase(),
    usable: false,
    why,
    ...test4,
    ...differs,
  });
  const good: ListHealth = { zone: 'good.example', name: 'GOOD', usable: true, why: 'ok', ...test4 };

  test('tells the lists that were left out, together for each reason', () => {
    const view = health(
      bad('a.example', 'refused'),
      good,
      bad('b.example', 'timeout'),
      bad('c.example', 'refused', { impact: 'high' }),
    );
    expect(findingsOf(unusable, view)).toMatchObject([
      { severity: 'notice', args: { why: 'refused', zones: 'a.example, c.example', impact: 'high' } },
      { severity: 'notice', args: { why: 'timeout', zones: 'b.example', names: 'B.EXAMPLE', impact: 'low' } },
    ]);
  });

  test('tells a list once whose addresses of both kinds were tested', () => {
    const view = health(bad('a.example', 'dead'), bad('a.example', 'dead', { kind: 'ip6' }));
    expect(findingsOf(unusable, view).map(({ args }) => args.zones)).toEqual(['a.example']);
  });

  test.each(whysUnknown)('says %s in words', (why) => {
    const [finding] = findingsOf(unusable, health(bad('a.example', why)));
    expect(finding?.args.reason).not.toBe(why);
    expect(finding?.args.reason).toMatch(/ /);
  });

  test('is silent when all of them are good, or have no entry that would tell', () => {
    expect(findingsOf(unusable, health(good, { ...good, why: 'no-test-entry' }))).toEqual([]);
  });
});

describe('blocklist/targets-listed', () => {
  const tally = (differs: Partial<ListTally>): ListTally => ({
    ...{ grave: 0, light: 0, policy: 0, clean: 10, unknown: 0, notAsked: 0, lists: [], examples: [] },
    ...differs,
  });
  const view = (differs: Partial<ListTally>, role?: 'client') =>
    viewOf([observed(listTally, here, tally(differs))], {
      blacklist: { subjects: [], lists: ['default'], ...(role === undefined ? {} : { role }) },
    });

  test('weighs what matters as an error, small lists and policies as a warning', () => {
    expect(findingsOf(targetsListed, view({ grave: 2, light: 1, policy: 3, examples: ['a', 'b'] }))).toMatchObject([
      { message: 'grave', severity: 'error', args: { count: 2, targets: 16, examples: 'a, b' } },
      { message: 'light', severity: 'warning', args: { count: 1 } },
      { message: 'policy', severity: 'warning', args: { count: 3 } },
    ]);
    expect(saidBy(targetsListed, view({ policy: 3 }, 'client'))).toEqual(['policy notice']);
  });

  test('names some of many', () => {
    const [finding] = findingsOf(targetsListed, view({ grave: 5, examples: ['a', 'b'] }));
    expect(finding?.args.examples).toBe('a, b and 3 more');
  });

  test('is silent on targets that are clean, unknown or were not asked about', () => {
    expect(findingsOf(targetsListed, view({ unknown: 3, notAsked: 2 }))).toEqual([]);
  });
});
