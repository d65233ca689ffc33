import type { ChalkInstance } from 'chalk';
import type { ListResult, ListVerdict } from '../model/listing.ts';
import type { Report } from '../model/report.ts';
import { forTerminal } from './encode.ts';
import { exchangesIn } from './list-facts.ts';
import { byWeight, type ListedThing, listedThings } from './listed-things.ts';
import { ownAddressRows } from './own-address.ts';
import { inkOf, type Style } from './style.ts';
import { tallyOf, tallySection } from './tally-section.ts';
import { wrap } from './wrap.ts';

const margin = '   ';
const column = 10;

/** What each list said about each address and name: what was found, then what could not be told, then the rest by number. */
export function listSection(report: Report, style: Style): string {
  if (report.target.blacklist === undefined) return '';
  const tally = tallyOf(report);
  if (tally !== undefined) return tallySection(tally, style);
  const ink = inkOf(style);
  const things = listedThings(report);
  const results = things.flatMap((thing) => thing.results);
  const sections = [
    ownAddressRows(report, style).join('\n'),
    things.length === 0
      ? ''
      : [
          `${ink.bold('Lists')}  ${wrap(counts(results), style.width - 7, '       ')}`,
          ...things.map((thing) => thingSection(thing, style)),
        ].join('\n'),
    notFound(report, style),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** Names that lead to no address: nothing could be asked about where their mail comes from. */
function notFound(report: Report, style: Style): string {
  const hosts = new Set(report.evidence.flatMap(({ subject }) => (subject.kind === 'address' ? [subject.host] : [])));
  const lost = (report.target.blacklist?.subjects ?? []).filter((name) => {
    // What could not be looked up may well be there.
    const isKnown = report.evidence.some(
      ({ fact, subject, outcome }) =>
        fact === 'dns/addresses' && subject.kind === 'host' && subject.name === name && outcome.status === 'observed',
    );
    if (!isKnown) return false;
    const exchanges = report.evidence.flatMap(({ fact, subject, outcome }) =>
      fact === 'dns/mx' && subject.kind === 'domain' && subject.name === name && outcome.status === 'observed'
        ? exchangesIn(outcome.value)
        : [],
    );
    return ![name, ...exchanges].some((one) => hosts.has(one));
  });
  if (lost.length === 0) return '';
  const text = `${lost.join(', ')} ${lost.length === 1 ? 'has' : 'have'} no mail server and no address that could be asked about.`;
  return `${inkOf(style).yellow('!')} ${wrap(forTerminal(text), style.width - 2, '  ')}`;
}

const words: Readonly<Record<ListVerdict, string>> = {
  listed: 'listed',
  policy: 'policy',
  info: 'info',
  clean: 'clean',
  unknown: 'unknown',
  'not-applicable': 'not applicable',
};

function counts(results: readonly ListResult[]): string {
  const told = (Object.keys(words) as ListVerdict[]).flatMap((verdict) => {
    const count = results.filter((one) => one.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${words[verdict]}`];
  });
  return told.join(' · ');
}

function thingSection({ name, hosts, results, notAsked }: ListedThing, style: Style): string {
  const ink = inkOf(style);
  const of = hosts.length === 0 ? '' : ` (${[...new Set(hosts)].slice(0, 3).join(', ')})`;
  const sorted = byWeight(results);
  return [
    `${margin}${ink.bold(forTerminal(name))}${forTerminal(of)}`,
    ...(notAsked === undefined ? [] : row('not asked', notAsked, ink.yellow, style)),
    ...sorted.flatMap((one) => (isFound(one) ? foundRows(one, style) : [])),
    ...unknownRows(sorted, style),
    ...cleanRow(sorted, style),
    ...leftOutRow(sorted, style),
  ].join('\n');
}

const isFound = ({ verdict }: ListResult): boolean =>
  verdict === 'listed' || verdict === 'policy' || verdict === 'info';

function foundRows(one: ListResult, style: Style): string[] {
  const ink = inkOf(style);
  const tone =
    one.verdict === 'info' ? ink.cyan : one.verdict === 'listed' && one.impact !== 'low' ? ink.red : ink.yellow;
  const impact = one.verdict === 'info' ? '' : ` [${one.impact}]`;
  const covers = one.covers === undefined ? '' : ` Entries for IPv6 mostly cover a /64: ${one.covers}.`;
  const text = `${one.name}${impact}: ${one.meaning} (${one.answers.join(', ')}).${covers}`;
  const link = one.verdict === 'info' ? undefined : (one.delistUrl ?? one.lookupUrl);
  return [
    ...row(one.verdict, text, tone, style),
    ...(one.reason === undefined ? [] : row('', `“${one.reason}”`, ink.dim, style)),
    ...(link === undefined ? [] : [`${margin}${margin}${' '.repeat(column)}${ink.cyan(forTerminal(link))}`]),
  ];
}

/** Lists that say nothing for one reason stand together. */
function unknownRows(results: readonly ListResult[], style: Style): string[] {
  const ink = inkOf(style);
  const byReason = new Map<string, ListResult[]>();
  for (const one of results) {
    if (one.verdict === 'unknown') byReason.set(one.meaning, [...(byReason.get(one.meaning) ?? []), one]);
  }
  return [...byReason].flatMap(([meaning, lists]) =>
    row(
      'unknown',
      `${named(lists)}: ${meaning}`,
      lists.some(({ impact }) => impact === 'high') ? ink.yellow : ink.dim,
      style,
    ),
  );
}

function cleanRow(results: readonly ListResult[], style: Style): string[] {
  const clean = results.filter(({ verdict }) => verdict === 'clean');
  if (clean.length === 0) return [];
  const text = clean.length > 4 ? `at ${clean.length} lists: ${named(clean, 3)}` : named(clean);
  return row('clean', text, inkOf(style).green, style);
}

function leftOutRow(results: readonly ListResult[], style: Style): string[] {
  const byReason = new Map<string, number>();
  for (const { verdict, meaning } of results) {
    if (verdict === 'not-applicable') byReason.set(meaning, (byReason.get(meaning) ?? 0) + 1);
  }
  const text = [...byReason].map(([meaning, count]) => `${count} ${count === 1 ? 'list' : 'lists'}: ${meaning}`);
  return text.length === 0 ? [] : row('left out', text.join(' · '), inkOf(style).dim, style);
}

function named(lists: readonly ListResult[], most = 6): string {
  const names = lists.map(({ name }) => name);
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

function row(word: string, text: string, tone: ChalkInstance, style: Style): string[] {
  const indent = margin + margin + ' '.repeat(column);
  const room = Math.max(style.width - indent.length, 24);
  return [`${margin}${margin}${tone(word.padEnd(column))}${wrap(forTerminal(text), room, indent)}`];
}
