import { closeSync, openSync, readSync } from 'node:fs';
import { type SignatureKey, signatureKeys } from '../protocols/dkim/signature.ts';
import { type Problem, quoted } from './problem.ts';
import { wholePath } from './whole-path.ts';

/** A header is no longer; what lies behind is not read. */
const mostBytes = 256 * 1024;

/** The keys that a saved message is signed with. Reads the beginning of the file, whose path counts from `cwd`. */
export function keysOfMessage(file: string, cwd = '.'): readonly SignatureKey[] | Problem {
  const option = `--message ${quoted(file)}`;
  let text: string;
  try {
    text = beginningOf(wholePath(file, cwd));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `${option}: ${code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`}.` };
  }
  const keys = signatureKeys(text);
  return keys.length > 0
    ? keys
    : {
        problem: `${option}: there is no DKIM-Signature in it.`,
        wayOut: 'Save the whole message as it arrived elsewhere ("show original", "save as .eml"), and name that file.',
      };
}

function beginningOf(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(mostBytes);
    let size = 0;
    for (let read = -1; read !== 0 && size < mostBytes; size += read) {
      read = readSync(handle, buffer, size, mostBytes - size, null);
    }
    return buffer.toString('latin1', 0, size);
  } finally {
    closeSync(handle);
  }
}
