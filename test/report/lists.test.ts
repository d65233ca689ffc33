import { describe, expect, test } from 'vitest';
import { exitCode } from '../../src/cli/exit-codes.ts';
import { judge } from '../../src/judge.ts';
import type { Observation } from '../../src/model/evidence.ts';
import type { ListResult } from '../../src/model/listing.ts';
import type { Report } from '../../src/model/report.ts';
import { address, domain, here, host } from '../../src/model/subject.ts';
import type { ListWishes } from '../../src/model/target.ts';
import { listings, listTally, nameListings } from '../../src/probes/facts/blocklist.ts';
import { addresses, mailExchangers } from '../../src/probes/facts/dns.ts';
import { type PublicAddresses, publicAddresses } from '../../src/probes/facts/here.ts';
import { eventLine, render } from '../../src/report/format.ts';
import { failed, observed, recorded } from '../evidence.ts';
import { wholeReport } from './whole-report.ts';

const ip = '192.0.2.10';
const result = (differs: Partial<ListResult> = {}): ListResult => ({
  zone: 'bl.example.net',
  name: 'Example',
  verdict: 'clean',
  answers: [],
  meaning: 'not listed',
  impact: 'low',
  ...differs,
});
const zen: Partial<ListResult> = { zone: 'zen.spamhaus.org', name: 'Spamhaus ZEN', impact: 'high' };
const listed: Partial<ListResult> = { verdict: 'listed', answers: ['127.0.0.2'], meaning: 'SBL: spam source' };
const policy: Partial<ListResult> = { verdict: 'policy', answers: ['127.0.0.11'], meaning: 'PBL: end-user range' };
const refused: Partial<ListResult> = {
  verdict: 'unknown',
  unknown: 'refused',
  meaning: 'the list refuses to answer this resolver',
};

function reportOn(observations: readonly Observation[], differs: Partial<ListWishes> = {}): Report {
  return judge({
    schemaVersion: '1.0',
    tool: wholeReport.tool,
    command: 'blacklist',
    startedAt: '2026-11-24T12:00:00.000Z',
    target: {
      servers: [],
      protocols: [],
      ceiling: 'lookup',
      survey: false,
      blacklist: { subjects: [ip], lists: ['default'], ...differs },
    },
    observations,
    timing: wholeReport.timing,
    remarks: [],
    crashes: [],
  });
}
const onIp = (...results: Partial<ListResult>[]) =>
  reportOn([observed(listings, address(ip, ip), { results: results.map(result) })]);
const textOf = (report: Report, width = 80) => render(report, 'text', { width });
const headline = (report: Report) => textOf(report).split('\n')[0];

describe('the first line says what matters', () => {
  test.each([
    ['a listing of weight', [{ ...zen, ...listed }, listed, {}], 'listed where it matters, at Spamhaus ZEN.'],
    ['small lists', [listed, { ...listed, zone: 'b.example' }, {}], 'listed at small lists only, Example and 1 more.'],
    [
      'a policy',
      [{ ...zen, ...policy }, {}],
      'not meant to send mail directly, says Spamhaus ZEN. That is no accusation.',
    ],
    ['good news', [{ verdict: 'info' }, {}], 'not listed.'],
    ['nothing', [{}, {}], 'not listed.'],
    ['silence beside it', [{ ...zen, ...refused }, {}], 'not listed. Unknown at Spamhaus ZEN.'],
    ['much silence', [{ ...zen, ...refused }, refused, {}], 'not listed. Unknown at 2 lists, Spamhaus ZEN among them.'],
    ['silence alone', [{ ...zen, ...refused }], 'could not tell. Unknown at Spamhaus ZEN.'],
  ] as const)('%s', (_, results, expected) => {
    expect(headline(onIp(...results))).toBe(`Block lists on ${ip}: ${expected}`);
  });

  test('names the first of many', () => {
    const report = reportOn([], { subjects: ['a.example.org', 'b.example.org', 'c.example.org', 'd.example.org'] });
    expect(headline(report)).toContain('on a.example.org, b.example.org, c.example.org and 1 more: could not tell');
  });
});

describe('the exit code', () => {
  test.each([
    ['a listing of high impact', [{ ...zen, ...listed }], 1, 1],
    ['one of medium impact', [{ ...listed, impact: 'medium' }], 1, 1],
    ['one of low impact', [listed], 0, 1],
    ['a policy', [{ ...zen, ...policy }], 0, 1],
    ['good news', [{ verdict: 'info' }], 0, 0],
    ['an unknown list beside a clean one', [{ ...zen, ...refused }, {}], 0, 0],
    ['nothing but unknown lists', [{ ...zen, ...refused }, { verdict: 'not-applicable' }], 3, 3],
  ] as const)('of %s', (_, results, plain, strict) => {
    const report = onIp(...(results as readonly Partial<ListResult>[]));
    expect([exitCode(report, 'error'), exitCode(report, 'warning')]).toEqual([plain, strict]);
  });
});

