import type { SpfResult } from '../../../../src/probes/facts/spf.ts';
import type { Zone } from '../../fake-resolver.ts';

/** One check: who sends from where, and what must come of it. */
export interface Situation {
  readonly name: string;
  /** MAIL FROM; empty for a bounce. */
  readonly from: string;
  readonly ip: string;
  readonly helo?: string;
  /** Several where RFC 7208 leaves it open. */
  readonly gives: SpfResult | readonly SpfResult[];
  /** The explanation for the sender; null when there must be none. Not looked at when left out. */
  readonly says?: string | null;
}

/** Situations that share a zone. */
export interface Situations {
  readonly title: string;
  readonly zone: Zone;
  readonly cases: readonly Situation[];
}
