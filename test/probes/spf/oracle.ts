import { spf } from 'mailauth/lib/spf/index.js';
import type { DnsTrouble } from '../../../src/model/failure.ts';
import type { Zone } from '../fake-resolver.ts';

const codes: Partial<Record<DnsTrouble, string>> = {
  timeout: 'ETIMEOUT',
  refused: 'EREFUSED',
  servfail: 'ESERVFAIL',
};

const nodeError = (code: string): Error => Object.assign(new Error(code), { code });

/** What mailauth, another implementation, makes of a check over the same zone. */
export async function oracle(
  zone: Zone,
  subject: { readonly ip: string; readonly sender: string; readonly helo: string },
): Promise<{ readonly result: string; readonly lookups?: number; readonly voids?: number }> {
  const names = new Set(Object.keys(zone).map((key) => key.slice(0, key.lastIndexOf(' '))));
  /** As `node:dns/promises` answers. */
  const resolver = async (name: string, type: string): Promise<unknown[]> => {
    const plain = name.toLowerCase().replace(/\.$/, '');
    const found = zone[`${plain} ${type}`] ?? [];
    if (typeof found === 'string') throw nodeError(codes[found] ?? 'ESERVFAIL');
    if (found.length === 0) throw nodeError(names.has(plain) ? 'ENODATA' : 'ENOTFOUND');
    if (type === 'TXT') return found.map((text) => [text]);
    if (type !== 'MX') return [...found];
    return found.map((text) => {
      const [priority = '', exchange = ''] = text.split(' ');
      return { priority: Number(priority), exchange: exchange === '.' ? '' : exchange };
    });
  };
  const found = await spf({ ...subject, mta: 'mx.lab.test', resolver: resolver as never });
  const counts = (found as { lookups?: { count: number; void: number } }).lookups;
  return {
    result: found.status.result,
    ...(counts === undefined ? {} : { lookups: counts.count, voids: counts.void }),
  };
}
