import { existsSync } from 'node:fs';
import type { Options } from '../commands/options.ts';
import { explain, explainIds, explainText, phases, type TextHints, topics } from '../index.ts';
import { asciiJson } from '../report/encode.ts';
import { renderReading, renderReadingJson, renderReadingLines } from '../report/reading-text.ts';
import { nearestOf } from '../settings/nearest.ts';
import { wholePath } from '../settings/whole-path.ts';
import { version } from '../version.ts';
import { colorLevel } from './color.ts';
import { exitCodes } from './exit-codes.ts';
import { explainBatch } from './explain-batch.ts';
import { readWhole } from './read-whole.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Ids are written like this; a text is not. */
const likeAnId = /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/;
/** As are files that hold texts. */
const likeAPath = /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)\S*$|^\S+\.(?:eml|log|txt|msg|mbox|json|ndjson|gz)$/;

/**
 * `mailcheck explain [what]`: the page of an id, or the meaning of a text, a file, or standard input.
 * @throws UsageError for an id that is none, and for a file that cannot be read
 */
export async function explainAnything(what: string | undefined, options: Options, shell: Shell): Promise<number> {
  const hints = hintsOf(options);
  if (options.batch !== undefined) {
    if (what !== undefined)
      throw new UsageError('--batch and a text contradict each other.', 'Leave one of them away.');
    return explainBatch(options.batch, hints, shell);
  }
  if (what === undefined) return listIds(options, shell);
  if (explain(what) !== undefined) return showPage(what, options, shell);
  const isFile = what === '-' || existsSync(wholePath(what, shell.cwd));
  if (!isFile && likeAnId.test(what)) throw unknownId(what);
  if (!isFile && likeAPath.test(what))
    throw new UsageError(`there is no file "${what}".`, 'A text to be read has more than one word.');
  const input = isFile ? readable(what, await readWhole(what, 'cat mail.log | mailcheck explain -', shell)) : what;
  if ((typeof input === 'string' ? input : input.toString('latin1')).trim() === '')
    throw new UsageError(
      'there is nothing to explain: the text is empty.',
      'For example: mailcheck explain "550 5.1.1 User unknown"',
    );
  return showText(input, hints, options, shell);
}

/** @throws UsageError for files that hold no text */
function readable(path: string, bytes: Buffer): Buffer {
  const start = bytes.subarray(0, 4).toString('hex');
  if (start === 'd0cf11e0')
    throw new UsageError(`${path}: Outlook's own file cannot be read.`, 'Save the message as .eml, or paste its text.');
  if (start.startsWith('1f8b'))
    throw new UsageError(`${path}: it is compressed.`, `Unpack it on the way: zcat ${path} | mailcheck explain -`);
  return bytes;
}

function hintsOf({ protocol, phase, provider, as }: Options): TextHints {
  if (phase !== undefined && !phases.includes(phase.toLowerCase())) {
    throw new UsageError(`--phase ${phase} is not known.`, `Phases are ${phases.join(', ')}.`);
  }
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(phase === undefined ? {} : { phase }),
    ...(provider === undefined ? {} : { provider }),
    ...(as === undefined ? {} : { role: as }),
  };
}

async function showText(input: string | Buffer, hints: TextHints, options: Options, shell: Shell): Promise<number> {
  const explained = await explainText(input, hints);
  const format = formatOf(options);
  if (format === 'json')
    await shell.stdout.write(renderReadingJson(explained, { name: 'mailcheck', version: version() }));
  else if (format === 'ndjson') await shell.stdout.write(renderReadingLines(explained));
  else {
    const color = colorLevel(shell.stdoutStream, { ...options, env: shell.env });
    const width = Math.min(Math.max(shell.stdoutStream.columns ?? 80, 40), 100);
    await shell.stdout.write(renderReading(explained, { color, width, transcript: false, verbose: false }));
  }
  const unknown = explained.groups.length > 0 && explained.groups.every(({ cause }) => cause === 'unknown');
  return unknown ? exitCodes.unknown : exitCodes.fine;
}

function formatOf({ format }: Options): 'text' | 'json' | 'ndjson' {
  const [first, second] = format ?? [];
  if (second !== undefined || first?.file !== undefined) {
    throw new UsageError(
      'explain writes one format, to standard output.',
      'For a file: mailcheck explain … --format json > explained.json',
    );
  }
  return first?.format ?? 'text';
}

async function listIds(options: Options, shell: Shell): Promise<number> {
  const format = formatOf(options);
  const widest = Math.max(...explainIds().map((one) => one.length));
  const text =
    format === 'json'
      ? `${asciiJson(topics(), 2)}\n`
      : format === 'ndjson'
        ? topics()
            .map((one) => `${asciiJson(one)}\n`)
            .join('')
        : `${topics()
            .map((one) => `${one.id.padEnd(widest)}  ${one.title}`)
            .join('\n')}\n`;
  await shell.stdout.write(text);
  return exitCodes.fine;
}

async function showPage(id: string, options: Options, shell: Shell): Promise<number> {
  const found = explain(id);
  if (found === undefined) throw unknownId(id);
  if (formatOf(options) !== 'text') {
    await shell.stdout.write(`${asciiJson(found, formatOf(options) === 'json' ? 2 : undefined)}\n`);
    return exitCodes.fine;
  }
  // Pages are Markdown and read well as they are; only headings stand out.
  const bold = colorLevel(shell.stdoutStream, { ...options, env: shell.env }) > 0;
  await shell.stdout.write(bold ? found.page.replace(/^#+ (.*)$/gm, '\x1b[1m$1\x1b[22m') : found.page);
  return exitCodes.fine;
}

function unknownId(id: string): UsageError {
  const near = nearestOf(id, explainIds(), 4);
  return new UsageError(
    `nothing is known about "${id}".${near.length === 0 ? '' : ` Did you mean ${listed(near)}?`}`,
    'All ids: mailcheck explain. A text to be read is put in quotes and has more than one word.',
  );
}

const listed = (words: readonly string[]): string =>
  words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
