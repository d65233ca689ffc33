/** `a`, `a and b`, `a, b and c`; more than `most` end in `and 4 more`. Empty for none. */
export function enumerate(items: readonly (string | number)[], most = 5): string {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${items.length - most + 1} more`] : [...items];
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? String(last) : `${shown.join(', ')} and ${last}`;
}

/** `1 day`, `12 days`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
