import type { Reading } from '../../model/reading.ts';
import { type Hints, statementIn } from './pasted.ts';
import { isPositive, readStatement } from './read-statement.ts';
import type { Statement } from './statement.ts';
import { guess } from './words/guess.ts';

/**
 * What a text that somebody pasted means. Where neither code nor phrase decides, its words are guessed at, and the guess
 * is called one. @param text - a reply, a log line, a program's message: hostile
 */
export const readText = (text: string, hints: Hints = {}): Reading => readPasted(statementIn(text, hints));

/** The same for a statement that is already taken apart. */
export function readPasted(whole: Statement): Reading {
  const said = whole.inner === undefined ? whole : { ...whole, plain: whole.inner };
  const first = readStatement(said);
  const read = first.confidence === 'certain' || first.confidence === 'likely' ? first : readStatement(whole);
  if (read.cause !== 'unknown' && read.confidence !== 'possible') return read;
  if (isPositive(said)) return read;
  const guessed = guess(said);
  if (guessed.cause === 'unknown') return read.cause === 'unknown' ? lastResort(said) : read;
  if (read.cause === 'unknown') return guessed;
  if (guessed.cause === read.cause) return { ...read, confidence: 'likely' };
  // A code that servers use for many things, against words that are only guessed at: both are shown.
  const { confidence: _, alternatives: __, ...code } = read;
  return {
    ...guessed,
    alternatives: [
      { cause: code.cause, because: code.because ?? '', against: 'the words say something else' },
      ...guessed.alternatives.filter(({ cause }) => cause !== code.cause),
    ],
  };
}

/** A refusal that gives no reason at all is what `policy-rejected` stands for. */
function lastResort({ status = '', stages, protocol }: Statement): Reading {
  const mail = stages.length === 0 || stages.some((one) => ['greeting', 'mail', 'rcpt', 'data'].includes(one));
  if (protocol === 'smtp' && mail && /^5(?:5[0-4]|71|41)/.test(status)) {
    return {
      cause: 'policy-rejected',
      confidence: 'possible',
      because: `code ${status} and no reason`,
      alternatives: [],
    };
  }
  if (protocol === 'smtp' && /^4(?:21|5[0-2])/.test(status)) {
    return { cause: 'server-error', confidence: 'possible', because: `code ${status} and no reason`, alternatives: [] };
  }
  return { cause: 'unknown', alternatives: [] };
}
