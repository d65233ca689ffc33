import { type Idea, lexicon } from './lexicon.ts';

/** The ideas behind whole words, and behind beginnings of words. */
const whole = new Map<string, Idea[]>();
const beginnings = new Map<string, Idea[]>();
for (const [idea, words] of Object.entries(lexicon) as [Idea, string][]) {
  for (const word of words.split(' ')) {
    const table = word.endsWith('*') ? beginnings : whole;
    const stem = withoutMarks(word.replace(/\*$/, ''));
    table.set(stem, [...(table.get(stem) ?? []), idea]);
  }
}
const longestBeginning = Math.max(...[...beginnings.keys()].map((stem) => stem.length));

/** Chinese and Japanese are written without spaces: the words that are known are set apart. */
const unspaced = new RegExp(
  [...whole.keys(), ...beginnings.keys()]
    .filter((word) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(word))
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gu',
);

/** Texts are compared in NFD, without the marks that it sets apart; so are the words. */
function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{Mn}/gu, '');
}

/** The ideas of each word of a text, in order; words without any are left out. @param plain - lower case */
export function ideasIn(plain: string): (readonly Idea[])[] {
  const words =
    withoutMarks(plain)
      .replace(unspaced, ' $& ')
      .match(/[\p{L}\p{N}'-]{1,40}/gu) ?? [];
  return words.slice(0, 300).flatMap((word) => {
    const ideas = ideasOf(word);
    return ideas.length === 0 ? [] : [ideas];
  });
}

/** Words come again and again; as many are remembered. */
const remembered = new Map<string, readonly Idea[]>();
const mostRemembered = 20_000;

function ideasOf(word: string): readonly Idea[] {
  const before = remembered.get(word);
  if (before !== undefined) return before;
  const found = lookUp(word);
  if (remembered.size < mostRemembered) remembered.set(word, found);
  return found;
}

function lookUp(word: string): readonly Idea[] {
  const ideas = new Set(whole.get(word));
  for (let length = Math.min(word.length, longestBeginning); length > 1; length--) {
    for (const idea of beginnings.get(word.slice(0, length)) ?? []) ideas.add(idea);
  }
  return [...ideas];
}
