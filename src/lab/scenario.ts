import type { CauseId } from '../model/cause.ts';
import type { NamedServer, Symptom } from '../model/target.ts';
import type { WorldPlan } from './plan.ts';

/** A change to a plan that breaks something. */
export type Fault = (plan: WorldPlan) => void;

/** The healthy world with one fault, and the cause that must be named first. */
export interface Scenario {
  /** The cause's id, or `healthy`. */
  readonly id: string;
  readonly title: string;
  /** One or two plain sentences: what went wrong. */
  readonly story: string;
  /** Left out where the user's own settings are the fault. */
  readonly fault?: Fault;
  /** How a diagnosis is called, where it differs from the account's owner asking about everything with the password. */
  readonly run?: ScenarioRun;
  /** Undefined for the healthy world alone. */
  readonly cause?: CauseId;
  /** Other causes that rightly appear after it. */
  readonly also?: readonly CauseId[];
}

export interface ScenarioRun {
  readonly symptom?: Symptom;
  readonly servers?: readonly NamedServer[];
  /** Default `password`, the right one. */
  readonly credentials?: 'password' | 'access-token' | 'wrong-password' | 'none';
  readonly mechanism?: string;
  readonly from?: string;
  readonly to?: readonly string[];
  /** It is the end of a message that shows it: `mailcheck smtp --send`. */
  readonly send?: true;
  /** It is `mailcheck dns` that shows it, asked for these. */
  readonly records?: { readonly selectors?: readonly string[]; readonly sendingIps?: readonly string[] };
}

export const scenario = (one: Scenario): Scenario => one;

/** The command that shows what is wrong: `mailcheck diagnose --lab cert-expired`. */
export function shownBy({ id, run }: Scenario): string {
  if (run?.records !== undefined) return `mailcheck dns --lab ${id}`;
  return run?.send === true ? `mailcheck smtp --lab ${id} --send` : `mailcheck diagnose --lab ${id}`;
}
