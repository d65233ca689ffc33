import type { DnsLane } from '../../model/bulk-resolver.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** What waits to be asked, a queue a lane; lanes take turns. */
export interface Lanes<Job extends { readonly lane: DnsLane | undefined }> {
  readonly waiting: number;
  push(job: Job): void;
  /** The next job that its lane lets go; undefined when none may now. */
  take(now: number): Job | undefined;
  /** How long until time alone lets one go; undefined when it does not. */
  readyIn(now: number): number | undefined;
  /** A job that was taken is done. */
  done(job: Job): void;
  clear(): Job[];
}

interface Lane<Job> {
  queue: (Job | undefined)[];
  /** Where the queue begins; what was before is forgotten. */
  head: number;
  flying: number;
  readonly most: number;
  readonly bucket: TokenBucket;
}

/** @param window how many jobs are in flight at a time in all lanes */
export function createLanes<Job extends { readonly lane: DnsLane | undefined }>(window: number): Lanes<Job> {
  const lanes = new Map<DnsLane | undefined, Lane<Job>>();
  /** Those with something in their queue, in turn. */
  let busy: Lane<Job>[] = [];
  let turn = 0;
  let waiting = 0;

  const laneOf = (key: DnsLane | undefined): Lane<Job> => {
    let lane = lanes.get(key);
    if (lane === undefined) {
      const most = key === undefined ? window : (key.inFlight ?? Math.max(1, Math.floor(window / 4)));
      lane = { queue: [], head: 0, flying: 0, most, bucket: createTokenBucket(key?.perSecond) };
      lanes.set(key, lane);
    }
    return lane;
  };
  /** Takes from the lane whose turn it is. */
  const shift = (lane: Lane<Job>): Job => {
    const job = lane.queue[lane.head]!;
    lane.queue[lane.head++] = undefined;
    if (lane.head === lane.queue.length) {
      lane.queue.length = 0;
      lane.head = 0;
      busy.splice(turn, 1);
    } else if (lane.head === 4096) {
      lane.queue = lane.queue.slice(lane.head);
      lane.head = 0;
    }
    return job;
  };

  return {
    get waiting() {
      return waiting;
    },
    push(job) {
      const lane = laneOf(job.lane);
      if (lane.queue.push(job) === 1) busy.push(lane);
      waiting++;
    },
    take(now) {
      for (let tried = 0; tried < busy.length; tried++) {
        turn = turn + 1 < busy.length ? turn + 1 : 0;
        const lane = busy[turn]!;
        if (lane.flying >= lane.most || lane.bucket.readyIn(now) > 0) continue;
        lane.bucket.spend(now);
        lane.flying++;
        waiting--;
        return shift(lane);
      }
      return undefined;
    },
    readyIn(now) {
      const waits = busy.filter((lane) => lane.flying < lane.most).map((lane) => lane.bucket.readyIn(now));
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
    done(job) {
      laneOf(job.lane).flying--;
    },
    clear() {
      const left = busy.flatMap((lane) => lane.queue.slice(lane.head) as Job[]);
      for (const lane of busy) {
        lane.queue = [];
        lane.head = 0;
      }
      busy = [];
      waiting = 0;
      return left;
    },
  };
}
