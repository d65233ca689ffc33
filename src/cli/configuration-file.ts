import type { Options } from '../commands/options.ts';
import type { Configuration } from '../model/configuration.ts';
import {
  configurationIn,
  longestConfiguration,
  openConfiguration,
} from '../settings/configurations/open-configuration.ts';
import type { Shell } from './shell.ts';
import { usable } from './usable.ts';
import { UsageError } from './usage-error.ts';

/** The settings in the file that was named, or on standard input. @throws UsageError */
export async function configurationOf(file: string, { client }: Options, shell: Shell): Promise<Configuration> {
  if (/^[a-z0-9+.-]+:\/\//i.test(file)) {
    throw new UsageError(
      'a URL is not linted from the arguments, where every user of this machine can read it.',
      'Write it into a file, or pipe it: mailcheck lint -',
    );
  }
  const format = client === undefined ? {} : { format: client };
  if (file !== '-') return usable(await openConfiguration(file, client, shell));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of shell.stdin) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size > longestConfiguration) break;
  }
  return usable(configurationIn(Buffer.concat(chunks), { path: '-', ...format }));
}
