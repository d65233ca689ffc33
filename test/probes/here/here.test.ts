import { describe, expect, test } from 'vitest';
import { Failed, type Failure } from '../../../src/model/failure.ts';
import type { DialOptions, Session } from '../../../src/model/session.ts';
import { here } from '../../../src/model/subject.ts';
import { clock, controlPort, localNetwork, resolverHealth } from '../../../src/probes/facts/here.ts';
import { probeClock } from '../../../src/probes/here/clock.ts';
import { probeControlPort } from '../../../src/probes/here/control-port.ts';
import { probeLocalNetwork } from '../../../src/probes/here/local-network.ts';
import { probeResolverHealth } from '../../../src/probes/here/resolver-health.ts';
import { fakeResolver } from '../fake-resolver.ts';
import { runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

describe('the own network', () => {
  test.each([
    ['none', [], false, false],
    ['loopback and link-local only', ['127.0.0.1', '::1', '169.254.1.1', 'fe80::1'], false, false],
    ['IPv4 behind a router', ['192.168.1.5', 'fe80::1'], true, false],
    ['IPv6', ['2001:db8::5'], false, true],
    ['both', ['198.51.100.5', 'fd00::5'], true, true],
  ])('%s', async (_, ips, ipv4, ipv6) => {
    const network = { localAddresses: () => ips.map((ip) => ({ ip, interface: 'eth0' })) };
    const value = (await runProbe(probeLocalNetwork({ io: io({ network }) }), here)).value(localNetwork);
    expect(value).toMatchObject({ ipv4, ipv6 });
    expect(value.addresses).not.toContain('fe80::1');
  });
});

test('the clock is told beside the time of the build', async () => {
  const now = () => new Date('2020-01-02T03:04:05Z');
  const ran = await runProbe(probeClock({ io: io({ now }), builtAt: '2026-11-24T00:00:00Z' }), here);
  expect(ran.value(clock)).toEqual({ now: '2020-01-02T03:04:05.000Z', builtAt: '2026-11-24T00:00:00Z' });
});

describe('a resolver', () => {
  const servers = ['192.0.2.53:53', '[2001:db8::53]:53'];
  const health = async (otherwise: NonNullable<Parameters<typeof fakeResolver>[1]>) => {
    const resolver = fakeResolver({}, otherwise, servers);
    const ran = await runProbe(probeResolverHealth({ io: io({ resolver }) }), here);
    return { servers: ran.value(resolverHealth).servers, asked: resolver.asked };
  };

  test('is asked on its own for names that cannot exist', async () => {
    const { servers: found, asked } = await health(() => undefined);
    expect(found).toEqual(servers.map((server) => ({ server, state: { works: true, ms: 1 }, rewritesTo: [] })));
    expect(asked).toHaveLength(4);
    for (const question of asked) expect(question).toMatch(/^[a-z]{20}\.(com|invalid) A @/);
  });

  test('that is dead is told from one that works', async () => {
    const { servers: found } = await health((_, __, server) => (server === servers[0] ? 'timeout' : undefined));
    expect(found.map(({ state }) => state)).toEqual([
      { works: false, trouble: 'timeout' },
      { works: true, ms: 1 },
    ]);
  });

  test('that answers only for reserved names by itself does not work', async () => {
    const { servers: found } = await health((name) => (name.endsWith('.com') ? 'servfail' : undefined));
    expect(found[0]!.state).toEqual({ works: false, trouble: 'servfail' });
  });

  test('that gives addresses for what cannot exist rewrites', async () => {
    const { servers: found } = await health((_, __, server) => (server === servers[0] ? ['203.0.113.80'] : undefined));
    expect(found.map(({ rewritesTo }) => rewritesTo)).toEqual([['203.0.113.80'], []]);
  });
});

describe('control connections', () => {
  const session = (closed: string[], ip: string) => ({ close: () => closed.push(ip) }) as unknown as Session;
  const run = async (
    controls: readonly string[],
    answer: (options: DialOptions) => Failure | undefined,
    zone: Parameters<typeof fakeResolver>[0] = {},
  ) => {
    const closed: string[] = [];
    const dialer = {
      async connect(options: DialOptions) {
        const failure = answer(options);
        if (failure !== undefined) throw new Failed(failure);
        return session(closed, options.ip);
      },
    };
    const world = io({ dialer, resolver: fakeResolver(zone) });
    const ran = await runProbe(probeControlPort({ io: world, target: target(), controls }), here);
    return { value: ran.value(controlPort), closed };
  };

  test('open and close again on every address of a control', async () => {
    const { value, closed } = await run(['mx.example.net', '192.0.2.25'], () => undefined, {
      'mx.example.net A': ['192.0.2.1'],
      'mx.example.net AAAA': ['2001:db8::1'],
    });
    expect(value).toEqual({
      port: 25,
      hosts: [
        { host: 'mx.example.net', ip: '192.0.2.1', outcome: 'open' },
        { host: 'mx.example.net', ip: '2001:db8::1', outcome: 'open' },
        { host: '192.0.2.25', ip: '192.0.2.25', outcome: 'open' },
      ],
    });
    expect(closed).toHaveLength(3);
  });

  test.each([
    [{ kind: 'timeout', stage: 'connect', afterMs: 1 }, 'timeout'],
    [{ kind: 'refused', stage: 'connect' }, 'refused'],
    [{ kind: 'unreachable', stage: 'connect' }, 'other'],
  ] as const)('tell %o apart', async (failure, outcome) => {
    expect((await run(['192.0.2.25'], () => failure)).value.hosts[0]!.outcome).toBe(outcome);
  });

  test('a control that cannot be found controls nothing', async () => {
    const { value } = await run(['gone.example.net', 'broken.example.net'], () => undefined, {
      'broken.example.net A': 'servfail',
      'broken.example.net AAAA': 'servfail',
    });
    expect(value.hosts).toEqual([]);
  });
});
