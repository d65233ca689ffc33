import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, lstat, open, rename, rm } from 'node:fs/promises';
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
export const writePrivateFile = (option: string, path: string, text: string): Promise<void> =>
  writeWholeFile(option, path, text, { mode: 0o600, replace: true });

/**
 * Writes a file all at once: under another name first, so that nobody meets half of it. Without `replace` a file that is
 * there stays. Never follows a link. @throws UsageError
 */
export async function writeWholeFile(
  option: string,
  path: string,
  text: string,
  { mode, replace }: { mode: number; replace: boolean },
): Promise<void> {
  await checkWritable(option, path);
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(unfinished, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
    try {
      await handle.writeFile(text);
      // The umask may have taken something from a file that is to be published.
      await handle.chmod(mode);
    } finally {
      await handle.close();
    }
    // A link fails where a name is taken, a rename does not.
    if (replace) await rename(unfinished, path);
    else await link(unfinished, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(option, path);
    throw new UsageError(`${option} ${path}: it cannot be written (${code}).`);
  } finally {
    await rm(unfinished, { force: true });
  }
}

export const alreadyThere = (option: string, path: string): UsageError =>
  new UsageError(`${option} ${path}: there is a file already.`, 'Replace it with --force, or name another.');
