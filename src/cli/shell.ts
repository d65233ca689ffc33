import { harmless } from '../report/encode.ts';
import { createStdout, type Stdout } from './stdout.ts';

/** The process around a command: its streams, its environment, and the wish to stop. */
export interface Shell {
  readonly stdout: Stdout;
  readonly stdoutStream: NodeJS.WriteStream;
  /** Progress, prompts, warnings. */
  readonly terminal: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C, by SIGTERM, or when nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** The signal that asked to stop, if one did. */
  readonly stoppedBy: () => 'SIGINT' | 'SIGTERM' | undefined;
  /** As Ctrl-C does, where a prompt has taken it. */
  stop(): void;
  /** A line on stderr, made safe for a terminal. */
  say(line: string): void;
}

/** The first signal asks the run to end with what it knows; the second ends the program at once. */
export function createShell(): Shell {
  const controller = new AbortController();
  let stoppedBy: 'SIGINT' | 'SIGTERM' | undefined;
  const stop = (name: 'SIGINT' | 'SIGTERM') => {
    if (stoppedBy !== undefined) process.exit(130);
    stoppedBy = name;
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // stderr may be closed as well (`2>&-`, `2>&1 | head`); what cannot be said is not said.
  process.stderr.on('error', () => {});
  return {
    stdout: createStdout(process.stdout, () => controller.abort()),
    stdoutStream: process.stdout,
    terminal: process.stderr,
    stdin: process.stdin,
    env: process.env,
    signal: controller.signal,
    stoppedBy: () => stoppedBy,
    stop: () => stop('SIGINT'),
    say: sayTo(process.stderr),
  };
}

/** Writes lines, each made safe for a terminal and a CI log. */
export const sayTo =
  (stream: { write(text: string): unknown }) =>
  (line: string): void =>
    void stream.write(`${harmless(line)}\n`);
