import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Problem } from '../problem.ts';

export const profileFileName = 'mailcheck.yaml';

/** Thousands of profiles; more than this is another file, named by mistake. */
const mostBytes = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder that `~/` stands for. */
export const homeOf = (env: Environment): string => env.HOME ?? homedir();

/** Where the user's own file is, whether there is one or not. */
export function userProfileFile(env: Environment, platform: NodeJS.Platform = process.platform): string {
  const { XDG_CONFIG_HOME: xdg = '', APPDATA: appData } = env;
  // XDG Base Directory Specification: a relative path is to be ignored.
  const folder = isAbsolute(xdg)
    ? xdg
    : platform === 'win32' && appData !== undefined
      ? appData
      : join(homeOf(env), '.config');
  return join(folder, 'mailcheck', profileFileName);
}

/** The files that are looked into when none is named: that of the project before that of the user. */
export const usualFiles = (env: Environment, cwd: string): readonly string[] => [
  ...new Set([resolve(cwd, profileFileName), userProfileFile(env)]),
];

/**
 * Reads a file of profiles; undefined when there is none. Refused is what others can write: it says where passwords go,
 * and which programs are run. @param shown the path as the user knows it
 */
export function readProfileFile(path: string, shown: string): string | Problem | undefined {
  let handle: number;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : { problem: `${shown}: it cannot be read (${code}).` };
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return { problem: `${shown}: this is not a regular file.` };
    const uid = process.getuid?.();
    if (uid !== undefined && stat.uid !== uid && stat.uid !== 0) {
      return {
        problem: `${shown}: it belongs to somebody else, and it says where passwords go.`,
        wayOut: `Make it yours: chown $USER ${shown}`,
      };
    }
    if (process.platform !== 'win32' && (stat.mode & 0o022) !== 0) {
      const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
      return {
        problem: `${shown}: others can write it (mode ${mode}), and it says where passwords go.`,
        wayOut: `Close it: chmod go-w ${shown}`,
      };
    }
    if (stat.size > mostBytes) return { problem: `${shown}: more than 1 MiB is no file of profiles.` };
    return readFileSync(handle, 'utf8');
  } finally {
    closeSync(handle);
  }
}
