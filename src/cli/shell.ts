import type { Secret } from '../model/secret.ts';
import { harmless } from '../report/encode.ts';
import { createStdout, type Stdout } from './stdout.ts';

/** A stream that is written to: a terminal, a pipe, or one in memory. */
export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  getColorDepth?(env?: object): number;
}

/** A stream that is read: a terminal, a pipe, or one in memory. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  /** That programs which a command starts read as well; without one they read nothing. */
  readonly fd?: number;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** What a command is called in. */
export interface Surroundings {
  readonly stdout: Output;
  /** Progress, prompts, warnings. */
  readonly stderr: Output;
  readonly stdin: Input;
  /** Secrets are taken out of it as they are read. */
  readonly env: NodeJS.ProcessEnv;
  /** The folder that the call is made in. */
  readonly cwd: string;
}

/** What a command has around it: its streams, its environment, and the wish to stop. One for each call. */
export interface Shell {
  readonly stdout: Stdout;
  readonly stdoutStream: Output;
  /** Progress, prompts, warnings. */
  readonly terminal: Output;
  readonly stdin: Input;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Those that the call has read; nothing that is written shows them. */
  readonly secrets: Set<Secret>;
  /** Aborted by Ctrl-C, by SIGTERM, or when nobody reads the output any more. */
  readonly signal: AbortSignal;
  /** The signal that asked to stop, if one did. */
  readonly stoppedBy: () => StopSignal | undefined;
  /** As Ctrl-C does, where a prompt has taken it. */
  stop(name?: StopSignal): void;
  /** A line on stderr, made safe for a terminal. */
  say(line: string): void;
}

/** `stop` asks the run to end with what it knows; asked twice, `hurry` is called. */
export function createShell(around: Surroundings, hurry: () => void = () => {}): Shell {
  const controller = new AbortController();
  let stoppedBy: StopSignal | undefined;
  // stderr may be closed as well (`2>&-`, `2>&1 | head`); what cannot be said is not said.
  around.stderr.on('error', () => {});
  return {
    stdout: createStdout(around.stdout, () => controller.abort()),
    stdoutStream: around.stdout,
    terminal: around.stderr,
    stdin: around.stdin,
    env: around.env,
    cwd: around.cwd,
    secrets: new Set(),
    signal: controller.signal,
    stoppedBy: () => stoppedBy,
    stop(name = 'SIGINT') {
      if (stoppedBy !== undefined) hurry();
      stoppedBy = name;
      controller.abort();
    },
    say: sayTo(around.stderr),
  };
}

/** Writes lines, each made safe for a terminal and a CI log. */
export const sayTo =
  (stream: { write(text: string): unknown }) =>
  (line: string): void =>
    void stream.write(`${harmless(line)}\n`);
