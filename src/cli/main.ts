import { exitCodes } from './exit-codes.ts';
import { createShell, type Shell } from './shell.ts';

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
  return (await import('./dispatch.ts')).dispatch(argv, shell);
}

/** Nothing of the parser is loaded before it is needed. */
const explainError = async (error: unknown, argv: readonly string[], shell: Shell): Promise<number> =>
  (await import('./explain-error.ts')).explainError(error, argv, shell);
