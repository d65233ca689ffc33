import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on standard input; default: nothing, closed. */
  readonly input?: string;
  /** Called with each piece of standard output. */
  readonly onStdout?: (text: string, child: RunningChild) => void;
  readonly nodeArguments?: readonly string[];
  /** Where it is called; default: here. */
  readonly cwd?: string;
  /** A program, with its arguments, that starts it; default: it is started as it is. */
  readonly under?: readonly string[];
  /** Descriptors that are open for it beside the usual ones, from 3 on. */
  readonly descriptors?: readonly number[];
}

export interface RunningChild {
  kill(signal: NodeJS.Signals): void;
  closeStdout(): void;
}

export interface CommandLine {
  /** Runs `mailcheck …` as a child process without a terminal. */
  call(args: readonly string[], options?: CallOptions): Promise<Ended>;
  /** A folder of its own, gone after the tests. */
  readonly folder: string;
  /** The program, to be started by Node. */
  readonly bin: string;
  /** Packages (`imapflow`) whose code is in a chunk of the bundle. */
  packagesIn(chunk: string): readonly string[];
  /** Files (`src/knowledge/blocklists.json`) whose code is in a chunk of the bundle. */
  sourcesIn(chunk: string): readonly string[];
}

/**
 * The command as it is published: built once by `npm test`, which says where (`MAILCHECK_TEST_BUILD`), or else for the
 * tests of a file.
 */
export function builtCommandLine(): CommandLine {
  // Below the package, so that the command finds its version and its pages.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'mailcheck-'));
  const built = process.env.MAILCHECK_TEST_BUILD ?? folder;
  const bin = join(built, 'bin/mailcheck.js');
  beforeAll(() => {
    if (built !== folder) return;
    execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), join(folder, 'dist')], { stdio: 'pipe' });
    mkdirSync(join(folder, 'bin'));
    copyFileSync(join(root, 'bin/mailcheck.js'), bin);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const sourcesIn = (chunk: string): readonly string[] => {
    const { outputs } = JSON.parse(readFileSync(join(built, 'dist/meta.json'), 'utf8')) as Metafile;
    const [, output] =
      Object.entries(outputs).find(([name]) => chunk.endsWith(name.slice(name.indexOf('/dist/')))) ?? [];
    return Object.keys(output?.inputs ?? {});
  };
  return {
    folder,
    bin,
    call: (args, options = {}) => call([...(options.nodeArguments ?? []), bin, ...args], options),
    sourcesIn,
    packagesIn(chunk) {
      const names = sourcesIn(chunk).flatMap((input) => {
        const found = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
        return found === undefined ? [] : [found];
      });
      return [...new Set(names)];
    },
  };
}

interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

/** The environment of the tests' machine has no say. */
export const plain = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LANG: 'C.UTF-8' };

function call(
  args: readonly string[],
  { env, input, onStdout, cwd, under = [], descriptors = [] }: CallOptions,
): Promise<Ended> {
  return new Promise((done, fail) => {
    const [program, ...words] = [...under, process.execPath, ...args] as [string, ...string[]];
    const child = spawn(program, words, {
      env: { ...plain, ...env },
      stdio: ['pipe', 'pipe', 'pipe', ...descriptors],
      cwd,
    }) as ChildProcessWithoutNullStreams;
    const running = {
      kill: (signal: NodeJS.Signals) => void child.kill(signal),
      closeStdout: () => child.stdout.destroy(),
    };
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      onStdout?.(text, running);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A command that does not read its input may be gone before it is written.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
}
