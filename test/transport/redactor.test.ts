import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/model/secret.ts';
import { createRedactor } from '../../src/transport/redactor.ts';

const secret = 'hunter2:Ünder&cover';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function redactorOf(...derived: string[]) {
  const redactor = createRedactor();
  redactor.add(new Secret(secret));
  for (const value of derived) redactor.addDerived(value);
  return redactor;
}

describe('a redactor', () => {
  test('leaves every text alone until it knows a secret', () => {
    expect(createRedactor().redact(secret)).toBe(secret);
  });

  test.each([
    ['as it is', secret],
    ['in another case', secret.toUpperCase()],
    ['percent-encoded', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in hex', Buffer.from(secret).toString('hex')],
    ['in XML', secret.replace('&', '&amp;')],
  ])('finds a secret %s', (_, form) => {
    expect(redactorOf().redact(`before ${form} after ${form}`)).toBe('before [secret] after [secret]');
  });

  test.each(['', '\0', '\0ann\0', 'user=ann\x01'])('finds it inside base64, after %j', (before) => {
    const redacted = redactorOf().redact(base64(before + secret));
    expect(redacted).toContain('[secret]');
    for (let from = 0; from + 8 <= secret.length; from++) {
      expect(Buffer.from(redacted, 'base64').toString()).not.toContain(secret.slice(from, from + 8));
    }
  });

  test('finds values that were made of a secret, from the moment it is told', () => {
    const response = base64('\0ann\0something else');
    const redactor = redactorOf();
    expect(redactor.redact(`AUTH PLAIN ${response}`)).toBe(`AUTH PLAIN ${response}`);
    redactor.addDerived(response);
    expect(redactor.redact(`AUTH PLAIN ${response}`)).toBe('AUTH PLAIN [secret]');
    redactor.addDerived('abc');
    expect(redactor.redact('abc')).toBe('abc');
  });

  test('takes what overlaps for one', () => {
    const response = base64(`\0ann\0${secret}`);
    expect(redactorOf(response).redact(`<${response}>`)).toBe('<[secret]>');
    expect(redactorOf('xx-hunter2').redact(`xx-${secret}.`)).toBe('[secret].');
    expect(redactorOf('cover-yy').redact(`${secret}-yy.`)).toBe('[secret].');
  });

  test('leaves what is replaced already as it is, also where the secret is a part of the mark', () => {
    const redactor = createRedactor();
    redactor.add(new Secret('secret'));
    const once = redactor.redact('the secret is secret');
    expect(once).toBe('the [secret] is [secret]');
    expect(redactor.redact(once)).toBe(once);
  });
});
