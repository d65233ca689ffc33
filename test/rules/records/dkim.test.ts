import { describe, expect, test } from 'vitest';
import { dkimKeys } from '../../../src/probes/facts/dkim.ts';
import keyInvalid from '../../../src/rules/dkim/key-invalid.ts';
import keyRevoked from '../../../src/rules/dkim/key-revoked.ts';
import keyWeak from '../../../src/rules/dkim/key-weak.ts';
import lookupFailed from '../../../src/rules/dkim/lookup-failed.ts';
import selectorMissing from '../../../src/rules/dkim/selector-missing.ts';
import selectorUnknown from '../../../src/rules/dkim/selector-unknown.ts';
import severalRecords from '../../../src/rules/dkim/several-records.ts';
import testing from '../../../src/rules/dkim/testing.ts';
import wildcard from '../../../src/rules/dkim/wildcard.ts';
import { observed, verdictsOf, viewOf } from '../../evidence.ts';
import { rsa768, rsa1024, rsa2048 } from '../../protocols/dkim-samples.ts';
import { at, key, keys } from './facts.ts';

const good = `v=DKIM1; k=rsa; p=${rsa2048}`;
const name = 'mail._domainkey.example.org';

describe('dkim/selector-missing', () => {
  test.each(['named', 'message'] as const)('a selector that is %s and has no key', (source) => {
    expect(verdictsOf(selectorMissing, viewOf([keys(key([], { source }))]))).toEqual([
      { message: source, args: { selector: 'mail', domain: 'example.org', name } },
    ]);
  });
  test('silent for a key, for one that could not be asked for, and for a guess', () => {
    const lookups = [key([good]), key([], { trouble: 'timeout' }), key([], { source: 'common' })];
    expect(verdictsOf(selectorMissing, viewOf([keys(...lookups)]))).toEqual([]);
  });
});

describe('dkim/selector-unknown', () => {
  const found = (differs: object) =>
    verdictsOf(selectorUnknown, viewOf([observed(dkimKeys, at, { lookups: [], tried: 37, unknown: 0, ...differs })]));
  test('never says that there is no key', () => {
    expect(found({})).toEqual([{ message: 'unknown', args: { domain: 'example.org', tried: 37 } }]);
    expect(selectorUnknown.messages.unknown).toContain('That says nothing');
    expect(found({ unknown: 7 })).toMatchObject([{ args: { tried: 30 } }]);
  });
  test('silent when one was found, when none was tried, and when none could be asked for', () => {
    expect(found({ lookups: [key([good], { source: 'common' })] })).toEqual([]);
    expect(found({ tried: 0 })).toEqual([]);
    expect(found({ unknown: 37 })).toEqual([]);
  });
});

describe('dkim/key-invalid', () => {
  test.each([
    [`v=DKIM1; p=${rsa2048.slice(0, 200)}`, 'truncated'],
    ['v=DKIM1; p=!', 'base64'],
    ['v=DKIM1; k=rsa', 'no-key'],
    [`v=DKIM1; s=other; p=${rsa2048}`, 'service'],
    [`v=DKIM1; h=sha1; p=${rsa2048}`, 'hash'],
    [`v=DKIM2; p=${rsa2048}`, 'version'],
  ])('%.40s', (text, message) => {
    expect(verdictsOf(keyInvalid, viewOf([keys(key([text]))]))).toEqual([
      { message, args: { selector: 'mail', domain: 'example.org', name, type: 'rsa', problem: message } },
    ]);
  });
  test('is a warning where nobody knows whether the key is in use, and for small faults', () => {
    const guessed = key(['v=DKIM1; k=rsa'], { source: 'common' });
    expect(verdictsOf(keyInvalid, viewOf([keys(guessed)]))).toMatchObject([{ severity: 'warning' }]);
    const untidy = key([`v=DKIM1; nonsense; p=${rsa2048}`]);
    expect(verdictsOf(keyInvalid, viewOf([keys(untidy)]))).toMatchObject([{ message: 'syntax', severity: 'warning' }]);
  });
  test('silent for a good one', () => expect(verdictsOf(keyInvalid, viewOf([keys(key([good]))]))).toEqual([]));
});

test('dkim/key-revoked: an error of a key in use, a notice of a guessed one', () => {
  const revoked = (source: 'named' | 'common') =>
    verdictsOf(keyRevoked, viewOf([keys(key(['v=DKIM1; p='], { source }))]));
  expect(revoked('named')).toEqual([{ message: 'revoked', args: { selector: 'mail', domain: 'example.org', name } }]);
  expect(revoked('common')).toMatchObject([{ severity: 'notice' }]);
  expect(verdictsOf(keyRevoked, viewOf([keys(key([good]))]))).toEqual([]);
});

test('dkim/key-weak: refused below 1024 bits, short below 2048', () => {
  const found = (base64: string) => verdictsOf(keyWeak, viewOf([keys(key([`v=DKIM1; p=${base64}`]))]));
  expect(found(rsa768)).toMatchObject([{ message: 'refused', args: { bits: 768 } }]);
  expect(found(rsa1024)).toMatchObject([{ message: 'short', args: { bits: 1024 }, severity: 'notice' }]);
  expect(found(rsa2048)).toEqual([]);
  const ed25519 = key(['v=DKIM1; k=ed25519; p=zk433G7yvFZYt4Kjq4Lh+W5WVUKqZlE7h0LeE6M9lrE=']);
  expect(verdictsOf(keyWeak, viewOf([keys(ed25519)]))).toEqual([]);
});

test('dkim/testing: a key with t=y', () => {
  expect(verdictsOf(testing, viewOf([keys(key([`v=DKIM1; t=y; p=${rsa2048}`]))]))).toMatchObject([
    { message: 'testing' },
  ]);
  expect(verdictsOf(testing, viewOf([keys(key([`v=DKIM1; t=s; p=${rsa2048}`]))]))).toEqual([]);
});

test('dkim/several-records: a key that was split, or two', () => {
  const found = (...texts: string[]) => verdictsOf(severalRecords, viewOf([keys(key(texts))]));
  expect(found(good.slice(0, 200), good.slice(200))).toMatchObject([{ message: 'split', args: { count: 2 } }]);
  expect(found(good, `v=DKIM1; p=${rsa1024}`)).toMatchObject([{ message: 'several' }]);
  expect(found(good)).toEqual([]);
});

test('dkim/wildcard: any selector has the same', () => {
  const view = viewOf([observed(dkimKeys, at, { lookups: [], tried: 37, unknown: 0, wildcard: good })]);
  expect(verdictsOf(wildcard, view)).toEqual([{ message: 'wildcard', args: { domain: 'example.org' } }]);
  expect(verdictsOf(wildcard, viewOf([keys(key([good]))]))).toEqual([]);
});

test('dkim/lookup-failed: a named selector that could not be asked for', () => {
  expect(verdictsOf(lookupFailed, viewOf([keys(key([], { trouble: 'servfail' }))]))).toMatchObject([
    { message: 'failed', args: { name, trouble: 'servfail' } },
  ]);
  expect(verdictsOf(lookupFailed, viewOf([keys(key([good]))]))).toEqual([]);
});
