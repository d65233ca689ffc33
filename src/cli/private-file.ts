import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, lstat, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { wholePath } from '../settings/whole-path.ts';
import { UsageError } from './usage-error.ts';

/** A file as a call names it. */
export interface NamedFile {
  readonly option: string;
  readonly path: string;
  /** The folder that a relative path counts from. */
  readonly cwd: string;
}

/** Says before a long run that its result could not be kept. @throws UsageError */
export async function checkWritable({ option, path, cwd }: NamedFile): Promise<void> {
  const whole = wholePath(path, cwd);
  const stat = await lstat(whole).catch(() => undefined);
  if (stat !== undefined && !stat.isFile()) {
    throw new UsageError(
      `${option} ${path}: this is not a regular file.`,
      'Name a new file, or one to be overwritten.',
    );
  }
  await access(dirname(whole), constants.W_OK | constants.X_OK).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such folder' : `its folder cannot be written (${error.code})`;
    throw new UsageError(`${option} ${path}: ${why}.`);
  });
}

/** Writes a file that only its owner can read, all of it or nothing. Never follows a link. @throws UsageError */
export const writePrivateFile = (file: NamedFile, text: string): Promise<void> =>
  writeWholeFile(file, text, { mode: 0o600, replace: true });

/**
 * Writes a file all at once: under another name first, so that nobody meets half of it. Without `replace` a file that is
 * there stays. Never follows a link. @throws UsageError
 */
export async function writeWholeFile(
  file: NamedFile,
  text: string,
  { mode, replace }: { mode: number; replace: boolean },
): Promise<void> {
  await checkWritable(file);
  const { option, path, cwd } = file;
  const whole = wholePath(path, cwd);
  const unfinished = `${whole}.${randomBytes(6).toString('hex')}.part`;
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
    if (replace) await rename(unfinished, whole);
    else await link(unfinished, whole);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyThere(file);
    throw new UsageError(`${option} ${path}: it cannot be written (${code}).`);
  } finally {
    await rm(unfinished, { force: true });
  }
}

export const alreadyThere = ({ option, path }: NamedFile): UsageError =>
  new UsageError(`${option} ${path}: there is a file already.`, 'Replace it with --force, or name another.');
