import { describe, expect, test } from 'vitest';
import { extractFrom } from '../../../src/knowledge/replies/extract.ts';
import { knownTexts } from '../../../src/knowledge/replies/known-texts.ts';
import { statementIn } from '../../../src/knowledge/replies/pasted.ts';
import { phrases } from '../../../src/knowledge/replies/phrases.ts';
import { createTextReader, readTextWith } from '../../../src/knowledge/replies/read-text.ts';
import { cpuTime } from '../../cpu-time.ts';

const reader = createTextReader(knownTexts);
const megabyte = 1024 * 1024;

/** Beginnings of phrases, codes and addresses, again and again. */
const bait = [
  'too many ',
  'exceeded a b ',
  'user a b c ',
  'mailbox ',
  'helo a ',
  'ip address ',
  'from a b ',
  '550 5.7.1 ',
  '550-5.7.1 a\n',
  '[[[[',
  'a@',
  'a.',
  '1.2.3.4 ',
  '::1:',
  'https://a',
  '((((',
  "b'",
  'dsn=5.1.1, ',
  '\t\n',
  '<<<<',
  'certificate a ',
  'connection a ',
  'не ',
  '邮件',
  'e\u0301',
  '\ud83d',
];

describe('hostile texts', () => {
  test('no phrase repeats without a bound', () => {
    const unbounded = phrases
      .map(({ pattern }) => pattern.source)
      .filter((source) => /[*+]|\{\d+,\}/.test(source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_')));
    expect(unbounded).toEqual([]);
  });

  test.each(bait)('a megabyte of %j costs a bounded time', async (words) => {
    const text = words.repeat(Math.ceil(megabyte / words.length));
    const spent = await cpuTime(() => {
      readTextWith(reader, text, { protocol: 'smtp', phase: 'data' });
      readTextWith(reader, text);
      extractFrom(statementIn(text));
    });
    expect(spent).toBeLessThan(1500);
  });

  test('names of every object are words like others', () => {
    for (const word of ['constructor', '__proto__', 'toString']) {
      expect(readTextWith(reader, `NO [${word}] ${word}`, { protocol: 'imap' }).cause).not.toBe(word);
    }
  });
});
