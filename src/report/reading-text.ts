import type { ExplainedText, Extracted, NextStep, ReadGroup } from '../model/reading.ts';
import { padTo } from './columns.ts';
import { asciiJson, cut, forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';
const column = 12;
/** So many of each are shown; `--format json` has them all. */
const most = { groups: 12, whole: 3, recipients: 5, lines: 6, characters: 400, names: 6, alternatives: 2 };
/** Recipients of a group are kept up to this number. */
const keptRecipients = 16;

/** An explained text for people: the most frequent meanings in full, then others in short. Ends with a line feed. */
export function renderReading(explained: ExplainedText, style: Style): string {
  const { groups } = explained;
  // One more in full is shorter than a list of one.
  const whole = groups.length <= most.whole + 1 ? groups.length : most.whole;
  const left = groups.slice(most.groups);
  const sections = [
    headline(explained, style),
    ...groups
      .slice(0, whole)
      .map((group, index) => groupSection(group, groups.length > 1 ? `${index + 1}` : '', explained, style)),
    ...groups.slice(whole, most.groups).map((group, index) => shortSection(group, `${whole + index + 1}`, style)),
    left.length === 0
      ? ''
      : wrap(`And ${counted(left.length, 'meaning')} more, ${timesOf(left)}: --format json has them.`, style.width, ''),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The same as one JSON object; its schema is docs/schema/explained-1.json. */
export const renderReadingJson = (explained: ExplainedText, tool: { name: string; version: string }): string =>
  `${asciiJson({ schemaVersion: '1.0', tool, command: 'explain', ...explained }, 2)}\n`;

/** A group a line. */
export const renderReadingLines = (explained: ExplainedText): string =>
  explained.groups.map((group) => `${asciiJson({ type: 'group', ...group })}\n`).join('');

function headline({ kind, groups, lines, bounce }: ExplainedText, style: Style): string {
  const ink = inkOf(style);
  const known = groups.filter(({ cause }) => cause !== 'unknown').length;
  const unread = groups.some(({ cause }) => cause === 'unknown');
  const causes = `${counted(known, 'cause')}${unread && known > 0 ? ', and some that nobody can tell' : ''}.`;
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  const lineOf = (what: string, rest: string): string => wrap(`${ink.bold(what)}${rest}`, style.width, '');
  if (kind === 'bounce') {
    const who = bounce?.reportingMta ?? bounce?.from;
    return lineOf(
      'A bounce',
      `${who === undefined ? '' : ` from ${forTerminal(who)}`}: ${all === 0 ? 'it reports no failure.' : `${counted(all, 'failure')}, ${causes}`}`,
    );
  }
  if (kind === 'log') {
    const { all: read = 0, failures = 0 } = lines ?? {};
    return lineOf(
      'A log',
      ` of ${counted(read, 'line')}: ${failures === 0 ? 'no failure is told in it.' : `${counted(failures, 'failure')}, ${causes}`}`,
    );
  }
  if (kind === 'message') {
    return groups.length > 0
      ? ''
      : lineOf('A message', ' that is no bounce, and nothing in its header says that it was taken for spam.');
  }
  return groups.length > 1 ? lineOf(counted(all, 'reply', 'replies'), `: ${causes}`) : '';
}

function groupSection(group: ReadGroup, number: string, { kind }: ExplainedText, style: Style): string {
  const { cause, text, recipients, meaning } = group;
  const rows = [
    ...titleLines(group, number, style),
    ...quoted(text, most, style),
    ...row('Found', whereIn(group), style),
    ...(kind === 'reply' ? [] : row('Recipients', someOf(recipients, most.recipients, ', '), style)),
    ...row('Means', meaning ?? '', style),
    ...row(cause === 'unknown' ? 'Read' : 'Because', becauseOf(group), style),
    ...row('Names', namesIn(group), style),
    ...alternativeRows(group, style),
    ...(cause === 'unknown' ? unknownRows(style) : stepRows(group, style)),
    ...(cause === 'unknown' ? [] : commandRow('More', `mailcheck explain ${cause}`, style)),
  ];
  return rows.join('\n');
}

/** What it is, where it stands first, and where to read on. */
const shortSection = (group: ReadGroup, number: string, style: Style): string =>
  [
    ...titleLines(group, number, style),
    ...quoted(group.text, { lines: 1, characters: 140 }, style),
    ...row('Found', whereIn(group), style),
    ...(group.cause === 'unknown' ? [] : commandRow('More', `mailcheck explain ${group.cause}`, style)),
  ].join('\n');

const whereIn = ({ count, line }: ReadGroup): string =>
  [
    ...(count > 1 ? [`${count} times`] : []),
    ...(line === undefined ? [] : [`${count > 1 ? 'first in ' : ''}line ${line}`]),
  ].join(', ');

/** A guess says so where the eye falls first. */
function titleLines({ title, cause, confidence }: ReadGroup, number: string, style: Style): string[] {
  const ink = inkOf(style);
  const word = cause === 'unknown' ? 'unknown' : confidence === 'possible' ? 'a guess' : (confidence ?? '');
  const room = style.width - margin.length - word.length - 2;
  const said = confidence === 'possible' ? `Perhaps: ${title}` : title;
  const [first = '', ...more] = wrap(forTerminal(said), room, '').split('\n');
  const tone = confidence === 'certain' || confidence === 'likely' ? ink.red : ink.yellow;
  return [
    `${tone.bold(number.padEnd(margin.length))}${ink.bold(padTo(first, room))}  ${ink.dim(word)}`,
    ...more.map((rest) => margin + ink.bold(rest)),
  ];
}

/** The text as it was written, line by line; of a long one the beginning. */
function quoted(text: string, limit: { readonly lines: number; readonly characters: number }, style: Style): string[] {
  const bar = `${margin}${inkOf(style).dim('|')} `;
  const lines = text.split('\n').filter((one) => one.trim() !== '');
  const shown = cut(lines.slice(0, limit.lines).join('\n'), limit.characters)
    .split('\n')
    .flatMap((one) => wrap(forTerminal(one), style.width - margin.length - 2, '').split('\n'));
  const left = lines.length - limit.lines;
  return [...shown, ...(left > 0 ? [`… and ${counted(left, 'line')} more`] : [])].map((one) =>
    `${bar}${one}`.trimEnd(),
  );
}

const becauseOf = ({ cause, because, extracted }: ReadGroup): string =>
  cause !== 'unknown'
    ? (because ?? '')
    : [extracted.code, extracted.enhancedCode, extracted.responseCode].filter((one) => one !== undefined).join(', ') ||
      'no code, and no words that are known';

/** What the text names that the eye does not find in it, or not as it is meant. */
function namesIn({ extracted, providerName, text }: ReadGroup): string {
  const { blockLists, retryAfterSeconds, sizes, limits, ips, addresses }: Extracted = extracted;
  const names = [
    ...(providerName === undefined ? [] : [providerName]),
    ...blockLists.map(({ name, zone }) => (zone === undefined ? `list ${name}` : `list ${name} (${zone})`)),
    ...(retryAfterSeconds === undefined ? [] : [`wait ${retryAfterSeconds} s`]),
    ...sizes.map(sized),
    ...limits.map(({ of, most: limit }) => (of === 'allowed' ? `at most ${limit}` : `at most ${limit} ${of}`)),
    // A text that is shown whole shows these, too.
    ...(text.length <= most.characters ? [] : [...ips.map((ip) => `IP ${ip}`), ...addresses]),
  ];
  return someOf(names, most.names, ' · ');
}

const sized = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${bytes} bytes` : `${Math.round((bytes / 1024 ** 2) * 10) / 10} MB`;

/** Of a guess what else it may be; of the others only what the text leaves open. */
function alternativeRows({ alternatives, confidence }: ReadGroup, style: Style): string[] {
  const shown = alternatives.slice(0, most.alternatives);
  if (confidence === 'possible') return row('Or', shown.map(({ title }) => title).join(' · '), style);
  return shown
    .filter(({ open }) => open === true)
    .flatMap(({ title, because, against }) => row('Or', `${title}: ${because}; ${against}.`, style));
}

const unknownRows = (style: Style): string[] => [
  ...row(
    'Try',
    'Give more of it: the lines before it, the command that it answers (--phase rcpt), the protocol (--protocol smtp).',
    style,
    '1. ',
  ),
  ...row('', 'Ask the servers themselves, which tells more than one sentence:', style, '2. '),
  ...commandRow('', 'mailcheck diagnose ann@example.org', style, ' '.repeat(5)),
  ...row('', "Send the text and its time to the server's postmaster; only its log knows the rest.", style, '3. '),
];

function stepRows({ steps, confidence }: ReadGroup, style: Style): string[] {
  const [owner, administrator] = (['owner', 'administrator'] as const).map((who) =>
    steps.filter((one) => one.for === who),
  ) as [NextStep[], NextStep[]];
  const first = confidence === 'possible' ? 'If so' : 'Do';
  return [...numbered(first, owner, style), ...numbered(owner.length > 0 ? 'As admin' : first, administrator, style)];
}

function numbered(name: string, steps: readonly NextStep[], style: Style): string[] {
  return steps.flatMap(({ text, url }, index) => {
    const lead = steps.length === 1 ? '' : `${index + 1}. `;
    return [
      ...row(index === 0 ? name : '', text, style, lead),
      ...(url === undefined ? [] : commandRow('', url, style, ' '.repeat(lead.length))),
    ];
  });
}

/** A name in the margin, and a text beside it; `lead` begins its first line, and later ones stand in as far. */
function row(name: string, text: string, style: Style, lead = ''): string[] {
  if (text === '') return [];
  const indent = margin + ' '.repeat(column + lead.length);
  return [
    `${margin}${inkOf(style).dim(name.padEnd(column))}${lead}${wrap(forTerminal(text), style.width - indent.length, indent)}`,
  ];
}

/** What can be copied, in one piece. */
const commandRow = (name: string, text: string, style: Style, lead = ''): string[] => [
  `${margin}${inkOf(style).dim(name.padEnd(column))}${lead}${inkOf(style).cyan(forTerminal(text))}`,
];

/** The first of them, and how many more there are. */
function someOf(all: readonly string[], shown: number, between: string): string {
  const left = all.length - shown;
  const rest = left <= 0 ? [] : [all.length === keptRecipients ? 'and others' : `and ${left} more`];
  return [...all.slice(0, shown), ...rest].join(between);
}

const timesOf = (groups: readonly ReadGroup[]): string =>
  counted(
    groups.reduce((sum, { count }) => sum + count, 0),
    'time',
  );
const counted = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;
