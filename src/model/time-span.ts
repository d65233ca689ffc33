const units: Readonly<Record<string, number>> = { '': 1000, ms: 1, s: 1000, m: 60_000 };

/** How a span of time is written, for people. */
export const timeForm = 'Write a time from 1ms to 60m: 10 (seconds), 500ms, 10s or 2m.';

/** A span of time in milliseconds: `10` and `10s` are ten seconds; `500ms`, `2m`. At most an hour. */
export function timeSpan(text: string): number | undefined {
  const match = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s|m|)$/.exec(text.trim());
  const ms = match === null ? 0 : Number(match[1]) * (units[match[2] as string] as number);
  return ms < 1 || ms > 3_600_000 ? undefined : Math.round(ms);
}
