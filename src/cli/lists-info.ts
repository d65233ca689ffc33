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
  const outputs = await planOutputs(options);
  const info = listsInfo(options.lists);
  const bold = colorLevel(shell.stdoutStream, { ...options, env: shell.env }) > 0;
  const rendered = (format: string) => (format === 'text' ? asText(info, bold) : `${asciiJson(info, 2)}\n`);
  for (const { format, file } of outputs.files) await writePrivateFile(`--format ${format}=`, file, rendered(format));
  if (outputs.stdout !== undefined) await shell.stdout.write(rendered(outputs.stdout));
  return exitCodes.fine;
}

type List = ListsInfo['lists'][number];

function asText(info: ListsInfo, bold: boolean): string {
  const head = (text: string) => (bold ? `\x1b[1m${text}\x1b[22m` : text);
  const width = Math.max(...[...info.lists, ...info.retired].map(({ zone }) => zone.length), 0);
  const groups: readonly (readonly [string, readonly List[]])[] = [
    ['Asked by default', info.lists.filter(isDefault)],
    ['Asked by default with a key', info.lists.filter((one) => one.standard === true && one.key !== undefined)],
    ['Asked on request, or with --lists all', info.lists.filter((one) => one.standard !== true && isAskable(one))],
    ['Never asked', info.lists.filter((one) => !isAskable(one))],
  ];
  const sections = groups.flatMap(([title, lists]) =>
    lists.length === 0
      ? []
      : [`${head(`${title} (${lists.length})`)}\n${lists.map((one) => row(one, width)).join('\n')}`],
  );
  const retired = info.retired.map(
    ({ zone, name, state, reason }) =>
      `  ${zone.padEnd(width)}  ${state === 'dead' ? 'dead      ' : 'lists all '}  ${name}: ${reason}`,
  );
  if (retired.length > 0) sections.push(`${head(`Refused (${retired.length})`)}\n${retired.join('\n')}`);
  sections.push(
    `As of ${info.asOf}. Codes, limits, test entries and sources: mailcheck blacklist --lists-info --format json`,
  );
  return `${sections.join('\n\n')}\n`;
}

const isDefault = ({ standard, key }: List): boolean => standard === true && key === undefined;
const isAskable = ({ unaskable }: List): boolean => unaskable === undefined;

const kinds: Readonly<Record<List['kinds'][number], string>> = { ip4: '4', ip6: '6', domain: 'names' };

function row(one: List, width: number): string {
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
  return `  ${one.zone.padEnd(width)}  ${one.impact.padEnd(6)}  ${what.padEnd(9)}  ${notes.join('; ')}`;
}
