import { isIPv4, isIPv6 } from 'node:net';
import { type DnsTrouble, Failed } from '../../model/failure.ts';
import type { DnsAnswer, DnsQueryOptions, DnsRecord, DnsType, Limits, Network, Resolver } from '../../model/io.ts';
import type { Journal } from '../../model/probe.ts';
import { exchange } from './exchange.ts';
import { createNameserver, type Nameserver } from './nameserver.ts';
import { askable, type Reply } from './wire.ts';

export interface ResolverOptions {
  /** `192.0.2.53:53`, `[2001:db8::53]:53`; asked in this order. */
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

const maxLinks = 8;
const maxCached = 4096;

/** The resolver of one run. `close` lets go of its sockets; a question after that opens new ones. */
export function createResolver(options: ResolverOptions): Resolver & { close(): void } {
  const { network, limits } = options;
  const pinned = new Map(
    [...(options.pinned ?? network.pinned ?? [])].map(([name, ips]) => [plain(name), ips] as const),
  );
  const nameservers = new Map<string, Nameserver>();
  const inFlight = new Map<string, Promise<Settled>>();
  /** The server that answered last is asked first: a dead one costs its patience once. */
  let preferred: string | undefined;
  const cache = new Map<string, { readonly answer: DnsAnswer; readonly until: number }>();

  const nameserver = (name: string): Nameserver => {
    const known = nameservers.get(name) ?? createNameserver(name, network);
    nameservers.set(name, known);
    return known;
  };

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
      if (!askable(chain.owner())) throw failed('malformed', servers[0]);
      const { reply, server } = await exchange({
        name: chain.owner(),
        type,
        options,
        servers: [...servers].sort((a, b) => Number(b === preferred) - Number(a === preferred)).map(nameserver),
        deadline: startedAt + limits.dnsMs,
        journal,
        signal,
      });
      preferred = server;
      const records = chain.read(reply, server);
      if (records === undefined) continue;
      const answer: DnsAnswer = {
        name,
        type,
        rcode: reply.rcode === 0 ? 'NOERROR' : 'NXDOMAIN',
        records,
        cnames: chain.links(),
        resolver: server,
        authenticated: reply.authenticated,
        ...(reply.extendedErrors.length === 0 ? {} : { ede: reply.extendedErrors.map(({ code }) => code) }),
        ms: Math.round(performance.now() - startedAt),
      };
      return { answer, ttl: chain.ttl() };
    }
  };

  const remember = (key: string, { answer, ttl }: Settled): DnsAnswer => {
    if (ttl > 0) {
      if (cache.size >= maxCached) for (const oldest of cache.keys()) if (cache.delete(oldest)) break;
      cache.set(key, { answer, until: performance.now() + ttl * 1000 });
    }
    return answer;
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
      if (cached !== undefined && cached.until > performance.now()) return known(cached.answer, journal);
      cache.delete(key);

      const shared = inFlight.get(key);
      if (shared !== undefined) {
        journal.roundTrip();
        return known((await shared).answer, journal);
      }
      const own = resolve(name, type, how, options.servers, journal, signal).finally(() => inFlight.delete(key));
      inFlight.set(key, own);
      return remember(key, await own);
    },

    async queryAt(server, asked, type, journal, signal, how = {}) {
      return (await resolve(plain(asked), type, how, [server], journal, signal)).answer;
    },

    close() {
      for (const one of nameservers.values()) one.close();
      nameservers.clear();
    },
  };
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const failed = (trouble: DnsTrouble, resolver: string | undefined): Failed =>
  new Failed({ kind: 'dns', stage: 'dns', trouble, ...(resolver === undefined ? {} : { resolver }) });

/** Follows aliases through one reply after another. */
function createChain(name: string, type: DnsType) {
  const links: string[] = [];
  let owner = name;
  let ttl = Number.POSITIVE_INFINITY;
  return {
    owner: () => owner,
    links: () => links,
    ttl: () => (Number.isFinite(ttl) ? ttl : 0),
    /** The final records; undefined when the server followed the aliases no further and has to be asked again. */
    read(reply: Reply, server: string): DnsRecord[] | undefined {
      const linksBefore = links.length;
      for (;;) {
        const alias = type === 'CNAME' ? undefined : reply.records.find((r) => r.type === 'CNAME' && r.name === owner);
        if (alias === undefined) break;
        // RFC 1034 section 3.6.2 wants loops noticed; no sane chain is longer.
        if (links.length === maxLinks || links.includes(alias.data) || alias.data === name)
          throw failed('loop', server);
        links.push(alias.data);
        ttl = Math.min(ttl, alias.ttl);
        owner = alias.data;
      }
      const records = reply.records.filter((r) => r.type === type && r.name === owner);
      if (records.length > 0) {
        // A name cannot both be absent and have records.
        if (reply.rcode !== 0) throw failed('malformed', server);
        ttl = Math.min(ttl, ...records.map((r) => r.ttl));
        return records;
      }
      const final = reply.rcode !== 0 || reply.negativeTtl !== undefined || links.length === linksBefore;
      if (!final) return undefined;
      ttl = Math.min(ttl, reply.negativeTtl ?? 0);
      return [];
    },
  };
}

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
