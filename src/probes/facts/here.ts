import { fact } from '../../model/evidence.ts';
import type { DnsTrouble } from '../../model/failure.ts';

export interface LocalNetwork {
  /** A usable (not loopback, not link-local) address of the family is configured. */
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly addresses: readonly string[];
}
export const localNetwork = fact<LocalNetwork>()('here/network', 'here', 'own network');

export interface ResolverHealth {
  readonly servers: readonly {
    readonly server: string;
    readonly state:
      | { readonly works: true; readonly ms: number }
      | { readonly works: false; readonly trouble: DnsTrouble };
    /** Addresses that the server gave for a name that cannot exist. */
    readonly rewritesTo: readonly string[];
  }[];
}
export const resolverHealth = fact<ResolverHealth>()('here/resolvers', 'here', 'resolvers');

/** Addresses under which others see this machine, and how that is known. */
export interface PublicAddresses {
  readonly found: readonly {
    readonly ip: string;
    /** The machine has it itself, name servers were asked who is asking them, or a mail server says whom it sees. */
    readonly way: 'interface' | 'dns' | 'ehlo';
    /** The interface, operators or server that say so. Two operators agree; one alone may have been asked by somebody on the way. */
    readonly by: readonly string[];
  }[];
  /** Who did not say, and why. */
  readonly failed: readonly { readonly by: string; readonly why: string }[];
}
export const publicAddresses = fact<PublicAddresses>()('here/public-addresses', 'here', 'own public address');

export interface Clock {
  /** ISO 8601 by this machine. */
  readonly now: string;
  /** When this mailcheck was built: an earlier clock is wrong for certain. */
  readonly builtAt: string;
}
export const clock = fact<Clock>()('here/clock', 'here', 'clock');

/** The control question before a port is blamed: is it open at hosts that are known to serve it? */
export const controlPort = fact<{
  readonly port: number;
  readonly hosts: readonly {
    readonly host: string;
    readonly ip: string;
    readonly outcome: 'open' | 'timeout' | 'refused' | 'other';
  }[];
}>()('control/port', 'here', 'control connections');
