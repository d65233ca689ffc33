import type { ChalkInstance } from 'chalk';
import type { ListTally } from '../model/listing.ts';
import type { Report } from '../model/report.ts';
import { tallyIn } from './list-facts.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

export function tallyOf({ evidence }: Report): ListTally | undefined {
  const one = evidence.find(({ fact }) => fact === 'blocklist/tally');
  return one?.outcome.status === 'observed' ? tallyIn(one.outcome.value) : undefined;
}

const figure = (count: number): string => count.toLocaleString('en');
const totalOf = ({ grave, light, policy, clean, unknown, notAsked }: ListTally): number =>
  grave + light + policy + clean + unknown + notAsked;

/** One line about many targets: what weighs most. */
export function tallyHeadline(tally: ListTally, ink: ChalkInstance): string {
  const about = ink.bold(`Block lists on ${figure(totalOf(tally))} targets:`);
  const { grave, light, policy, clean } = tally;
  if (grave > 0) return `${about} ${ink.red.bold(`${figure(grave)} listed where it matters`)}.`;
  if (light > 0) return `${about} ${ink.yellow.bold(`${figure(light)} listed at small lists only`)}.`;
  if (policy > 0) return `${about} ${ink.yellow.bold(`${figure(policy)} not meant to send mail directly`)}.`;
  return clean > 0 ? `${about} ${ink.green.bold('none listed')}.` : `${about} ${ink.yellow.bold('could not tell')}.`;
}

/** How many targets came out how, and at which lists. */
export function tallySection(tally: ListTally, style: Style): string {
  const ink = inkOf(style);
  const kinds: readonly (readonly [number, string])[] = [
    [tally.grave, 'listed where it matters'],
    [tally.light, 'listed at small lists only'],
    [tally.policy, 'policy'],
    [tally.clean, 'not listed'],
    [tally.unknown, 'unknown'],
    [tally.notAsked, 'not asked about'],
  ];
  const targets = kinds.flatMap(([count, word]) => (count === 0 ? [] : [`${figure(count)} ${word}`])).join(' · ');
  const found = tally.lists
    .filter(({ listed, policy }) => listed + policy > 0)
    .sort((a, b) => b.listed + b.policy - a.listed - a.policy);
  const mute = tally.lists.filter(({ unknown }) => unknown > 0).sort((a, b) => b.unknown - a.unknown);
  return [
    row('Targets', targets, style),
    ...(found.length === 0
      ? []
      : [
          row(
            'Lists',
            lists(found, ({ listed, policy }) => listed + policy),
            style,
          ),
        ]),
    ...(mute.length === 0
      ? []
      : [
          row(
            'Unknown',
            lists(mute, ({ unknown }) => unknown),
            style,
          ),
        ]),
  ]
    .map(({ name, text }) => `${ink.bold(name)}${text}`)
    .join('\n');
}

function lists(rows: ListTally['lists'], count: (row: ListTally['lists'][number]) => number): string {
  const shown = rows.slice(0, 8).map((one) => `${one.name} ${figure(count(one))}`);
  const more = rows.length - shown.length;
  return `${shown.join(' · ')}${more > 0 ? ` · ${more} more lists` : ''}`;
}

const row = (name: string, text: string, style: Style) => ({
  name: name.padEnd(9),
  text: wrap(text, style.width - 9, ' '.repeat(9)),
});
