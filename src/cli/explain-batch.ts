import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadReader, type ReadText, type TextHints } from '../index.ts';
import { textOrigins } from '../model/reading.ts';
import { asciiJson, harmless } from '../report/encode.ts';
import { exitCodes } from './exit-codes.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/**
 * `explain --batch FILE`: reads `{id, protocol?, phase?, text}` a line and writes `{id, cause, confidence, alternatives,
 * extracted}` a line, in the same order. A line that is none is told on stderr and passed over; then the exit code is 2.
 * @throws UsageError when the file cannot be read
 */
export async function explainBatch(path: string, hints: TextHints, shell: Shell): Promise<number> {
  if (path === '-' && shell.stdin.isTTY === true)
    throw new UsageError(
      '--batch -: standard input is a terminal.',
      'Send a file to it: mailcheck explain --batch - < texts.ndjson',
    );
  const source = path === '-' ? shell.stdin : createReadStream(path, { encoding: 'utf8' });
  const read = await loadReader();
  let number = 0;
  let bad = 0;
  let readable = true;
  source.on('error', () => {
    readable = false;
  });
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === '') continue;
    const one = parse(number === 1 ? line.replace(/^\ufeff/, '') : line);
    if ('problem' in one) {
      bad++;
      shell.say(`mailcheck: ${harmless(path)} line ${number}: ${one.problem}.`);
      continue;
    }
    await shell.stdout.write(`${asciiJson(answer(one, read(one.text, { ...hints, ...one.hints })))}\n`);
    if (shell.signal.aborted) break;
  }
  if (!readable)
    throw new UsageError(`--batch ${harmless(path)}: it cannot be read.`, 'Name a file with one JSON object a line.');
  return bad > 0 ? exitCodes.usage : exitCodes.fine;
}

interface BatchLine {
  readonly id: string | number | null;
  readonly text: string;
  readonly hints: TextHints;
}

function parse(line: string): BatchLine | { readonly problem: string } {
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

function answer({ id }: BatchLine, { reading, extracted }: ReadText): object {
  return {
    id,
    cause: reading.cause,
    confidence: reading.confidence ?? null,
    alternatives: reading.alternatives,
    extracted,
  };
}
