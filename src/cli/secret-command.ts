import { spawn } from 'node:child_process';
import { harmless } from '../report/encode.ts';
import type { Input } from './shell.ts';
import { UsageError } from './usage-error.ts';

const longestMs = 30_000;
const longestOutput = 4096;

/** What a helper runs in. */
export interface HelperWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly stdin: Input;
  readonly cwd: string;
  /** Takes what the helper says on standard error, made harmless. */
  readonly terminal: { write(text: string): unknown };
}

/** Why a helper gave nothing. Its output is never quoted: it may be the secret. */
export type HelperTrouble = { readonly what: string; readonly code?: number | string };

/**
 * Runs a program without a shell and returns what it printed, at most 4 KiB within 30 s. It ends with the signal and
 * sees no MAILCHECK_ variable. `folder` is where it runs, default: here; `input` is what it reads, default: ours.
 */
export function runHelper(
  words: readonly string[],
  { env, signal, terminal, stdin, cwd }: HelperWorld,
  { folder, input }: { readonly folder?: string | undefined; readonly input?: string } = {},
): Promise<string | HelperTrouble> {
  const [program = '', ...args] = words;
  const scrubbed = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MAILCHECK_')));
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: [input === undefined ? (stdin.fd ?? 'ignore') : 'pipe', 'pipe', 'pipe'],
      env: scrubbed,
      cwd: folder ?? cwd,
    });
    if (input !== undefined) child.stdin?.on('error', () => {}).end(input);
    const fail = (what: string, code?: number | string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(code === undefined ? { what } : { what, code });
    };
    signal.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
    const timer = setTimeout(() => fail(`did not finish within ${longestMs / 1000} s`), longestMs);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.length > longestOutput) fail('printed more than 4 KiB');
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => void terminal.write(harmless(chunk)));
    child.on('error', ({ code, name }: NodeJS.ErrnoException) =>
      fail(code === 'ENOENT' ? 'was not found' : `could not be started (${code ?? name})`, code ?? name),
    );
    child.on('close', (code, killedBy) => {
      if (code !== 0)
        return fail(code === null ? `was ended by ${killedBy}` : `ended with exit code ${code}`, code ?? '');
      clearTimeout(timer);
      resolve(output);
    });
  });
}

/** @throws UsageError when the helper cannot run, fails, says too much or takes too long */
export async function runSecretCommand(
  option: string,
  words: readonly string[],
  world: HelperWorld,
  folder?: string,
): Promise<string> {
  const output = await runHelper(words, world, { folder });
  if (typeof output === 'string') return output;
  throw new UsageError(`${option}: "${words[0]}" ${output.what}.`, 'Run it by itself to see what is wrong.');
}
