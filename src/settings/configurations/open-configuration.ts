import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Configuration, ConfigurationFormat } from '../../model/configuration.ts';
import { type Problem, quoted } from '../problem.ts';
import { readConfiguration } from './read-configuration.ts';

/** Settings have some kB; more than this is another file, named by mistake. */
export const longestConfiguration = 1024 * 1024;

/** Reads the settings in a file. Its secrets are not kept. */
export function openConfiguration(path: string, format?: ConfigurationFormat): Configuration | Problem {
  let found: { bytes: Buffer; mode: number | undefined };
  try {
    found = beginningOf(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'this is a folder'
          : `it cannot be read (${code})`;
    return { problem: `${quoted(path)}: ${why}.` };
  }
  const { bytes, mode } = found;
  return configurationIn(bytes, {
    path,
    ...(mode === undefined ? {} : { mode }),
    ...(format === undefined ? {} : { format }),
  });
}

/** Reads settings that came from somewhere. */
export function configurationIn(
  bytes: Buffer,
  about: { path: string; format?: ConfigurationFormat; mode?: number },
): Configuration | Problem {
  if (bytes.length > longestConfiguration) {
    return { problem: `${quoted(about.path)}: this is longer than settings are (1 MiB).` };
  }
  if (bytes.includes(0)) return { problem: `${quoted(about.path)}: this is not a text.` };
  return readConfiguration(bytes.toString('utf8').replace(/^\ufeff/, ''), about);
}

/** One byte more than may be tells a file that is too long. Where there are no permissions, there is no mode. */
function beginningOf(path: string): { bytes: Buffer; mode: number | undefined } {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(handle);
    if (stat.isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    const buffer = Buffer.alloc(longestConfiguration + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < buffer.length; size += read) {
      read = readSync(handle, buffer, size, buffer.length - size, null);
    }
    const mode = process.platform === 'win32' || !stat.isFile() ? undefined : stat.mode & 0o777;
    return { bytes: buffer.subarray(0, size), mode };
  } finally {
    closeSync(handle);
  }
}
