import { loadReader, type ReadText, type TextHints } from '../index.ts';
import { textOrigins } from '../model/reading.ts';
import { asciiJson } from '../report/encode.ts';
import { exitCodes } from './exit-codes.ts';
import { type NumberedLine, readLines } from './read-lines.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/**
 * `explain --batch FILE`: reads `{id, protocol?, phase?, provider?, text}` a line and writes `{id, cause, confidence,
 * alternatives, extracted}` a line, in the same order; docs/guide.md has the contract. A line that is none is told on
 * stderr and passed over; then the exit code is 2.
 * @throws UsageError when the file cannot be read
 */
export async function explainBatch(path: string, hints: TextHints, shell: Shell): Promise<number> {
  if (path === '-' && shell.stdin.isTTY === true)
    throw new UsageError(
      '--batch -: standard input is a terminal.',
      'Send a file to it: mailcheck explain --batch - < texts.ndjson',
    );
  const read = await loadReader();
  let bad = 0;
  for await (const line of readLines(path, '--batch', shell)) {
    const one = parse(line);
    if ('problem' in one) {
      bad++;
      shell.say(`mailcheck: ${path === '-' ? 'standard input' : path}, line ${line.number}: ${one.problem}.`);
      continue;
    }
    const answered = answer(one, read(one.text, { ...hints, ...one.hints }));
    if (!(await shell.stdout.write(`${asciiJson(answered)}\n`)) || shell.signal.aborted) break;
  }
  return bad > 0 ? exitCodes.usage : exitCodes.fine;
}

interface BatchLine {
  readonly id: string | number | null;
  readonly text: string;
  readonly hints: TextHints;
}

function parse({ text: line, isCut }: NumberedLine): BatchLine | { readonly problem: string } {
  if (isCut) return { problem: 'it is longer than a megabyte' };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: 'this is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'this is not a JSON object' };
  const { id, text, protocol, phase, provider } = value as Record<string, unknown>;
  if (typeof text !== 'string') return { problem: '"text" is missing, or no text' };
  // A word that is not known says nothing: others may know more of them.
  const origin = textOrigins.find((one) => one === protocol);
  return {
    id: typeof id === 'string' || typeof id === 'number' ? id : null,
    text,
    hints: {
      ...(origin === undefined ? {} : { protocol: origin }),
      ...(typeof phase === 'string' ? { phase } : {}),
      ...(typeof provider === 'string' ? { provider } : {}),
    },
  };
}

const answer = ({ id }: BatchLine, { reading, extracted }: ReadText): object => ({
  id,
  cause: reading.cause,
  confidence: reading.confidence ?? null,
  alternatives: reading.alternatives,
  extracted,
});
