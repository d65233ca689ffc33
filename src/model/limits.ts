/** Caps and deadlines; the reasons are in docs/decisions. All times in milliseconds, all sizes in bytes. */
export interface Limits {
  readonly connectMs: number;
  readonly greetingMs: number;
  readonly replyMs: number;
  readonly tlsMs: number;
  readonly dnsMs: number;
  /** SMTP, POP3 and ManageSieve line. */
  readonly line: number;
  readonly imapLine: number;
  readonly reply: number;
  readonly replyLines: number;
  readonly literal: number;
  readonly nesting: number;
  readonly saslRounds: number;
  readonly scramIterations: number;
  readonly mechanisms: number;
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  greetingMs: 30_000,
  replyMs: 30_000,
  tlsMs: 10_000,
  dnsMs: 5_000,
  line: 8 * 1024,
  imapLine: 64 * 1024,
  reply: 64 * 1024,
  replyLines: 256,
  literal: 64 * 1024,
  nesting: 32,
  saslRounds: 8,
  scramIterations: 1_000_000,
  mechanisms: 64,
};
