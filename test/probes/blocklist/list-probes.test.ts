import { describe, expect, test } from 'vitest';
import { address, domain, here } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { askResolver } from '../../../src/probes/blocklist/ask-resolver.ts';
import { createListDesk } from '../../../src/probes/blocklist/desk.ts';
import { listProbes } from '../../../src/probes/blocklist/list-probes.ts';
import { listHealth, listings, nameListings } from '../../../src/probes/facts/blocklist.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';
import { listAt, sound, unhurried } from './desk-world.ts';

const lists = ['zen.spamhaus.org', 'bl.spamcop.net', 'dbl.spamhaus.org', 'multi.uribl.com'].map(listAt);
const zone: Zone = {
  ...sound('zen.spamhaus.org', ['127.0.0.2', '127.0.0.4', '127.0.0.10']),
  ...sound('bl.spamcop.net'),
  'test.dbl.spamhaus.org A': ['127.0.1.2'],
  ...sound('multi.uribl.com', ['127.0.0.14']),
};

function world(differs: Partial<Target>, more: Zone = {}, allowPrivate = false) {
  const resolver = fakeResolver({ ...zone, ...more });
  const look = { io: io({ resolver }), target: target(differs) };
  const desk = createListDesk({
    ask: askResolver({ ...look, ...unhurried }),
    keys: new Map(),
    reasons: ['listed', 'policy'],
    now: () => 0,
  });
  const [health, ofAddress, ofName] = listProbes({ ...look, desk, lists, allowPrivate }) as [never, never, never];
  return {
    resolver,
    health: () => runProbe(health, here as never),
    address: (host: string, ip: string) => runProbe(ofAddress, address(host, ip) as never),
    name: (name: string) => runProbe(ofName, domain(name) as never),
  };
}
const asking = (...subjects: string[]): Partial<Target> => ({ blacklist: { subjects, lists: ['default'] } });
const verdicts = (results: readonly { readonly zone: string; readonly verdict: string }[]) =>
  results.map((one) => `${one.zone} ${one.verdict}`);

describe('an address', () => {
  test('is asked about at lists of addresses only', async () => {
    const { address, resolver } = world(asking('8.8.4.4'), { '4.4.8.8.bl.spamcop.net A': ['127.0.0.2'] });
    const { results } = (await address('8.8.4.4', '8.8.4.4')).value(listings);
    expect(verdicts(results)).toEqual(['zen.spamhaus.org clean', 'bl.spamcop.net listed']);
    expect(resolver.asked.filter((one) => /dbl|uribl/.test(one))).toEqual([]);
  });

  test.each(['10.0.0.5', '203.0.113.9', '127.0.0.2', '::1', 'fe80::1', '2001:db8::9'])(
    '%s, which only a name led to, is not asked about',
    async (ip) => {
      const { address, resolver } = world(asking('mail.example.org'));
      const ran = await address('mail.example.org', ip);
      expect(ran.outcome(listings)).toMatchObject({
        status: 'inconclusive',
        reason: expect.stringMatching(/^lists are not asked about \S+ addresses$/),
      });
      expect(resolver.asked).toEqual([]);
    },
  );

  test('is asked about all the same by express wish', async () => {
    const { address } = world(asking('10.0.0.5'), {}, true);
    expect((await address('10.0.0.5', '10.0.0.5')).value(listings).results[0]!.verdict).toBe('clean');
  });

  test('of a diagnosis is asked about when its host sends or receives the mail', async () => {
    const mx = { 'example.org MX': ['10 mx.example.net'] };
    const { address } = world({ domain: 'example.org' }, mx);
    expect((await address('mx.example.net', '8.8.4.4')).outcome(listings)?.status).toBe('observed');
    expect((await address('imap.example.net', '8.8.4.4')).outcome(listings)).toEqual({
      status: 'skipped',
      because: 'not-applicable',
    });
  });
});

