import { spawn } from 'node:child_process';
import { UsageError } from './usage-error.ts';

const longestMs = 30_000;
const longestOutput = 4096;

/**
 * Splits a command line into words as a shell would, but runs nothing: quotes group, a backslash takes the next
 * character as it is (inside double quotes only `"` and `\`). No variables, no globs, no substitution.
 * @returns undefined when a quote is left open or there is no word.
 */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    const next = text[i + 1];
    if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && (next === '"' || next === '\\')) word = (word ?? '') + text[++i];
      else word = (word ?? '') + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= '';
    } else if (char === '\\' && next !== undefined) word = (word ?? '') + text[++i];
    else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (quote !== '') return undefined;
  if (word !== undefined) words.push(word);
  return words.length === 0 ? undefined : words;
}

/**
 * Runs a helper and returns what it printed, at most 4 KiB within 30 s. No shell; it ends with the signal and sees no MAILCHECK_ variable.
 * @throws UsageError when it cannot run, fails, says too much or takes too long. Its output is never quoted.
 */
export async function runSecretCommand(
  option: string,
  text: string,
  { env, signal }: { env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<string> {
  const words = splitWords(text);
  if (words === undefined) {
    throw new UsageError(`${option}: this is no command line (a quote is left open, or it is empty).`);
  }
  const [program, ...args] = words as [string, ...string[]];
  const scrubbed = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MAILCHECK_')));
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new UsageError(`${option}: "${program}" ${what}.`, 'Run it by itself to see what is wrong.'));
    };
    const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'inherit'], env: scrubbed });
    signal.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
    const timer = setTimeout(() => fail(`did not finish within ${longestMs / 1000} s`), longestMs);
    let output = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      output += chunk;
      if (output.length > longestOutput) fail('printed more than 4 KiB');
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ENOENT' ? 'was not found' : `could not be started (${error.code ?? error.name})`),
    );
    child.on('close', (code, signal) => {
      if (code !== 0) return fail(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
      clearTimeout(timer);
      resolve(output);
    });
  });
}
