import type { BulkAnswer, BulkResolver, DnsLane } from '../../model/bulk-resolver.ts';
import type { Limits } from '../../model/limits.ts';
import type { Network } from '../../model/network.ts';
import { lowerName } from '../../protocols/dns-names.ts';
import { createLanes } from './lanes.ts';
import { createNameservers } from './nameservers.ts';
import { Pursuit, type Pursuits, type Station } from './pursuit.ts';
import { encodeQuestion } from './question.ts';
import { createHostLookup } from './resolver.ts';
import { createRetryTime } from './retry-time.ts';
import { createTimerWheel } from './timer-wheel.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface BulkOptions {
  /** See `parseNameserver`; the first is asked, the others when it gives no answer. */
  readonly servers: readonly string[];
  readonly network: Network;
  /** `dnsMs` runs from the first packet of a question. */
  readonly limits: Limits;
  /** Questions in flight at a time. A receive buffer of the usual 208 KiB holds some 200 packets; more get lost in bursts. */
  readonly window?: number;
  /** Packets a second to each server; default: no bound but the window. */
  readonly perSecond?: number;
  /** Ends everything that is under way. */
  readonly signal?: AbortSignal;
}

/** A question, and then what it came to, for as long as that holds. */
interface Job {
  readonly name: string;
  readonly lane: DnsLane | undefined;
  /** Until it is sent. */
  question: Buffer | undefined;
  /** Who asked; several when the same was asked while it was under way. */
  askers: Asker | Asker[] | undefined;
  pursuit: Pursuit | undefined;
  answer: BulkAnswer | undefined;
  /** By `performance.now()`. */
  until: number;
}

type Asker = (answer: BulkAnswer) => void;

const standardWindow = 128;
/** Enough for what repeats; every answer that is kept longer than a moment costs the garbage collector dear. */
const maxCached = 1_024;
const aborted: BulkAnswer = { kind: 'aborted' };

export function createBulkResolver(options: BulkOptions): BulkResolver {
  const { servers, network, limits, signal } = options;
  const window = options.window ?? standardWindow;
  const host = createHostLookup({ network, limits });
  const nameservers = createNameservers({ network, limits, addressesOf: host.addressesOf });
  const wheel = createTimerWheel();
  const counts = { questions: 0, sent: 0, settled: 0 };
  const pursuits: Pursuits = {
    stations: servers.map((name): Station => {
      const pace = createTokenBucket(options.perSecond);
      return { nameserver: nameservers.get(name), pace, retry: createRetryTime(), beforeEdns: false, misses: 0 };
    }),
    wheel,
    dnsMs: limits.dnsMs,
    sent: () => void counts.sent++,
  };
  const lanes = createLanes<Job>(window);
  /** By name: what waits, is in flight, or is known. */
  const jobs = new Map<string, Job>();
  /** What is known, in the order of its coming, round and round. */
  const kept: Job[] = [];
  let nextKept = 0;
  let flying = 0;
  let pacing: NodeJS.Timeout | undefined;
  const roomless: (() => void)[] = [];
  let over = signal?.aborted === true;

  const forget = (job: Job): void => {
    if (jobs.get(job.name) === job) jobs.delete(job.name);
  };
  const keep = (job: Job, ttl: number): void => {
    job.until = performance.now() + ttl * 1000;
    const oldest = kept[nextKept];
    if (oldest !== undefined) forget(oldest);
    kept[nextKept] = job;
    nextKept = (nextKept + 1) % maxCached;
  };
  const settle = (job: Job, answer: BulkAnswer, ttl: number): void => {
    const { askers } = job;
    // A map leaves old tables behind; what they still point to should be small.
    job.askers = undefined;
    job.pursuit = undefined;
    job.answer = answer;
    if (ttl > 0) keep(job, ttl);
    else forget(job);
    counts.settled++;
    if (typeof askers === 'function') askers(answer);
    else for (const tell of askers ?? []) tell(answer);
  };
  const fly = (job: Job): void => {
    flying++;
    const { name, question } = job;
    job.question = undefined;
    job.pursuit = new Pursuit(pursuits, name, question!, (outcome, ttl) => {
      flying--;
      lanes.done(job);
      settle(job, outcome, ttl);
      pump();
      if (flying === 0) wheel.stop();
    });
  };
  const pump = (): void => {
    const now = performance.now();
    const [first] = pursuits.stations;
    let wait = first?.pace.readyIn(now) ?? 0;
    while (wait === 0 && flying < window) {
      const job = lanes.take(now);
      if (job === undefined) break;
      fly(job);
      wait = first?.pace.readyIn(now) ?? 0;
    }
    if (pacing === undefined && flying < window && lanes.waiting > 0) {
      const laneWait = wait > 0 ? wait : lanes.readyIn(now);
      if (laneWait !== undefined) pacing = setTimeout(resume, Math.max(1, laneWait));
    }
    if (roomless.length > 0 && hasRoom()) for (const go of roomless.splice(0)) go();
  };
  const resume = (): void => {
    pacing = undefined;
    pump();
  };
  const hasRoom = (): boolean => over || lanes.waiting < 2 * window;
  const end = (): void => {
    over = true;
    signal?.removeEventListener('abort', end);
    clearTimeout(pacing);
    wheel.stop();
    lanes.clear();
    // Told to stop before anybody is told: no answer may come in between.
    const left = [...jobs.values()].filter(({ answer }) => answer === undefined);
    for (const { pursuit } of left) pursuit?.stop();
    for (const job of left) settle(job, aborted, 0);
    for (const go of roomless.splice(0)) go();
    nameservers.close();
    host.close();
  };
  signal?.addEventListener('abort', end, { once: true });

  return {
    servers,
    counts,
    ask(asked, lane) {
      if (over) return Promise.resolve(aborted);
      const name = lowerName(asked);
      const same = jobs.get(name);
      if (same?.answer !== undefined && same.until > performance.now()) return Promise.resolve(same.answer);
      if (same !== undefined && same.answer === undefined) {
        return new Promise((resolve) => {
          same.askers = [same.askers ?? [], resolve].flat();
        });
      }
      const question = encodeQuestion(name, 'A');
      if (question === undefined) return Promise.resolve({ kind: 'trouble', trouble: 'malformed' });
      if (servers.length === 0) return Promise.resolve({ kind: 'trouble', trouble: 'unreachable' });
      return new Promise((resolve) => {
        const job: Job = {
          name,
          lane,
          question,
          askers: resolve,
          pursuit: undefined,
          answer: undefined,
          until: 0,
        };
        jobs.set(name, job);
        counts.questions++;
        lanes.push(job);
        if (flying < window && pacing === undefined) pump();
      });
    },
    room: () => (hasRoom() ? Promise.resolve() : new Promise((go) => roomless.push(go))),
    close: end,
  };
}
