import { type Evidence, readEvidence } from '../index.ts';
import { harmless } from '../report/encode.ts';
import { inputChunks } from '../settings/input-chunks.ts';
import { wholePath } from '../settings/whole-path.ts';
import type { Shell } from './shell.ts';
import { Cancelled, UsageError } from './usage-error.ts';

/** Runs save some hundred KiB; more than this is another file, named by mistake. */
const longest = 256 * 1024 * 1024;

/** The evidence that `--save` kept. @throws UsageError when the file cannot be judged, or a target was given as well */
export async function replayed(path: string, argument: string | undefined, shell: Shell): Promise<Evidence> {
  const option = `--replay ${harmless(path)}`;
  if (argument !== undefined) {
    throw new UsageError(
      `${option} and "${harmless(argument)}" contradict each other: the file says what was asked about.`,
      `Leave "${harmless(argument)}" away, or --replay.`,
    );
  }
  const evidence = readEvidence(await contentOf(wholePath(path, shell.cwd), option, shell.signal));
  if (!('problem' in evidence)) return evidence;
  switch (evidence.problem) {
    case 'not-json':
      throw new UsageError(`${option}: this is not JSON; perhaps only a part of the file arrived.`, savedBy);
    case 'not-evidence':
      throw new UsageError(`${option}: this is not evidence that mailcheck saved: ${evidence.detail}.`, savedBy);
    case 'newer':
      throw new UsageError(
        `${option}: the file is newer than this mailcheck: ${evidence.detail}.`,
        'Update mailcheck.',
      );
  }
}

const savedBy = 'Name a file that was written by --save, or by --format json.';

/** A pipe may be named as well as a file; neither tells beforehand how long it is. */
async function contentOf(path: string, option: string, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of inputChunks(path, signal)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > longest) throw new UsageError(`${option}: this is more than a run saves (256 MiB).`, savedBy);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ABORT_ERR') throw new Cancelled();
    throw new UsageError(`${option}: ${code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`}.`);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}
