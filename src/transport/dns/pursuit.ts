import type { BulkAnswer } from '../../model/bulk-resolver.ts';
import type { DnsAnswer } from '../../model/resolver.ts';
import { readAddressReply } from './address-reply.ts';
import type { Asking, Release } from './asking.ts';
import { type Chain, createChain } from './chain.ts';
import type { Nameserver } from './nameserver.ts';
import { encodeQuestion, endOfQuestion, truncated, withoutEdns } from './question.ts';
import { rcodes, troubleOf } from './rcode.ts';
import { type Refusal, whyNone } from './refusals.ts';
import { decodeReply, type Reply } from './reply.ts';
import type { RetryTime } from './retry-time.ts';
import { Timed, type TimerWheel } from './timer-wheel.ts';
import type { TokenBucket } from './token-bucket.ts';

/** A name server, and what the run has learnt of it. */
export interface Station {
  readonly nameserver: Nameserver;
  readonly pace: TokenBucket;
  readonly retry: RetryTime;
  /** It answered FORMERR to EDNS. */
  beforeEdns: boolean;
  /** Tries in a row that it did not answer. */
  misses: number;
}

/** What all questions share. */
export interface Pursuits {
  /** In the order of preference. */
  readonly stations: readonly Station[];
  readonly wheel: TimerWheel;
  readonly dnsMs: number;
  sent(): void;
}

export type Outcome = Exclude<BulkAnswer, { kind: 'aborted' }>;

const triesPerServer = 3;
/** After so many tries without an answer, a server is asked only when the others have been. */
const deadAfter = 16;
/** A connection brings what it can bring; only another server is worth asking then. */
const streamPatienceMs = 2_000;

/**
 * The course of one question for addresses: tries over different sockets, servers one after another, aliases, until
 * an answer or the deadline. An answer to any try will do; once settled, nothing that comes late is heard.
 */
export class Pursuit extends Timed {
  readonly #all: Pursuits;
  readonly #name: string;
  readonly #done: (outcome: Outcome, ttl: number) => void;
  readonly #startedAt = performance.now();
  #question: Buffer;
  #tries = 0;
  /** The server that was asked last. */
  #last: Station | undefined;
  #releases: Release[] = [];
  #refusals: Map<string, Refusal> | undefined;
  #streaming: Set<Station> | undefined;
  /** How often each was asked; kept only where there are several. */
  #asked: Map<Station, number> | undefined;
  #chain: Chain | undefined;
  #over = false;

  /** @param done is called once, later, with the seconds that the outcome holds */
  constructor(all: Pursuits, name: string, question: Buffer, done: (outcome: Outcome, ttl: number) => void) {
    super();
    this.#all = all;
    this.#name = name;
    this.#question = question;
    this.#done = done;
    this.#next(this.#startedAt);
  }

