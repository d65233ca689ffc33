import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { PublishedSettings } from '../model/settings.ts';
import { addressProblems, parseMailAddress } from '../protocols/address.ts';
import { readPublished } from '../protocols/published-settings.ts';
import { longestDocument, readDocument } from '../transport/document.ts';
import { type Problem, quoted } from './problem.ts';

/** Reasons that a message repeats; the others are many of the same. */
const mostReasons = 5;

export interface FileSettings {
  readonly settings: PublishedSettings;
  /** Whose user name was filled in. */
  readonly address?: string;
}

/**
 * Reads a file that is published for mail programs: autoconfig, PACC, or an answer of Autodiscover.
 * @param whose mail address that placeholders stand for; without it they stay open
 */
export async function settingsInFile(file: string, whose?: string): Promise<FileSettings | Problem> {
  const address = whose === undefined ? undefined : parseMailAddress(whose);
  if (address !== undefined && 'problem' in address) {
    return { problem: `${quoted(whose ?? '')}: ${addressProblems[address.problem]}.`, wayOut: 'Write ann@example.org' };
  }
  const option = `--from ${quoted(file)}`;
  let bytes: Uint8Array;
  try {
    bytes = beginningOf(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EISDIR'
          ? 'this is a folder'
          : `it cannot be read (${code})`;
    return { problem: `${option}: ${why}.` };
  }
  const document = await readDocument(bytes);
  if (document.kind === 'unreadable') return { problem: `${option}: ${document.detail}.` };
  const read = readPublished(document, address === undefined ? {} : { address });
  if (!('unusable' in read)) {
    return { settings: read, ...(address === undefined ? {} : { address: address.address }) };
  }
  const reasons = read.dropped.slice(0, mostReasons).map(({ what, reason }) => `${what}: ${reason}`);
  const more = read.dropped.length - reasons.length;
  return {
    problem: `${option}: ${read.unusable}.`,
    ...(reasons.length === 0 ? {} : { wayOut: [...reasons, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') }),
  };
}

/** One byte more than may be: that much tells a file that is too long. */
function beginningOf(file: string): Uint8Array {
  const handle = openSync(file, 'r');
  try {
    if (fstatSync(handle).isDirectory()) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
    const buffer = Buffer.alloc(longestDocument + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size < buffer.length; size += read) {
      read = readSync(handle, buffer, size, buffer.length - size, null);
    }
    return buffer.subarray(0, size);
  } finally {
    closeSync(handle);
  }
}
