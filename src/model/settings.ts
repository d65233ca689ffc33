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
