import { describe, expect, test } from 'vitest';
import type { Rule } from '../../src/model/finding.ts';
import { here, host } from '../../src/model/subject.ts';
import { addresses } from '../../src/probes/facts/dns.ts';
import { clock, localNetwork, type ResolverHealth, resolverHealth } from '../../src/probes/facts/here.ts';
import { connect, greeting } from '../../src/probes/facts/mail.ts';
import clockWrong from '../../src/rules/here/clock-wrong.ts';
import noNetwork from '../../src/rules/here/no-network.ts';
import resolverDead from '../../src/rules/here/resolver-dead.ts';
import resolverFailing from '../../src/rules/here/resolver-failing.ts';
import resolverRewrites from '../../src/rules/here/resolver-rewrites.ts';
import { endpointOf, failed, findingsOf, observed, replyOf, saidBy, viewOf } from '../evidence.ts';

const built = '2026-11-01T00:00:00.000Z';
const clockAt = (now: string) => observed(clock, here, { now, builtAt: built });
const greetedAt = (name: string, serverTime?: string) =>
  observed(greeting, endpointOf('smtp', 25, 'starttls', name), {
    reply: replyOf('smtp', '220', 'ESMTP'),
    ...(serverTime === undefined ? {} : { serverTime }),
  });

describe('here/clock-wrong', () => {
  const now = '2026-11-24T12:00:00.000Z';
  const [first, second] = ['mx1.example.org', 'mx2.example.org'];

  test('fires for certain when the clock is before the day mailcheck was built', () => {
    const [finding] = findingsOf(clockWrong, viewOf([clockAt('2024-01-01T00:00:00.000Z')]));
    expect(finding).toMatchObject({
      message: 'before-build',
      severity: 'error',
      args: { now: '2024-01-01T00:00:00.000Z', reference: built, seconds: 1035 * 86_400 },
    });
  });

  test('fires when two hosts agree on another time, and quotes all three', () => {
    const told = [greetedAt(first, '2026-11-24T10:00:00Z'), greetedAt(second, '2026-11-24T10:00:30Z')];
    const [finding, ...more] = findingsOf(clockWrong, viewOf([clockAt(now), ...told]));
    expect(finding).toMatchObject({ message: 'unlike-servers', severity: 'error', args: { now, seconds: 7200 } });
    expect(finding?.evidence).toEqual(['here/clock@here', ...told.map(({ id }) => id)]);
    expect(more).toEqual([]);
  });

  test.each([
    ['a single host tells another time: it may be wrong itself', [greetedAt(first, '2026-11-24T10:00:00Z')]],
    [
      'two hosts contradict each other',
      [greetedAt(first, '2026-11-24T10:00:00Z'), greetedAt(second, '2026-11-24T16:00:00Z')],
    ],
    ['one of two agrees with us', [greetedAt(first, '2026-11-24T10:00:00Z'), greetedAt(second, now)]],
    ['both are within ten minutes', [greetedAt(first, '2026-11-24T12:08:00Z'), greetedAt(second, now)]],
    ['nobody tells the time', [greetedAt(first), greetedAt(second)]],
    ['what they tell is no time', [greetedAt(first, 'soon'), greetedAt(second, 'later')]],
  ])('is silent when %s', (_, told) => {
    expect(findingsOf(clockWrong, viewOf([clockAt(now), ...told]))).toEqual([]);
  });
});

describe('here/no-network', () => {
  const without = observed(localNetwork, here, { ipv4: false, ipv6: false, addresses: [] });

  test('fires when this machine has an address of neither family', () => {
    expect(saidBy(noNetwork, viewOf([without]))).toEqual(['none critical']);
  });

  test.each([
    ['IPv4', { ipv4: true, ipv6: false }],
    ['IPv6', { ipv4: false, ipv6: true }],
  ])('is silent with %s alone', (_, families) => {
    const view = viewOf([observed(localNetwork, here, { ...families, addresses: ['192.0.2.7'] })]);
    expect(findingsOf(noNetwork, view)).toEqual([]);
  });

  test('is silent when a server on this very machine was reached', () => {
    const local = observed(connect, endpointOf('imap', 993, 'tls', 'localhost', '127.0.0.1'), { ms: 1 });
    expect(findingsOf(noNetwork, viewOf([without, local]))).toEqual([]);
  });
});

