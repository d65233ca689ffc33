import type { Effect } from '../model/evidence.ts';
import type { Protocol, Security } from '../model/subject.ts';
import type {
  DkimSelector,
  Expectations,
  NamedServer,
  SettingsWishes,
  StopStage,
  Symptom,
  UsedProfile,
} from '../model/target.ts';
import type { WrittenLists } from './list-wishes.ts';

/** What an option may leave out. */
export type Given<T> = T | undefined;

/** What a command asks about, before anything is understood. */
export interface Wishes {
  readonly what: Given<string>;
  /**
   * `anything`: an address, a domain or a server. `host`: a server without a port. `domain`: whatever its name is.
   * `account`: an address, or a domain whatever its name is.
   * `lists`: what `blacklist` has.
   */
  readonly kind: 'anything' | 'server' | 'host' | 'domain' | 'account' | 'lists';
  readonly protocols: readonly Protocol[];
  readonly ceiling: Effect;
  readonly servers?: {
    readonly imap?: Given<readonly string[]>;
    readonly pop3?: Given<readonly string[]>;
    readonly smtp?: Given<readonly string[]>;
  };
  readonly from?: Given<string>;
  readonly to?: Given<readonly string[]>;
  readonly stopAfter?: Given<StopStage>;
  /** Every standard mail port, not only those that were named. */
  readonly survey?: boolean;
  readonly blocklists?: boolean;
  /** What block lists are asked about, and nothing else. */
  readonly blacklist?: WrittenLists;
  /** A file with the settings of a client; `fileServers` are those of it that are to be looked at. */
  readonly file?: Given<string>;
  readonly fileServers?: readonly NamedServer[];
  /** Worth nothing without logging in. */
  readonly needsLogin?: boolean;
  /** What TLS versions and suites a server takes, each by itself. */
  readonly tlsOffers?: true;
  /** Settings for a mail program, from every source. */
  readonly settings?: {
    readonly guess: Given<SettingsWishes['guess']>;
    readonly http: Given<boolean>;
    readonly plaintext: Given<boolean>;
    readonly redirectHosts: Given<readonly string[]>;
  };
  /** The records of the domain as a whole. */
  readonly records?: {
    readonly selectors: Given<readonly string[]>;
    readonly sendingIps: Given<readonly string[]>;
    /** What a message of the domain is signed with. */
    readonly signatures?: readonly Pick<DkimSelector, 'selector' | 'domain'>[];
  };
}

/** The options that are part of what is asked about. */
export interface TargetOptions {
  readonly security?: Security | 'auto';
  readonly symptom?: Symptom;
  readonly user?: string;
  readonly send?: boolean;
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
  readonly allowInsecureAuth?: boolean;
  readonly allowPrivate?: boolean;
  readonly loginFound?: boolean;
  readonly confirmHost?: readonly string[];
  readonly stored?: StoredTarget;
}

/** What a saved profile says of the target that no option can say. */
export interface StoredTarget {
  readonly profile: UsedProfile;
  readonly servers: readonly NamedServer[];
  readonly expect?: Expectations;
}
