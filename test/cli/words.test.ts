import { describe, expect, test } from 'vitest';
import { announceColor, colorLevel } from '../../src/cli/color.ts';
import { mayAsk } from '../../src/cli/prompts.ts';
import { harmless } from '../../src/report/encode.ts';
import { splitWords } from '../../src/settings/command-words.ts';
import { nearest } from '../../src/settings/nearest.ts';

describe('the nearest name', () => {
  const names = ['diagnose', 'smtp', 'imap', 'cert-expired', 'cert-untrusted'];
  test.each([
    ['diagnos', 'diagnose'],
    ['DIAGNOSE', 'diagnose'],
    ['stmp', undefined],
    ['smpt', undefined],
    ['smt', 'smtp'],
    ['expired', 'cert-expired'],
    ['cert-expird', 'cert-expired'],
    ['', undefined],
    ['xy', undefined],
    ['x'.repeat(100_000), undefined],
  ])('of %s is %s', (word, name) => {
    expect(nearest(word.slice(0, 70), names)).toBe(name);
  });
});

describe('colour', () => {
  const terminal = { isTTY: true, getColorDepth: () => 8 };
  const pipe = {};
  test.each([
    ['a terminal', terminal, {}, undefined, 2],
    ['a pipe', pipe, {}, undefined, 0],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, undefined, 0],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, undefined, 2],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, undefined, 0],
    ['a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, undefined, 1],
    ['a pipe with FORCE_COLOR=3', pipe, { FORCE_COLOR: '3' }, undefined, 3],
    ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, undefined, 0],
    ['FORCE_COLOR and NO_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, 1],
    ['FORCE_COLOR and --no-color', terminal, { FORCE_COLOR: '1' }, false, 0],
  ])('%s', (_, stream, env, color, level) => {
    expect(colorLevel(stream, { env, ...(color === undefined ? {} : { color }) })).toBe(level);
  });

  test('what was decided is told to packages that ask the environment', () => {
    const env: NodeJS.ProcessEnv = { FORCE_COLOR: '1' };
    announceColor(0, env);
    expect(env).toEqual({ NO_COLOR: '1' });
    announceColor(2, env);
    expect(env).toEqual({ FORCE_COLOR: '2' });
  });
});

describe('a person may be asked', () => {
  const tty = { isTTY: true };
  const world = { stdin: tty, stderr: tty, env: {} };
  test.each([
    ['at a terminal', { machine: false }, world, true],
    ['not with --no-input', { machine: false, input: false }, world, false],
    ['not for a machine', { machine: true }, world, false],
    ['not when input is a pipe', { machine: false }, { ...world, stdin: {} }, false],
    ['not when the question cannot be seen', { machine: false }, { ...world, stderr: {} }, false],
    ['not in CI', { machine: false }, { ...world, env: { CI: 'true' } }, false],
    ['with CI=false', { machine: false }, { ...world, env: { CI: 'false' } }, true],
    ['not at a dumb terminal', { machine: false }, { ...world, env: { TERM: 'dumb' } }, false],
  ])('%s', (_, wishes, around, expected) => {
    expect(mayAsk(wishes, around)).toBe(expected);
  });
});

describe('the words of a password command', () => {
  test.each([
    ['pass show mail', ['pass', 'show', 'mail']],
    ['  pass   show\tmail ', ['pass', 'show', 'mail']],
    ['pass "my mail"', ['pass', 'my mail']],
    ['pass \'it "is"\'', ['pass', 'it "is"']],
    ['pass "a \\" b" c\\ d', ['pass', 'a " b', 'c d']],
    ['pass "\\n"', ['pass', '\\n']],
    ["pass ''", ['pass', '']],
    ['echo $HOME `id` *', ['echo', '$HOME', '`id`', '*']],
    ['pass "open', undefined],
    ['', undefined],
    ['   ', undefined],
  ])('%s', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});

test.each([
  ['a\x1b[2Jb', 'a\\x1b[2Jb'],
  ['tab\there', 'tab here'],
  ['\u202eevil', '\\u{202e}evil'],
  ['two\nlines', 'two\nlines'],
  ['über', 'über'],
])('%j is harmless as %j', (text, shown) => {
  expect(harmless(text)).toBe(shown);
});