describe('the resolvers of this machine', () => {
  type Server = ResolverHealth['servers'][number];
  const good = (server: string, rewritesTo: string[] = []): Server => ({
    server,
    state: { works: true, ms: 3 },
    rewritesTo,
  });
  const bad = (server: string): Server => ({ server, state: { works: false, trouble: 'timeout' }, rewritesTo: [] });
  const health = (...servers: Server[]) => observed(resolverHealth, here, { servers });
  const [one, two] = ['192.0.2.53:53', '192.0.2.54:53'];

  test('here/resolver-dead fires when every one fails, and names them', () => {
    const view = viewOf([health(bad(one), bad(two))]);
    expect(findingsOf(resolverDead, view)).toMatchObject([
      { message: 'dead', severity: 'critical', args: { servers: `${one}, ${two}`, trouble: 'timeout' } },
    ]);
    expect(findingsOf(resolverFailing, view)).toEqual([]);
  });

  test('here/resolver-dead fires when there is none', () => {
    expect(saidBy(resolverDead, viewOf([health()]))).toEqual(['none critical']);
  });

  test('here/resolver-failing warns of the one that fails while another works', () => {
    const view = viewOf([health(good(one), bad(two))]);
    expect(findingsOf(resolverFailing, view)).toMatchObject([
      { message: 'failing', severity: 'warning', args: { server: two, trouble: 'timeout' } },
    ]);
    expect(findingsOf(resolverDead, view)).toEqual([]);
  });

  test('none of them fires when all work', () => {
    const rules = [resolverDead, resolverFailing, resolverRewrites] as readonly unknown[] as readonly Rule<'here'>[];
    for (const rule of rules) {
      expect(findingsOf(rule, viewOf([health(good(one), good(two))])), rule.id).toEqual([]);
    }
  });

  describe('here/resolver-rewrites', () => {
    const portal = '203.0.113.80';
    const rewriting = health(good(one, [portal]));
    const resolved = (name: string, ...ips: string[]) => observed(addresses, host(name), { ips, source: 'dns' });

    test('is an error where nothing shows that it does no harm, and names resolver and address', () => {
      expect(findingsOf(resolverRewrites, viewOf([rewriting]))).toMatchObject([
        { message: 'rewrites', severity: 'error', args: { server: one, address: portal } },
      ]);
    });

    test('is an error when a server that was asked for has the invented address', () => {
      const view = viewOf([
        rewriting,
        resolved('mail.example.org', '192.0.2.10'),
        resolved('mial.example.org', portal),
      ]);
      expect(saidBy(resolverRewrites, view)).toEqual(['rewrites error']);
    });

    test('is a warning when the servers that were asked for have addresses of their own', () => {
      const view = viewOf([rewriting, resolved('mail.example.org', '192.0.2.10')]);
      expect(saidBy(resolverRewrites, view)).toEqual(['rewrites warning']);
    });

    test('takes a lookup that failed, or that found nothing, for no excuse', () => {
      const dead = failed(addresses, host('mail.example.org'), { kind: 'dns', stage: 'dns', trouble: 'servfail' });
      for (const unknown of [dead, resolved('mail.example.org')]) {
        expect(saidBy(resolverRewrites, viewOf([rewriting, unknown]))).toEqual(['rewrites error']);
      }
    });

    test('tells each resolver that does so', () => {
      const view = viewOf([health(good(one, [portal]), good(two, [portal]))]);
      expect(findingsOf(resolverRewrites, view).map(({ args }) => args.server)).toEqual([one, two]);
    });
  });
});