describe('a name', () => {
  test('is asked about at lists of names only, each in the form that it wants', async () => {
    const { name, resolver } = world(asking('www.example.org'), {
      'www.example.org.dbl.spamhaus.org A': ['127.0.1.2'],
      'example.org.multi.uribl.com A': ['127.0.0.2'],
    });
    const { results } = (await name('www.example.org')).value(nameListings);
    expect(verdicts(results)).toEqual(['dbl.spamhaus.org listed', 'multi.uribl.com listed']);
    expect(resolver.asked.filter((one) => /zen|spamcop/.test(one))).toEqual([]);
  });

  test('that the public DNS does not have is not asked about', async () => {
    const { name, resolver } = world({ domain: 'mail.local' });
    expect((await name('mail.local')).outcome(nameListings)?.status).toBe('inconclusive');
    expect(resolver.asked).toEqual([]);
  });
});

test('test entries and address are asked at once: what takes longest is one answer', async () => {
  const plain = fakeResolver(zone);
  const held: (() => void)[] = [];
  const resolver: typeof plain = {
    ...plain,
    query: (name, type, journal, signal) =>
      new Promise((resolve) => held.push(() => resolve(plain.query(name, type, journal, signal)))),
  };
  const look = { io: io({ resolver }), target: target(asking('8.8.4.4')) };
  const desk = createListDesk({
    ask: askResolver({ ...look, ...unhurried }),
    keys: new Map(),
    reasons: ['listed'],
    now: () => 0,
  });
  const probes = listProbes({ ...look, desk, lists, allowPrivate: false }) as [never, never, never];
  const ran = Promise.all([
    runProbe(probes[0], here as never),
    runProbe(probes[1], address('8.8.4.4', '8.8.4.4') as never),
  ]);
  await new Promise((resolve) => setImmediate(resolve));
  // Two lists of addresses: an entry that must be there, one that must not, and the address.
  expect(held).toHaveLength(6);
  for (const answer of held.splice(0)) answer();
  const [, listed] = await ran;
  expect(listed.value(listings).results.map(({ verdict }) => verdict)).toEqual(['clean', 'clean']);
  expect(held).toEqual([]);
});

describe('the test entries', () => {
  const kinds = async (differs: Partial<Target>) => {
    const { lists: tested } = (await world(differs).health()).value(listHealth);
    return [...new Set(tested.map(({ kind }) => kind))].sort();
  };
  test.each([
    ['of an IPv4 address', asking('8.8.4.4'), ['ip4']],
    ['of an IPv6 address', asking('2a00:1450::1'), ['ip6']],
    ['of a name, which may have both', asking('example.org'), ['domain', 'ip4', 'ip6']],
    ['of a name and IPv4 alone', { ...asking('example.org'), family: 4 }, ['domain', 'ip4']],
    ['of a diagnosis', { domain: 'example.org' }, ['domain', 'ip4', 'ip6']],
    ['of a diagnosis of a server', {}, ['ip4', 'ip6']],
  ] as const)('%s are asked', async (_, differs, expected) => {
    expect(await kinds(differs as Partial<Target>)).toEqual(expected);
  });

  test('are asked once, whoever asks first', async () => {
    const one = world(asking('8.8.4.4'));
    await Promise.all([one.health(), one.address('8.8.4.4', '8.8.4.4'), one.address('a.example.org', '8.8.8.8')]);
    expect(one.resolver.asked.filter((question) => question === '2.0.0.127.bl.spamcop.net A')).toHaveLength(1);
  });

  test('tell a dead list from a sound one', async () => {
    const { lists: tested } = (await world(asking('8.8.4.4'), { '2.0.0.127.bl.spamcop.net A': [] }).health()).value(
      listHealth,
    );
    expect(tested.map(({ zone: of, why, usable }) => [of, why, usable])).toEqual([
      ['zen.spamhaus.org', 'ok', true],
      ['bl.spamcop.net', 'dead', false],
    ]);
  });
});
