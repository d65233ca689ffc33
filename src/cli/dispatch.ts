import { commands } from '../commands/catalogue.ts';
import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { refuseSecretsInArguments } from './arguments.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import type { Shell } from './shell.ts';

/** Parses a call, loads what its command needs, and runs it. Answers the exit code. @throws what is wrong with it */
export async function dispatch(argv: readonly string[], shell: Shell): Promise<number> {
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
  const program = createProgram(
    commands,
    topic ?? argv.find((one) => one !== '--'),
    around,
    async (command, argument, options) => {
      code = await start(command, argument, options, shell);
    },
  );
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
