import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { run } from './run.ts';
import type { Shell } from './shell.ts';

/** `mailcheck blacklist`: what is known of lists, a report on a few targets, or a stream about many. */
export async function blacklist(command: Command, options: Options, shell: Shell): Promise<number> {
  if (options.listsInfo === true) return (await import('./lists-info.ts')).showLists(options, shell);
  return run(command, undefined, options, shell);
}
