import type { Fetcher } from '../../src/model/fetcher.ts';
import type { Io } from '../../src/model/io.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Network } from '../../src/model/network.ts';
import type { Resolver } from '../../src/model/resolver.ts';
import type { Dialer } from '../../src/model/session.ts';
import type { Target } from '../../src/model/target.ts';
import { fakeResolver } from './fake-resolver.ts';

/** A target that asks for everything, but for what is said otherwise. */
export const target = (differs: Partial<Target> = {}): Target => ({
  servers: [],
  protocols: ['smtp', 'imap', 'pop3'],
  ceiling: 'authenticate',
  survey: false,
  ...differs,
});

/** A world without any network, but for what is said otherwise. */
export const io = (
  differs: {
    readonly resolver?: Resolver;
    readonly dialer?: Dialer;
    readonly fetcher?: Fetcher;
    readonly network?: Partial<Network>;
    readonly now?: () => Date;
  } = {},
): Io => ({
  fetcher: differs.fetcher ?? {
    get: async () => {
      throw new Error('nobody should fetch here');
    },
  },
  dialer: differs.dialer ?? {
    connect: async () => {
      throw new Error('nobody should connect here');
    },
  },
  resolver: differs.resolver ?? fakeResolver({}),
  network: {
    route: () => ({ to: 'nowhere', how: 'unreachable' }),
    localAddresses: () => [],
    resolvers: () => [],
    ...differs.network,
  },
  limits: defaultLimits,
  redactor: { add() {}, addDerived() {}, redact: (text) => text },
  now: differs.now ?? (() => new Date('2026-11-24T12:00:00Z')),
});
