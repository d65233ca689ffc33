import { describe, expect, test } from 'vitest';
import { appliedPolicy, isDmarcRecord, parseDmarc, resemblesDmarc } from '../../src/protocols/dmarc/record.ts';
import { governingName, organisationalDomain, walkNames } from '../../src/protocols/dmarc/tree-walk.ts';
import { registrableDomain } from '../../src/protocols/registrable-domain.ts';

describe('a DMARC record', () => {
  test.each([
    ['v=DMARC1; p=none', true],
    ['v=DMARC1', true],
    ['v = DMARC1 ; p=none', true],
    ['v=DMARC12; p=none', false],
    ['v=dmarc1; p=none', false],
    [' v=DMARC1; p=none', false],
    ['p=none; v=DMARC1', false],
  ])('%j is %s one', (text, is) => expect(isDmarcRecord(text)).toBe(is));

  test.each(['v=dmarc1; p=none', ' v=DMARC1; p=none', '"v=DMARC1; p=none"', 'DMARC1; p=none', 'v:DMARC1'])(
    '%j was meant as one',
    (text) => expect(resemblesDmarc(text)).toBe(true),
  );
  test.each(['v=spf1 -all', 'site=dmarc', 'v=DMARC1; p=none'])('%j was not', (text) =>
    expect(resemblesDmarc(text)).toBe(false),
  );

  test('is read with all its tags', () => {
    const record = parseDmarc(
      'v=DMARC1; p=Reject; sp=quarantine; np=none; adkim=s; aspf=r; t=y; psd=n; rua=mailto:a@example.org, mailto:b@example.net!10m; ruf=mailto:c@example.org; fo=1:d',
    );
    expect(record).toMatchObject({
      policy: 'reject',
      subdomains: 'quarantine',
      nonexistent: 'none',
      dkim: 's',
      spf: 'r',
      testing: true,
      psd: 'n',
      percent: 100,
      aggregate: [
        { address: 'a@example.org', domain: 'example.org' },
        { address: 'b@example.net', domain: 'example.net' },
      ],
      failure: [{ address: 'c@example.org' }],
      faults: [],
    });
  });

  test.each([
    ['p=nothing', { tag: 'p', problem: 'value' }],
    ['p=none; sp=all', { tag: 'sp', problem: 'value' }],
    ['p=none; adkim=strict', { tag: 'adkim', problem: 'value' }],
    ['p=none; rua=ann@example.org', { tag: 'rua', problem: 'value' }],
    ['p=none; rua=https://example.org/x', { tag: 'rua', problem: 'value' }],
    ['p=none; fo=2', { tag: 'fo', problem: 'value' }],
    ['p=none; nonsense', { tag: '', problem: 'syntax' }],
    ['p=none; ri=3600', { tag: 'ri', problem: 'dropped' }],
    ['p=none; pct=50', { tag: 'pct', problem: 'dropped' }],
  ])('with %s has a fault', (text, fault) => {
    expect(parseDmarc(`v=DMARC1; ${text}`).faults).toEqual([expect.objectContaining(fault)]);
  });

  test('with a share that is none has two', () => {
    expect(parseDmarc('v=DMARC1; p=none; pct=200')).toMatchObject({
      percent: 100,
      faults: [{ problem: 'value' }, { problem: 'dropped' }],
    });
  });

  test.each([
    ['p=reject; sp=none', false, 'reject'],
    ['p=reject; sp=none', true, 'none'],
    ['p=reject', true, 'reject'],
    ['rua=mailto:a@example.org', false, 'none'],
    ['p=sometimes; rua=mailto:a@example.org', false, 'none'],
    ['adkim=s', false, undefined],
  ])('%s asks, inherited %s, for %s', (text, inherited, policy) => {
    expect(appliedPolicy(parseDmarc(`v=DMARC1; ${text}`), inherited)).toBe(policy);
  });
});

describe('the walk up the tree', () => {
  test.each([
    ['example.org', ['example.org', 'org']],
    ['a.b.example.org', ['a.b.example.org', 'b.example.org', 'example.org', 'org']],
    ['org', ['org']],
  ])('of %s asks %j', (name, names) => expect(walkNames(name)).toEqual(names));

  test('of a long name skips to seven labels, and asks eight names', () => {
    const names = walkNames('a.b.c.d.e.f.g.h.i.mail.example.org');
    expect(names).toHaveLength(8);
    expect(names[1]).toBe('f.g.h.i.mail.example.org');
    expect(names.at(-1)).toBe('org');
    expect(walkNames('a.b.c.d.e.f.example.org')[1]).toBe('b.c.d.e.f.example.org');
  });

  const none = (name: string) => ({ name });
  const has = (name: string, psd: 'y' | 'n' | 'u' = 'u') => ({ name, record: { psd } });

  test.each([
    ['no record at all', [none('a.example.org'), none('example.org'), none('org')], 'a.example.org', undefined],
    ['its own alone', [has('a.example.org'), none('example.org'), none('org')], 'a.example.org', 'a.example.org'],
    ['one above', [none('a.example.org'), has('example.org'), none('org')], 'example.org', 'example.org'],
    ['two', [has('a.example.org'), has('example.org'), none('org')], 'example.org', 'a.example.org'],
    ['its own with psd=n', [has('a.example.org', 'n')], 'a.example.org', 'a.example.org'],
    ['a public suffix above', [none('a.example.org'), none('example.org'), has('org', 'y')], 'example.org', 'org'],
    [
      'a public suffix above one',
      [none('a.example.org'), has('example.org'), has('org', 'y')],
      'example.org',
      'example.org',
    ],
    ['its own as a public suffix', [has('a.example.org', 'y')], 'a.example.org', 'a.example.org'],
  ] as const)('with %s', (_, steps, organisational, governing) => {
    expect(organisationalDomain('a.example.org', steps)).toBe(organisational);
    expect(governingName('a.example.org', steps)).toBe(governing);
  });
});

test.each([
  ['mail.example.org', 'example.org'],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['co.uk', undefined],
  ['lab.test', 'lab.test'],
])('the suffix list takes %s for part of %s', async (name, organisation) => {
  expect(await registrableDomain(name)).toBe(organisation);
});
