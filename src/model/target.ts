import type { Effect } from './evidence.ts';
import type { Protocol, Security } from './subject.ts';

export const symptoms = ['send', 'receive', 'sync'] as const;
export type Symptom = (typeof symptoms)[number];

/** A server that the user named. Port or security left out means: the standard ones are tried, best first. */
export interface NamedServer {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port?: number;
  readonly security?: Security;
}

/** The stage after which a single-server command stops. */
export const stopStages = ['connect', 'greeting', 'tls', 'capabilities', 'auth', 'mail', 'rcpt', 'data'] as const;
export type StopStage = (typeof stopStages)[number];

/** What the user asked about. Holds no secret: it is part of the report. */
export interface Target {
  /** `ann@example.org`, domain as A-labels. */
  readonly address?: string;
  /** A-labels, lower case. */
  readonly domain?: string;
  readonly servers: readonly NamedServer[];
  /** The user name that logs in; the address when it is not given. */
  readonly user?: string;
  readonly symptom?: Symptom;
  /** Which protocols are looked at. */
  readonly protocols: readonly Protocol[];
  readonly ceiling: Effect;
  readonly stopAfter?: StopStage;
  /** Envelope of an SMTP trial. `''` as sender is the null reverse-path. */
  readonly from?: string;
  readonly to?: readonly string[];
  /** Every standard mail port of the servers is looked at, not only those that were named. */
  readonly survey: boolean;
  /** Credentials were given (their kind, never their value). */
  readonly credentials?: 'password' | 'access-token';
  /** The user allowed a password over plain text or unverified TLS. */
  readonly allowInsecureAuth?: boolean;
  /** Log in as well at servers that were found, not named, when they lie inside the address's own domain. */
  readonly loginFound?: boolean;
  /** Hosts that the user confirmed for logging in. */
  readonly confirmedHosts?: readonly string[];
  /** Restrict to one address family. */
  readonly family?: 4 | 6;
}
