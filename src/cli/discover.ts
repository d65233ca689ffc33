import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { run } from './run.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** `mailcheck discover`: from a file, or from all sources that can be asked. */
export async function discover(
  command: Command,
  argument: string | undefined,
  options: Options,
  shell: Shell,
): Promise<number> {
  if (argument !== undefined && options.address !== undefined && argument !== options.address) {
    throw new UsageError('--address says another address than the argument.', 'Give one of them.');
  }
  if (options.from === undefined) return run(command, argument, options, shell);
  const { showPublished } = await import('./published-file.ts');
  return showPublished(options.from, argument ?? options.address, options, shell);
}
