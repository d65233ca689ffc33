import { lstat, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Options } from '../commands/options.ts';
import type { Written } from '../settings/clients/write-settings.ts';
import { wholePath } from '../settings/whole-path.ts';
import { alreadyThere, checkWritable, writeWholeFile } from './private-file.ts';
import { createPrompts, mayAsk } from './prompts.ts';
import type { Shell } from './shell.ts';

const option = '--output';

/** Where a file goes; undefined: to standard output. */
export type Place = { readonly path: string; readonly replace: boolean } | undefined;

/**
 * Understands `--output`: a folder takes the file under its own name. Asks before a file would be replaced.
 * @throws UsageError where nothing can be written, or a file is in the way and nobody says yes
 */
export async function placeFor(fileName: string, options: Options, shell: Shell): Promise<Place> {
  const { output = '-', force } = options;
  const { cwd } = shell;
  if (output === '-') return undefined;
  const isFolder =
    output.endsWith('/') || ((await stat(wholePath(output, cwd)).catch(() => undefined))?.isDirectory() ?? false);
  const path = isFolder ? join(output, fileName) : output;
  const file = { option, path, cwd };
  await checkWritable(file);
  const isThere = (await lstat(wholePath(path, cwd)).catch(() => undefined)) !== undefined;
  if (!isThere || force === true) return { path, replace: force === true };
  if (mayAsk({ ...options, machine: false }, { ...shell, stderr: shell.terminal })) {
    if (await createPrompts(shell).confirm(`${path} is there already. Replace it?`)) {
      return { path, replace: true };
    }
  }
  throw alreadyThere(file);
}

/** Writes the file whole, and says what belongs to it. @throws UsageError */
export async function writeExported(
  { file, remarks }: Written,
  place: Place,
  { options, shell, name }: { options: Options; shell: Shell; name: string },
): Promise<void> {
  if (place === undefined) await shell.stdout.write(file.text);
  else {
    const named = { option, path: place.path, cwd: shell.cwd };
    await writeWholeFile(named, file.text, { mode: file.mode, replace: place.replace });
    const mode = file.mode.toString(8).padStart(4, '0');
    if (options.quiet !== true) shell.say(`Written: ${place.path} (mode ${mode}), for ${name}.`);
  }
  for (const remark of remarks) shell.say(remark);
}
