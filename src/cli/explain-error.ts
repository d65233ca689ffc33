import { CommanderError } from 'commander';
import { commands } from '../commands/catalogue.ts';
import { exitCodes } from './exit-codes.ts';
import type { Shell } from './shell.ts';
import { Cancelled, UsageError } from './usage-error.ts';

/** Tells a person what ended a call, and answers the exit code. */
export async function explainError(error: unknown, argv: readonly string[], shell: Shell): Promise<number> {
  if (error instanceof Cancelled || (shell.stoppedBy() !== undefined && error instanceof UsageError)) {
    return exitCodes.interrupted;
  }
  if (error instanceof CommanderError) {
    if (error.code === 'commander.help' || error.code === 'commander.helpDisplayed') {
      return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    }
    const { parserProblem } = await import('./parser-problem.ts');
    return usage(parserProblem(error, argv, commands), shell);
  }
  if (error instanceof UsageError) return usage(error, shell);
  const { reportOwnFault } = await import('./own-fault.ts');
  reportOwnFault(error, shell);
  return exitCodes.ownFault;
}

function usage(error: UsageError, shell: Shell): number {
  shell.say(`mailcheck: ${error.message}`);
  for (const line of error.wayOut) shell.say(`  ${line}`);
  return exitCodes.usage;
}