describe('the causes', () => {
  test('lead with what follows, then name the entry, then the steps with their pages', () => {
    const report = onIp(
      {
        ...zen,
        ...listed,
        consequence: 'Most large receivers refuse it: expect 550',
        delistUrl: 'https://check.example.org/',
      },
      { ...listed, delistUrl: 'https://small.example.org/?ip=192.0.2.10' },
    );
    const [cause] = report.causes;
    expect(cause?.id).toBe('ip-blacklisted');
    expect(cause?.summary).toBe(
      `Most large receivers refuse it: expect 550. ${ip} is listed at Spamhaus ZEN (SBL: spam source) and Example (SBL: spam source).`,
    );
    const steps = cause?.actions.map(({ text }) => text) ?? [];
    expect(steps[0]).toMatch(/^Find and stop/);
    expect(steps[1]).toBe('Ask to be removed at Spamhaus ZEN: https://check.example.org/');
    expect(steps[2]).toBe('Ask to be removed at Example: https://small.example.org/?ip=192.0.2.10');
    expect(cause?.check).toBe(`mailcheck blacklist ${ip}`);
  });

  test('of a small list promise no refusals', () => {
    expect(onIp(listed).causes[0]?.summary).toMatch(/^Few receivers ask such a small list/);
  });

  test('of an IPv6 entry tell its network', () => {
    const report = onIp({ ...zen, ...listed, covers: '2001:db8::/64' });
    expect(report.causes[0]?.actions.some(({ text }) => text.includes('2001:db8::/64'))).toBe(true);
    expect(textOf(report).replace(/\s+/g, ' ')).toContain('Entries for IPv6 mostly cover a /64: 2001:db8::/64.');
  });

  test('of a policy say what applies to whom when nobody knows', () => {
    const summary = onIp({ ...zen, ...policy }).causes[0]?.summary;
    expect(summary).toContain('That is no accusation.');
    expect(summary).toContain('Normal and harmless for a client');
  });

  test('are silent on a client in such a range', () => {
    const at = address(ip, ip);
    const results = [result({ ...zen, ...policy })];
    expect(reportOn([observed(listings, at, { results })], { role: 'client' }).causes).toEqual([]);
  });

  test('of a listed name say that another address does not help', () => {
    const results = [result({ ...listed, impact: 'high', asked: 'example.org' })];
    const report = reportOn([observed(nameListings, domain('www.example.org'), { results })], {
      subjects: ['www.example.org'],
    });
    expect(report.causes[0]?.id).toBe('domain-blacklisted');
    expect(report.causes[0]?.summary).toContain('example.org is listed at Example');
    expect(report.causes[0]?.summary).toContain('Another sending address does not help');
  });
});

