import type { ServerReply } from './reply.ts';

/** Where in a conversation something happened. */
export const stages = [
  'dns',
  'connect',
  'tls',
  'greeting',
  'capabilities',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'folders',
  'mailbox',
  'http',
] as const;
export type Stage = (typeof stages)[number];

/** What a TLS handshake failed on. `not-tls`: the peer answered in plain text. */
export const tlsReasons = ['version', 'cipher', 'key', 'not-tls', 'alert', 'closed', 'other'] as const;
export type TlsReason = (typeof tlsReasons)[number];

/** What a peer broke or tried; each ends the session. */
export const violations = [
  'line-too-long',
  'reply-too-long',
  'literal-too-long',
  'bad-literal',
  'nested-too-deep',
  'malformed-reply',
  'unsolicited-reply',
  'starttls-injection',
  'preauth-before-tls',
  'sasl-challenge',
  'sasl-iterations',
  'sasl-nonce',
  'sasl-rounds',
  'sasl-server-not-proved',
  'accepted-without-proof',
  'truncated',
] as const;
export type Violation = (typeof violations)[number];

/** Why DNS gave no answer that can be used. `nxdomain` is an answer, not a failure. */
export const dnsTroubles = [
  'servfail',
  'refused',
  'timeout',
  'unreachable',
  /** No TLS connection to the resolver, or a certificate that is not verified. */
  'tls',
  'malformed',
  'loop',
  'other-rcode',
] as const;
export type DnsTrouble = (typeof dnsTroubles)[number];

/**
 * The world said no. A closed union: texts in it are evidence for people, no code decides by them.
 */
export type Failure =
  | { readonly kind: 'timeout'; readonly stage: Stage; readonly afterMs: number }
  | { readonly kind: 'refused' | 'unreachable' | 'reset' | 'closed'; readonly stage: Stage; readonly code?: string }
  | { readonly kind: 'rejected'; readonly stage: Stage; readonly reply: ServerReply }
  | { readonly kind: 'violation'; readonly stage: Stage; readonly violation: Violation; readonly received?: string }
  | { readonly kind: 'wrong-service'; readonly stage: Stage; readonly service: WrongService; readonly received: string }
  | {
      readonly kind: 'tls';
      readonly stage: Stage;
      readonly reason: TlsReason;
      /** Node's or OpenSSL's code, e.g. `ERR_SSL_WRONG_VERSION_NUMBER`. */
      readonly code: string;
      readonly received?: string;
    }
  | {
      readonly kind: 'dns';
      readonly stage: 'dns';
      readonly trouble: DnsTrouble;
      readonly resolver?: string;
      /** Codes of extended DNS errors that came along (RFC 8914): 6 is DNSSEC bogus, 7 an expired signature. */
      readonly ede?: readonly number[];
    }
  /** We stopped by our own rule before anything was risked. */
  | { readonly kind: 'withheld'; readonly stage: Stage; readonly reason: Withheld };

/** What answered instead of the expected protocol. */
export const wrongServices = ['smtp', 'imap', 'pop3', 'sieve', 'http', 'ssh', 'ftp', 'tls', 'unknown'] as const;
export type WrongService = (typeof wrongServices)[number];

/** Why mailcheck itself did not go on. */
export const withheldReasons = [
  'starttls-not-offered',
  'no-tls',
  'certificate-not-verified',
  'no-common-mechanism',
  'auth-not-offered',
  'login-disabled',
  'credentials-unusable',
] as const;
export type Withheld = (typeof withheldReasons)[number];

/** Thrown inside a probe to end its stage; the engine turns it into a recorded failure. */
export class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.stage}: ${failure.kind}`);
    this.name = 'Failed';
    this.failure = failure;
  }
}

/** Thrown inside a probe when the answer says nothing either way (RFC 4.x.x deferrals, refused block-list queries). */
export class Inconclusive extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.name = 'Inconclusive';
    this.reason = reason;
  }
}
