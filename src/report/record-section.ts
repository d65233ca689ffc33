import type { RecordLine, Report } from '../model/report.ts';
import { forTerminal } from './encode.ts';
import { inkOf, type Style } from './style.ts';
import { wrap } from './wrap.ts';

const margin = '   ';
const column = 9;
const step = 2;

/** What a domain publishes, one block a kind. Empty when the run did not ask for it. */
export function recordSection({ records = [] }: Report, style: Style): string {
  const ink = inkOf(style);
  if (records.length === 0) return '';
  const blocks = records.map(({ title, lines }) =>
    lines
      .map((line, index) => {
        const head = index === 0 ? ink.dim(title.padEnd(column)) : ' '.repeat(column);
        return `${margin}${head}${told(line, style)}`;
      })
      .join('\n'),
  );
  return [ink.bold('Records'), ...blocks].join('\n');
}

/** The record, and what is said of it behind it, or below it where there is no room. */
function told({ depth, text, note }: RecordLine, style: Style): string {
  const ink = inkOf(style);
  const start = margin.length + column + depth * step;
  const inside = (indent: number, words: string) => wrap(words, style.width - indent, ' '.repeat(indent));
  const record = forTerminal(text);
  const said = note === undefined ? '' : forTerminal(note);
  const indent = ' '.repeat(depth * step);
  if (record === '') return `${indent}${ink.dim(inside(start, said))}`;
  if (said === '') return `${indent}${inside(start, record)}`;
  if (start + record.length + 2 + said.length <= style.width) return `${indent}${record}  ${ink.dim(said)}`;
  const below = start + step;
  return `${indent}${inside(start, record.trimEnd())}\n${' '.repeat(below)}${ink.dim(inside(below, said))}`;
}
