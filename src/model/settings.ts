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
}

/** Something of a publication that was not taken as it is, and why. For people; `what` may quote the publication. */
export interface Remark {
  readonly what: string;
  readonly reason: string;
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
  readonly format: 'autoconfig' | 'pacc' | 'autodiscover';
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
