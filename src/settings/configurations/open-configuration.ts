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
  { cwd = '.', signal }: { readonly cwd?: string; readonly signal?: AbortSignal } = {},
): Promise<Configuration | Problem> {
  const found = await fileBeginning(wholePath(path, cwd), longestConfiguration, signal);
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
  const text = signedProfile(bytes) ?? bytes;
  if (text.includes(0)) return { problem: `${quoted(about.path)}: ${notText(bytes)}.` };
  return readConfiguration(text.toString('utf8').replace(/^\ufeff/, ''), about);
}

/** Why a file that is no text of UTF-8 is none, where it tells. */
function notText(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return 'this is UTF-16, which hardly any client reads: save it as UTF-8';
  return bytes.subarray(0, 8).toString('latin1').startsWith('bplist')
    ? 'this is a binary property list: plutil -convert xml1 makes a text of it'
    : 'this is not a text';
}

/** The property list in a profile that is signed (CMS, in DER); undefined: this is none. */
function signedProfile(bytes: Buffer): Buffer | undefined {
  const [from, end] = [bytes.indexOf('<?xml'), bytes.lastIndexOf(endOfList)];
  const isSigned = bytes[0] === 0x30 && from > 0 && end > from;
  return isSigned ? bytes.subarray(from, end + endOfList.length) : undefined;
}

const endOfList = '</plist>';
