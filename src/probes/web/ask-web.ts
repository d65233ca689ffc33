import type { Failure } from '../../model/failure.ts';
import type { Fetched, FetchOptions } from '../../model/fetcher.ts';
import { addressClass } from '../../protocols/ip.ts';
import { type Asker, ask, attempt, data, type LookUp, together } from '../dns/look-up.ts';

const mostAddresses = 3;

export interface WebLookUp extends LookUp {
  /** Ask the web at addresses that the public Internet does not have, too. */
  readonly allowPrivate: boolean;
}

/** What came of a question to a host of the web. */
export interface AskedWeb {
  /** The host is an alias of this name. */
  readonly alias?: string;
  /** All that the host has. */
  readonly ips: readonly string[];
  /** The one that was asked. */
  readonly ip?: string;
  readonly result:
    | { readonly kind: 'no-host' }
    | { readonly kind: 'private' }
    | { readonly kind: 'failed'; readonly failure: Failure }
    | { readonly kind: 'fetched'; readonly fetched: Fetched };
}

/**
 * Looks a host up, judges its addresses, and asks at the first of them that can be talked to: the very address that was
 * judged is connected to, and the name is not looked up again.
 */
export async function askWeb(
  look: WebLookUp,
  by: Asker,
  wanted: Omit<FetchOptions, 'ip' | 'journal' | 'signal'>,
): Promise<AskedWeb> {
  const once = together(by);
  const types = (['A', 'AAAA'] as const).filter((type) => look.target.family !== (type === 'A' ? 6 : 4));
  const asked = await Promise.all(types.map((type) => attempt(ask(look, once, wanted.host, type))));
  const answers = asked.flatMap((one) => ('value' in one ? [one.value] : []));
  const [failure] = asked.flatMap((one) => ('failure' in one ? [one.failure] : []));
  const alias = answers.flatMap(({ cnames }) => cnames).at(-1);
  const ips = answers.flatMap(data);
  const found = { ...(alias === undefined ? {} : { alias }), ips };
  if (ips.length === 0) {
    return { ...found, result: failure === undefined ? { kind: 'no-host' } : { kind: 'failed', failure } };
  }
  const open = look.allowPrivate ? ips : ips.filter((ip) => addressClass(ip) === 'public');
  if (open.length === 0) return { ...found, result: { kind: 'private' } };
  const { journal, signal } = by;
  const until = performance.now() + (wanted.patienceMs ?? Number.POSITIVE_INFINITY);
  let last: AskedWeb | undefined;
  for (const ip of open.slice(0, mostAddresses)) {
    const left = until - performance.now();
    if (last !== undefined && left <= 0) break;
    const patience = wanted.patienceMs === undefined ? {} : { patienceMs: left };
    const fetched = await attempt(look.io.fetcher.get({ ...wanted, ...patience, ip, journal, signal }));
    if ('value' in fetched) return { ...found, ip, result: { kind: 'fetched', fetched: fetched.value } };
    last ??= { ...found, ip, result: { kind: 'failed', failure: fetched.failure } };
  }
  return last as AskedWeb;
}
