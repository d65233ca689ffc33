import { expect, test } from 'vitest';
import { createIdTable } from '../../../src/transport/dns/id-table.ts';

test('every value waits under an id of its own until it is taken out', () => {
  const table = createIdTable<number>();
  const ids = Array.from({ length: 5_000 }, (_, value) => table.put(value));
  expect(new Set(ids).size).toBe(5_000);
  expect(ids.every((id, value) => table.get(id) === value)).toBe(true);
  expect(table.size).toBe(5_000);
  for (const [value, id] of ids.entries()) if (value % 2 === 0) table.remove(id, value);
  expect(table.size).toBe(2_500);
  expect(ids.every((id, value) => table.get(id) === (value % 2 === 0 ? undefined : value))).toBe(true);
  expect(table.clear().toSorted((x, y) => x - y)).toEqual(Array.from({ length: 2_500 }, (_, n) => 2 * n + 1));
  expect(table.size).toBe(0);
});

test('ids are spread over all 16 bits', () => {
  const table = createIdTable<number>();
  const seen = new Set<number>();
  for (let n = 0; n < 20_000; n++) {
    const id = table.put(n);
    seen.add(id);
    table.remove(id, n);
  }
  // 20,000 draws from 65,536 hit about 17,200 different ones.
  expect(seen.size).toBeGreaterThan(16_500);
  expect(Math.max(...seen)).toBeGreaterThan(65_000);
});

test('an id that was given anew is not taken out by its old holder', () => {
  const table = createIdTable<string>();
  const id = table.put('new');
  table.remove(id, 'old');
  table.remove(id ^ 0x8000, 'new');
  expect(table.get(id)).toBe('new');
  expect(table.get(id ^ 0x8000)).toBeUndefined();
});