  /** Gives up without an outcome. */
  stop(): void {
    this.#over = true;
    this.#all.wheel.clear(this);
    for (const release of this.#releases) release();
    this.#releases.length = 0;
  }

  expire(now: number): void {
    if (this.#last !== undefined) this.#last.misses++;
    if (now >= this.#deadline) this.#giveUp();
    else this.#next(now);
  }

  get #deadline(): number {
    return this.#startedAt + this.#all.dnsMs;
  }

  /** Asks the next server, or waits for those that were asked. */
  #next(now: number): void {
    const station = this.#tries < triesPerServer * this.#all.stations.length ? this.#choose() : undefined;
    if (station !== undefined) this.#ask(station, now);
    else if (this.#refusals?.size === this.#all.stations.length) this.#giveUp();
    else this.#wait(this.#deadline);
  }

  #choose(): Station | undefined {
    const free = (station: Station): boolean =>
      this.#refusals?.has(station.nameserver.name) !== true && this.#streaming?.has(station) !== true;
    const { stations } = this.#all;
    if (stations.length === 1) return free(stations[0]!) ? stations[0] : undefined;
    const timesAsked = (station: Station): number => this.#asked?.get(station) ?? 0;
    const dead = (station: Station): number => Number(station.misses >= deadAfter);
    // Stable: among equals it is the order of preference.
    return stations.filter(free).sort((x, y) => timesAsked(x) - timesAsked(y) || dead(x) - dead(y))[0];
  }

  #ask(station: Station, now: number): void {
    const { nameserver, retry } = station;
    // Each try has a copy to write its id into; the first has the question itself.
    const question = station.beforeEdns
      ? withoutEdns(this.#question)
      : this.#tries === 0
        ? this.#question
        : Buffer.from(this.#question);
    if (nameserver.datagram === undefined) {
      this.#askOverStream(station, question, now + streamPatienceMs);
      return;
    }
    const round = Math.floor(this.#tries / this.#all.stations.length);
    this.#tries++;
    // What was lost together must not come again together.
    this.#wait(now + retry.ms * 2 ** round * (0.8 + 0.4 * Math.random()));
    this.#send(station, new Try(this, station, question, now), nameserver.datagram);
  }

  #askOverStream(station: Station, question: Buffer, until: number): void {
    this.#streaming ??= new Set();
    if (this.#streaming.has(station)) return;
    this.#streaming.add(station);
    this.#tries++;
    this.#wait(until);
    this.#send(station, new Try(this, station, question, undefined), station.nameserver.stream);
  }

  #send(station: Station, attempt: Try, ask: Nameserver['stream']): void {
    this.#last = station;
    if (this.#all.stations.length > 1) {
      this.#asked ??= new Map();
      this.#asked.set(station, (this.#asked.get(station) ?? 0) + 1);
    }
    station.pace.spend(performance.now());
    this.#all.sent();
    this.#releases.push(ask(attempt));
  }

  #wait(until: number): void {
    this.#all.wheel.set(this, Math.min(until, this.#deadline));
  }

  /** @param sentAt when it went out as a packet */
  hear(station: Station, question: Buffer, sentAt: number | undefined, message: Buffer): void {
    if (this.#over) return;
    station.misses = 0;
    if (sentAt !== undefined) station.retry.sample(performance.now() - sentAt);
    if (sentAt !== undefined && truncated(message)) {
      this.#askOverStream(station, Buffer.from(question), this.#deadline);
      return;
    }
    const plain = this.#chain === undefined ? readAddressReply(message, endOfQuestion(question)) : undefined;
    if (plain === undefined) this.#read(station, question, decodeReply(message));
    else this.#settle(answer(plain.rcode, plain.ips, [], station, this.#startedAt), plain.ttl);
  }

  #read(station: Station, question: Buffer, reply: Reply | undefined): void {
    const trouble = reply === undefined ? 'malformed' : troubleOf(reply.rcode);
    if (reply?.rcode === rcodes.formErr && question.length === this.#question.length) {
      // RFC 6891 section 7: servers from before EDNS.
      station.beforeEdns = true;
      this.#ask(station, performance.now());
    } else if (reply === undefined || trouble !== undefined) {
      this.refuse(station, { trouble: trouble ?? 'malformed', ...(reply === undefined ? {} : edeOf(reply)) });
    } else this.#follow(station, reply);
  }

  refuse(station: Station, refusal: Refusal): void {
    if (this.#over) return;
    this.#refusals ??= new Map();
    const { name } = station.nameserver;
    if (this.#refusals.has(name)) return;
    this.#refusals.set(name, refusal);
    this.#next(performance.now());
  }

  #follow(station: Station, reply: Reply): void {
    this.#chain ??= createChain(this.#name, 'A');
    const chain = this.#chain;
    const records = chain.read(reply);
    const question = records === 'unfinished' ? encodeQuestion(chain.owner(), 'A') : undefined;
    if (typeof records !== 'string') {
      const ips = records.map(({ data }) => data);
      const found = answer(reply.rcode, ips, chain.links(), station, this.#startedAt);
      this.#settle({ ...found, ...edeOf(reply) }, chain.ttl());
    } else if (question === undefined) {
      const trouble = records === 'loop' ? 'loop' : 'malformed';
      this.#settle({ kind: 'trouble', trouble, resolver: station.nameserver.name }, 0);
    } else this.#beginAgain(question);
  }

  /** With the name that an alias leads to; the deadline stays. */
  #beginAgain(question: Buffer): void {
    this.stop();
    this.#over = false;
    this.#question = question;
    this.#tries = 0;
    this.#refusals = undefined;
    this.#streaming = undefined;
    this.#asked = undefined;
    this.#next(performance.now());
  }

  #giveUp(): void {
    const refusals = new Map(this.#refusals);
    for (const { nameserver } of this.#all.stations) {
      if (!refusals.has(nameserver.name)) refusals.set(nameserver.name, { trouble: 'timeout' });
    }
    this.#settle({ kind: 'trouble', ...whyNone(refusals) }, 0);
  }

  #settle(outcome: Outcome, ttl: number): void {
    this.stop();
    this.#done(outcome, ttl);
  }
}

/** One question to one server. */
class Try implements Asking {
  readonly question: Buffer;
  readonly #pursuit: Pursuit;
  readonly #station: Station;
  readonly #sentAt: number | undefined;

  constructor(pursuit: Pursuit, station: Station, question: Buffer, sentAt: number | undefined) {
    this.#pursuit = pursuit;
    this.#station = station;
    this.question = question;
    this.#sentAt = sentAt;
  }

  answered(message: Buffer): void {
    this.#pursuit.hear(this.#station, this.question, this.#sentAt, message);
  }

  failed(trouble: Refusal['trouble']): void {
    this.#pursuit.refuse(this.#station, { trouble });
  }
}

function answer(
  rcode: number,
  ips: readonly string[],
  cnames: readonly string[],
  station: Station,
  startedAt: number,
): Extract<Outcome, { kind: 'answer' }> {
  const said: DnsAnswer['rcode'] = rcode === rcodes.nxDomain ? 'NXDOMAIN' : 'NOERROR';
  const ms = Math.round(performance.now() - startedAt);
  return { kind: 'answer', rcode: said, ips, cnames, resolver: station.nameserver.name, ms };
}

const edeOf = ({ extendedErrors }: Reply): Pick<Refusal, 'ede'> =>
  extendedErrors.length === 0 ? {} : { ede: extendedErrors.map(({ code }) => code) };
