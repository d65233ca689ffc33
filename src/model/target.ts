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

/** What an address is used for; lists of end-user ranges mean nothing bad for a client. */
export const roles = ['mail-server', 'client'] as const;
export type Role = (typeof roles)[number];

/** What block lists are asked about. */
export interface ListWishes {
  /** IP addresses and names (A-labels), as they are asked, each once. */
  readonly subjects: readonly string[];
  /** What the addresses are used for. Left out: a host or domain that was named sends mail; of a bare address nobody knows. */
  readonly role?: Role;
  /** `default`, `all`, zones that were named. */
  readonly lists: readonly string[];
  /** The public address of this machine is looked for and asked about, too; with `ask` by the reply of that mail server. */
  readonly mine?: { readonly ask?: string };
}

/** What is asked about the records of a domain. */
export interface RecordWishes {
  /** DKIM keys to look for, each with the domain that it is published in. */
  readonly selectors: readonly DkimSelector[];
  /** Addresses that the domain's mail is sent from, by the user's word. */
  readonly sendingIps: readonly string[];
}

/** The user named it, or a message of the user's is signed with it. */
export const selectorSources = ['named', 'message'] as const;

export interface DkimSelector {
  readonly selector: string;
  /** A-labels, lower case. */
  readonly domain: string;
  readonly source: (typeof selectorSources)[number];
}

/** The saved profile that a run took its settings from. */
export interface UsedProfile {
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
}

/** A finding or root cause that is known and does not count. */
export interface Acceptance {
  readonly id: string;
  /** Host, domain or address; left out: anywhere. */
  readonly at?: string;
  readonly reason: string;
  /** The last day of it, `2027-01-31`, UTC. */
  readonly until: string;
}

/** What the user wants the target to be like. */
export interface Expectations {
  /** Services that have to be seen to work. */
  readonly works: readonly Protocol[];
  readonly accept: readonly Acceptance[];
}

/** Why somebody is asked whether a password may go to a host: it was found, not named; or nothing protects the way. */
export type ConfirmReason = 'found' | 'unprotected';

/** `auto`: the usual names are tried only where no better source names a server. */
export const guessings = ['auto', 'always', 'never'] as const;

/** How settings for a mail program are looked for. */
export interface SettingsWishes {
  readonly guess: (typeof guessings)[number];
  /** Look at what is published over plain HTTP, too. It is told and never trusted. */
  readonly http?: true;
  /** Offer servers without TLS, too. */
  readonly plaintext?: true;
  /** Hosts of other sites that redirects may lead to, by the user's word. */
  readonly redirectHosts?: readonly string[];
}

/** How far a run goes that looks for settings: every protocol of a mail program, as far as nobody logs in. */
export const settingsRun = {
  protocols: ['imap', 'pop3', 'smtp'],
  ceiling: 'connect',
  stopAfter: 'capabilities',
} as const satisfies Pick<Target, 'protocols' | 'ceiling' | 'stopAfter'>;

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
  /** Block lists are asked about these, and nothing else is looked at. */
  readonly blacklist?: ListWishes;
  /** Everything that the domain publishes is looked at, and none of its users' servers. */
  readonly records?: RecordWishes;
  /** Settings for a mail program are looked for at every source, and each server is connected to. */
  readonly settings?: SettingsWishes;
  /** Each TLS version, and old suites, are asked for by themselves: what clients can connect. */
  readonly tlsOffers?: true;
  /** A file with the settings of a client, which is judged; its servers are looked at where they are named here. */
  readonly file?: string;
  /** Restrict to one address family. */
  readonly family?: 4 | 6;
  readonly profile?: UsedProfile;
  readonly expect?: Expectations;
}
