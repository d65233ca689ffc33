import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from './usage-error.ts';

/** Says before a long run that its result could not be kept. @throws UsageError */
export async function checkWritable(option: string, path: string): Promise<void> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat !== undefined && !stat.isFile()) {
    throw new UsageError(
      `${option} ${path}: this is not a regular file.`,
      'Name a new file, or one to be overwritten.',
    );
  }
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such folder' : `its folder cannot be written (${error.code})`;
    throw new UsageError(`${option} ${path}: ${why}.`);
  });
}

/** Writes a file that only its owner can read, all of it or nothing. Never follows a link. @throws UsageError */
export async function writePrivateFile(option: string, path: string, text: string): Promise<void> {
  await checkWritable(option, path);
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(unfinished, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new UsageError(`${option} ${path}: it cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}
