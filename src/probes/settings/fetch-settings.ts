import { redirectSites } from '../../knowledge/settings-places.ts';
import type { UnreadableDocument } from '../../model/document.ts';
import type { Fetched, FetchOptions } from '../../model/fetcher.ts';
import type { Reader } from '../../protocols/autoconfig/server.ts';
import { asciiHostName } from '../../protocols/dns-names.ts';
import { readPublished } from '../../protocols/published-settings.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';
import type { Asker } from '../dns/look-up.ts';
import type { RedirectRefusal, WebAnswer, WebResult } from '../facts/settings.ts';
import { type AskedWeb, askWeb, type WebLookUp } from '../web/ask-web.ts';

/** The largest of 163 published files has 9 kB. */
const longest = 256 * 1024;
const mostRedirects = 3;
const accept = 'text/xml, application/xml, application/json';

/** Where settings are asked for, and for whom. */
export interface Place extends Pick<FetchOptions, 'host' | 'path' | 'post' | 'plaintext'> {
  /** What follows `?`; it may hold the mail address, and is shown nowhere. */
  readonly query?: string;
  /** For everything, redirects included. Milliseconds. */
  readonly patienceMs: number;
}

/** What was answered, with the digest of the document for those who compare it. */
export interface FetchedSettings {
  readonly answer: WebAnswer;
  readonly digest?: string;
}

/**
 * Asks for settings: over HTTPS only unless the place is plain, without anything that tells who asks, and along at most
 * three redirects, each judged anew: to HTTPS, to the same site or to one of a provider that is known, to no private
 * address.
 */
export async function fetchSettings(
  look: WebLookUp,
  by: Asker,
  place: Place,
  reader: Reader,
): Promise<FetchedSettings> {
  const { query, patienceMs, plaintext, ...first } = place;
  const until = performance.now() + patienceMs;
  const allowed = look.target.settings?.redirectHosts ?? [];
  const redirects: string[] = [];
  let asked: AskedWeb | undefined;
  let next = { host: first.host, path: query === undefined ? first.path : `${first.path}?${query}` };
  let result: WebResult | undefined;
  let fetched: Fetched | undefined;
  while (result === undefined) {
    const isFirst = asked === undefined;
    const found = await askWeb(look, by, {
      ...first,
      ...next,
      longest,
      accept,
      asDocument: true,
      patienceMs: Math.max(1, until - performance.now()),
      ...(plaintext === true && isFirst ? { plaintext } : {}),
    });
    asked ??= found;
    fetched = found.result.kind === 'fetched' ? found.result.fetched : undefined;
    const location = fetched?.kind === 'answered' ? redirectOf(fetched) : undefined;
    if (location === undefined) result = resultOf(found, reader);
    else {
      const target = await judged(location.to, next, { first: first.host, allowed, followed: redirects.length });
      if ('why' in target) result = { kind: 'redirect', to: location.to.slice(0, 200), why: target.why };
      else {
        next = target;
        redirects.push(`https://${target.host}${target.path.replace(/\?.*$/s, '')}`);
      }
    }
  }
  const read = fetched?.kind === 'answered' ? fetched : undefined;
  return {
    answer: {
      url: `${plaintext === true ? 'http' : 'https'}://${first.host}${first.path}`,
      redirects,
      ...(asked?.alias === undefined ? {} : { alias: asked.alias }),
      ips: asked?.ips ?? [],
      ...(read?.lastModified === undefined ? {} : { lastModified: read.lastModified }),
      result,
    },
    ...(read?.digest === undefined ? {} : { digest: read.digest }),
  };
}

const redirectOf = ({
  status,
  location = '',
}: Extract<Fetched, { kind: 'answered' }>): { readonly to: string } | undefined =>
  [301, 302, 303, 307, 308].includes(status) ? { to: location } : undefined;

/** Where a redirect leads, if it may be followed. */
async function judged(
  to: string,
  from: { readonly host: string; readonly path: string },
  {
    first,
    allowed,
    followed,
  }: { readonly first: string; readonly allowed: readonly string[]; readonly followed: number },
): Promise<{ readonly host: string; readonly path: string } | { readonly why: RedirectRefusal }> {
  const base = `https://${from.host}${from.path}`;
  if (to === '' || !URL.canParse(to, base)) return { why: 'no-location' };
  if (followed >= mostRedirects) return { why: 'too-many' };
  const url = new URL(to, base);
  if (url.protocol !== 'https:') return { why: 'no-https' };
  if (url.username !== '' || url.password !== '') return { why: 'user-in-it' };
  if (url.port !== '') return { why: 'other-port' };
  const host = asciiHostName(url.hostname);
  const site = host === undefined ? undefined : await registrableDomain(host);
  if (host === undefined || site === undefined) return { why: 'other-site' };
  const isKnown = redirectSites.includes(site) || allowed.includes(host);
  if (!isKnown && site !== (await registrableDomain(first))) return { why: 'other-site' };
  return { host, path: url.pathname + url.search };
}

function resultOf({ result, ips }: AskedWeb, reader: Reader): WebResult {
  if (result.kind === 'private') return { kind: 'private', ips };
  if (result.kind !== 'fetched') return result;
  const { fetched } = result;
  if (fetched.kind === 'unverified') return { kind: 'certificate', tls: fetched.tls };
  if (fetched.status !== 200) return { kind: 'status', status: fetched.status };
  if (fetched.encoding !== undefined) {
    return { kind: 'unusable', why: `it is sent in a form that was not asked for (${fetched.encoding})` };
  }
  if (fetched.document === undefined) return { kind: 'unusable', why: 'it is longer than any configuration' };
  if (fetched.document.kind === 'unreadable') return unreadable(fetched.document);
  const settings = readPublished(fetched.document, reader);
  return 'unusable' in settings
    ? { kind: 'unusable', why: reasonsOf(settings.unusable, settings.dropped) }
    : { kind: 'settings', settings };
}

/** A site without any idea of it answers with a page, an empty file or a line of text. */
const unreadable = ({ problem, detail }: UnreadableDocument): WebResult =>
  problem === 'web-page' || problem === 'empty' || problem === 'unknown'
    ? { kind: 'web-page' }
    : { kind: 'unusable', why: detail };

function reasonsOf(why: string, dropped: readonly { readonly what: string; readonly reason: string }[]): string {
  const [first] = dropped;
  return first === undefined ? why : `${why} (${first.what}: ${first.reason})`;
}
