import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { inputChunks } from '../settings/input-chunks.ts';
import { wholePath } from '../settings/whole-path.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** One line of a file that names a target. */
export interface TargetText {
  readonly text: string;
  /** Counted from 1; below 0 for a target that stood in the arguments. */
  readonly line: number;
  /** Bytes of the file up to the end of the line. */
  readonly end: number;
}

/** A file of targets that can be read more than once. */
export interface TargetFile {
  readonly bytes: number;
  /** Tells one content from another: the length and a digest of its beginning. */
  readonly fingerprint: string;
  /** Lines with something in them; what stands behind # is a remark. */
  lines(from?: { readonly line: number; readonly end: number }): AsyncGenerator<TargetText>;
  /** Takes away what was kept of it. */
  close(): Promise<void>;
}

/** No address or name is longer; a line that is longer is told as it begins. */
const longestLine = 512;
const fingerprinted = 65_536;

/**
 * Opens a file, or standard input for `-`. What can be read but once is kept in a private file while the run lasts.
 * @throws UsageError when it cannot be read
 */
export async function openTargetFile(
  path: string,
  { stdin, cwd, signal }: Pick<Shell, 'stdin' | 'cwd'> & Partial<Pick<Shell, 'signal'>>,
): Promise<TargetFile> {
  const isInput = path === '-';
  if (isInput && stdin.isTTY) {
    throw new UsageError(
      '--file -: standard input is a terminal.',
      'Send a file to it: mailcheck blacklist --file - < ips.txt',
    );
  }
  const whole = wholePath(path, cwd);
  const found = isInput
    ? undefined
    : await stat(whole).catch((error: NodeJS.ErrnoException) => unreadable(path, error));
  if (found?.isDirectory()) throw new UsageError(`--file ${path}: this is a folder.`);
  if (found?.isFile()) return readable(whole, found.size, async () => {}, path);
  const folder = await mkdtemp(join(tmpdir(), 'mailcheck-targets-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const kept = join(folder, 'targets');
    await pipeline(isInput ? stdin : inputChunks(whole, signal), createWriteStream(kept, { mode: 0o600, flags: 'wx' }));
    return await readable(kept, (await stat(kept)).size, remove);
  } catch (error) {
    await remove();
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

function unreadable(path: string, error: NodeJS.ErrnoException): never {
  const why = error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code ?? error.name})`;
  throw new UsageError(`--file ${path}: ${why}.`);
}

/** `shown`: its name in messages. */
async function readable(path: string, bytes: number, close: () => Promise<void>, shown = path): Promise<TargetFile> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => unreadable(shown, error));
  const head = Buffer.alloc(Math.min(bytes, fingerprinted));
  await handle.read(head, 0, head.length, 0);
  await handle.close();
  const digest = createHash('sha256').update(head).digest('hex').slice(0, 16);
  return { bytes, fingerprint: `${bytes}-${digest}`, lines: (from) => linesOf(path, from), close };
}

async function* linesOf(path: string, from = { line: 0, end: 0 }): AsyncGenerator<TargetText> {
  let { line, end } = from;
  let rest: Buffer = Buffer.alloc(0);
  /** Bytes of a line that is too long to be kept. */
  let dropped = 0;
  const told = (bytes: Buffer, length: number): TargetText[] => {
    line++;
    end += dropped + length;
    dropped = 0;
    const text = bytes
      .subarray(0, longestLine)
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .replace(/#.*$/s, '')
      .trim();
    return text === '' ? [] : [{ text, line, end }];
  };
  for await (const chunk of createReadStream(path, { start: end })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let at = rest.indexOf(10, start); at >= 0; at = rest.indexOf(10, start)) {
      yield* told(rest.subarray(start, at), at + 1 - start);
      start = at + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > 4 * longestLine) {
      dropped += rest.length - longestLine;
      rest = rest.subarray(0, longestLine);
    }
  }
  if (rest.length + dropped > 0) yield* told(rest, rest.length);
}
