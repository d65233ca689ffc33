import { type Compared, type Features, featuresOf } from './features.ts';

/** A text whose meaning is known. */
export interface KnownText extends Compared {
  /** The id of a root cause. */
  readonly cause: string;
  /** Who writes it. */
  readonly who: string;
}

/** What a text resembles, best first. */
export interface Likeness {
  readonly cause: string;
  /** Share of all likeness, 0 to 1. */
  readonly share: number;
  /** The known text of that cause that is most like it, and how much: 1 is the same. */
  readonly nearest: KnownText;
  readonly similarity: number;
}

export type Resemblance = (text: Compared) => readonly Likeness[];

/** A cause of which many texts are known is not likelier for that; a little it is. */
const crowd = 0.3;

/**
 * Compares texts with known ones: each is a vector of what it consists of, weighed by how rare that is and by how few
 * causes share it, and two are alike by the cosine between them. Near texts count far more than distant ones (square).
 */
export function createResemblance(known: readonly KnownText[]): Resemblance {
  const all = known.map((one) => featuresOf(one));
  const crowds = new Map<string, number>();
  for (const { cause } of known) crowds.set(cause, (crowds.get(cause) ?? 0) + 1);
  const worth = [0, 1, 2].map((way) =>
    worthOf(
      known,
      all.map((features) => features[way] as ReadonlyMap<string, number>),
      crowds,
    ),
  );
  const rarest = Math.log(1 + known.length) + 1;
  const weightsOf = (features: Features): Map<string, number>[] =>
    features.map((counts, way) => normalised(counts, (feature) => worth[way]?.get(feature) ?? rarest));
  /** Where each feature is found: text and weight in turns. */
  const places: Map<string, number[]>[] = [new Map(), new Map(), new Map()];
  all.forEach((features, text) => {
    weightsOf(features).forEach((weights, way) => {
      const table = places[way] as Map<string, number[]>;
      for (const [feature, weight] of weights) {
        const place = table.get(feature);
        if (place === undefined) table.set(feature, [text, weight]);
        else place.push(text, weight);
      }
    });
  });
  return (asked) => {
    const similar = new Float64Array(known.length);
    weightsOf(featuresOf(asked)).forEach((weights, way) => {
      for (const [feature, weight] of weights) {
        const place = places[way]?.get(feature) ?? [];
        for (let at = 0; at < place.length; at += 2)
          similar[place[at] as number]! += (weight * (place[at + 1] as number)) / places.length;
      }
    });
    return ranked(known, similar, crowds);
  };
}

/** What a feature tells at the least, however many causes share it. */
const leastWorth = 0.2;

/** How much each feature tells: its rarity (idf), less the more evenly it is spread over the causes (entropy). */
function worthOf(
  known: readonly KnownText[],
  all: readonly ReadonlyMap<string, number>[],
  crowds: ReadonlyMap<string, number>,
): Map<string, number> {
  const spread = new Map<string, Map<string, number>>();
  all.forEach((features, at) => {
    const { cause } = known[at] as KnownText;
    for (const feature of features.keys()) {
      const causes = spread.get(feature) ?? new Map<string, number>();
      spread.set(feature, causes.set(cause, (causes.get(cause) ?? 0) + 1));
    }
  });
  const evenly = Math.log(Math.max(2, crowds.size));
  return new Map(
    [...spread].map(([feature, causes]) => {
      const parts = [...causes].map(([cause, count]) => count / Math.sqrt(crowds.get(cause) ?? 1));
      const sum = parts.reduce((total, part) => total + part, 0);
      const entropy = -parts.reduce((total, part) => total + (part / sum) * Math.log(part / sum), 0);
      const found = [...causes.values()].reduce((total, count) => total + count, 0);
      const rarity = Math.log((1 + known.length) / (1 + found)) + 1;
      return [feature, rarity * (leastWorth + (1 - leastWorth) * (1 - entropy / evenly))];
    }),
  );
}

function ranked(known: readonly KnownText[], similar: Float64Array, crowds: ReadonlyMap<string, number>): Likeness[] {
  const causes = new Map<string, { score: number; best: number }>();
  let total = 0;
  similar.forEach((similarity, at) => {
    const { cause } = known[at] as KnownText;
    const score = similarity ** 2 / (crowds.get(cause) ?? 1) ** crowd;
    total += score;
    const before = causes.get(cause);
    if (before === undefined) causes.set(cause, { score, best: at });
    else {
      before.score += score;
      if (similarity > (similar[before.best] as number)) before.best = at;
    }
  });
  return [...causes]
    .sort(([, a], [, b]) => b.score - a.score)
    .slice(0, 5)
    .map(([cause, { score, best }]) => ({
      cause,
      share: total === 0 ? 0 : score / total,
      nearest: known[best] as KnownText,
      similarity: similar[best] as number,
    }));
}

/** Weighs by rarity, damps repetition, and brings the whole to length one. */
function normalised(counts: ReadonlyMap<string, number>, rarity: (feature: string) => number): Map<string, number> {
  const weights = new Map<string, number>();
  let square = 0;
  for (const [feature, count] of counts) {
    const weight = (1 + Math.log(count)) * rarity(feature);
    weights.set(feature, weight);
    square += weight * weight;
  }
  const length = Math.sqrt(square) || 1;
  for (const [feature, weight] of weights) weights.set(feature, weight / length);
  return weights;
}
