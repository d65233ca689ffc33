import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { run } from './run.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** More than these are not a report to be read, but a stream. */
const mostInReport = 25;

/** `mailcheck blacklist`: what is known of lists, a report on a few targets, or a stream about many. */
export async function blacklist(command: Command, options: Options, shell: Shell): Promise<number> {
  if (options.listsInfo === true) return (await import('./lists-info.ts')).showLists(options, shell);
  if (options.file === undefined || options.replay !== undefined) {
    refuseWithoutFile(options);
    return run(command, undefined, options, shell);
  }
  const { openTargetFile } = await import('./target-file.ts');
  const file = await openTargetFile(options.file, shell);
  try {
    const few: string[] = [];
    for await (const { text } of file.lines()) if (few.push(text) > mostInReport) break;
    if (few.length + (options.targets ?? []).length > mostInReport || options.resume !== undefined) {
      return await (await import('./many-targets.ts')).manyTargets(options, shell, file);
    }
    return await run(command, undefined, { ...options, targets: [...(options.targets ?? []), ...few] }, shell);
  } finally {
    await file.close();
  }
}

function refuseWithoutFile({ unordered, resume }: Options): void {
  const option = resume !== undefined ? '--resume' : unordered === true ? '--unordered' : undefined;
  if (option !== undefined) throw new UsageError(`${option} has no meaning without --file.`);
}
