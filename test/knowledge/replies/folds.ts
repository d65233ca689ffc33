import { knownTexts } from '../../../src/knowledge/replies/known-texts.ts';
import { createTextReader, lettersOf, readTextWith } from '../../../src/knowledge/replies/read-text.ts';
import type { KnownText } from '../../../src/knowledge/replies/resemblance/resemblance.ts';
import type { TextOrigin } from '../../../src/model/reading.ts';

export type Labelled = (typeof knownTexts)[number];

/** What a reader made of a text that was not among those it compares with. */
export interface Trial {
  readonly one: Labelled;
  readonly got: string;
  readonly confidence: string;
  readonly right: boolean;
}

/** What makes two texts the same: as the reader sees it, so that no text is read by its twin. */
export const bare = (text: string): string => lettersOf(text) || text;

/**
 * Each text is read by a reader that compares with the other four fifths. The folds are always the same.
 * @param rounds - how many of the five parts are read
 */
export function crossValidate(rounds = 5): Trial[] {
  const folds = 5;
  return Array.from({ length: rounds }, (_, fold) => {
    const held = knownTexts.filter((_text, at) => at % folds === fold);
    const apart = new Set(held.map(({ text }) => bare(text)));
    return trials(
      held,
      knownTexts.filter(({ text }) => !apart.has(bare(text))),
    );
  }).flat();
}

/** @param others - what the reader compares with */
export function trials(texts: readonly Labelled[], others: readonly KnownText[]): Trial[] {
  const reader = createTextReader(others);
  return texts.map((one) => {
    const { cause, confidence } = readTextWith(reader, one.text, {
      protocol: one.protocol as TextOrigin,
      ...(one.phase === undefined ? {} : { phase: one.phase }),
    });
    return {
      one,
      got: cause,
      confidence: confidence ?? 'unknown',
      right: cause === one.cause || (one.also ?? []).includes(cause),
    };
  });
}

/** Share of `all` for which `test` holds. */
export const share = <T>(all: readonly T[], test: (one: T) => boolean): number =>
  all.filter(test).length / Math.max(1, all.length);
