import { describe, expect, test } from 'vitest';
import { clientAbilities } from '../../src/knowledge/client-abilities.ts';

test('each program is there once', () => {
  for (const all of [clientAbilities.map(({ id }) => id), clientAbilities.map(({ name }) => name)]) {
    expect(new Set(all).size).toBe(all.length);
  }
});

describe.each(clientAbilities)('$id', ({ tls = [], maybeTls = [], tokens = {}, passwords = {}, ...client }) => {
  test('says where it is known from, and when', () => {
    expect(client.sources.length).toBeGreaterThan(0);
    for (const { url, date } of client.sources) {
      expect(new URL(url).protocol).toMatch(/^https?:$/);
      expect(date).toMatch(/^20\d\d-(?:0\d|1[0-2])(?:-[0-3]\d)?$/);
      expect(Date.parse(date)).toBeLessThanOrEqual(Date.parse('2026-11-30'));
    }
  });

  test('tells something of its own', () => {
    expect([tls, Object.keys(tokens), Object.keys(passwords)].flat()).not.toEqual([]);
    expect(maybeTls.filter((offer) => tls.includes(offer))).toEqual([]);
    for (const type of [...Object.keys(tokens), ...Object.keys(passwords)]) expect(client.uses).toContain(type);
  });

  test('knows a way out of each obstacle that it brings along', () => {
    const isOld = tls.length > 0 && !tls.includes('TLSv1.2');
    expect(client.fixes.tls !== undefined || !isOld).toBe(true);
    expect(client.fixes.tokens !== undefined).toBe(Object.values(tokens).includes('no'));
    expect(client.fixes.passwords !== undefined).toBe(Object.keys(passwords).length > 0);
  });
});
