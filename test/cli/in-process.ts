import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { pathToFileURL } from 'node:url';
import { type CallOptions, type CommandLine, type Ended, plain } from './command-line.ts';

export interface InProcessOptions extends Pick<CallOptions, 'env' | 'input' | 'cwd'> {
  /** Called with each piece of standard output. */
  readonly onStdout?: (text: string) => void;
}

/**
 * Runs `mailcheck …` in the process of the test, without a terminal: the same built code, without the start of a process.
 * What only a process can show (signals, pipes, descriptors, arguments of Node) is for `built.call`.
 */
export const inProcess =
  ({ bin }: CommandLine) =>
  async (args: readonly string[], { env, input = '', cwd, onStdout }: InProcessOptions = {}): Promise<Ended> => {
    const main = pathToFileURL(join(dirname(bin), '../dist/cli/main.js')).href;
    const { createShell, runCommandLine } = (await import(main)) as typeof import('../../src/cli/main.ts');
    const [stdout, stderr] = [inMemory(onStdout), inMemory()];
    const shell = createShell({
      stdout: stdout.stream,
      stderr: stderr.stream,
      stdin: pieces(input),
      env: { ...plain, ...env },
      cwd: cwd ?? process.cwd(),
    });
    const code = await runCommandLine(args, shell);
    return { code, signal: null, stdout: await stdout.whole(), stderr: await stderr.whole() };
  };

/** As a pipe gives it: 64 KiB at a time. */
function pieces(input: string): Readable {
  const [bytes, size] = [Buffer.from(input), 65_536];
  const all = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return Readable.from(all, { objectMode: false });
}

function inMemory(onText: (text: string) => void = () => {}) {
  const decoder = new StringDecoder('utf8');
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      const piece = decoder.write(chunk);
      text += piece;
      onText(piece);
      done();
    },
  });
  /** All that was written, when all of it has arrived. */
  const whole = () => new Promise<string>((done) => stream.end(() => done(text + decoder.end())));
  return { stream, whole };
}

/** One run for several tests, made by the first of them. */
export function lazily<T>(run: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= run();
    return made;
  };
}
