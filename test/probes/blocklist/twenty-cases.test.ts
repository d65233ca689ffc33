import { describe, expect, test } from 'vitest';
import { Failed } from '../../../src/model/failure.ts';
import type { ListResult } from '../../../src/model/listing.ts';
import { askResolver } from '../../../src/probes/blocklist/ask-resolver.ts';
import { createListDesk } from '../../../src/probes/blocklist/desk.ts';
import { chooseLists } from '../../../src/settings/list-choice.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io, target } from '../world.ts';
import { deskWorld, listAt, sound, subjectOf, unhurried } from './desk-world.ts';

/** Stands for any public address. */
const ip = '203.0.113.9';
const zen = (answers: readonly string[] | undefined): Zone => ({
  ...sound('zen.spamhaus.org', ['127.0.0.2', '127.0.0.4', '127.0.0.10']),
  ...(answers === undefined ? {} : { '9.113.0.203.zen.spamhaus.org A': answers }),
});
/** A desk with nothing but its questions. */
const still = { keys: new Map(), reasons: [], now: () => 0 };
const unheard = () => ({ journal: fakeJournal(), signal: new AbortController().signal });
const verdict = ({ verdict, unknown }: ListResult): string => (unknown === undefined ? verdict : `unknown: ${unknown}`);

/** Situations that checkers of block lists get wrong, each with the verdict that is right. */
describe('twenty cases to judge a checker by', () => {
  test('1 an address that is not listed, at a sound list', async () => {
    expect(await deskWorld(zen(undefined)).check('zen.spamhaus.org', ip)).toMatchObject({
      verdict: 'clean',
      answers: [],
      meaning: 'not listed',
    });
  });

  test('2 a public resolver, which the list refuses and names', async () => {
    const refused = ['127.255.255.254'];
    const world = deskWorld(
      { '2.0.0.127.zen.spamhaus.org TXT': ['Error: open resolver; see https://example.org/ 198.51.100.53'] },
      { otherwise: (name) => (name.endsWith('.zen.spamhaus.org') ? refused : undefined) },
    );
    const result = await world.check('zen.spamhaus.org', ip);
    expect(result).toMatchObject({ verdict: 'unknown', unknown: 'refused', answers: refused });
    expect(result.meaning).toContain('public or open resolver');
    const health = await world.desk.health(listAt('zen.spamhaus.org'), 'ip4', unheard());
    expect(health).toMatchObject({ usable: false, why: 'refused', positive: refused });
    expect(health.reason).toContain('198.51.100.53');
  });

  test('3 an end-user range, which is no accusation', async () => {
    const result = await deskWorld(zen(['127.0.0.11'])).check('zen.spamhaus.org', ip);
    expect(result).toMatchObject({ verdict: 'policy', granularity: 'ip' });
    expect(result.meaning).toMatch(/^PBL: end-user range.*submission/);
    expect(result.consequence).toBeUndefined();
  });

  test('4 three reasons at once', async () => {
    const result = await deskWorld(zen(['127.0.0.2', '127.0.0.9', '127.0.0.4'])).check('zen.spamhaus.org', ip);
    expect(result.verdict).toBe('listed');
    expect(result.meaning).toMatch(/^SBL.*XBL.*DROP/);
    expect(result.codes?.map(({ answer }) => answer)).toEqual(['127.0.0.2', '127.0.0.4', '127.0.0.9']);
    expect(result.consequence).toContain('550');
  });

  test('5 a listing beside a policy: the worst wins, and both are told', async () => {
    const result = await deskWorld(zen(['127.0.0.11', '127.0.0.30'])).check('zen.spamhaus.org', ip);
    expect(result.verdict).toBe('listed');
    expect(result.codes?.map(({ verdict }) => verdict)).toEqual(['listed', 'policy']);
    expect(result.meaning).toMatch(/^BCL: botnet controller; PBL/);
  });

  test('6 a code that nobody documents counts neither way', async () => {
    const result = await deskWorld(zen(['127.0.0.99'])).check('zen.spamhaus.org', ip);
    expect(verdict(result)).toBe('unknown: unknown-code');
    expect(result.answers).toEqual(['127.0.0.99']);
    expect(result.meaning).toContain('127.0.0.99');
  });

  test('7 an address at a list of names is not even asked about', async () => {
    const world = deskWorld({
      'test.dbl.spamhaus.org A': ['127.0.1.2'],
      '9.113.0.203.dbl.spamhaus.org A': ['127.0.1.255'],
    });
    expect(await world.check('dbl.spamhaus.org', ip)).toMatchObject({ verdict: 'not-applicable', answers: [] });
    expect(world.resolver.asked).toEqual([]);
  });

  test('8 an alias is followed to an abused redirector', async () => {
    // The resolver follows CNAMEs; what is at their end counts.
    const plain = fakeResolver({
      'test.dbl.spamhaus.org A': ['127.0.1.2'],
      'www.example.org.dbl.example.net A': ['127.0.1.103'],
    });
    const resolver: typeof plain = {
      ...plain,
      async query(name, type, journal, signal) {
        if (name !== 'www.example.org.dbl.spamhaus.org') return plain.query(name, type, journal, signal);
        const end = 'www.example.org.dbl.example.net';
        return { ...(await plain.query(end, type, journal, signal)), name, cnames: [end] };
      },
    };
    const desk = createListDesk({
      ...still,
      ask: askResolver({ io: io({ resolver }), target: target(), ...unhurried }),
    });
    const list = listAt('dbl.spamhaus.org');
    const result = await desk.check(list, await subjectOf('www.example.org', list), unheard());
    expect(result).toMatchObject({ verdict: 'listed', answers: ['127.0.1.103'] });
    expect(result.meaning).toContain('abused redirector');
  });

  test('9 a refusal by 127.0.0.1, asked about the registrable domain', async () => {
    const world = deskWorld(
      {},
      { otherwise: (name) => (name.endsWith('.multi.uribl.com') ? ['127.0.0.1'] : undefined) },
    );
    const result = await world.check('multi.uribl.com', 'www.example.org');
    expect(verdict(result)).toBe('unknown: refused');
    expect(result.asked).toBe('example.org');
    expect(world.resolver.asked).toContain('example.org.multi.uribl.com A');
    expect(world.resolver.asked).not.toContain('www.example.org.multi.uribl.com A');
  });

  test('10 two bits: black, and grey as information', async () => {
    const result = await deskWorld({
      ...sound('multi.uribl.com', ['127.0.0.14']),
      'example.org.multi.uribl.com A': ['127.0.0.6'],
    }).check('multi.uribl.com', 'example.org');
    expect(result.verdict).toBe('listed');
    expect(result.codes?.map(({ verdict }) => verdict)).toEqual(['listed', 'info']);
    expect(result.lookupUrl).toBe('https://lookup.uribl.com/?domain=example.org');
  });

  test('11 80 is 16 and 64: malware and abuse', async () => {
    const result = await deskWorld({
      'test.surbl.org.multi.surbl.org A': ['127.0.0.254'],
      'example.org.multi.surbl.org A': ['127.0.0.80'],
    }).check('multi.surbl.org', 'example.org');
    expect(result.verdict).toBe('listed');
    expect(result.meaning).toMatch(/MW: malware.*ABUSE/);
  });

  test('12 good news is no listing', async () => {
    const result = await deskWorld({ '9.113.0.203.wl.mailspike.net A': ['127.0.0.18'] }).check('wl.mailspike.net', ip);
    expect(result).toMatchObject({ verdict: 'info', impact: 'medium' });
  });

  test('13 good news for everybody is a quota', async () => {
    const world = deskWorld(
      {},
      { otherwise: (name) => (name.endsWith('.list.dnswl.org') ? ['127.0.10.3'] : undefined) },
    );
    expect(verdict(await world.check('list.dnswl.org', ip))).toBe('unknown: rate-limited');
  });

  test('14 a list that lists everything since 2018 is refused before it is asked', () => {
    const choice = chooseLists(['bl.spamcannibal.org'], new Map());
    expect(choice).toMatchObject({ problem: expect.stringMatching(/SpamCannibal lists everything.*2018/) });
  });

  test('15 a parked zone, or a resolver that rewrites', async () => {
    const world = deskWorld({}, { otherwise: () => ['91.195.240.117'] });
    expect(verdict(await world.check('dnsbl.example.net', ip))).toBe('unknown: rewritten');
    const asked = world.resolver.asked.length;
    expect(asked).toBe(4);
    expect(verdict(await world.check('dnsbl.example.net', '203.0.113.10'))).toBe('unknown: rewritten');
    expect(world.resolver.asked).toHaveLength(asked);
  });

  test('16 a list that hides from resolvers that are not enrolled', async () => {
    expect(verdict(await deskWorld({}).check('b.barracudacentral.org', ip))).toBe('unknown: not-enrolled');
  });

  test('17 IPv6: asked nibble by nibble where it is taken, and not at all where it is not', async () => {
    const test6 = `2.0.0.0.0.0.f.7.f.f.f.f.${'0.'.repeat(20)}zen.spamhaus.org`;
    const world = deskWorld({ [`${test6} A`]: ['127.0.0.2'] });
    const address = '2001:db8:7ca6:22::45';
    expect(await world.check('zen.spamhaus.org', address)).toMatchObject({ verdict: 'clean' });
    expect(world.resolver.asked).toContain(
      '5.4.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.2.0.0.6.a.c.7.8.b.d.0.1.0.0.2.zen.spamhaus.org A',
    );
    const asked = world.resolver.asked.length;
    const spamcop = await world.check('bl.spamcop.net', address);
    expect(spamcop).toMatchObject({ verdict: 'not-applicable', meaning: 'the list has no IPv6 addresses' });
    expect(world.resolver.asked).toHaveLength(asked);
  });

  test('18 an IPv4 address in IPv6 clothes, and what only the provider is to blame for', async () => {
    const zones = ['dnsbl-1.uceprotect.net', 'dnsbl-2.uceprotect.net', 'dnsbl-3.uceprotect.net'];
    const world = deskWorld({
      ...Object.assign({}, ...zones.map((zone) => sound(zone))),
      '9.113.0.203.dnsbl-3.uceprotect.net A': ['127.0.0.2'],
    });
    const results = await Promise.all(zones.map((zone) => world.check(zone, `::ffff:${ip}`)));
    expect(results.map(verdict)).toEqual(['clean', 'clean', 'info']);
    expect(results[2]).toMatchObject({ collateral: true, granularity: 'asn' });
    expect(results[2]!.meaning).toContain('provider');
  });

  test('19 silence, and a key that is not good for the list', async () => {
    const world = deskWorld(
      {},
      {
        keys: { spamhaus: 'abcdefghijklmnopqrstuvwxyz' },
        otherwise: (name) => (name.endsWith('.psbl.surriel.com') ? 'timeout' : 'servfail'),
      },
    );
    expect(verdict(await world.check('psbl.surriel.com', ip))).toBe('unknown: timeout');
    expect(verdict(await world.check('dbl.dq.spamhaus.net', 'example.org'))).toBe('unknown: key-refused');
    expect(world.resolver.asked).toContain('example.org.abcdefghijklmnopqrstuvwxyz.dbl.dq.spamhaus.net A');
  });

  test('20 the same code is a listing here and a welcome there', async () => {
    const world = deskWorld({
      ...sound('rbl.efnetrbl.org', ['127.0.0.1']),
      '9.113.0.203.rbl.efnetrbl.org A': ['127.0.0.1'],
      ...sound('hostkarma.junkemailfilter.com'),
      '9.113.0.203.hostkarma.junkemailfilter.com A': ['127.0.0.1'],
      // 127.0.0.1 is answered by design: the negative entry is a random label.
      '1.0.0.127.hostkarma.junkemailfilter.com A': ['127.0.0.1'],
      '1.0.0.127.rbl.efnetrbl.org A': ['127.0.0.1'],
    });
    const efnet = await world.check('rbl.efnetrbl.org', ip);
    expect(efnet.verdict).toBe('listed');
    expect(efnet.meaning).toMatch(/proxy/);
    const karma = await world.check('hostkarma.junkemailfilter.com', ip);
    expect(karma.verdict).toBe('info');
    expect(karma.meaning).toMatch(/white/);
    const labels = world.resolver.asked.filter((question) => /^[a-z]{20}\.(rbl|hostkarma)\./.test(question));
    expect(labels).toHaveLength(2);
  });
});

