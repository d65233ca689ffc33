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

/** Characters that are compared; more would cost time and tell nothing new. */
const longest = 500;

/** The ways in which texts are looked at: words, letters, ideas. */
export const ways = 3;

/**
 * Tells every feature of a text, as often as it is there: words and pairs of words; runs of four letters, which forgive
 * endings; ideas and pairs of near ones.
 */
export function eachFeature({ text, protocol, phase }: Compared, tell: (way: number, feature: string) => void): void {
  const lower = text.slice(0, longest).toLowerCase();
  const bare = lower
    .replace(/https?:\/\/\S{1,300}/g, ' url ')
    .replace(/\S{1,64}@\S{1,255}/g, ' addr ')
    .replace(/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/g, ' ip ');
  const context = contextOf(lower, protocol, phase);
  let before: string | undefined;
  for (const word of [...(bare.match(/[\p{L}\p{N}_'-]{1,60}/gu) ?? []), ...context]) {
    tell(0, word);
    if (before !== undefined) tell(0, `${before} ${word}`);
    before = word;
    const padded = ` ${word} `;
    for (let at = 0; at === 0 || at + run <= padded.length; at++) tell(1, padded.slice(at, at + run));
  }
  for (const word of context) tell(2, word);
  const ideas = ideasIn(lower);
  for (const idea of new Set(ideas.flat())) tell(2, idea);
  for (const [at, some] of ideas.entries()) {
    for (const next of ideas.slice(at + 1, at + 3)) {
      for (const a of some) for (const b of next) if (a !== b) tell(2, a < b ? `${a} ${b}` : `${b} ${a}`);
    }
  }
}

/** Codes, protocol and phase, as words that no text has. */
function contextOf(lower: string, protocol: string | undefined, phase: string | undefined): string[] {
  const enhanced = /\b[245]\.\d\.\d{1,3}\b/.exec(lower)?.[0];
  const code = /(?:^|\n)[ \t]{0,8}([245]\d\d)\b/.exec(lower)?.[1];
  return [
    ...(enhanced === undefined ? [] : [`enh${enhanced.replaceAll('.', '_')}`]),
    ...(code === undefined ? [] : [`code${code}`]),
    ...(phase === undefined ? [] : [`ph${phase}`]),
    ...(protocol === undefined ? [] : [`pr${protocol}`]),
  ];
}
