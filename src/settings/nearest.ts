/** The candidates that a typing error may have missed, likeliest first: near in letters, or sharing a word. */
export function nearestOf(word: string, candidates: readonly string[], most: number): string[] {
  const lower = word.toLowerCase().slice(0, 64);
  const parts = lower.split(/[-/]/).filter((part) => part.length > 2);
  const scored = candidates
    .map((candidate) => {
      const shared = parts.filter((part) =>
        candidate.split(/[-/]/).some((own) => own.startsWith(part.slice(0, 5))),
      ).length;
      return { candidate, away: distance(lower, candidate) / Math.max(lower.length, candidate.length) - shared * 0.3 };
    })
    .filter(({ candidate, away }) => away <= 0.4 || (lower.length > 2 && candidate.includes(lower)));
  return scored
    .sort((a, b) => a.away - b.away)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** The candidate that a typing error is most likely to have missed: at most a third of its letters differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const away = distance(word.toLowerCase().slice(0, 64), candidate);
    if (away < least) [best, least] = [candidate, away];
  }
  if (best !== undefined && least <= Math.max(1, best.length / 3)) return best;
  return word.length < 3 ? undefined : candidates.find((one) => one.includes(word.toLowerCase()));
}

/** Levenshtein: letters to add, take away or exchange. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
