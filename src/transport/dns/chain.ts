import type { DnsRecord, DnsType } from '../../model/resolver.ts';
import type { Reply } from './reply.ts';

const maxLinks = 8;

/** Follows aliases through one reply after another. */
export interface Chain {
  /** The name to ask for next. */
  owner(): string;
  /** The aliases so far. */
  links(): readonly string[];
  /** Seconds that the whole chain holds. */
  ttl(): number;
  /** The final records; `unfinished` when the server followed the aliases no further and `owner` has to be asked for. */
  read(reply: Reply): readonly DnsRecord[] | 'unfinished' | 'loop' | 'malformed';
}

export function createChain(name: string, type: DnsType): Chain {
  const links: string[] = [];
  let owner = name;
  let ttl = Number.POSITIVE_INFINITY;
  return {
    owner: () => owner,
    links: () => links,
    ttl: () => (Number.isFinite(ttl) ? ttl : 0),
    read(reply) {
      const linksBefore = links.length;
      for (;;) {
        const alias = type === 'CNAME' ? undefined : reply.records.find((r) => r.type === 'CNAME' && r.name === owner);
        if (alias === undefined) break;
        // RFC 1034 section 3.6.2 wants loops noticed; no sane chain is longer.
        if (links.length === maxLinks || links.includes(alias.data) || alias.data === name) return 'loop';
        links.push(alias.data);
        ttl = Math.min(ttl, alias.ttl);
        owner = alias.data;
      }
      const records = reply.records.filter((r) => r.type === type && r.name === owner);
      if (records.length > 0) {
        // A name cannot both be absent and have records.
        if (reply.rcode !== 0) return 'malformed';
        ttl = Math.min(ttl, ...records.map((r) => r.ttl));
        return records;
      }
      const final = reply.rcode !== 0 || reply.negativeTtl !== undefined || links.length === linksBefore;
      if (!final) return 'unfinished';
      ttl = Math.min(ttl, reply.negativeTtl ?? 0);
      return [];
    },
  };
}
