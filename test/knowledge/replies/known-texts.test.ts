import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { knownTexts } from '../../../src/knowledge/replies/known-texts.ts';
import { phases } from '../../../src/knowledge/replies/pasted.ts';
import { textOrigins } from '../../../src/model/reading.ts';
import { bare, crossValidate, share, trials } from './folds.ts';
import heldOut from './held-out.json' with { type: 'json' };

const all = crossValidate(1);

describe('known texts', () => {
  test('each has a meaning with a page, a place, and a source', () => {
    const wrong = knownTexts.filter(
      ({ text, cause, also = [], protocol, phase, who, source }) =>
        text.trim() === '' ||
        [cause, ...also].some((id) => !hasPage(id)) ||
        !textOrigins.some((one) => one === protocol) ||
        !phases.includes(phase ?? '') ||
        who === '' ||
        source === '',
    );
    expect(wrong).toEqual([]);
  });

  test('none is there twice', () => {
    const seen = new Map<string, string>();
    const twice = knownTexts.filter(({ text }) => seen.size === seen.set(bare(text), text).size);
    expect(twice.map(({ text }) => text)).toEqual([]);
  });

  test('hold nobody in particular', () => {
    const persons = knownTexts.filter(({ text }) =>
      /@(?!(?:[\w-]+\.)*(?:example|test|invalid|localhost|lab)\b)[\w-]+\.(?:com|net|org|de|fr)\b/i.test(
        text.replace(/abuse\S*@\S+|postmaster@\S+|support@\S+|contact@\S+|tosa@\S+|help@\S+/gi, ''),
      ),
    );
    expect(persons.map(({ text }) => text)).toEqual([]);
  });
});

describe('reading each without having seen it', () => {
  test('is right in six of seven cases', () => {
    expect(share(all, ({ right }) => right)).toBeGreaterThanOrEqual(6 / 7);
  });

  test('is hardly ever wrong where it is sure', () => {
    const sure = all.filter(({ confidence }) => confidence === 'certain' || confidence === 'likely');
    expect(share(sure, ({ right }) => right)).toBeGreaterThanOrEqual(0.93);
    // Codes and phrases need nothing to compare with.
    const certain = trials(knownTexts, []).filter(({ confidence }) => confidence === 'certain');
    expect(share(certain, ({ right }) => right)).toBeGreaterThanOrEqual(0.98);
  });

  test('is more often right than not where it guesses', () => {
    const guesses = all.filter(({ confidence }) => confidence === 'possible');
    expect(share(guesses, ({ right }) => right)).toBeGreaterThan(0.5);
  });
});

describe('texts that are held out', () => {
  const held = trials(heldOut, knownTexts);

  test('are understood in nineteen of twenty cases', () => {
    expect(share(held, ({ right }) => right)).toBeGreaterThanOrEqual(0.95);
  });

  test('are hardly ever misread where the reader is sure', () => {
    const sure = held.filter(({ confidence }) => confidence === 'certain' || confidence === 'likely');
    expect(share(sure, ({ right }) => right)).toBeGreaterThanOrEqual(0.97);
  });
});

function hasPage(id: string): boolean {
  try {
    return readFileSync(new URL(`../../../docs/causes/${id}.md`, import.meta.url), 'utf8') !== '';
  } catch {
    return false;
  }
}
