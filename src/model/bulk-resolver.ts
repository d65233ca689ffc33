import type { DnsTrouble } from './failure.ts';
import type { DnsAnswer } from './resolver.ts';

/** Questions that share a bound: those to the lists of one operator, within its fair use. Told apart by identity. */
export interface DnsLane {
  /** Questions a second; default: no bound. */
  readonly perSecond?: number;
  /** Questions in flight at a time; default: a quarter of all, so that one that is slow cannot hold up the others. */
  readonly inFlight?: number;
}

/** What asking for the IPv4 addresses of one name came to. Nothing here is thrown. */
export type BulkAnswer =
  | {
      readonly kind: 'answer';
      readonly rcode: DnsAnswer['rcode'];
      /** Empty for a name that does not exist or has no addresses. */
      readonly ips: readonly string[];
      readonly cnames: readonly string[];
      readonly resolver: string;
      /** From the first packet to the answer. */
      readonly ms: number;
      readonly ede?: readonly number[];
    }
  /** No answer: says nothing about the name. */
  | {
      readonly kind: 'trouble';
      readonly trouble: DnsTrouble;
      readonly resolver?: string;
      readonly ede?: readonly number[];
    }
  /** The run was ended before the answer. */
  | { readonly kind: 'aborted' };

/** So far, for progress. */
export interface BulkCounts {
  /** Questions put to the network; those known or under way already are not among them. */
  readonly questions: number;
  /** What was sent for them: more when packets were lost. */
  readonly sent: number;
  readonly settled: number;
}

/**
 * A's of many names, for block lists: tens of thousands a second. Writes nothing into a journal.
 * A streaming caller awaits `room()` before each batch; then memory stays flat however long the stream.
 */
export interface BulkResolver {
  /** What is asked, in order; the next one only when those before give no answer. */
  readonly servers: readonly string[];
  readonly counts: BulkCounts;
  /** Equal questions in flight or within their TTL are asked once; then the lane of the first counts. */
  ask(name: string, lane?: DnsLane): Promise<BulkAnswer>;
  /** Settles once few questions wait to be sent. */
  room(): Promise<void>;
  /** What is still under way ends as `aborted`. */
  close(): void;
}
