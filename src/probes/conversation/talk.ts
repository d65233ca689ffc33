import { type Effect, type Fact, within } from '../../model/evidence.ts';
import type { Io } from '../../model/io.ts';
import type { ProbeRun } from '../../model/probe.ts';
import type { Credentials } from '../../model/secret.ts';
import type { SubjectKind } from '../../model/subject.ts';
import { type ConfirmReason, type StopStage, stopStages, type Target } from '../../model/target.ts';
import type { LoginTurns } from './login-turns.ts';

/** Everything a conversation is told; one object for all conversations of a run. */
export interface Talk {
  readonly io: Io;
  readonly target: Target;
  readonly credentials?: Credentials;
  /** The SASL mechanism that the user named. */
  readonly mechanism?: string;
  readonly turns: LoginTurns;
  /** The name said in EHLO (RFC 5321 4.1.3 wants an address literal where there is none). */
  readonly helloName: string;
  /** Asked before a password goes to a server that was found, not named, or goes unprotected. */
  readonly confirmHost?: (host: string, why: ConfirmReason) => Promise<boolean>;
  /** Delivers a test message over an authenticated session; given only when the user asked to send. */
  readonly deliver?: (
    session: import('../../model/session.ts').Session,
  ) => Promise<import('../facts/mail.ts').Delivery>;
}

/** True when the user wants the conversation to go as far as `stage`. */
export function reaches(target: Target, stage: StopStage): boolean {
  return target.stopAfter === undefined || stopStages.indexOf(stage) <= stopStages.indexOf(target.stopAfter);
}

/**
 * Says why a stage does not take place, and records it for each of `facts`.
 * @returns true when the stage may go on.
 */
export function mayGoOn(
  run: ProbeRun,
  target: Target,
  stage: StopStage,
  effect: Effect,
  facts: readonly Fact<unknown, SubjectKind>[],
): boolean {
  if (reaches(target, stage) && within(effect, target.ceiling)) return true;
  const because = reaches(target, stage) ? 'above-effect-ceiling' : 'stopped-here';
  for (const fact of facts) run.skip(fact, because);
  return false;
}
