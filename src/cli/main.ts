import { CommanderError } from 'commander';
import { commands } from '../commands/catalogue.ts';
import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { refuseSecretsInArguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { createShell, type Shell } from './shell.ts';
import { Cancelled, UsageError } from './usage-error.ts';

export { createShell } from './shell.ts';

/** The program: a call by the arguments of this process, which ends with its exit code. */
export async function main(argv: readonly string[]): Promise<never> {
  const { stdout, stderr, stdin, env } = process;
  // The first signal asks the run to end with what it knows; the second ends the program at once.
  const shell = createShell({ stdout, stderr, stdin, env, cwd: here() }, () => process.exit(exitCodes.interrupted));
  process.on('SIGINT', () => shell.stop('SIGINT'));
  process.on('SIGTERM', () => shell.stop('SIGTERM'));
  // Node would print the line of code and whatever the error holds.
  process.on('uncaughtException', (error) => {
    explainError(error, argv, shell).then(
      (code) => process.exit(code),
      () => process.exit(exitCodes.ownFault),
    );
  });
  process.exit(await runCommandLine(argv, shell));
}

/** Node does not name a folder that is gone; programs start there all the same. */
function here(): string {
  try {
    return process.cwd();
  } catch {
    return '.';
  }
}

/**
 * A call of mailcheck: parses, loads what the command needs, and runs it in this shell. Answers the exit code, and ends
 * no process. Whatever is wrong is told on the shell's terminal; nothing is thrown.
 */
export async function runCommandLine(argv: readonly string[], shell: Shell): Promise<number> {
  try {
    return await dispatch(argv, shell);
  } catch (error) {
    return explainError(error, argv, shell);
  }
}

async function dispatch(argv: readonly string[], shell: Shell): Promise<number> {
  if (argv[0] === '--version' || argv[0] === '-V') {
    const { version } = await import('../version.ts');
    await shell.stdout.write(`${version()}\n`);
    return exitCodes.fine;
  }
  refuseSecretsInArguments(argv, commands);
  const topic = argv[0] === 'help' ? argv[1] : undefined;
  if (topic !== undefined && !commands.some(({ name }) => name === topic)) return dispatch([topic], shell);
  let code: number = exitCodes.fine;
  const help: string[] = [];
  const around = {
    env: shell.env,
    help: { columns: shell.stdoutStream.columns, write: (text: string) => void help.push(text) },
    missing: shell.terminal,
  };
  const program = createProgram(commands, around, async (command, argument, options) => {
    code = await start(command, argument, options, shell);
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } finally {
    if (help.length > 0) await shell.stdout.write(help.join(''));
  }
  return code;
}

/** Nothing but the parser and the command data is loaded before this. */
async function start(command: Command, named: string | undefined, given: Options, shell: Shell): Promise<number> {
  const isStored = given.profile !== undefined || given.config !== undefined;
  const asked = { argument: named, options: given };
  const { argument, options } = isStored
    ? await (await import('./profile.ts')).withProfile(command, asked, shell)
    : asked;
  switch (command.name) {
    case 'blacklist':
      return (await import('./blacklist.ts')).blacklist(command, options, shell);
    case 'discover':
      return (await import('./discover.ts')).discover(command, argument, options, shell);
    case 'configure':
      return (await import('./configure/configure.ts')).configure(command, argument, options, shell);
    case 'explain':
      return (await import('./explain.ts')).explainAnything(argument, options, shell);
    case 'export':
      return (await import('./export-settings.ts')).exportFor(command, argument, options, shell);
    case 'lab':
      return (await import('./lab-world.ts')).serveLab(argument, options, shell);
    case 'schema':
      return (await import('./print-schema.ts')).printSchema(argument, shell);
    default:
      return (await import('./run.ts')).run(command, argument, options, shell);
  }
}

async function explainError(error: unknown, argv: readonly string[], shell: Shell): Promise<number> {
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
