import type { Reading, RunnerUp } from '../../model/reading.ts';
import { type Hints, statementIn } from './pasted.ts';
import { isPositive, readStatement } from './read-statement.ts';
import { createResemblance, type KnownText, type Likeness, type Resemblance } from './resemblance/resemblance.ts';
import type { Statement } from './statement.ts';

/** Reads texts that somebody pasted: a reply, a log line, a program's message. They are hostile. */
export interface TextReader {
  read(said: Statement, hints: Hints): Reading;
}

/** A known text is as good as a phrase when it is nearly the same. */
const nearlySame = 0.6;
/** So like a known text that it outweighs a code of many uses. */
const likeEnough = 0.45;
/** Less likeness than this says nothing. Of a text without any code or hint more is asked: it may not be about mail. */
const leastLikeness = { placed: 0.1, bare: 0.25 };

/**
 * A reader that goes by codes and phrases, and where neither decides by likeness to texts that are known; that is a guess
 * and called one.
 */
export function createTextReader(known: readonly KnownText[]): TextReader {
  // An index of all known texts takes a moment, and most texts need none.
  let resemblance: Resemblance | undefined;
  const exactly = new Map<string, KnownText[]>();
  for (const one of known) {
    const letters = lettersOf(one.text);
    if (letters.length >= fewestLetters) exactly.set(letters, [...(exactly.get(letters) ?? []), one]);
  }
  return {
    read(whole, hints) {
      const same = isPositive(whole)
        ? undefined
        : exactly.get(lettersOf(whole.text))?.find((one) => isSamePlace(one, hints));
      const said = whole.inner === undefined ? whole : { ...whole, plain: whole.inner };
      const first = readStatement(said);
      if (same !== undefined && first.cause !== same.cause) return knownReading(same, first);
      const read = isSettled(first) ? first : readStatement(whole);
      if (isSettled(read) || isPositive(said) || !/\p{L}{3}/u.test(whole.text)) return read;
      // A reply that a bounce quotes is compared with replies, not with what queues say.
      const quoted = hints.protocol === 'dsn' && said.status !== undefined;
      resemblance ??= createResemblance(known);
      const likes = resemblance({
        text: whole.text,
        ...(quoted ? { protocol: 'smtp' } : hints.protocol === undefined ? {} : { protocol: hints.protocol }),
        ...(quoted || hints.phase === undefined ? {} : { phase: hints.phase }),
      });
      return guess(read, likes, said);
    },
  };
}

/** Shorter texts are too alike to be called the same. */
const fewestLetters = 12;

/** A text without what differs from case to case: addresses, names of hosts, numbers. */
export const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\S{0,64}[@.]\S{0,255}|\d{1,20}/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();

/** The same words mean another thing in another protocol, or at another moment. */
const isSamePlace = (one: KnownText, { protocol, phase }: Hints): boolean =>
  (protocol === undefined || one.protocol === protocol || protocol === 'dsn') &&
  (phase === undefined || one.phase === phase || protocol === 'dsn');

/** A text that is known, whatever its code and its single words may say. */
const knownReading = (same: KnownText, read: Reading): Reading => ({
  cause: same.cause,
  confidence: 'likely',
  because: `${same.who} writes this text`,
  alternatives: [
    ...(read.cause === 'unknown'
      ? []
      : [{ cause: read.cause, because: read.because ?? '', against: 'the text as a whole is known' }]),
    ...read.alternatives.filter(({ cause }) => cause !== same.cause && cause !== read.cause),
  ],
});

const isSettled = ({ confidence }: Reading): boolean => confidence === 'certain' || confidence === 'likely';

/** What a text resembles, with the meaning of its code beside it. */
function guess(read: Reading, likes: readonly Likeness[], said: Statement): Reading {
  const least = said.stages.length > 0 || said.status !== undefined ? leastLikeness.placed : leastLikeness.bare;
  const [best, ...others] = likes.filter(({ similarity }) => similarity >= least);
  if (best === undefined) return read.cause === 'unknown' ? lastResort(said) : read;
  const alternatives: RunnerUp[] = others
    .filter(({ share }) => share >= 0.1)
    .map(({ cause, nearest }) => ({
      cause,
      because: likeText(nearest),
      against: 'other known texts are more like it',
    }));
  // A code that servers use for many things still says more than a faint likeness.
  if (read.cause !== 'unknown' && best.cause !== read.cause && best.similarity < likeEnough) {
    return {
      ...read,
      alternatives: [{ cause: best.cause, because: likeText(best.nearest), against: 'it is only a little like it' }],
    };
  }
  if (best.cause === read.cause) return { ...read, confidence: 'likely', alternatives };
  return {
    cause: best.cause,
    confidence: best.similarity >= nearlySame ? 'likely' : 'possible',
    because: likeText(best.nearest),
    alternatives:
      read.cause === 'unknown'
        ? alternatives
        : [
            { cause: read.cause, because: read.because ?? '', against: 'the words resemble another meaning' },
            ...alternatives.filter(({ cause }) => cause !== read.cause),
          ],
  };
}

const likeText = ({ who, text }: KnownText): string =>
  `it reads like "${text.replace(/\s+/g, ' ').slice(0, 100)}" (${who})`;

/** A refusal that gives no reason at all is what `policy-rejected` stands for. */
function lastResort({ status = '', stages, protocol }: Statement): Reading {
  const mail = stages.length === 0 || stages.some((one) => ['greeting', 'mail', 'rcpt', 'data'].includes(one));
  const because = `code ${status} and no reason`;
  if (protocol === 'smtp' && mail && /^5(?:5[0-4]|71|41)/.test(status)) {
    return { cause: 'policy-rejected', confidence: 'possible', because, alternatives: [] };
  }
  if (protocol === 'smtp' && /^4(?:21|5[0-2])/.test(status)) {
    return { cause: 'server-error', confidence: 'possible', because, alternatives: [] };
  }
  return { cause: 'unknown', alternatives: [] };
}

/** The same in one step. */
export const readTextWith = (reader: TextReader, text: string, hints: Hints = {}): Reading =>
  reader.read(statementIn(text, hints), hints);
