import type { Candidate, Reading } from '../../../model/reading.ts';
import { meets } from '../claims.ts';
import { classOf } from '../read-statement.ts';
import type { Statement } from '../statement.ts';
import { type Idea, lexicon } from './lexicon.ts';
import { type Thought, thoughts } from './thoughts.ts';

/** How far apart, in words, the ideas of a thought may stand. */
const reach = 8;
/** How many words are read. */
const longest = 300;

/** The ideas behind whole words, and behind beginnings of words with the beginning's length. */
const whole = new Map<string, Idea[]>();
const beginnings = new Map<string, Idea[]>();
let longestBeginning = 0;
for (const [idea, words] of Object.entries(lexicon) as [Idea, string][]) {
  for (const word of words.split(' ')) {
    const stem = bareWord(word.endsWith('*') ? word.slice(0, -1) : word);
    const table = word.endsWith('*') ? beginnings : whole;
    table.set(stem, [...(table.get(stem) ?? []), idea]);
    if (table === beginnings) longestBeginning = Math.max(longestBeginning, stem.length);
  }
}

const unspaced = new RegExp(
  [...whole.keys(), ...beginnings.keys()]
    .filter((word) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u.test(word))
    .join('|'),
  'gu',
);

/** Where each idea is found, as positions of words; and the words. */
interface Found {
  readonly words: readonly string[];
  readonly places: ReadonlyMap<Idea, readonly number[]>;
}

/** A guess from the ideas in a text, when neither a phrase nor a code decides: never more than `possible`. */
export function guess(said: Statement): Reading {
  const found = ideasIn(said.plain);
  const scores = new Map<string, { score: number; because: string }>();
  for (const thought of thoughts) {
    if (!meets(thought.at, said.stages) || (thought.when !== undefined && thought.when !== classOf(said))) continue;
    const at = near(thought, found);
    if (at === undefined) continue;
    const because = `the words "${at.map((place) => found.words[place]).join(' ')}"`;
    const score = thought.weight + thought.ideas.length * 2;
    const before = scores.get(thought.meaning);
    if (before === undefined || before.score < score) scores.set(thought.meaning, { score, because });
  }
  const ranked = [...scores].sort(([, a], [, b]) => b.score - a.score);
  const [best, ...rest] = ranked.map(([cause, { because }]): Candidate => ({ cause, because }));
  if (best === undefined) return { cause: 'unknown', alternatives: [] };
  return {
    ...best,
    confidence: 'possible',
    alternatives: rest.map((one) => ({ ...one, against: 'other words of the text say more' })),
  };
}

/** Texts are compared in NFD, without the marks that it sets apart; so are the words. */
function bareWord(word: string): string {
  return word.normalize('NFD').replace(/\p{Mn}/gu, '');
}

function ideasIn(plain: string): Found {
  // Chinese and Japanese are written without spaces: the words that are known are set apart.
  const bare = plain
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(unspaced, ' $& ');
  const words = (bare.match(/[\p{L}\p{N}'-]{1,40}/gu) ?? []).slice(0, longest);
  const places = new Map<Idea, number[]>();
  words.forEach((word, place) => {
    for (const idea of ideasOf(word)) places.set(idea, [...(places.get(idea) ?? []), place]);
  });
  return { words, places };
}

function ideasOf(word: string): ReadonlySet<Idea> {
  const ideas = new Set(whole.get(word));
  for (let length = Math.min(word.length, longestBeginning); length > 1; length--) {
    for (const idea of beginnings.get(word.slice(0, length)) ?? []) ideas.add(idea);
  }
  return ideas;
}

/** Where the ideas of a thought stand near each other, in any order, no word counted twice. */
function near({ ideas }: Thought, { places }: Found): number[] | undefined {
  const [first, ...others] = ideas.map((idea) => places.get(idea) ?? []);
  for (const start of first ?? []) {
    const at = [start];
    for (const candidates of others) {
      const next = candidates.find((place) => !at.includes(place) && Math.abs(place - start) <= reach);
      if (next === undefined) break;
      at.push(next);
    }
    if (at.length === ideas.length) return at.sort((a, b) => a - b);
  }
  return undefined;
}
