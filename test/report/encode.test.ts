import { describe, expect, test } from 'vitest';
import { asciiJson, cut, forTerminal, harmless } from '../../src/report/encode.ts';

describe('text for a terminal', () => {
  test.each([
    ['plain', '250 Ok: queued as 4Xy', '250 Ok: queued as 4Xy'],
    ['letters of all the world', 'Grüße, 世界, привет, 😀', 'Grüße, 世界, привет, 😀'],
    ['a colour', '\x1b[31mred', '\\x1b[31mred'],
    ['a title', '\x1b]0;owned\x07', '\\x1b]0;owned\\x07'],
    ['C1', '\x9b2J', '\\x9b2J'],
    ['a carriage return', 'OK\rNO', 'OK\\rNO'],
    ['backspace and delete', 'a\x08\x7f', 'a\\x08\\x7f'],
    ['a tab', 'a\tb', 'a b'],
    ['lines', 'one\ntwo', 'one / two'],
    ['NUL', 'a\0b', 'a\\x00b'],
    ['a change of direction', 'a\u202eb', 'a\\u{202e}b'],
    ['what is invisible', 'a\u200b\u00ad\ufeffb', 'a\\u{200b}\\xad\\u{feff}b'],
    ['tags', 'a\u{e0041}', 'a\\u{e0041}'],
    ['halves of a character', '\ud83d \ude00', '\\u{d83d} \\u{de00}'],
    ['a command of GitHub', '::error::x', ':\\:error::x'],
    ['its old form', 'x ##[error]y', 'x #\\#[error]y'],
    ['a command of Azure', '##VSO[task.x]', '#\\#VSO[task.x]'],
    ['an IPv6 address', '::1 2001:db8::a ::ffff:192.0.2.1', '::1 2001:db8::a ::ffff:192.0.2.1'],
    ['a heading', '## 1', '## 1'],
  ])('%s', (_, text, shown) => {
    expect(forTerminal(text)).toBe(shown);
    expect(forTerminal(shown)).toBe(shown);
  });

  test('has 512 characters at most, before they are escaped', () => {
    expect(forTerminal('x'.repeat(512))).toBe('x'.repeat(512));
    expect(forTerminal('x'.repeat(513))).toBe(`${'x'.repeat(511)}…`);
    expect(forTerminal('\0'.repeat(60_000))).toHaveLength(511 * 4 + 1);
  });

  test('keeps its lines where they are wanted', () => {
    expect(harmless('one\n  ::notice::two\r\n')).toBe('one\n  :\\:notice::two\\r\n');
  });
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['ab😀d', 4, 'ab…'],
  ['', 1, ''],
])('%j is cut to %i characters', (text, most, shown) => {
  expect(cut(text, most)).toBe(shown);
});

describe('JSON', () => {
  test.each([
    ['C1, DEL and what is beyond ASCII', '\x7f\x9bü\u2028', '"\\u007f\\u009b\\u00fc\\u2028"'],
    ['a pair of surrogates', '😀', '"\\ud83d\\ude00"'],
    ['half of one', '\ud83d', '"\\ud83d"'],
    ['a command of a CI system', '##[x] ##vso[y]', '"#\\u0023[x] #\\u0023vso[y]"'],
    ['what JSON escapes itself', '"\\\n', '"\\"\\\\\\n"'],
  ])('%s', (_, text, json) => {
    expect(asciiJson(text)).toBe(json);
    expect(JSON.parse(json)).toBe(text);
  });

  test('names of fields are encoded as well, and nothing is lost', () => {
    const value = { 'ü\u202e': [1, null, { '##[x]': '__proto__' }], ...JSON.parse('{"__proto__":{"a":1}}') };
    expect(asciiJson(value)).toMatch(/^[ -~]+$/);
    expect(JSON.parse(asciiJson(value, 2))).toEqual(value);
  });
});