describe('traps beside', () => {
  test('text of the operator is capped, and its control characters are kept for the sink to escape', async () => {
    const world = deskWorld({
      ...zen(['127.0.0.2']),
      '9.113.0.203.zen.spamhaus.org TXT': [`\x1b[31mred ${'x'.repeat(2000)}`],
    });
    const { reason } = await world.check('zen.spamhaus.org', ip);
    expect(reason).toHaveLength(512);
    expect(reason!.startsWith('\x1b[31mred')).toBe(true);
  });

  test('TXT is asked after a listing only, and for the same name', async () => {
    const world = deskWorld(zen(undefined));
    await world.check('zen.spamhaus.org', ip);
    expect(world.resolver.asked.filter((one) => one.endsWith(' TXT'))).toEqual([]);
    const listed = deskWorld(zen(['127.0.0.2']));
    await listed.check('zen.spamhaus.org', ip);
    expect(listed.resolver.asked.filter((one) => one.endsWith(' TXT'))).toEqual(['9.113.0.203.zen.spamhaus.org TXT']);
  });

  test('test entries are asked once a run, however many addresses there are', async () => {
    const world = deskWorld(zen(undefined));
    await Promise.all([ip, '203.0.113.10', '203.0.113.11'].map((one) => world.check('zen.spamhaus.org', one)));
    await world.check('zen.spamhaus.org', '203.0.113.12');
    expect(world.resolver.asked.filter((one) => one.startsWith('2.0.0.127.'))).toHaveLength(1);
    expect(world.resolver.asked.filter((one) => one.startsWith('1.0.0.127.'))).toHaveLength(1);
  });

  test('a list that refuses one address is not asked about the next', async () => {
    const world = deskWorld({ ...zen(['127.255.255.255']) });
    expect(verdict(await world.check('zen.spamhaus.org', ip))).toBe('unknown: rate-limited');
    const asked = world.resolver.asked.length;
    expect(verdict(await world.check('zen.spamhaus.org', '203.0.113.10'))).toBe('unknown: rate-limited');
    expect(world.resolver.asked).toHaveLength(asked);
  });

  test('a good list that comes to answer everything in the middle of the run loses its word', async () => {
    let flipped = false;
    const world = deskWorld(zen(undefined), {
      otherwise: (name) => (flipped && name.endsWith('.zen.spamhaus.org') ? ['127.0.0.2'] : undefined),
    });
    expect(verdict(await world.check('zen.spamhaus.org', ip))).toBe('clean');
    world.clock.now = 60_000;
    flipped = true;
    expect(verdict(await world.check('zen.spamhaus.org', '203.0.113.10'))).toBe('unknown: wildcard');
    expect(verdict(await world.check('zen.spamhaus.org', '203.0.113.11'))).toBe('unknown: wildcard');
  });

  test('a true listing late in the run is confirmed by one question more', async () => {
    const world = deskWorld(zen(['127.0.0.2']));
    await world.check('zen.spamhaus.org', '203.0.113.10');
    world.clock.now = 60_000;
    const before = world.resolver.asked.length;
    expect(verdict(await world.check('zen.spamhaus.org', ip))).toBe('listed');
    const asked = world.resolver.asked.slice(before);
    expect(asked.filter((one) => /^[a-z]{20}\.zen\.spamhaus\.org A$/.test(one))).toHaveLength(1);
    expect(asked).toHaveLength(3);
  });

  test('a list that never answers is left alone after a while', async () => {
    const world = deskWorld(sound('psbl.surriel.com'), {
      otherwise: (name) => (name.startsWith('1.0.0.127.') ? undefined : 'timeout'),
    });
    for (let n = 0; n < 25; n++) await world.check('psbl.surriel.com', `203.0.113.${n}`);
    expect(world.resolver.asked.filter((one) => one.includes('.113.0.203.'))).toHaveLength(20);
  });

  test('without its key a list of customers is not asked', async () => {
    const world = deskWorld({});
    expect(verdict(await world.check('zen.dq.spamhaus.net', ip))).toBe('unknown: no-key');
    expect(world.resolver.asked).toEqual([]);
  });

  test('a list without test entries is believed when it answers, and not when it is silent', async () => {
    expect(verdict(await deskWorld({}).check('wl.mailspike.net', ip))).toBe('unknown: no-test-entry');
  });

  test('a welcome list that welcomes everybody welcomes nobody', async () => {
    const world = deskWorld(
      {},
      { otherwise: (name) => (name.endsWith('.wl.mailspike.net') ? ['127.0.0.18'] : undefined) },
    );
    expect(verdict(await world.check('wl.mailspike.net', ip))).toBe('unknown: wildcard');
  });

  test('what the run itself broke off is not clean', async () => {
    const controller = new AbortController();
    const resolver = {
      ...fakeResolver({}),
      query: (_name: string, _type: string, _journal: unknown, signal: AbortSignal) =>
        new Promise<never>((_, reject) => {
          const give = () => reject(new Failed({ kind: 'dns', stage: 'dns', trouble: 'timeout' }));
          signal.addEventListener('abort', give, { once: true });
          if (signal.aborted) give();
        }),
    };
    const desk = createListDesk({
      ...still,
      ask: askResolver({ io: io({ resolver }), target: target(), ...unhurried }),
    });
    const by = { journal: fakeJournal(), signal: controller.signal };
    const list = listAt('zen.spamhaus.org');
    const result = desk.check(list, await subjectOf(ip, list), by);
    controller.abort();
    expect(verdict(await result)).toBe('unknown: timeout');
  });

  test.each([
    ['2001:db8:1:2:3::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8::/64'],
  ])('an entry for %s covers %s', async (address, covers) => {
    const nibbles = [...address.split('::')[0]!.split(':')].length;
    expect(nibbles).toBeGreaterThan(1);
    const world = deskWorld(
      {},
      {
        otherwise: (name) =>
          name.startsWith('1.0.0.0.0.0.f.7.') || /^[a-z]{20}\./.test(name) ? undefined : ['127.0.0.2'],
      },
    );
    expect(await world.check('bl.ipv6.spameatingmonkey.net', address)).toMatchObject({ verdict: 'listed', covers });
  });
});
