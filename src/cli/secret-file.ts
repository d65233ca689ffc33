import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { wholePath } from '../settings/whole-path.ts';
import type { NamedFile } from './private-file.ts';
import { UsageError } from './usage-error.ts';

/** No secret is longer, in bytes. */
export const longestSecret = 4096;

/**
 * Reads a file that holds a secret. Opened first and judged by its handle, so that nobody can exchange it in between.
 * `guarded`: systemd keeps others out, and its access list shows as rights of the group.
 * @throws UsageError when it cannot be read, or others can read it
 */
export async function readSecretFile({ option, path, cwd }: NamedFile, guarded = false): Promise<string> {
  const handle = await open(wholePath(path, cwd), constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`;
      throw new UsageError(`${option} ${path}: ${why}.`);
    },
  );
  try {
    await refuseOpenFile(option, path, handle, guarded);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

async function refuseOpenFile(option: string, path: string, handle: FileHandle, guarded: boolean): Promise<void> {
  const stat = await handle.stat();
  if (!stat.isFile()) {
    throw new UsageError(
      `${option} ${path}: this is not a regular file.`,
      'For a program, use the …-command option; for a pipe, …-fd.',
    );
  }
  const uid = process.getuid?.();
  if (uid !== undefined && stat.uid !== uid && stat.uid !== 0) {
    throw new UsageError(`${option} ${path}: the file belongs to somebody else.`, `Make it yours: chown $USER ${path}`);
  }
  if (!guarded && process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    throw new UsageError(`${option} ${path}: others can read it (mode ${mode}).`, `Close it: chmod 600 ${path}`);
  }
  if (stat.size > longestSecret) throw new UsageError(`${option} ${path}: more than 4 KiB is no secret.`);
}
