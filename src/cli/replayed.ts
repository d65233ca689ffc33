import { readFile } from 'node:fs/promises';
import { type Evidence, readEvidence } from '../index.ts';
import { harmless } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Runs save some hundred KiB; more than this is another file, named by mistake. */
const longest = 256 * 1024 * 1024;

/** The evidence that `--save` kept. @throws UsageError when the file cannot be judged, or a target was given as well */
export async function replayed(path: string, argument: string | undefined): Promise<Evidence> {
  const option = `--replay ${harmless(path)}`;
  if (argument !== undefined) {
    throw new UsageError(
      `${option} and "${harmless(argument)}" contradict each other: the file says what was asked about.`,
      `Leave "${harmless(argument)}" away, or --replay.`,
    );
  }
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`;
    throw new UsageError(`${option}: ${why}.`);
  });
  const text = bytes.length > longest ? '' : bytes.toString('utf8').replace(/^\ufeff/, '');
  const evidence = readEvidence(text);
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
