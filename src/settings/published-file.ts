import type { PublishedSettings } from '../model/settings.ts';
import { addressProblems, parseMailAddress } from '../protocols/address.ts';
import { readPublished } from '../protocols/published-settings.ts';
import { longestDocument, readDocument } from '../transport/document.ts';
import { fileBeginning } from './file-beginning.ts';
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
  const found = await fileBeginning(file, longestDocument);
  if ('unreadable' in found) return { problem: `${option}: ${found.unreadable}.` };
  const document = await readDocument(found.bytes);
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
