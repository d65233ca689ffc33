import type { Security } from './subject.ts';

/**
 * How a client proves who it is, in the words of autoconfig files (draft-ietf-mailmaint-autoconfig), lower case.
 * `app-password` is a separate secret that the provider makes for mail programs.
 */
export const authMethods = [
  'oauth2',
  'app-password',
  'password-encrypted',
  'password-cleartext',
  'gssapi',
  'ntlm',
  'tls-client-cert',
  'client-ip-address',
  'none',
] as const;
export type AuthMethod = (typeof authMethods)[number];

export const serverTypes = ['imap', 'pop3', 'smtp'] as const;
export type ServerType = (typeof serverTypes)[number];

/** One server as a mail client is set up with it. */
export interface ServerSettings {
  readonly type: ServerType;
  /** A-labels, lower case. */
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  /** In order of preference; empty: nobody said. */
  readonly auth: readonly AuthMethod[];
  /** What logs in, placeholders filled. Left out: nobody said. */
  readonly username?: string;
}

/** What a client needs for one account, each side in order of preference. */
export interface ClientSettings {
  readonly incoming: readonly ServerSettings[];
  readonly outgoing: readonly ServerSettings[];
}

/** A server as somebody publishes it. */
export interface PublishedServer extends ServerSettings {
  /** The user name as it was written, `%EMAILLOCALPART%`. */
  readonly usernameTemplate?: string;
  /** Nobody said a user name; this one is tried first (RFC 6186 section 4). */
  readonly usernameAssumed?: true;
}

/** Something of a publication that was not taken as it is, and why. For people; `what` may quote the publication. */
export interface Remark {
  readonly what: string;
  readonly reason: string;
  /** A server, or what a program needs of one, is written wrongly; not only something that is not used here. */
  readonly fault?: true;
}

/** Where a token comes from, as a publication says. */
export interface TokenSource {
  readonly issuer: string;
  readonly scopes: readonly string[];
  /** https only, as are all addresses of pages here. */
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
}

export interface DocumentationLink {
  readonly url: string;
  readonly text?: string;
  /** What must be done there before a mail program may log in. */
  readonly toEnable?: true;
}

/** What one publication says, read: its servers, each side in order of preference. Texts are hostile. */
export interface PublishedSettings {
  readonly format: 'autoconfig' | 'pacc' | 'autodiscover' | 'srv' | 'table';
  readonly displayName?: string;
  readonly shortName?: string;
  /** Mail domains it says it is for, A-labels. */
  readonly domains: readonly string[];
  readonly incoming: readonly PublishedServer[];
  readonly outgoing: readonly PublishedServer[];
  readonly documentation: readonly DocumentationLink[];
  readonly oAuth2: readonly TokenSource[];
  /** What was left out. */
  readonly dropped: readonly Remark[];
  /** What was kept and should not have been written so. */
  readonly remarks: readonly Remark[];
}

/** A publication that holds nothing to set a client up with. */
export interface UnusableSettings {
  readonly unusable: string;
  readonly dropped: readonly Remark[];
}

/** What connecting to one server showed: TLS with a verified certificate, and what it offers then. Nobody logged in. */
export interface ServerProof extends Pick<ServerSettings, 'type' | 'host' | 'port' | 'security' | 'auth'> {
  /** `TLSv1.3`. */
  readonly tlsVersion: string;
  /** Upper case. */
  readonly mechanisms: readonly string[];
}

/** Where settings come from. */
export const settingsOrigins = [
  'table',
  'pacc',
  'autoconfig',
  'well-known',
  'ispdb',
  'srv',
  'table-by-mx',
  'autoconfig-by-mx',
  'ispdb-by-mx',
  'autodiscover',
  'http',
  'guess',
] as const;
export type SettingsOrigin = (typeof settingsOrigins)[number];

/** As sources are called in texts. */
export const originNames: Readonly<Record<SettingsOrigin, string>> = {
  table: 'mailcheck’s table',
  pacc: 'PACC',
  autoconfig: 'autoconfig',
  'well-known': 'autoconfig at .well-known',
  ispdb: 'the Thunderbird database',
  srv: 'SRV records',
  'table-by-mx': 'mailcheck’s table, by MX',
  'autoconfig-by-mx': 'autoconfig, by MX',
  'ispdb-by-mx': 'the Thunderbird database, by MX',
  autodiscover: 'Autodiscover',
  http: 'autoconfig over plain HTTP',
  guess: 'the usual names',
};

/**
 * `trusted`: shipped with mailcheck, said by the domain itself over TLS, or kept by others with care. `confirm`: said in
 * a way that somebody else could have said it; a password goes there only after a yes that names the host. `guessed`:
 * nobody said it. `unsafe`: said where anybody on the way can speak.
 */
export const trusts = ['trusted', 'confirm', 'guessed', 'unsafe'] as const;
export type Trust = (typeof trusts)[number];

/** What connecting to a server showed; nobody logged in. `untested`: nothing was learnt. */
export const proofStates = ['works', 'unverified', 'fails', 'not-found', 'private', 'untested'] as const;
export interface CandidateProof {
  readonly state: (typeof proofStates)[number];
  /** Why it does not work, or was not tested; for people. */
  readonly text?: string;
  /** `TLSv1.3`. */
  readonly tlsVersion?: string;
  /** SASL mechanisms inside TLS, as offered. */
  readonly mechanisms?: readonly string[];
  /** How it lets clients log in. */
  readonly offers?: readonly AuthMethod[];
  /** What its publishers claim, and it does not offer. */
  readonly lacks?: readonly AuthMethod[];
  /** Ids of observations. */
  readonly evidence: readonly string[];
}

/** A server that a client can be set up with, as all sources together have it. */
export interface Candidate extends PublishedServer {
  /** Who names it, best first. */
  readonly origins: readonly SettingsOrigin[];
  readonly trust: Trust;
  readonly proof: CandidateProof;
}

/** One source of settings and what it said. */
export interface SourceReport {
  readonly origin: SettingsOrigin;
  readonly state: 'found' | 'absent' | 'failed' | 'not-asked';
  /** Where it was asked: a URL without the mail address, or names. */
  readonly place?: string;
  /** Where redirects led. */
  readonly redirects?: readonly string[];
  /** What its host is an alias of. */
  readonly alias?: string;
  /** For people; holds what servers said: hostile. */
  readonly text: string;
  /** Servers that it names, as written in it. */
  readonly servers: readonly ServerSettings[];
  readonly trust?: Trust;
  /** When it was changed last, ISO 8601; of the table, year and month. */
  readonly changed?: string;
  /** Seconds that it may be kept. */
  readonly ttl?: number;
  /** Milliseconds that it took. */
  readonly ms?: number;
  readonly dropped: readonly Remark[];
  readonly remarks: readonly Remark[];
}

/** What a provider wants before anybody can log in. */
export interface ProviderConditions {
  readonly id: string;
  readonly name: string;
  /** A sentence each. */
  readonly needs: readonly string[];
  readonly docsUrl?: string;
  /** Names of its folders: `sent`, `drafts`, `trash`, `junk`, `archive`, `all`, and a `note`. */
  readonly folders?: Readonly<Record<string, string>>;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly sources: readonly string[];
}

/** What all sources together say of setting up a mail program for an address or a domain, each side best first. */
export interface SettingsReport {
  readonly incoming: readonly Candidate[];
  readonly outgoing: readonly Candidate[];
  readonly sources: readonly SourceReport[];
  readonly provider?: ProviderConditions;
  readonly documentation: readonly DocumentationLink[];
  readonly oAuth2: readonly TokenSource[];
}
