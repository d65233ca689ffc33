import { diagnose, type Report, type RunOptions } from '../../src/index.ts';
import type { Limits } from '../../src/model/limits.ts';
import type { Network, Route } from '../../src/model/network.ts';
import { Secret } from '../../src/model/secret.ts';
import type { NamedServer, Target } from '../../src/model/target.ts';
import { loopback } from './servers.ts';

export const address = 'ann@lab.test';
export const hostName = 'mail.lab.test';
/** A documentation address that stands for the real servers on loopback. */
export const ip = '192.0.2.10';

/** What the DNS of a sound `lab.test` holds. */
export const names = [
  `${hostName}. A ${ip}`,
  `lab.test. MX 10 ${hostName}.`,
  `10.2.0.192.in-addr.arpa. PTR ${hostName}.`,
];

/** A random password a run: the canary that must not be seen in any output. */
export const newPassword = (): string => `Canary-${crypto.randomUUID()}`;

export interface RealWorld {
  /** Standard ports of `mail.lab.test` to real loopback ports; a port that is not here is refused. */
  readonly ports: Iterable<readonly [number, number]>;
  /** Loopback port of the DNS server. */
  readonly dns: number;
  /** PEM of the authority. */
  readonly authority: string;
}

/** Routes `mail.lab.test` to the servers on loopback; nothing else can be reached. */
export function realNetwork(world: RealWorld): Network {
  const ports = new Map(world.ports);
  return {
    route(to, port, transport): Route {
      if (transport === 'udp' || (to === '192.0.2.53' && port === 53)) {
        return { to: 'address', ip: loopback, port: world.dns };
      }
      const real = to === ip ? ports.get(port) : undefined;
      return real === undefined ? { to: 'nowhere', how: 'refused' } : { to: 'address', ip: loopback, port: real };
    },
    localAddresses: () => [{ ip: '192.0.2.200', interface: 'lab0' }],
    resolvers: () => ['192.0.2.53:53'],
    roots: { pem: [world.authority], only: true, source: 'the test authority' },
  };
}

export const servers: readonly NamedServer[] = [
  { protocol: 'imap', host: hostName },
  { protocol: 'pop3', host: hostName },
  { protocol: 'smtp', host: hostName },
];

export interface Ask {
  readonly network: Network;
  readonly password?: string;
  readonly target?: Partial<Target>;
  readonly limits?: Partial<Limits>;
  readonly options?: Partial<RunOptions>;
}

/** Diagnoses the real servers as a user would who names them and gives a password. */
export const ask = (question: Ask): Promise<Report> =>
  diagnose({
    network: question.network,
    blocklists: false,
    controls: [],
    limits: { connectMs: 3_000, greetingMs: 10_000, replyMs: 15_000, tlsMs: 5_000, dnsMs: 3_000, ...question.limits },
    ...(question.password === undefined
      ? {}
      : { credentials: { kind: 'password', secret: new Secret(question.password) } }),
    target: {
      address,
      domain: 'lab.test',
      servers,
      protocols: ['smtp', 'imap', 'pop3', 'sieve'],
      ceiling: 'authenticate',
      survey: true,
      ...(question.password === undefined ? {} : { credentials: 'password' }),
      ...question.target,
    },
    ...question.options,
  });

/** Findings that a user must look at. */
export const grave = (report: Report): string[] =>
  report.findings.filter(({ severity }) => severity !== 'notice').map(({ rule, text }) => `${rule}: ${text}`);
