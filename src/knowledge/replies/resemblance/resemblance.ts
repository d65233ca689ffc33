import { type Compared, eachFeature, ways } from './features.ts';

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
  const crowds = new Map<string, number>();
  for (const { cause } of known) crowds.set(cause, (crowds.get(cause) ?? 0) + 1);
  const places = Array.from({ length: ways }, () => new Map<string, Place>());
  known.forEach((one, text) => {
    eachFeature(one, (way, feature) => note(places[way] as Map<string, Place>, feature, text));
  });
  for (const table of places) weigh(table, known, crowds);
  const rarest = Math.log(1 + known.length) + 1;
  return (asked) => {
    const counts = Array.from({ length: ways }, () => new Map<string, number>());
    eachFeature(asked, (way, feature) => counts[way]?.set(feature, (counts[way].get(feature) ?? 0) + 1));
    const similar = new Float64Array(known.length);
    for (const [way, features] of counts.entries())
      addSimilarity(similar, features, places[way] as Map<string, Place>, rarest);
    return ranked(known, similar, crowds);
  };
}

/** Where a feature is found, how often, and then how much it weighs in each text that has it. */
interface Place {
  readonly texts: number[];
  readonly weights: number[];
  worth: number;
}

function note(places: Map<string, Place>, feature: string, text: number): void {
  const place = places.get(feature);
  if (place === undefined) places.set(feature, { texts: [text], weights: [1], worth: 0 });
  else if (place.texts.at(-1) === text) place.weights[place.weights.length - 1] = (place.weights.at(-1) as number) + 1;
  else {
    place.texts.push(text);
    place.weights.push(1);
  }
}

/** Makes weights of counts, so that each text has length one. */
function weigh(
  places: ReadonlyMap<string, Place>,
  known: readonly KnownText[],
  crowds: ReadonlyMap<string, number>,
): void {
  const squares = new Float64Array(known.length);
  const evenly = Math.log(Math.max(2, crowds.size));
  for (const place of places.values()) {
    place.worth = worthOf(place.texts, known, crowds, evenly);
    for (let at = 0; at < place.texts.length; at++) {
      const weight = damped(place.weights[at] as number) * place.worth;
      place.weights[at] = weight;
      const text = place.texts[at] as number;
      squares[text] = (squares[text] as number) + weight * weight;
    }
  }
  for (const { texts, weights } of places.values()) {
    for (let at = 0; at < texts.length; at++)
      weights[at] = (weights[at] as number) / Math.sqrt(squares[texts[at] as number] as number);
  }
}

/** Adds the cosine between what is asked and each known text, as one of the ways of looking. */
function addSimilarity(
  similar: Float64Array,
  counts: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, Place>,
  rarest: number,
): void {
  let square = 0;
  for (const [feature, count] of counts) square += (damped(count) * (places.get(feature)?.worth ?? rarest)) ** 2;
  const length = Math.sqrt(square) * ways || 1;
  for (const [feature, count] of counts) {
    const place = places.get(feature);
    if (place === undefined) continue;
    const weight = (damped(count) * place.worth) / length;
    for (let at = 0; at < place.texts.length; at++) {
      const text = place.texts[at] as number;
      similar[text] = (similar[text] as number) + weight * (place.weights[at] as number);
    }
  }
}

/** Saying it again tells little more. */
const damped = (count: number): number => 1 + Math.log(count);

/** What a feature tells at the least, however many causes share it. */
const leastWorth = 0.2;

/** How much a feature tells: its rarity (idf), less the more evenly it is spread over the causes (entropy). */
function worthOf(
  texts: readonly number[],
  known: readonly KnownText[],
  crowds: ReadonlyMap<string, number>,
  evenly: number,
): number {
  const rarity = Math.log((1 + known.length) / (1 + texts.length)) + 1;
  if (texts.length === 1) return rarity;
  const parts = new Map<string, number>();
  let sum = 0;
  for (const text of texts) {
    const { cause } = known[text] as KnownText;
    const part = 1 / Math.sqrt(crowds.get(cause) ?? 1);
    parts.set(cause, (parts.get(cause) ?? 0) + part);
    sum += part;
  }
  let entropy = 0;
  for (const part of parts.values()) entropy -= (part / sum) * Math.log(part / sum);
  return rarity * (leastWorth + (1 - leastWorth) * (1 - entropy / evenly));
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
