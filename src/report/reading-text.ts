import type { ExplainedText, Extracted, NextStep, ReadGroup } from '../model/reading.ts';
import { padTo } from './columns.ts';
import { asciiJson, forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';
const column = 12;

/** An explained text for people. Ends with a line feed. */
export function renderReading(explained: ExplainedText, style: Style): string {
  const known = explained.groups.filter(({ cause }) => cause !== 'unknown');
  const sections = [
    headline(explained, known.length, style),
    ...explained.groups.map((group, index) => groupSection(group, index + 1, explained, style)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The same as one JSON object; its schema is docs/schema/explained-1.json. */
export const renderReadingJson = (explained: ExplainedText, tool: { name: string; version: string }): string =>
  `${asciiJson({ schemaVersion: '1.0', tool, command: 'explain', ...explained }, 2)}\n`;

/** A group a line. */
export const renderReadingLines = (explained: ExplainedText): string =>
  explained.groups.map((group) => `${asciiJson({ type: 'group', ...group })}\n`).join('');

function headline({ kind, groups, lines, bounce }: ExplainedText, known: number, style: Style): string {
  const ink = inkOf(style);
  const causes = known === 1 ? '1 cause' : `${known} causes`;
  if (kind === 'bounce') {
    const who = bounce?.reportingMta ?? bounce?.from;
    const all = groups.reduce((sum, { count }) => sum + count, 0);
    const text = `${ink.bold('A bounce')}${who === undefined ? '' : ` from ${forTerminal(who)}`}: ${all === 0 ? 'it reports no failure.' : `${counted(all, 'failure')}, ${causes}.`}`;
    return wrap(text, style.width, '');
  }
  if (kind === 'log') {
    return wrap(
      `${ink.bold('A log')} of ${counted(lines?.all ?? 0, 'line')}: ${counted(lines?.failures ?? 0, 'failure')}, ${causes}.`,
      style.width,
      '',
    );
  }
  if (kind === 'message') {
    return groups.length === 0
      ? wrap(
          `${ink.bold('A message')} that is no bounce, and nothing in its header says that it was taken for spam.`,
          style.width,
          '',
        )
      : '';
  }
  return groups.length > 1
    ? ink.bold(
        `${counted(
          groups.reduce((sum, { count }) => sum + count, 0),
          'reply',
          'replies',
        )}, ${causes}.`,
      )
    : '';
}

function groupSection(group: ReadGroup, number: number, { kind, groups }: ExplainedText, style: Style): string {
  const ink = inkOf(style);
  const { cause, count, text, line, recipients, steps, alternatives } = group;
  const where = [
    ...(count > 1 ? [`${count} times`] : []),
    ...(line === undefined ? [] : [`${count > 1 ? 'first in ' : ''}line ${line}`]),
  ].join(', ');
  const rows = [
    ...titleLines(group, groups.length > 1 ? `${number}` : '', style),
    ...quoted(text, style),
    ...(where === '' ? [] : row('Found', where, style)),
    ...row(cause === 'unknown' ? 'Read' : 'Because', becauseOf(group), style),
    ...row('Names', namesIn(group.extracted), style),
    ...(recipients.length === 0 || kind === 'reply' ? [] : row('Recipients', recipients.join(', '), style)),
    ...row(
      'Or',
      alternatives
        .slice(0, 3)
        .map(({ cause: other, because, against }) => `${other}: ${because}; ${against}`)
        .join(' · '),
      style,
    ),
    ...(cause === 'unknown' ? unknownRows(style) : stepRows(steps, style)),
    ...(cause === 'unknown'
      ? []
      : [`${margin}${ink.dim('More'.padEnd(column))}${ink.cyan(`mailcheck explain ${cause}`)}`]),
  ];
  return rows.join('\n');
}

function titleLines({ title, cause, confidence }: ReadGroup, number: string, style: Style): string[] {
  const ink = inkOf(style);
  const word = confidence ?? 'unknown';
  const room = style.width - margin.length - word.length - 2;
  const [first = '', ...more] = wrap(forTerminal(title), room, '').split('\n');
  const tone = cause === 'unknown' ? ink.yellow : ink.red;
  return [
    `${tone.bold((number === '' ? '' : number).padEnd(margin.length))}${ink.bold(padTo(first, room))}  ${ink.dim(word)}`,
    ...more.map((rest) => margin + ink.bold(rest)),
  ];
}

/** The text as it was written, each of its lines; of a long one the beginning. */
function quoted(text: string, style: Style): string[] {
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  const shown = lines
    .slice(0, 8)
    .map((one) => `${margin}${inkOf(style).dim('|')} ${wrap(forTerminal(one), style.width - 5, `${margin}  `)}`);
  return lines.length > 8 ? [...shown, `${margin}${inkOf(style).dim(`| and ${lines.length - 8} lines more`)}`] : shown;
}

const becauseOf = ({ cause, because, extracted }: ReadGroup): string =>
  cause !== 'unknown'
    ? (because ?? '')
    : [extracted.code, extracted.enhancedCode, extracted.responseCode].filter((one) => one !== undefined).join(', ') ||
      'no code, and no words that are known';

function namesIn({ provider, ips, addresses, blockLists, urls, retryAfterSeconds, sizes, limits }: Extracted): string {
  return [
    ...(provider === undefined ? [] : [`provider ${provider}`]),
    ...blockLists.map(({ name, zone }) => (zone === undefined ? `list ${name}` : `list ${name} (${zone})`)),
    ...ips.map((ip) => `IP ${ip}`),
    ...addresses,
    ...(retryAfterSeconds === undefined ? [] : [`wait ${retryAfterSeconds} s`]),
    ...sizes.map((size) => `${size} bytes`),
    ...limits.map(({ of, most }) => `at most ${most} ${of}`),
    ...urls,
  ]
    .slice(0, 8)
    .join(' · ');
}

const unknownRows = (style: Style): string[] => [
  ...row(
    'Try',
    'Give more of it: the lines before it, the command that it answers (--phase rcpt), the protocol (--protocol smtp).',
    style,
    '1. ',
  ),
  ...row('', 'Ask the servers themselves, which tells more than one sentence:', style, '2. '),
  `${margin}${' '.repeat(column + 5)}${inkOf(style).cyan('mailcheck diagnose ann@example.org')}`,
  ...row('', "Send the text and its time to the server's postmaster; only its log knows the rest.", style, '3. '),
];

function stepRows(steps: readonly NextStep[], style: Style): string[] {
  return steps.flatMap(({ for: who, text, url }, index) => {
    const lead = steps.length === 1 ? '' : `${index + 1}. `;
    const whom = who === 'administrator' && steps.some((one) => one.for === 'owner') ? 'Administrator: ' : '';
    return [
      ...row(index === 0 ? 'Do' : '', `${whom}${text}`, style, lead),
      ...(url === undefined
        ? []
        : [`${margin}${' '.repeat(column + lead.length)}${inkOf(style).cyan(forTerminal(url))}`]),
    ];
  });
}

function row(name: string, text: string, style: Style, lead = ''): string[] {
  if (text === '') return [];
  const indent = margin + ' '.repeat(column + lead.length);
  return [
    `${margin}${inkOf(style).dim(name.padEnd(column))}${lead}${wrap(forTerminal(text), style.width - indent.length, indent)}`,
  ];
}

const counted = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;
