import { Failed, type Violation } from '../../model/failure.ts';
import type { Limits } from '../../model/limits.ts';
import type { Secret } from '../../model/secret.ts';
import type { Protocol } from '../../model/subject.ts';

/** The client's side of one SASL exchange (RFC 4422). Used once; throws `Failed` at stage `auth`. */
export interface SaslMechanism {
  readonly name: string;
  /** The initial response, or null where the server speaks first. The secret counts as sent with it. */
  initial(): { readonly bytes: Buffer } | null;
  /** Answers a challenge; base64 has been undone. */
  step(challenge: Buffer): Promise<{ readonly bytes: Buffer }>;
  /** The secret, or a value made from it, was given out. */
  sentProof(): boolean;
  /** A success of the server may be believed now: the proof was sent and, in SCRAM, the server has proved itself. */
  verified(): boolean;
  /** What the server said about a refusal inside the exchange: a JSON text of OAuth, an `e=` of SCRAM. Hostile. */
  detail(): string | undefined;
  /** Whatever was sent, in each form that a transcript may show it: to be redacted. Grows with the steps. */
  derived(): string[];
}

export interface SaslOptions {
  readonly user: string;
  readonly secret: Secret;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly limits: Limits;
  /** Makes a nonce of SCRAM; printable ASCII without commas. */
  readonly random?: () => string;
}

export function violation(kind: Violation, received?: Buffer | string): Failed {
  const shown = received === undefined ? {} : { received: received.toString('utf8').slice(0, 512) };
  return new Failed({ kind: 'violation', stage: 'auth', violation: kind, ...shown });
}

/** The user name or secret cannot be sent by this mechanism. */
export const unusable = (): Failed => new Failed({ kind: 'withheld', stage: 'auth', reason: 'credentials-unusable' });

/** Longest challenge that is looked at. */
export const challengeCap = 8 * 1024;
