import type { Extracted, NamedList } from '../../model/reading.ts';
import { findBlockList } from '../blocklists.ts';
import { operatorIn } from '../recognise-provider.ts';
import { listMarks } from './list-marks.ts';
import type { Statement } from './statement.ts';

/** How many of a kind are kept. */
const most = 16;

/** Reads out what a text names. Costs grow with the text's length and no faster. */
export function extractFrom(said: Statement): Extracted {
  const { text, status, enhanced, code } = said;
  const urls = once(
    [...text.matchAll(/https?:\/\/(?:[^\s<>"'()[\]]|\([^\s<>"'()]{0,100}\)){4,300}/gi)].map(([url]) =>
      url.replace(/[.,;:!?]{1,3}$/, ''),
    ),
  );
  const withoutUrls = text.replace(/https?:\/\/[^\s<>"']{4,300}/gi, ' ');
  const provider = operatorIn(text)?.id;
  const retryAfterSeconds = waitIn(text);
  return {
    ...(status === undefined ? {} : { code: status }),
    ...(enhanced === undefined ? {} : { enhancedCode: enhanced }),
    ...(code === undefined ? {} : { responseCode: code.split(' ', 1)[0] as string }),
    ...(provider === undefined ? {} : { provider }),
    addresses: addressesIn(withoutUrls),
    ips: once([...ipsIn(withoutUrls), ...urls.flatMap(ipsInUrl)]),
    urls,
    blockLists: listsIn(text, urls),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    sizes: sizesIn(withoutUrls),
    limits: limitsIn(withoutUrls),
  };
}

const once = <T>(all: readonly T[]): T[] => [...new Set(all)].slice(0, most);

const messageIds =
  /\b(?:message-?id|msgid|in-reply-to|references)["']?[ \t]{0,2}[:=][ \t]{0,2}(?:<[^>\s]{1,400}>?|\S{1,400})/gi;
/** Names that programs put before an address with a sign that may stand in an address, too. */
const label =
  /^'{0,2}(?:\w{0,20}(?:user|username|login|from|to|rcpt|mail|email|id|sender|recipient|address|account)=)?'{0,2}/i;

const addressesIn = (text: string): string[] =>
  once(
    [
      ...text
        .replace(messageIds, ' ')
        .matchAll(/[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/gi),
    ].map(([address]) => address.replace(label, '')),
  ).filter((address) => !address.startsWith('@'));

const ipv4 =
  /(?<![\w.-]|[a-z]\/|\b(?:id|version|v|ver|release|build|exim|postfix|sendmail|dovecot|exchange)[ =:]{1,2})(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?![\w-]|\.\w)/gi;
const ipv6 = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4})?(?![\w:.])/gi;

function ipsIn(text: string): string[] {
  const all = text.replace(/\bIPv6:/gi, ' ');
  return [...all.matchAll(ipv4), ...[...all.matchAll(ipv6)].filter(([ip]) => isIpv6(ip))]
    .sort((a, b) => a.index - b.index)
    .map(([ip]) => ip);
}

const ipsInUrl = (url: string): string[] => url.match(/(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-])/g) ?? [];

/** RFC 4291 section 2.2: eight groups, or fewer with `::` once. */
function isIpv6(text: string): boolean {
  const [front = '', back, ...more] = text.split('::');
  const groups = [...front.split(':'), ...(back ?? '').split(':')].filter((group) => group !== '');
  if (more.length > 0 || !/\d/.test(text)) return false;
  return back === undefined ? groups.length === 8 && front.split(':').length === 8 : groups.length < 8;
}

function listsIn(text: string, urls: readonly string[]): NamedList[] {
  const zones = [...text.matchAll(/(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,40}[a-z]{2,24}(?![\w-])/gi)].flatMap(
    ([name]) => {
      // An address that is looked up stands before the zone, label by label.
      const list = findBlockList(name.toLowerCase().replace(/^(?:[0-9a-f]\.){32}|^(?:\d{1,3}\.){4}/, ''));
      return list === undefined
        ? []
        : [{ name: list.name, zone: list.zone, operatorUrl: list.delistUrl ?? list.lookupUrl }];
    },
  );
  const blames = /list|block|reputation|reject|\brbl\b|refus|denied/i.test(text);
  const named = (blames ? listMarks : [])
    .filter(({ mark }) => mark.test(text) && !zones.some(({ zone }) => mark.test(zone)))
    .map(({ name, url }) => ({ name, zone: undefined, operatorUrl: url }));
  const all = [
    ...zones,
    ...named.filter(({ name }) => !zones.some((zone) => zone.name.toLowerCase().includes(name.toLowerCase()))),
  ];
  return all
    .filter(({ name }, index) => all.findIndex((other) => other.name === name) === index)
    .slice(0, most)
    .map(({ name, zone, operatorUrl }) => {
      const own = operatorUrl?.includes('{') === true ? undefined : operatorUrl;
      const url = linkTo(urls, [zone, hostIn(operatorUrl)]) ?? own;
      return { name, ...(zone === undefined ? {} : { zone }), ...(url === undefined ? {} : { url }) };
    });
}

const hostIn = (url: string | undefined): string | undefined => /^https?:\/\/([\w.-]+)/i.exec(url ?? '')?.[1];

/** The text's own link to a list, if it leads to where the list or its operator is at home: anybody may write the text. */
function linkTo(urls: readonly string[], hosts: readonly (string | undefined)[]): string | undefined {
  const homes = hosts.flatMap(
    (host) => /[^.]+\.(?:[^.]{1,3}\.[a-z]{2}|[^.]+)$/i.exec(host ?? '')?.[0].toLowerCase() ?? [],
  );
  return urls.find((url) => {
    const host = hostIn(url)?.toLowerCase() ?? '';
    return (
      /^https?:\/\/[\w.-]+(?:[/?#]|$)/i.test(url) && homes.some((home) => host === home || host.endsWith(`.${home}`))
    );
  });
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `try again in 5 minutes`, `greylisted for 300 seconds`, `wait 00:04:59`. */
function waitIn(text: string): number | undefined {
  const header = /\bretry-after: {0,2}(\d{1,6})\b/i.exec(text);
  if (header !== null) return Number(header[1]);
  const clock = /(?:retry|again|wait|after|for|in)\D{1,12}(\d{1,2}):(\d{2}):(\d{2})(?!\d)/i.exec(text);
  if (clock !== null) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const found =
    /(?:again|retry|retried|wait|try|delay|listed|deferred|blocked|locked|back|expires?|for the next)(?: \S{1,20}){0,4} (?:in|after|for|within|another|at least|next|until)? ?(?:about |approximately |at least |another )?(\d{1,6}) ?(s|m|h|d)(?:ec|in|our|ay|r|\b)/i.exec(
      text,
    ) ??
    /(?:greylist|wait|retry|delay)\D{1,20}(\d{1,6}) ?(s|m|h|d)(?:ec|in|our|ay|r|\b)/i.exec(text) ??
    /(\d{1,6}) ?(s|m|h|d)(?:ec\w{0,6}|in\w{0,5}|ours?|ays?) (?:before|and try|then retry|apart|later)/i.exec(text);
  return found === null ? undefined : Number(found[1]) * (unitSeconds[(found[2] ?? 's').toLowerCase()] ?? 1);
}

const unitBytes: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3, b: 1, o: 1 };

function sizesIn(text: string): number[] {
  const written = [
    ...text.matchAll(/(?<![\w.])(\d{1,12}(?:\.\d{1,3})?) ?(k|m|g)(?:i?b|bytes?|ilobytes?|egabytes?|igabytes?|o)\b/gi),
  ].map(([, number, unit]) => Math.round(Number(number) * (unitBytes[(unit ?? 'b').toLowerCase()] ?? 1)));
  const bytes = [...text.matchAll(/(?<![\w.])(\d{3,15}) ?(?:bytes|octets)\b/gi)].map(([, number]) => Number(number));
  const named = [...text.matchAll(/(?:size|limit|appendlimit|maximum)\D{1,4}(\d{5,15})(?!\d)/gi)].map(([, number]) =>
    Number(number),
  );
  return once([...written, ...bytes, ...named]);
}

function limitsIn(text: string): Extracted['limits'] {
  const found = [
    ...[
      ...text.matchAll(
        /(?:max(?:imum)?|limit|at most|more than|exceed\w{0,3}|of)(?: \S{1,12}){0,3} (\d{1,7}) (messages?|recipients?|connections?|sessions?|e?-?mails?|attempts?|errors?|hops|logins?|commands?)/gi,
      ),
    ].map(([, number, of]) => ({ of: of ?? '', most: Number(number) })),
    ...[
      ...text.matchAll(
        /(messages?|recipients?|connections?|sessions?|e?-?mails?|attempts?|errors?|logins?)(?: \S{1,12}){0,3} (?:limit|max(?:imum)?)\D{1,6}(\d{1,7})/gi,
      ),
    ].map(([, of, number]) => ({
      of: of ?? '',
      most: Number(number),
    })),
    ...[
      ...text.matchAll(/(?:\b|_)max_\w{0,20}?(messages|recipients|connections|sessions|attempts|logins)=(\d{1,7})/g),
    ].map(([, of, number]) => ({ of: of ?? '', most: Number(number) })),
    ...[...text.matchAll(/\((\d{1,7})\/(\d{1,7})(?: \(\d{1,5}%\))?\)/g)].map(([, , number]) => ({
      of: 'allowed',
      most: Number(number),
    })),
  ];
  return found
    .filter(
      ({ of, most: number }, index) => found.findIndex((other) => other.of === of && other.most === number) === index,
    )
    .slice(0, most);
}
