import { inputChunks } from '../settings/input-chunks.ts';
import { wholePath } from '../settings/whole-path.ts';
import type { Shell } from './shell.ts';
import { Cancelled, UsageError } from './usage-error.ts';

/** One line of a file, with something in it. */
export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** It is longer than what is read of a line; `text` is its beginning. */
  readonly isCut: boolean;
}

/** Bytes of a line that are kept. */
const longestLine = 1024 * 1024;

/**
 * The lines of a file, or of standard input for `-`, as they come; without a byte order mark and line ends.
 * @param option - under which the file was named, for messages
 * @throws UsageError when it cannot be read
 */
export async function* readLines(path: string, option: string, shell: Shell): AsyncGenerator<NumberedLine> {
  let number = 0;
  let held: Buffer[] = [];
  let size = 0;
  const keep = (piece: Buffer): void => {
    if (size < longestLine) held.push(piece.subarray(0, longestLine - size));
    size += piece.length;
  };
  const line = (): NumberedLine[] => {
    number++;
    const text = Buffer.concat(held).toString('utf8').replace(/\r$/, '');
    const isCut = size > longestLine;
    [held, size] = [[], 0];
    const own = number === 1 ? text.replace(/^\ufeff/, '') : text;
    return own.trim() === '' ? [] : [{ number, text: own, isCut }];
  };
  try {
    for await (const chunk of path === '-' ? shell.stdin : inputChunks(wholePath(path, shell.cwd), shell.signal)) {
      let rest = chunk as Buffer;
      for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
        keep(rest.subarray(0, at));
        yield* line();
        rest = rest.subarray(at + 1);
      }
      keep(rest);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof UsageError) throw error;
    if (code === 'ABORT_ERR') throw new Cancelled();
    const why =
      code === 'EISDIR'
        ? 'this is a folder'
        : code === 'ENOENT'
          ? 'there is no such file'
          : `it cannot be read (${code})`;
    throw new UsageError(`${option} ${path}: ${why}.`);
  }
  if (size > 0) yield* line();
}
