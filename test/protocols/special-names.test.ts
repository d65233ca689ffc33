import { expect, test } from 'vitest';
import { registrableDomain } from '../../src/protocols/registrable-domain.ts';
import { isPublicName } from '../../src/protocols/special-names.ts';

test.each([
  ['example.org', true],
  ['mail.example.org', true],
  ['xn--bcher-kva.de', true],
  ['org', false],
  ['mail.lab.test', false],
  ['a.INVALID', false],
  ['nas.local', false],
  ['router.home.arpa', false],
  ['9.113.0.203.in-addr.arpa', true],
  ['x.onion', false],
])('the public DNS can have %s: %s', (name, expected) => {
  expect(isPublicName(name)).toBe(expected);
});

test.each([
  ['www.example.org', 'example.org'],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['ann.github.io', 'ann.github.io'],
  ['co.uk', undefined],
])('the domain registered for %s is %s', async (name, expected) => {
  expect(await registrableDomain(name)).toBe(expected);
});
