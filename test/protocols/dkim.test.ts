import { describe, expect, test } from 'vitest';
import { type KeyProblem, parseDkimKey, resemblesKey } from '../../src/protocols/dkim/key.ts';
import { isSelector, signatureKeys } from '../../src/protocols/dkim/signature.ts';
import { bareRsa1024, ed25519, rsa768, rsa1024, rsa2048, wrappedEd25519 } from './dkim-samples.ts';

describe('a DKIM key record', () => {
  test.each([
    ['2048 bits', `v=DKIM1; k=rsa; p=${rsa2048}`, 'rsa', 2048],
    ['1024 bits, without version and type', `p=${rsa1024}`, 'rsa', 1024],
    ['768 bits', `v=DKIM1; p=${rsa768}`, 'rsa', 768],
    ['a bare RSAPublicKey', `v=DKIM1; p=${bareRsa1024}`, 'rsa', 1024],
    ['Ed25519', `v=DKIM1; k=ed25519; p=${ed25519}`, 'ed25519', 256],
    ['spaces inside the key', `v=DKIM1; p=${rsa2048.replace(/(.{60})/g, '$1 ')}`, 'rsa', 2048],
    ['a list of hashes', `v=DKIM1; h=sha1:sha256; p=${rsa2048}`, 'rsa', 2048],
    ['services', `v=DKIM1; s=email:tlsrpt; p=${rsa2048}`, 'rsa', 2048],
    ['unknown tags', `v=DKIM1; x=1; p=${rsa2048}`, 'rsa', 2048],
  ])('with %s is good', (_, text, type, bits) => {
    expect(parseDkimKey(text)).toMatchObject({ type, bits, revoked: false, problems: [] });
  });

  test.each<[string, string, KeyProblem[]]>([
    ['another version', `v=DKIM2; p=${rsa2048}`, ['version']],
    ['its version in small letters', `v=dkim1; p=${rsa2048}`, ['version']],
    ['its version not first', `k=rsa; v=DKIM1; p=${rsa2048}`, ['version']],
    ['no key', 'v=DKIM1; k=rsa', ['no-key']],
    ['quotes in the key', `v=DKIM1; p=${rsa2048.slice(0, 200)}" "${rsa2048.slice(200)}`, ['quotes']],
    ['escapes of a zone file', `v=DKIM1\\; k=rsa\\; p=${rsa2048}\\;`, ['version', 'quotes']],
    ['signs that no base64 has', 'v=DKIM1; p=MIIB*IjANBg', ['base64']],
    ['half of the key', `v=DKIM1; p=${rsa2048.slice(0, 240)}`, ['truncated']],
    ['something else than a key', 'v=DKIM1; p=aGVsbG8gd29ybGQ=', ['not-a-key']],
    ['an Ed25519 key as RSA', `v=DKIM1; p=${wrappedEd25519}`, ['not-a-key']],
    ['an Ed25519 key in its wrapping', `v=DKIM1; k=ed25519; p=${wrappedEd25519}`, ['not-a-key']],
    ['an unknown type', `v=DKIM1; k=dsa; p=${rsa2048}`, ['unknown-type']],
    ['SHA-1 alone', `v=DKIM1; h=sha1; p=${rsa2048}`, ['hash']],
    ['another service alone', `v=DKIM1; s=tlsrpt; p=${rsa2048}`, ['service']],
    ['a word without a value', `v=DKIM1; nonsense; p=${rsa2048}`, ['syntax']],
  ])('with %s is not', (_, text, problems) => {
    expect(parseDkimKey(text).problems).toEqual(problems);
  });

  test('without a value in p is withdrawn', () => {
    expect(parseDkimKey('v=DKIM1; p=')).toMatchObject({ revoked: true, problems: [] });
  });

  test('tells its flags and notes', () => {
    const key = parseDkimKey(`v=DKIM1; t=y:s; n=ask postmaster; p=${rsa2048}`);
    expect(key).toMatchObject({ flags: ['y', 's'], notes: 'ask postmaster' });
  });

  test.each([
    [`v=DKIM1; p=${rsa2048}`, true],
    ['k=rsa; p=', true],
    ['google-site-verification=x', false],
    ['v=spf1 mx -all', false],
    [rsa2048.slice(100), false],
  ])('%.30s is %s one', (text, is) => expect(resemblesKey(text)).toBe(is));
});

describe('what a message is signed with', () => {
  test('is read from folded fields, each key once', () => {
    const message = [
      'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=Example.ORG;',
      '\ts=mail\r\n 2026; h=from:to; bh=x; b=y',
      'dkim-signature: v=1; d=example.org; s=mail2026; b=z',
      'DKIM-Signature: v=1; d=news.example.net; s=k1; b=z',
      'X-DKIM-Signature: v=1; d=example.com; s=no; b=z',
      '',
      'DKIM-Signature: v=1; d=example.com; s=body; b=z',
    ].join('\r\n');
    expect(signatureKeys(message)).toEqual([
      { selector: 'mail2026', domain: 'example.org' },
      { selector: 'k1', domain: 'news.example.net' },
    ]);
  });

  test.each([
    'd=example.org; b=x',
    's=a; b=x',
    's=a b.c/d; d=example.org',
    's=a; d=exa mple..org',
    's=\u001b[2J; d=example.org',
  ])('is not taken from %j', (value) => expect(signatureKeys(`DKIM-Signature: ${value}\r\n\r\n`)).toEqual([]));

  test.each([
    ['mail2026', true],
    ['a.b-c.d_e', true],
    ['-a', false],
    ['a..b', false],
    ['', false],
    ['a'.repeat(64), false],
  ])('%j as a selector: %s', (text, is) => expect(isSelector(text)).toBe(is));
});
