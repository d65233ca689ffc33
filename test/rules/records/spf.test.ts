import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/model/evidence.ts';
import type { Rule, View } from '../../../src/model/finding.ts';
import { spfResult, spfSurvey } from '../../../src/probes/facts/spf.ts';
import { evaluateSpf } from '../../../src/probes/spf/evaluate.ts';
import { surveySpf } from '../../../src/probes/spf/survey.ts';
import deadTerm from '../../../src/rules/spf/dead-term.ts';
import includeBroken from '../../../src/rules/spf/include-broken.ts';
import lookupFailed from '../../../src/rules/spf/lookup-failed.ts';
import loop from '../../../src/rules/spf/loop.ts';
import misplaced from '../../../src/rules/spf/misplaced.ts';
import missing from '../../../src/rules/spf/missing.ts';
import openEnd from '../../../src/rules/spf/open-end.ts';
import passesEveryone from '../../../src/rules/spf/passes-everyone.ts';
import ptr from '../../../src/rules/spf/ptr.ts';
import senderNotAllowed from '../../../src/rules/spf/sender-not-allowed.ts';
import severalRecords from '../../../src/rules/spf/several-records.ts';
import syntax from '../../../src/rules/spf/syntax.ts';
import tooManyLookups from '../../../src/rules/spf/too-many-lookups.ts';
import tooManyVoids from '../../../src/rules/spf/too-many-voids.ts';
import { observed, verdictsOf, viewOf } from '../../evidence.ts';
import { fakeResolver, type Zone } from '../../probes/fake-resolver.ts';
import { fakeJournal } from '../../probes/fake-run.ts';
import { io } from '../../probes/world.ts';
import { addressAt, asked, at } from './facts.ts';

const by = () => ({ journal: fakeJournal(), signal: new AbortController().signal });

/** What the survey of these records comes to. */
async function surveyed(zone: Zone | string): Promise<View> {
  const records = typeof zone === 'string' ? { 'example.org TXT': [zone] } : zone;
  return viewOf([
    observed(spfSurvey, at, await surveySpf('example.org', io({ resolver: fakeResolver(records) }), by())),
  ]);
}

const good = 'v=spf1 ip4:5.5.5.5 -all';
const every: readonly Rule[] = [
  deadTerm,
  includeBroken,
  lookupFailed,
  loop,
  misplaced,
  missing,
  openEnd,
  passesEveryone,
  ptr,
  severalRecords,
  syntax,
  tooManyLookups,
  tooManyVoids,
] as readonly unknown[] as readonly Rule[];

test('a good record has none of these faults', async () => {
  const view = await surveyed({
    'example.org TXT': ['v=spf1 mx include:_spf.example.net -all'],
    'example.org MX': ['10 mail.example.org'],
    'mail.example.org A': ['5.5.5.5'],
    'mail.example.org AAAA': ['2a00::5'],
    '_spf.example.net TXT': ['v=spf1 ip4:6.6.6.0/24 ~all'],
  });
  expect(every.flatMap((rule) => verdictsOf(rule, view))).toEqual([]);
});

test('spf/missing: no record', async () => {
  expect(verdictsOf(missing, await surveyed({}))).toEqual([{ message: 'missing', args: { domain: 'example.org' } }]);
  expect(verdictsOf(missing, await surveyed('spf1 mx -all'))).toEqual([]);
  expect(verdictsOf(missing, await surveyed({ 'example.org TXT': 'servfail' }))).toEqual([]);
});

test('spf/several-records: two at the domain', async () => {
  const view = await surveyed({ 'example.org TXT': [good, 'v=spf1 mx -all'] });
  expect(verdictsOf(severalRecords, view)).toEqual([{ message: 'own', args: { domain: 'example.org', count: 2 } }]);
});

test('spf/syntax: with the place, what stands there and what belongs there', async () => {
  expect(verdictsOf(syntax, await surveyed('v=spf1 ipv4:5.5.5.5 -all'))).toMatchObject([
    { message: 'error', args: { record: 'example.org', at: 8, found: 'ipv4:5.5.5.5', problem: 'mechanism' } },
  ]);
  expect(verdictsOf(syntax, await surveyed('v=spf1 include: -all'))).toMatchObject([{ message: 'end' }]);
});

test('spf/too-many-lookups: what a sender costs that nothing matches', async () => {
  const names = Array.from({ length: 11 }, (_, n) => `s${n}.example.net`);
  const zone = Object.fromEntries(names.map((name) => [`${name} TXT`, [good]]));
  const record = (count: number) =>
    `v=spf1 ${names
      .slice(0, count)
      .map((name) => `include:${name}`)
      .join(' ')} -all`;
  const found = async (count: number) =>
    verdictsOf(tooManyLookups, await surveyed({ ...zone, 'example.org TXT': [record(count)] }));
  expect(await found(11)).toMatchObject([{ message: 'many', args: { count: 11, limit: 10 } }]);
  expect(await found(10)).toEqual([]);
});

test('spf/too-many-voids: names that have nothing', async () => {
  const record = (count: number) =>
    `v=spf1 ${Array.from({ length: count }, (_, n) => `a:gone${n}.example.org`).join(' ')} -all`;
  expect(verdictsOf(tooManyVoids, await surveyed(record(3)))).toMatchObject([
    { message: 'many', args: { count: 3, family: 'IPv4 or IPv6' } },
  ]);
  expect(verdictsOf(tooManyVoids, await surveyed(record(2)))).toEqual([]);
});

