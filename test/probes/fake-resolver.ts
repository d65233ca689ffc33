import { type DnsTrouble, Failed } from '../../src/model/failure.ts';
import type { DnsAnswer, DnsType, Resolver } from '../../src/model/resolver.ts';

/** `name TYPE` to data in presentation form, or to the trouble in asking for it. A name that is not there does not exist. */
export type Zone = Readonly<Record<string, readonly string[] | DnsTrouble>>;

export interface FakeResolver extends Resolver {
  /** Every question, in order: `example.org MX`; at a certain server: `example.org MX @192.0.2.53:53`. */
  readonly asked: readonly string[];
}

/**
 * Answers from a literal zone.
 * @param otherwise data for what the zone does not have; `server` is set when one server was asked on its own
 */
export function fakeResolver(
  zone: Zone,
  otherwise: (name: string, type: DnsType, server?: string) => readonly string[] | DnsTrouble | undefined = () =>
    undefined,
  servers: readonly string[] = ['192.0.2.53:53'],
): FakeResolver {
  const asked: string[] = [];
  const names = new Set(Object.keys(zone).map((key) => key.split(' ')[0]));
  const answer = (name: string, type: DnsType, server?: string): DnsAnswer => {
    asked.push(server === undefined ? `${name} ${type}` : `${name} ${type} @${server}`);
    const resolver = server ?? servers[0] ?? 'none';
    const found = zone[`${name} ${type}`] ?? otherwise(name, type, server);
    if (typeof found === 'string') throw new Failed({ kind: 'dns', stage: 'dns', trouble: found, resolver });
    return {
      name,
      type,
      rcode: found !== undefined || names.has(name) ? 'NOERROR' : 'NXDOMAIN',
      records: (found ?? []).map((data) => ({
        name,
        type,
        ttl: 300,
        data,
        ...(type === 'TXT' ? { strings: stringsOf(data) } : {}),
      })),
      cnames: [],
      resolver,
      authenticated: false,
      ms: 1,
    };
  };
  return {
    servers,
    asked,
    query: async (name, type) => answer(name, type),
    queryAt: async (server, name, type) => answer(name, type, server),
  };
}

/** A byte a character, at most 255 in one string, as they come off the wire. */
function stringsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / 255));
  return Array.from({ length: count }, (_, n) => bytes.toString('latin1', 255 * n, 255 * (n + 1)));
}
