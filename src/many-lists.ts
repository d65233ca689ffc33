import { mapStream } from './engine/map-stream.ts';
import { type Observation, observationId } from './model/evidence.ts';
import { defaultLimits, type Limits } from './model/limits.ts';
import type { ListedTarget, ListTally } from './model/listing.ts';
import type { Network } from './model/network.ts';
import type { Journal } from './model/probe.ts';
import { type Evidence, schemaVersion, type Tool } from './model/report.ts';
import { here } from './model/subject.ts';
import type { ListWishes, Target } from './model/target.ts';
import { askBulk } from './probes/blocklist/ask-bulk.ts';
import { askResolver } from './probes/blocklist/ask-resolver.ts';
import { createListDesk, type ListDesk } from './probes/blocklist/desk.ts';
import { addressSubject, type ListSubject, nameSubject } from './probes/blocklist/list-question.ts';
import { createGate, createPace, pause } from './probes/blocklist/pace.ts';
import { sendingAddresses } from './probes/blocklist/sending-addresses.ts';
import { createTally } from './probes/blocklist/tally.ts';
import type { LookUp } from './probes/dns/look-up.ts';
import { listHealth, listTally } from './probes/facts/blocklist.ts';
import { addressClass } from './protocols/ip.ts';
import type { ListChoice } from './settings/list-choice.ts';
import { readListSubject } from './settings/list-wishes.ts';
import { createDialer } from './transport/dial.ts';
import { createBulkResolver } from './transport/dns/bulk.ts';
import { createResolver } from './transport/dns/resolver.ts';
import { createFetcher } from './transport/http.ts';
import { createRedactor } from './transport/redactor.ts';

/** One line of a list of targets. */
export interface TargetText {
  readonly text: string;
}

export interface ManyOptions<T extends TargetText> {
  readonly targets: AsyncIterable<T>;
  readonly wishes: ListWishes;
  readonly lists: ListChoice;
  readonly network: Network;
  readonly tool: Tool;
  readonly limits?: Partial<Limits>;
  /** Ask about private and documentation addresses as well. */
  readonly allowPrivate: boolean;
  /** Questions a second to one operator. */
  readonly rate?: number;
  /** Results in the order of the targets. */
  readonly ordered: boolean;
  readonly family?: 4 | 6;
  readonly signal: AbortSignal;
  /** What an earlier run counted. */
  readonly before?: ListTally;
}

export interface Checked<T> {
  readonly of: T;
  /** The name and each of its addresses, or the address; or why nobody was asked. */
  readonly told: readonly ListedTarget[];
}

export interface ManyRun<T> {
  /** Each target as it is known; counted when it is given. */
  readonly results: AsyncGenerator<Checked<T>>;
  tally(): ListTally;
  /** To be judged when the stream has ended. */
  evidence(): Promise<Evidence>;
}

/** Targets under way, or done behind one that is not. */
const window = 500;
/** Questions under way at the pace of operators; few wait behind them, so that a listing is soon confirmed. */
const pacedWindow = 128;
/** A slow list must not hold up the rest. */
const patienceMs = 3_000;
const now = () => performance.now();

