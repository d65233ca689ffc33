import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { createRedactor } from '../../src/transport/redactor.ts';

const redactorOf = (...secrets: readonly string[]) => {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(new Secret(secret));
  return redactor;
};
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const bytewise = (text: string, form: (byte: number) => string): string => [...Buffer.from(text)].map(form).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Secrets with what encodings turn into something else, each in another way. */
const secrets = [
  'kAn4ry+"p&ss/w0rd=',
  'Grüße aus 東京 😀!',
  'correct horse battery',
  "it's <b>\\back\\</b>",
  'tab\tand~%41',
  '????>>>>',
];

/** How a server, a log or a format may write a text. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in capitals': (text) => text.replace(/[a-zü]/g, (letter) => letter.toUpperCase()),
  'in JSON': (text) => JSON.stringify(text).slice(1, -1),
  'in JSON of ASCII': (text) =>
    text.replace(/[^a-z]/gi, (one) =>
      [...one.split('')].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ),
  'in percent encoding': (text) => encodeURIComponent(text),
  'in percent encoding, each byte': (text) => bytewise(text, (byte) => `%${hex(byte).toUpperCase()}`),
  'as a form': (text) => new URLSearchParams({ p: text }).toString().slice(2),
  'in quoted-printable': (text) =>
    bytewise(text, (byte) =>
      byte > 32 && byte < 127 && byte !== 61 ? String.fromCharCode(byte) : `=${hex(byte).toUpperCase()}`,
    ),
  'in quoted-printable with a soft line end': (text) =>
    `${[...text].slice(0, 5).join('')}=\r\n${[...text].slice(5).join('')}`,
  'in Q encoding': (text) => bytewise(text, (byte) => (byte === 32 ? '_' : `=${hex(byte)}`)),
  'as an IMAP string': (text) => text.replace(/["\\]/g, '\\$&'),
  'in XML': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;'),
  'in HTML, by numbers': (text) => [...text].map((one) => `&#${one.codePointAt(0)};`).join(''),
  'in HTML, by hexadecimal numbers': (text) =>
    [...text].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join(''),
  'in C escapes': (text) => bytewise(text, (byte) => `\\x${hex(byte)}`),
  'in escapes of JavaScript': (text) => [...text].map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join(''),
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in hex with colons': (text) => bytewise(text, (byte) => `${hex(byte)}:`).slice(0, -1),
  'in hex with spaces, upper case': (text) =>
    bytewise(text, (byte) => `${hex(byte)} `)
      .trim()
      .toUpperCase(),
  'on two lines': (text) => `${[...text].slice(0, 4).join('')}\n${[...text].slice(4).join('')}`,
  'in a folded header': (text) => `${[...text].slice(0, 4).join('')}\r\n ${[...text].slice(4).join('')}`,
  'in base64 on two lines': (text) => base64(text).replace(/^.{7}/, '$&\r\n'),
  'in hex on two lines': (text) => Buffer.from(text).toString('hex').replace(/^.{6}/, '$&\n'),
  'in UTF-16': (text) => Buffer.from(text, 'utf16le').toString('latin1'),
};

describe.each(secrets)('the secret %j', (secret) => {
  const redactor = redactorOf(secret);

  test.each(Object.entries(forms))('is found %s', (name, form) => {
    // UTF-16 bytes read one by one are only those of the secret where it is in Latin letters.
    if (name === 'in UTF-16' && /[^\0-\x7f]/.test(secret)) return;
    const redacted = redactor.redact(`<${form(secret)}>`);
    expect(redacted).toMatch(/^<\[secret\][=\0]{0,2}>$/);
  });

  test.each([0, 1, 2, 3, 7])('is found in base64 and base64url, %i bytes behind the beginning of a group', (before) => {
    for (const after of ['', 'y', 'yz']) {
      const text = 'x'.repeat(before) + secret + after;
      for (const encoded of [base64(text), Buffer.from(text).toString('base64url')]) {
        const redacted = redactor.redact(`535 ${encoded} no`);
        expect(redacted).toMatch(/^535 [A-Za-z0-9]*\[secret\][A-Za-z0-9=]* no$/);
        const [left = '', right = ''] = redacted.slice(4, -3).split('[secret]');
        // What is left holds the bytes around it, and not a whole one of the secret.
        expect(Buffer.from(left, 'base64').length).toBeLessThanOrEqual(before);
        expect(right.replaceAll('=', '').length).toBeLessThanOrEqual(Math.ceil((after.length * 4) / 3));
      }
    }
  });
});

describe('short secrets', () => {
  test.each([
    ['abc', 'the abc of it', 'the [secret] of it'],
    ['abc', 'abcdef xabc', 'abcdef xabc'],
    ['abc', 'YWJj', '[secret]'],
    ['abc', '616263', '[secret]'],
    ['x', 'a=x;', 'a=[secret];'],
    ['x', 'xx', 'xx'],
  ])('%j is replaced in %j only as a word', (secret, text, shown) => {
    expect(redactorOf(secret).redact(text)).toBe(shown);
  });

  test('of no length changes nothing', () => {
    expect(redactorOf('').redact('nothing is secret')).toBe('nothing is secret');
  });
});

describe('what is not the secret', () => {
  test.each([
    ['another word', 'hunter3'],
    ['the beginning of it', 'hunter'],
    ['base64 of something else', base64('gunter2 is not it')],
    ['its digits elsewhere', '68756e7465723'],
  ])('%s stays', (_, text) => {
    expect(redactorOf('hunter2').redact(text)).toBe(text);
  });

  test('characters of regular expressions have no meaning of their own', () => {
    const secret = '.*+?^$'.concat('{}()|[]\\/');
    expect(redactorOf(secret).redact(`anything ${secret} goes`)).toBe('anything [secret] goes');
  });
});

describe('long secrets and long texts', () => {
  const token = Buffer.from(Array.from({ length: 1500 }, (_, index) => (index * 37) % 251)).toString('base64url');

  test('a token of two thousand characters is found, raw and in base64', () => {
    const redactor = redactorOf(token);
    expect(redactor.redact(`Bearer ${token}.`)).toBe('Bearer [secret].');
    expect(redactor.redact(base64(`user=ann\x01auth=Bearer ${token}\x01\x01`))).not.toContain(
      base64(token).slice(300, 340),
    );
  });

  test('texts that nearly hold the secret are gone through in one pass', () => {
    const redactor = redactorOf('aaaaaaaaaaaaaaaaaaab', '\\\\\\\\\\\\\\\\x', '====================');
    for (const text of [
      'a'.repeat(200_000),
      '\\'.repeat(50_000),
      '=\r\n'.repeat(20_000),
      '&#0'.repeat(50_000),
      '%61'.repeat(50_000),
    ]) {
      expect(redactor.redact(text)).not.toBe('');
    }
  });

  test('every occurrence is replaced', () => {
    expect(redactorOf('hunter2').redact('hunter2 '.repeat(1000))).toBe('[secret] '.repeat(1000));
  });
});
