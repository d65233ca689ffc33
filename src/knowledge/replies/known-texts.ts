import data from './known-texts.json' with { type: 'json' };
import type { KnownText } from './resemblance/resemblance.ts';

/**
 * What servers, programs and libraries really write, each with its meaning, who writes it and where that was seen: source
 * code, documentation, issue threads, postmaster pages. Texts of people are not among them.
 */
export const knownTexts: readonly (KnownText & { readonly source: string; readonly also?: readonly string[] })[] =
  data.texts;
/** Year and month in which they were gathered. */
export const knownTextsAsOf: string = data.asOf;
