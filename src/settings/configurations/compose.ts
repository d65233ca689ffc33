import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { isTooDeep } from '../yaml-depth.ts';
import { readGitlab } from './gitlab.ts';
import type { Entry, Read } from './reading.ts';
import { readVariables } from './variables.ts';
import { quick, tooDeep } from './yaml.ts';

/** What holds variables, in files of docker compose, Kubernetes and Discourse. */
const holders = new Set(['environment', 'env', 'data', 'stringData']);

const deepest = 12;
const mostHolders = 200;
/** Of all together: what is merged in may be merged in again, and again. */
const mostItems = 5000;

/** YAML in which variables of programs stand: as a map, as a list of NAME=VALUE, or of `name` and `value`. */
export function readCompose(text: string): Read {
  if (isTooDeep(text)) return tooDeep;
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, ...quick });
  const found: Entry[][] = [];
  const budget = { left: mostItems };
  const walk = (node: unknown, depth: number): void => {
    if (depth > deepest || found.length >= mostHolders) return;
    if (isSeq(node)) for (const item of node.items) walk(item, depth + 1);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      if (isScalar(key) && holders.has(textOf(key.value)))
        found.push(variablesIn(value, { document, counter, budget }));
      else walk(value, depth + 1);
    }
  };
  walk(document.contents, 0);
  const reads = found.flatMap((entries) => [
    readVariables(entries, 'env'),
    ...entries
      .filter(({ key }) => key === 'GITLAB_OMNIBUS_CONFIG')
      .map(({ value, line }) => readGitlab(value, value.includes('\n') ? line : line - 1)),
  ]);
  return { servers: reads.flatMap(({ servers }) => servers), remarks: reads.flatMap(({ remarks }) => remarks) };
}

interface Place {
  readonly document: Document;
  readonly counter: LineCounter;
  readonly budget: { left: number };
}

function variablesIn(given: unknown, place: Place): Entry[] {
  const { document, counter, budget } = place;
  const node = isAlias(given) ? given.resolve(document) : given;
  const items = isMap(node) || isSeq(node) ? node.items : [];
  return items.flatMap((item): Entry[] => {
    if (budget.left-- <= 0) return [];
    if (isPair(item) && isScalar(item.key)) {
      const key = textOf(item.key.value);
      // Merged in: one that is named here counts more.
      if (key === '<<' && isAlias(item.value)) return variablesIn(item.value, place);
      const value = isScalar(item.value) ? textOf(item.value.value) : '';
      return [{ key, value, line: lineOf(item.key.range, counter) }];
    }
    if (isMap(item)) {
      const [name, value] = [item.get('name'), item.get('value')];
      // What is not written here comes from a secret or a map.
      return typeof name === 'string'
        ? [{ key: name, value: value === undefined ? elsewhere : textOf(value), line: lineOf(item.range, counter) }]
        : [];
    }
    const [, key, value = ''] = isScalar(item) ? (/^([^=]+)=?([\s\S]*)$/.exec(textOf(item.value)) ?? []) : [];
    return key === undefined || !isScalar(item) ? [] : [{ key, value, line: lineOf(item.range, counter) }];
  });
}

/** As a variable that is filled in would look. */
const elsewhere = '${';

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

const lineOf = (range: readonly number[] | null | undefined, counter: LineCounter): number =>
  counter.linePos(range?.[0] ?? 0).line;
