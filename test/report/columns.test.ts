import { describe, expect, test } from 'vitest';
import { columnsOf, fitted, padTo } from '../../src/report/columns.ts';

test.each([
  ['', 0],
  ['mail', 4],
  ['Grüße', 5],
  ['u\u0308ber', 4],
  ['受信箱', 6],
  ['한글', 4],
  ['📬', 2],
  ['→…·', 3],
  ['\x1b[1mbold\x1b[22m', 4],
])('%j takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ['受信箱', 8, '受信箱  '],
  ['mail', 6, 'mail  '],
  ['longer', 4, 'longer'],
])('%j is padded to %i columns', (text, columns, padded) => {
  expect(padTo(text, columns)).toBe(padded);
});

describe('fitted', () => {
  test.each<[string, number, number, readonly string[]]>([
    ['', 2, 10, ['']],
    ['0123456789', 2, 10, ['0123456789']],
    ['one two three', 2, 10, ['one two', 'three']],
    ['one two three', 1, 10, ['one two t…']],
    ['one two three four five six', 2, 10, ['one two', 'three fou…']],
    ['see 0123456789 there', 2, 10, ['see', '012345678…']],
    ['see 0123456789abcdef', 2, 10, ['see 012345', '6789abcdef']],
    ['0123456789abcdefghijklm', 2, 10, ['0123456789', 'abcdefghi…']],
    ['受信箱受信箱受信箱', 2, 7, ['受信箱', '受信箱…']],
    ['xxxx 📬📬📬', 2, 6, ['xxxx', '📬📬📬']],
    ['e\u0301e\u0301e\u0301e\u0301', 2, 3, ['e\u0301e\u0301e\u0301', 'e\u0301']],
  ])('%j in %i lines of %i', (text, lines, columns, expected) => {
    const found = fitted(text, lines, columns);
    expect(found).toEqual(expected);
    for (const line of found) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
  });

  test('gives later lines the room that they have', () => {
    expect(fitted('one two three four', 2, 7, 12)).toEqual(['one two', 'three four']);
    expect(fitted('see 0123456789ab', 2, 8, 12)).toEqual(['see', '0123456789ab']);
  });

  test('never loses a character but to the ellipsis', () => {
    const text = 'certificate CN=mail.example.org, valid until 2026-11-12, TLSv1.3 TLS_AES_256_GCM_SHA384';
    for (let columns = 1; columns < 100; columns++) {
      const whole = fitted(text, 1000, columns).join('').replaceAll(' ', '');
      expect(whole).toBe(text.replaceAll(' ', ''));
    }
  });
});
