import { ideasIn } from './ideas.ts';

/** What is known of a text that is compared. */
export interface Compared {
  readonly text: string;
  /** As people name them: `smtp`, `rcpt`. */
  readonly protocol?: string;
  readonly phase?: string;
}

/** Letters of a run. */
const run = 4;

/** How often each feature is in a text, by the three ways in which texts are looked at. */
export type Features = readonly [
  words: ReadonlyMap<string, number>,
  letters: ReadonlyMap<string, number>,
  ideas: ReadonlyMap<string, number>,
];

/** Characters that are compared; more would cost time and tell nothing new. */
const longest = 500;

/** Words and pairs of words; runs of four letters, which forgive endings; ideas and pairs of near ones. */
export function featuresOf({ text, protocol, phase }: Compared): Features {
  const lower = text.slice(0, longest).toLowerCase();
  const context = [
    ...(/\b[245]\.\d\.\d{1,3}\b/.exec(lower) ?? []).map((code) => `enh${code.replaceAll('.', '_')}`),
    ...(/(?:^|\n)[ \t]{0,8}([245]\d\d)\b/.exec(lower) ?? []).slice(1, 2).map((code) => `code${code}`),
    ...(phase === undefined ? [] : [`ph${phase}`]),
    ...(protocol === undefined ? [] : [`pr${protocol}`]),
  ];
  const bare = lower
    .replace(/https?:\/\/\S{1,300}/g, ' url ')
    .replace(/\S{1,64}@\S{1,255}/g, ' addr ')
    .replace(/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/g, ' ip ');
  const words = [...(bare.match(/[\p{L}\p{N}_'-]{1,60}/gu) ?? []), ...context];
  return [
    counted([...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)]),
    counted(runs(words)),
    counted([...ideas(lower), ...context]),
  ];
}

function* runs(words: readonly string[]): Generator<string> {
  for (const word of words) {
    const padded = ` ${word} `;
    for (let at = 0; at === 0 || at + run <= padded.length; at++) yield padded.slice(at, at + run);
  }
}

function* ideas(lower: string): Generator<string> {
  const found = ideasIn(lower);
  yield* new Set(found.flat());
  for (const [at, some] of found.entries()) {
    for (const next of found.slice(at + 1, at + 3)) {
      for (const a of some) for (const b of next) if (a !== b) yield a < b ? `${a} ${b}` : `${b} ${a}`;
    }
  }
}

function counted(features: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return counts;
}
