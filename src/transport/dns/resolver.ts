import { isIPv4, isIPv6 } from 'node:net';
import { type DnsTrouble, Failed } from '../../model/failure.ts';
import type { Limits } from '../../model/limits.ts';
import type { Network } from '../../model/network.ts';
import type { Journal } from '../../model/probe.ts';
import type { DnsAnswer, DnsQueryOptions, DnsRecord, DnsType, Resolver } from '../../model/resolver.ts';
import { createChain } from './chain.ts';
import { exchange } from './exchange.ts';
import { createNameservers } from './nameservers.ts';
import { encodeQuestion } from './question.ts';
import { createTtlCache } from './ttl-cache.ts';

export interface ResolverOptions {
  /** See `parseNameserver`; asked in this order. */
  readonly servers: readonly string[];
  readonly network: Network;
  readonly limits: Limits;
  /** Addresses given by hand; the network's own when left out. */
  readonly pinned?: ReadonlyMap<string, readonly string[]>;
}

interface Settled {
  readonly answer: DnsAnswer;
  /** Seconds. */
  readonly ttl: number;
}

const maxCached = 4096;

/** The resolver of one run. `close` lets go of its sockets; a question after that opens new ones. */
export function createResolver(options: ResolverOptions): Resolver & { close(): void } {
  const { network, limits } = options;
  const pinned = new Map(
    [...(options.pinned ?? network.pinned ?? [])].map(([name, ips]) => [plain(name), ips] as const),
  );
  const host = createHostLookup(options);
  const nameservers = createNameservers({ network, limits, addressesOf: host.addressesOf });
  const inFlight = new Map<string, Promise<Settled>>();
  /** The server that answered last is asked first: a dead one costs its patience once. */
  let preferred: string | undefined;
  const cache = createTtlCache<DnsAnswer>(maxCached);

  const resolve = async (
    name: string,
    type: DnsType,
    options: DnsQueryOptions,
    servers: readonly string[],
    journal: Journal,
    signal: AbortSignal,
  ): Promise<Settled> => {
    const startedAt = performance.now();
    const chain = createChain(name, type);
    for (;;) {
      const question = encodeQuestion(chain.owner(), type, options);
      if (question === undefined) throw failed('malformed', servers[0]);
      const { reply, server } = await exchange({
        question,
        shown: `${chain.owner()} ${type}${options.checkingDisabled === true ? ' without validation' : ''}`,
        servers: [...servers].sort((a, b) => Number(b === preferred) - Number(a === preferred)).map(nameservers.get),
        deadline: startedAt + limits.dnsMs,
        journal,
        signal,
      });
      preferred = server;
      const records = chain.read(reply);
      if (records === 'unfinished') continue;
      if (records === 'loop' || records === 'malformed') throw failed(records, server);
      const answer: DnsAnswer = {
        name,
        type,
        rcode: reply.rcode === 0 ? 'NOERROR' : 'NXDOMAIN',
        records,
        cnames: chain.links(),
        resolver: server,
        authenticated: reply.authenticated,
        ...(reply.extendedErrors.length === 0 ? {} : { ede: reply.extendedErrors.map(({ code }) => code) }),
        ...(options.dnssec === true
          ? { signatures: reply.signatures.filter((one) => one.name === chain.owner()) }
          : {}),
        ms: Math.round(performance.now() - startedAt),
      };
      return { answer, ttl: chain.ttl() };
    }
  };

  return {
    servers: options.servers,

    async query(asked, type, journal, signal, how = {}) {
      const name = plain(asked);
      if (type === 'A' || type === 'AAAA') {
        const ips = pinned.get(name);
        if (ips !== undefined) return pinnedAnswer(name, type, ips, journal);
      }
      const key = `${name} ${type}${how.checkingDisabled ? ' CD' : ''}${how.dnssec ? ' DO' : ''}`;
      const cached = cache.get(key);
      if (cached !== undefined) return known(cached, journal);

      const shared = inFlight.get(key);
      if (shared !== undefined) {
        journal.roundTrip();
        return known((await shared).answer, journal);
      }
      const own = resolve(name, type, how, options.servers, journal, signal).finally(() => inFlight.delete(key));
      inFlight.set(key, own);
      const { answer, ttl } = await own;
      cache.set(key, answer, ttl);
      return answer;
    },

    async queryAt(server, asked, type, journal, signal, how = {}) {
      return (await resolve(plain(asked), type, how, [server], journal, signal)).answer;
    },

    close() {
      nameservers.close();
      host.close();
    },
  };
}

/** Finds the hosts of DNS-over-HTTPS resolvers by the system's own: before they are found, nobody else can be asked. */
export function createHostLookup({ network, limits }: Pick<ResolverOptions, 'network' | 'limits'>) {
  let resolver: ReturnType<typeof createResolver> | undefined;
  const ask = async (host: string, type: DnsType): Promise<string[]> => {
    resolver ??= createResolver({ servers: network.systemResolvers?.() ?? [], network, limits });
    try {
      const { records } = await resolver.query(host, type, unwritten, new AbortController().signal);
      return records.map(({ data }) => data);
    } catch {
      return [];
    }
  };
  return {
    /** IPv4 first; nothing when nothing is found. */
    async addressesOf(host: string): Promise<string[]> {
      if (isIPv4(host) || isIPv6(host)) return [host];
      return (await Promise.all([ask(host, 'A'), ask(host, 'AAAA')])).flat();
    },
    close: () => resolver?.close(),
  };
}

const unwritten: Journal = { line() {}, roundTrip() {}, connection() {}, query() {} };

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const failed = (trouble: DnsTrouble, resolver: string | undefined): Failed =>
  new Failed({ kind: 'dns', stage: 'dns', trouble, ...(resolver === undefined ? {} : { resolver }) });

/** An answer that costs no query. */
function known(answer: DnsAnswer, journal: Journal): DnsAnswer {
  const data = answer.records.slice(0, 20).map((record) => record.data);
  const text = [`${answer.name} ${answer.type} is known: ${answer.rcode}`, data.join(', ')].join(' ').trim();
  journal.line({ from: 'mailcheck', encrypted: false, expected: true, text });
  return answer;
}

function pinnedAnswer(name: string, type: 'A' | 'AAAA', ips: readonly string[], journal: Journal): DnsAnswer {
  const records = ips.filter(type === 'A' ? isIPv4 : isIPv6).map((data): DnsRecord => ({ name, type, ttl: 0, data }));
  return known(
    { name, type, rcode: 'NOERROR', records, cnames: [], resolver: 'pinned', authenticated: false, ms: 0 },
    journal,
  );
}
