import type { DnsTrouble } from '../../model/failure.ts';

/** One question on its way to one server. Exactly one of the two is called, and once, unless it is released before. */
export interface Asking {
  /** For this one time: whoever sends it writes an id into its first two bytes. */
  readonly question: Buffer;
  /** The reply has been matched with the question, not read. */
  answered(message: Buffer): void;
  /** @param said what happened, for the transcript */
  failed(trouble: DnsTrouble, said: string): void;
}

/** Stops waiting: nothing is called after it. */
export type Release = () => void;

export type Ask = (asking: Asking) => Release;
