import { readFile, rm } from 'node:fs/promises';
import type { ListTally } from '../model/listing.ts';
import { wholePath } from '../settings/whole-path.ts';
import { type NamedFile, writePrivateFile } from './private-file.ts';
import { UsageError } from './usage-error.ts';

/** How far a run about many targets has come. */
export interface ResumeState {
  /** What is asked about, and where: a state is good for nothing else. */
  readonly of: string;
  /** The last line before which all is done. */
  readonly line: number;
  /** Bytes up to its end. */
  readonly end: number;
  /** Lines behind it that are done as well, where results are not in order. */
  readonly ahead: readonly number[];
  readonly tally: ListTally;
}

const mark = 'mailcheck blacklist state 1';

/** The state that a run left behind; undefined when there is none. @throws UsageError when it is of another run */
export async function readState(file: NamedFile, of: string): Promise<ResumeState | undefined> {
  const { path, cwd } = file;
  const text = await readFile(wholePath(path, cwd), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`--resume ${path}: it cannot be read (${error.code}).`);
  });
  if (text === undefined || text === '') return undefined;
  const state = parsed(text);
  if (state === undefined) throw new UsageError(`--resume ${path}: this is no state of a run.`, 'Name another file.');
  if (state.of !== of) {
    throw new UsageError(
      `--resume ${path}: this is the state of another run: other targets, lists or options.`,
      'Repeat the call as it was, or name a new file to begin anew.',
    );
  }
  return state;
}

function parsed(text: string): ResumeState | undefined {
  try {
    const { kind, ...state } = JSON.parse(text) as ResumeState & { readonly kind: string };
    const isWhole = kind === mark && Number.isSafeInteger(state.line) && Number.isSafeInteger(state.end);
    return isWhole && Array.isArray(state.ahead) && Array.isArray(state.tally?.lists) ? state : undefined;
  } catch {
    return undefined;
  }
}

export const writeState = (file: NamedFile, state: ResumeState): Promise<void> =>
  writePrivateFile(file, `${JSON.stringify({ kind: mark, ...state })}\n`);

/** A run that came to its end leaves no state: the next one begins anew. */
export const removeState = ({ path, cwd }: NamedFile): Promise<void> => rm(wholePath(path, cwd), { force: true });

/** Follows which lines are done, in whatever order. */
export function createCursor(from: Pick<ResumeState, 'line' | 'end' | 'ahead'>) {
  let { line, end } = from;
  const ahead = new Map<number, number>(from.ahead.map((one) => [one, 0]));
  /** Lines that were begun and have something in them, in order. */
  const begun: { readonly line: number; readonly end: number }[] = [];
  return {
    isDone: (one: number): boolean => ahead.has(one),
    begin(one: { readonly line: number; readonly end: number }) {
      begun.push({ line: one.line, end: one.end });
    },
    done(one: number) {
      ahead.set(one, 0);
      for (let first = begun[0]; first !== undefined && ahead.has(first.line); first = begun[0]) {
        begun.shift();
        ahead.delete(first.line);
        ({ line, end } = first);
      }
    },
    value: (): Pick<ResumeState, 'line' | 'end' | 'ahead'> => ({ line, end, ahead: [...ahead.keys()] }),
  };
}