/** Asks lists about many targets, which are told one by one and kept nowhere: memory does not grow with them. */
export function checkMany<T extends TargetText>(options: ManyOptions<T>): ManyRun<T> {
  const { network, lists, signal } = options;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const redactor = createRedactor();
  for (const key of lists.keys.values()) redactor.add(key);
  const resolver = createResolver({ servers: network.resolvers(), network, limits });
  const target: Target = {
    servers: [],
    protocols: [],
    ceiling: 'lookup',
    survey: false,
    blacklist: options.wishes,
    ...(options.family === undefined ? {} : { family: options.family }),
  };
  const wire = { network, limits, redactor };
  const io = {
    dialer: createDialer(wire),
    fetcher: createFetcher(wire),
    resolver,
    ...wire,
    now: () => new Date(),
  };
  const look = { io, target };
  const counts = { queries: 0 };
  const by = { journal: countingJournal(counts), signal };
  const bulk = createBulkResolver({
    servers: network.resolvers(),
    network,
    limits: { ...limits, dnsMs: Math.min(patienceMs, limits.dnsMs) },
    signal,
    ...(options.rate === Number.POSITIVE_INFINITY ? {} : { window: pacedWindow }),
  });
  const pace = createPace({ burst: 20, now, wait: pause });
  const others = askResolver({ ...look, pace, gate: createGate(100), perSecond: options.rate });
  const desk = createListDesk({
    ask: askBulk({ bulk, others, perSecond: options.rate }),
    keys: lists.keys,
    reasons: ['listed'],
    now,
  });
  const tally = createTally(options.before);
  const startedAt = new Date();
  const began = now();

  async function* results(): AsyncGenerator<Checked<T>> {
    const check = async (of: T): Promise<Checked<T>> => ({
      of,
      told: await checkOne(of.text, { ...options, desk, look, by }),
    });
    try {
      for await (const one of mapStream(options.targets, check, {
        window,
        ordered: options.ordered,
        signal,
        room: () => bulk.room(),
      })) {
        tally.add(one.told);
        yield one;
      }
    } finally {
      bulk.close();
      resolver.close();
    }
  }

  return {
    results: results(),
    tally: () => tally.value(),
    async evidence() {
      const elapsedMs = Math.round(now() - began);
      const observed = (fact: typeof listHealth | typeof listTally, value: unknown): Observation => ({
        id: observationId(fact, here),
        fact: fact.id,
        subject: here,
        outcome: { status: 'observed', value },
        span: { startedAt: 0, ms: elapsedMs, roundTrips: 0 },
        transcript: [],
      });
      return {
        schemaVersion,
        tool: options.tool,
        command: 'blacklist',
        startedAt: startedAt.toISOString(),
        target,
        observations: [
          observed(listHealth, { lists: signal.aborted ? [] : await desk.tested() }),
          observed(listTally, tally.value()),
        ],
        timing: {
          elapsedMs,
          longestChain: [],
          longestChainMs: 0,
          connections: 0,
          queries: counts.queries + bulk.counts.sent,
        },
        ...(signal.aborted ? { interrupted: 'signal' as const } : {}),
        remarks: [],
        crashes: [],
      };
    },
  };
}

interface Means {
  readonly lists: ListChoice;
  readonly allowPrivate: boolean;
  readonly desk: ListDesk;
  readonly look: LookUp;
  readonly by: { readonly journal: Journal; readonly signal: AbortSignal };
}

const longestText = 255;

async function checkOne(text: string, means: Means): Promise<readonly ListedTarget[]> {
  const subject = readListSubject(text, means.allowPrivate);
  if (typeof subject !== 'string') {
    return [{ target: text.trim().slice(0, longestText), results: [], problem: subject.problem }];
  }
  const address = addressSubject(subject);
  if (address !== undefined) return [{ target: subject, results: await askAll(address, means) }];
  const { lists } = means.lists;
  const [name, found] = await Promise.all([
    nameSubject(subject, lists).then((one) => askAll(one, means)),
    sendingAddresses(means.look, means.by, subject),
  ]);
  const addresses = await Promise.all(found.map(({ host, ip }) => checkAddress(host, ip, means)));
  const lost = addresses.length === 0 ? { problem: 'no mail server and no address was found' } : {};
  return [{ target: subject, results: name, ...lost }, ...addresses];
}

async function checkAddress(host: string, ip: string, means: Means): Promise<ListedTarget> {
  const kind = addressClass(ip);
  const subject = addressSubject(ip);
  if (subject === undefined || (!means.allowPrivate && kind !== 'public')) {
    return { target: ip, host, results: [], problem: `lists are not asked about ${kind} addresses` };
  }
  return { target: ip, host, results: await askAll(subject, means) };
}

const askAll = (subject: ListSubject, { lists, desk, by }: Means) =>
  Promise.all(
    lists.lists
      .filter(({ kinds }) =>
        subject.kind === 'domain' ? kinds.includes('domain') : kinds.some((one) => one !== 'domain'),
      )
      .map((list) => desk.check(list, subject, by)),
  );

/** Keeps nothing but the number of questions. */
const countingJournal = (counts: { queries: number }): Journal => ({
  line() {},
  roundTrip() {},
  connection() {},
  query: () => void counts.queries++,
});