test('spf/include-broken: what it leads to has no record, or two', async () => {
  expect(verdictsOf(includeBroken, await surveyed('v=spf1 include:gone.example.net -all'))).toMatchObject([
    { message: 'missing', args: { target: 'gone.example.net', term: 'include:gone.example.net' } },
  ]);
  const two = { 'example.org TXT': ['v=spf1 include:two.example.net -all'], 'two.example.net TXT': [good, good] };
  expect(verdictsOf(includeBroken, await surveyed(two))).toMatchObject([
    { message: 'several', args: { target: 'two.example.net', count: 2 } },
  ]);
});

test('spf/loop: an include that leads back', async () => {
  const zone = {
    'example.org TXT': ['v=spf1 include:a.example.net -all'],
    'a.example.net TXT': ['v=spf1 include:example.org -all'],
  };
  const view = await surveyed(zone);
  expect(verdictsOf(loop, view)).toMatchObject([
    { message: 'loop', args: { record: 'example.org', target: 'a.example.net' } },
  ]);
  expect(verdictsOf(tooManyLookups, view)).toEqual([]);
});

test('spf/lookup-failed: the DNS does not answer', async () => {
  const zone: Zone = { 'example.org TXT': ['v=spf1 include:a.example.net -all'], 'a.example.net TXT': 'timeout' };
  expect(verdictsOf(lookupFailed, await surveyed(zone))).toMatchObject([
    { args: { name: 'a.example.net', type: 'TXT', trouble: 'timeout' } },
  ]);
});

test('spf/passes-everyone: +all, and networks that hold all addresses', async () => {
  expect(verdictsOf(passesEveryone, await surveyed('v=spf1 +all'))).toMatchObject([
    { message: 'all', args: { term: '+all' } },
  ]);
  expect(verdictsOf(passesEveryone, await surveyed('v=spf1 mx all'))).toMatchObject([
    { message: 'all', args: { term: 'all' } },
  ]);
  expect(verdictsOf(passesEveryone, await surveyed('v=spf1 ip4:0.0.0.0/0 -all'))).toMatchObject([
    { message: 'network', args: { term: 'ip4:0.0.0.0/0', family: 4 } },
  ]);
  expect(verdictsOf(passesEveryone, await surveyed('v=spf1 -ip4:0.0.0.0/0 -all'))).toEqual([]);
});

test('spf/open-end: the rest is neutral', async () => {
  for (const record of ['v=spf1 mx ?all', 'v=spf1 ip4:5.5.5.5']) {
    expect(verdictsOf(openEnd, await surveyed(record))).toHaveLength(1);
  }
  expect(verdictsOf(openEnd, await surveyed('v=spf1 ip4:5.5.5.5 ~all'))).toEqual([]);
});

test('spf/ptr: the mechanism that is not to be used', async () => {
  expect(verdictsOf(ptr, await surveyed('v=spf1 ptr:example.org -all'))).toMatchObject([
    { args: { term: 'ptr:example.org' } },
  ]);
});

test('spf/misplaced: misspelled, or of the old type', async () => {
  expect(verdictsOf(misplaced, await surveyed('spf1 mx -all'))).toMatchObject([
    { message: 'spelling', args: { text: 'spf1 mx -all' } },
  ]);
  const both = await surveyed({ 'example.org TXT': [good], 'example.org SPF': [good] });
  expect(verdictsOf(misplaced, both)).toMatchObject([{ message: 'type', severity: 'notice' }]);
});

describe('spf/dead-term', () => {
  test.each([
    ['v=spf1 a:gone.example.org -all', 'void'],
    ['v=spf1 -all ip4:5.5.5.5', 'unreachable'],
    ['v=spf1 include=_spf.example.net ip4:5.5.5.5 -all', 'modifier'],
    ['v=spf1 ip4:10.0.0.0/8 -all', 'private'],
  ])('%s', async (record, message) => {
    expect(verdictsOf(deadTerm, await surveyed(record))).toMatchObject([{ message }]);
  });
  test('documentation addresses are somebody’s example', async () => {
    expect(verdictsOf(deadTerm, await surveyed('v=spf1 ip4:192.0.2.1 -all'))).toEqual([]);
  });
});

describe('spf/sender-not-allowed', () => {
  const found = async (record: string, ip = '6.6.6.6', zone: Zone = {}, sendingIps = [ip]) => {
    const resolver = fakeResolver({ 'example.org TXT': [record], ...zone });
    const evaluation = await evaluateSpf(
      { ip, sender: 'postmaster@example.org', helo: 'example.org' },
      io({ resolver }),
      by(),
    );
    const seen: Observation[] = [observed(spfResult, addressAt(ip), evaluation)];
    return verdictsOf(senderNotAllowed, viewOf(seen, asked({ sendingIps })));
  };
  test.each([
    ['v=spf1 ip4:5.5.5.5 -all', 'fail', 'error', '-all'],
    ['v=spf1 ip4:5.5.5.5 ~all', 'softfail', 'warning', '~all'],
    ['v=spf1 ip4:5.5.5.5 ?all', 'neutral', 'warning', '?all'],
    ['v=spf1 nonsense -all', 'permerror', 'error', 'no term'],
  ])('%s', async (record, message, severity, term) => {
    expect(await found(record)).toMatchObject([{ message, severity, args: { ip: '6.6.6.6', result: message, term } }]);
  });
  test('none without a record, and temperror when the DNS fails', async () => {
    expect(await found('other')).toMatchObject([{ message: 'none', severity: 'notice' }]);
    expect(await found('', '6.6.6.6', { 'example.org TXT': 'servfail' })).toMatchObject([{ message: 'temperror' }]);
  });
  test('silent for pass, and for an address that nobody said mail is sent from', async () => {
    expect(await found('v=spf1 ip4:6.6.6.6 -all')).toEqual([]);
    expect(await found('v=spf1 -all', '6.6.6.6', {}, [])).toEqual([]);
  });
});
