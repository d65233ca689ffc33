import { expect, test } from 'vitest';
import { wrap } from '../../src/report/wrap.ts';

test('fills every line to the width, the indent of later ones apart', () => {
  expect(wrap('aaa bbb ccc ddd', 7, '    ')).toBe('aaa bbb\n    ccc ddd');
});

test('leaves a word whole that is wider than the line', () => {
  expect(wrap('see https://example.org/a/long/address now', 10, '  ')).toBe(
    'see\n  https://example.org/a/long/address\n  now',
  );
});

test('leaves a short text as it is', () => {
  expect(wrap('in order', 10, '  ')).toBe('in order');
});
