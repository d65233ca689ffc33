import type { Configuration, ConfigurationFormat } from '../../model/configuration.ts';
import { fileBeginning } from '../file-beginning.ts';
import { type Problem, quoted } from '../problem.ts';
import { wholePath } from '../whole-path.ts';
import { readConfiguration } from './read-configuration.ts';

/** Settings have some kB; more than this is another file, named by mistake. */
export const longestConfiguration = 1024 * 1024;

/** Reads the settings in a file, whose path counts from `cwd`. Its secrets are not kept. */
export async function openConfiguration(
  path: string,
  format?: ConfigurationFormat,
  cwd = '.',
): Promise<Configuration | Problem> {
  const found = await fileBeginning(wholePath(path, cwd), longestConfiguration);
  if ('unreadable' in found) return { problem: `${quoted(path)}: ${found.unreadable}.` };
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