describe('what each list said', () => {
  const many = Array.from({ length: 9 }, (_, n) => result({ name: `Sound ${n}` }));
  const report = onIp(
    { ...zen, ...listed, reason: 'see \x1b[31mhttps://evil.example/\x07', delistUrl: 'https://check.example.org/' },
    { verdict: 'info', answers: ['127.0.10.2'], meaning: 'medium trust', name: 'Welcome' },
    { ...refused, name: 'Shy 1' },
    { ...refused, name: 'Shy 2' },
    { verdict: 'not-applicable', meaning: 'the list has no IPv4 addresses' },
    ...many,
  );
  const text = textOf(report);

  test('is counted by verdict, found first, clean lists folded', () => {
    expect(text).toContain('Lists  1 listed · 1 info · 9 clean · 2 unknown · 1 not applicable');
    expect(text).toContain('listed    Spamhaus ZEN [high]: SBL: spam source (127.0.0.2).');
    expect(text).toContain('info      Welcome: medium trust (127.0.10.2).');
    expect(text).toMatch(/unknown +Shy 1, Shy 2: the list refuses to answer this\s+resolver/);
    expect(text).toContain('clean     at 9 lists: Sound 0, Sound 1, Sound 2 and 6 more');
    expect(text).toContain('left out  1 list: the list has no IPv4 addresses');
    expect(text.indexOf('listed    ')).toBeLessThan(text.indexOf('info      '));
  });

  test('is harmless for a terminal', () => {
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
    expect(text).toContain('“see \\x1b[31mhttps://evil.example/\\x07”');
  });

  test.each([60, 80, 120])('fits %i columns', (width) => {
    const long = textOf(report, width)
      .split('\n')
      .filter((line) => line.length > width && !/https:\/\//.test(line) && !/^Block lists on/.test(line));
    expect(long).toEqual([]);
  });

  test('names the host of an address, and an address of two hosts once', () => {
    const results = [result()];
    const of = (host: string) => observed(listings, address(host, ip), { results });
    const shown = textOf(
      reportOn([of('a.example.org'), of('b.example.org')], { subjects: ['a.example.org', 'b.example.org'] }),
    );
    expect(shown).toContain(`${ip} (a.example.org, b.example.org)`);
    expect(shown).toContain('Lists  1 clean');
  });

  test('is told where nobody was asked, and where there was nothing to ask about', () => {
    const inconclusive = recorded(listings, address('a.example.org', '10.0.0.5'), {
      status: 'inconclusive',
      reason: 'lists are not asked about private addresses',
    });
    const mx = observed(mailExchangers, domain('b.example.org'), { records: [], nullMx: false, rcode: 'NOERROR' });
    const none = observed(addresses, host('b.example.org'), { ips: [], source: 'dns' });
    const lost = failed(addresses, host('c.example.org'), { kind: 'dns', stage: 'dns', trouble: 'servfail' });
    const subjects = ['a.example.org', 'b.example.org', 'c.example.org'];
    const shown = textOf(reportOn([inconclusive, mx, none, lost], { subjects }));
    expect(shown).toContain('not asked lists are not asked about private addresses');
    expect(shown).toContain('! b.example.org has no mail server and no address that could be asked about.');
    expect(shown).not.toContain('a.example.org has no');
    expect(shown).not.toContain('c.example.org has no');
  });
});

describe('the own address', () => {
  const mine = (value: PublicAddresses) =>
    textOf(reportOn([observed(publicAddresses, here, value)], { subjects: [], mine: {} }));

  test.each([
    [{ ip, way: 'interface', by: ['eth0'] }, `${ip}, its own address on eth0`],
    [{ ip, way: 'dns', by: ['OpenDNS', 'Google'] }, `${ip}, which the name servers of OpenDNS and Google say they see`],
    [{ ip, way: 'dns', by: ['Google'] }, 'somebody who answers DNS'],
    [{ ip, way: 'ehlo', by: ['smtp.example.org:587'] }, 'which smtp.example.org:587 says it sees'],
  ] as const)('is told with how it is known: %j', (one, told) => {
    expect(mine({ found: [one], failed: [] }).replace(/\s+/g, ' ')).toContain(told);
  });

  test('that nobody knows is told with why', () => {
    const text = mine({ found: [], failed: [{ by: 'OpenDNS', why: 'the resolver does not answer' }] });
    expect(text).toContain('Block lists on this machine: could not tell.');
    expect(text).toContain('not found (OpenDNS: the resolver does not answer)');
  });
});

test('as it happens, a line for each thing that was asked about', () => {
  const report = onIp({ ...zen, ...listed }, {});
  const [observation] = report.evidence;
  const line = eventLine({ type: 'observed', observation: observation! }, report.target);
  expect(JSON.parse(line!)).toMatchObject({
    type: 'target',
    target: ip,
    verdict: 'listed',
    results: [{ verdict: 'listed' }, {}],
  });
  expect(eventLine({ type: 'discovered', subject: here }, report.target)).toBeUndefined();
  expect(
    eventLine({ type: 'discovered', subject: here }, { ...report.target, blacklist: undefined } as never),
  ).toContain('discovered');
});

describe('facts of any shape out of a file', () => {
  /** Every value of JSON in place of each part of a value. */
  function* spoiled(value: unknown): Generator<unknown> {
    yield* [null, 5, 'x', [null], { toString: 1, length: 1e9 }];
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      for (const changed of spoiled(one)) {
        yield Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
      }
    }
  }
  const whole = result({
    ...zen,
    ...listed,
    ...{ reason: 'x', delistUrl: 'https://x.example/', lookupUrl: 'https://x.example/', covers: '2001:db8::/64' },
    codes: [{ answer: '127.0.0.2', verdict: 'listed', meaning: 'x' }],
  });
  const facts = [
    ['listings', observed(listings, address(ip, ip), { results: [whole, result(refused)] })],
    ['names', observed(nameListings, domain('example.org'), { results: [whole] })],
    [
      'mx',
      observed(mailExchangers, domain('example.org'), {
        records: [{ preference: 1, exchange: 'x' }],
        nullMx: false,
        rcode: 'NOERROR',
      }),
    ],
    [
      'own addresses',
      observed(publicAddresses, here, { found: [{ ip, way: 'dns', by: ['x'] }], failed: [{ by: 'x', why: 'x' }] }),
    ],
    [
      'tally',
      observed(listTally, here, {
        ...{ grave: 1, light: 1, policy: 1, clean: 1, unknown: 1, notAsked: 1, examples: ['x'] },
        lists: [{ zone: 'x', name: 'x', impact: 'high', listed: 1, policy: 1, info: 1, clean: 1, unknown: 1 }],
      }),
    ],
  ] as const;

  test.each(facts)('%s are judged and shown all the same', (_, one) => {
    const { value } = one.outcome as { readonly value: unknown };
    for (const changed of spoiled(value)) {
      const observation = { ...one, outcome: { status: 'observed', value: changed } } as Observation;
      const report = reportOn([observation], { subjects: [ip, 'example.org'], mine: {} });
      expect(textOf(report), JSON.stringify(changed)).toMatch(/^Block lists on /);
      eventLine({ type: 'observed', observation }, report.target);
    }
  });
});
