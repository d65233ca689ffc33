import type { Options } from '../commands/options.ts';
import { type ListsInfo, listsInfo } from '../lists-info.ts';
import { asciiJson } from '../report/format.ts';
import { colorLevel } from './color.ts';
import { exitCodes } from './exit-codes.ts';
import { planOutputs } from './outputs.ts';
import { writePrivateFile } from './private-file.ts';
import type { Shell } from './shell.ts';

/** `mailcheck blacklist --lists-info`. */
export async function showLists(options: Options, shell: Shell): Promise<number> {
  const outputs = await planOutputs(options, shell.cwd);
  const info = listsInfo(options.lists);
  const bold = colorLevel(shell.stdoutStream, { ...options, env: shell.env }) > 0;
  const width = Math.min(widest, Math.max(narrowest, shell.stdoutStream.columns ?? widest));
  const rendered = (format: string) => (format === 'text' ? asText(info, bold, width) : `${asciiJson(info, 2)}\n`);
  for (const { format, file } of outputs.files)
    await writePrivateFile({ option: `--format ${format}=`, path: file, cwd: shell.cwd }, rendered(format));
  if (outputs.stdout !== undefined) await shell.stdout.write(rendered(outputs.stdout));
  return exitCodes.fine;
}

type List = ListsInfo['lists'][number];

const widest = 120;
const narrowest = 72;

function asText(info: ListsInfo, bold: boolean, width: number): string {
  const head = (text: string) => (bold ? `\x1b[1m${text}\x1b[22m` : text);
  const zones = Math.max(...[...info.lists, ...info.retired].map(({ zone }) => zone.length), 0);
  const groups: readonly (readonly [string, readonly string[]])[] = [
    ['Asked by default', info.lists.filter(isDefault).flatMap((one) => row(one, zones, width))],
    ['Asked by default with a key', info.lists.filter(isForKey).flatMap((one) => row(one, zones, width))],
    ['Asked on request, or with --lists all', info.lists.filter(isOnRequest).flatMap((one) => row(one, zones, width))],
    ['Never asked', info.lists.filter((one) => !isAskable(one)).flatMap((one) => row(one, zones, width))],
    [
      'Refused: dead, or listing everything',
      info.retired.flatMap(({ zone, name, state, reason }) =>
        columns([zone.padEnd(zones), state.padEnd(9)], `${name}: ${reason}`, width),
      ),
    ],
  ];
  const sections = groups.flatMap(([title, rows]) => {
    const count = rows.filter((line) => /^ {2}\S/.test(line)).length;
    return count === 0 ? [] : [`${head(`${title} (${count})`)}\n${rows.join('\n')}`];
  });
  sections.push(
    `As of ${info.asOf}. Codes, limits, test entries and sources: mailcheck blacklist --lists-info --format json`,
  );
  return `${sections.join('\n\n')}\n`;
}

/** Columns, and a text in the last one that goes on below itself. */
function columns(before: readonly string[], text: string, width: number): string[] {
  const left = `  ${before.join('  ')}  `;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    if (line !== '' && left.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line, index) => (index === 0 ? left : ' '.repeat(left.length)) + line);
}

const isDefault = ({ standard, key }: List): boolean => standard === true && key === undefined;
const isForKey = ({ standard, key }: List): boolean => standard === true && key !== undefined;
const isAskable = ({ unaskable }: List): boolean => unaskable === undefined;

const kinds: Readonly<Record<List['kinds'][number], string>> = { ip4: '4', ip6: '6', domain: 'names' };

const isOnRequest = (one: List): boolean => one.standard !== true && isAskable(one);

function row(one: List, zones: number, width: number): string[] {
  const what = one.kinds.map((kind) => kinds[kind]).join(' ');
  const notes = [
    one.name,
    ...(one.unaskable === undefined ? [] : [one.unaskable]),
    ...(one.role === 'welcome' ? ['good news'] : one.role === 'reputation' ? ['a scale'] : []),
    ...(one.collateral === true ? ['whole networks'] : []),
    ...(one.access.needs === 'registration' ? ['for resolvers that are enrolled'] : []),
    ...(one.key === undefined ? [] : [`key: ${one.key}`]),
    ...(one.access.publicResolvers === 'refused' ? ['refuses public resolvers'] : []),
    ...(one.coveredBy === undefined ? [] : [`part of ${one.coveredBy}`]),
    ...(one.confidence === 'low' ? ['doubtful'] : []),
  ];
  return columns([one.zone.padEnd(zones), one.impact.padEnd(6), what.padEnd(9)], notes.join('; '), width);
}
