import { longestText } from '../model/reading.ts';
import { inputChunks } from '../settings/input-chunks.ts';
import { wholePath } from '../settings/whole-path.ts';
import type { Shell } from './shell.ts';
import { Cancelled, UsageError } from './usage-error.ts';

/**
 * A file, or standard input for `-`, as far as it is read at all.
 * @param example - the call that gives standard input something to read
 * @throws UsageError when it cannot be read
 */
export async function readWhole(path: string, example: string, shell: Shell): Promise<Buffer> {
  if (path === '-' && shell.stdin.isTTY === true) {
    throw new UsageError('-: standard input is a terminal.', `Send something to it: ${example}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const source = path === '-' ? shell.stdin : inputChunks(wholePath(path, shell.cwd), shell.signal);
    for await (const chunk of source) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      size += (chunk as Buffer).length;
      if (size > longestText) break;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ABORT_ERR') throw new Cancelled();
    throw new UsageError(`${path}: ${code === 'EISDIR' ? 'this is a folder' : `it cannot be read (${code})`}.`);
  }
  return Buffer.concat(chunks, size);
}
