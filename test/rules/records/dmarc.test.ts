import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../src/model/finding.ts';
import { reportAuthorisations } from '../../../src/probes/facts/dmarc.ts';
import { bimi } from '../../../src/probes/facts/published.ts';
import { parseBimi } from '../../../src/protocols/bimi.ts';
import bimiRecordInvalid from '../../../src/rules/bimi/record-invalid.ts';
import bimiWithoutEnforcement from '../../../src/rules/bimi/without-enforcement.ts';
import droppedTag from '../../../src/rules/dmarc/dropped-tag.ts';
import lookupFailed from '../../../src/rules/dmarc/lookup-failed.ts';
import misplaced from '../../../src/rules/dmarc/misplaced.ts';
import missing from '../../../src/rules/dmarc/missing.ts';
import noReports from '../../../src/rules/dmarc/no-reports.ts';
import policyNone from '../../../src/rules/dmarc/policy-none.ts';
import recordInvalid from '../../../src/rules/dmarc/record-invalid.ts';
import reportUnauthorised from '../../../src/rules/dmarc/report-unauthorised.ts';
import severalRecords from '../../../src/rules/dmarc/several-records.ts';
import specificationsDisagree from '../../../src/rules/dmarc/specifications-disagree.ts';
import subdomainsOpen from '../../../src/rules/dmarc/subdomains-open.ts';
import { observed, verdictsOf, viewOf } from '../../evidence.ts';
import { at, dmarc, dmarcName } from './facts.ts';

const good = 'v=DMARC1; p=reject; rua=mailto:dmarc@example.org';
const reports = 'rua=mailto:dmarc@example.org';

describe('dmarc/missing', () => {
  test('no record anywhere', () => {
    expect(verdictsOf(missing, viewOf([dmarc([])]))).toEqual([{ message: 'missing', args: { domain: 'example.org' } }]);
  });
  test.each([
    ['a record', dmarc([good])],
    ['two', dmarc([good, good])],
    ['one that is misspelled', dmarc(['v=dmarc1; p=none'])],
    ['one at another name', dmarc([], { misplaced: [{ name: 'example.org', text: good }] })],
    ['a name that could not be asked', dmarc([], { names: [dmarcName('example.org', [], { trouble: 'timeout' })] })],
    ['a record above', dmarc([], { names: [dmarcName('a.example.org', []), dmarcName('example.org', [good])] })],
  ])('silent with %s', (_, observation) => expect(verdictsOf(missing, viewOf([observation]))).toEqual([]));
});

test('dmarc/several-records: an error of the own, a notice of those above', () => {
  const [own] = verdictsOf(severalRecords, viewOf([dmarc([good, 'v=DMARC1; p=none'])]));
  expect(own).toEqual({ message: 'several', args: { name: 'example.org', count: 2, text: good } });
  const above = dmarc([good], { names: [dmarcName('example.org', [good]), dmarcName('org', [good, good])] });
  expect(verdictsOf(severalRecords, viewOf([above]))).toMatchObject([{ severity: 'notice', args: { name: 'org' } }]);
  expect(verdictsOf(severalRecords, viewOf([dmarc([good])]))).toEqual([]);
});

describe('dmarc/record-invalid', () => {
  test.each([
    [
      'v=DMARC1; rua=mailto:a@example.org',
      [{ message: 'no-policy', args: { name: 'example.org', tag: 'p', value: '' } }],
    ],
    ['v=DMARC1; p=deny', [{ message: 'no-policy', args: { value: 'deny' } }]],
    ['v=DMARC1; p=none; sp=deny', [{ message: 'value', severity: 'warning', args: { tag: 'sp', value: 'deny' } }]],
    ['v=DMARC1; p=none; nonsense', [{ message: 'syntax', severity: 'warning', args: { value: 'nonsense' } }]],
  ])('%s', (text, verdicts) => {
    expect(verdictsOf(recordInvalid, viewOf([dmarc([text])]))).toMatchObject(verdicts);
  });
  test('silent for a good one, and for a tag that is only old', () => {
    expect(verdictsOf(recordInvalid, viewOf([dmarc([good])]))).toEqual([]);
    expect(verdictsOf(recordInvalid, viewOf([dmarc([`${good}; ri=3600`])]))).toEqual([]);
  });
});

test('dmarc/dropped-tag: what newer receivers do not know', () => {
  const found = (more: string) => verdictsOf(droppedTag, viewOf([dmarc([`${good}; ${more}`])]));
  expect(found('pct=20')).toMatchObject([{ message: 'pct', args: { value: '20' } }]);
  expect(found('rf=afrf')).toMatchObject([{ message: 'other', args: { tag: 'rf' } }]);
  expect(found('pct=100')).toEqual([]);
  expect(found('adkim=s')).toEqual([]);
});

test('dmarc/misplaced: at the wrong name, or misspelled', () => {
  const place = dmarc([], { misplaced: [{ name: 'example.org', text: good }] });
  expect(verdictsOf(misplaced, viewOf([place]))).toMatchObject([{ message: 'place', args: { name: 'example.org' } }]);
  expect(verdictsOf(misplaced, viewOf([dmarc(['v=dmarc1; p=none'])]))).toMatchObject([
    { message: 'spelling', args: { text: 'v=dmarc1; p=none' } },
  ]);
  expect(verdictsOf(misplaced, viewOf([dmarc([good, 'v=dmarc1; p=none'])]))).toEqual([]);
});

test('dmarc/policy-none: nothing is asked for, or not yet', () => {
  const found = (text: string) => verdictsOf(policyNone, viewOf([dmarc([text])]));
  expect(found(`v=DMARC1; p=none; ${reports}`)).toMatchObject([{ message: 'none' }]);
  expect(found(`v=DMARC1; p=reject; t=y; ${reports}`)).toMatchObject([
    { message: 'testing', args: { policy: 'reject' } },
  ]);
  expect(found(good)).toEqual([]);
});

test('dmarc/policy-none: of a record above, what it says of subdomains counts', () => {
  const inherited = dmarc([], {
    names: [dmarcName('example.org', []), dmarcName('org', [`v=DMARC1; p=reject; sp=none; ${reports}`])],
    governing: { rfc7489: 'org', rfc9989: 'org' },
  });
  expect(verdictsOf(policyNone, viewOf([inherited]))).toMatchObject([{ message: 'none' }]);
});

test('dmarc/subdomains-open: sp=none or np=none beside a policy', () => {
  const found = (tags: string) => verdictsOf(subdomainsOpen, viewOf([dmarc([`v=DMARC1; ${tags}; ${reports}`])]));
  expect(found('p=reject; sp=none')).toMatchObject([{ message: 'open', args: { policy: 'reject' } }]);
  expect(found('p=reject; np=none')).toMatchObject([{ message: 'nonexistent' }]);
  expect(found('p=none; sp=none')).toEqual([]);
  expect(found('p=reject; sp=quarantine')).toEqual([]);
});

test('dmarc/no-reports: no address to report to', () => {
  expect(verdictsOf(noReports, viewOf([dmarc(['v=DMARC1; p=reject'])]))).toMatchObject([{ message: 'none' }]);
  expect(verdictsOf(noReports, viewOf([dmarc(['v=DMARC1; p=reject; rua=ann@example.org'])]))).toMatchObject([
    { message: 'none' },
  ]);
  expect(verdictsOf(noReports, viewOf([dmarc([good])]))).toEqual([]);
});

test('dmarc/report-unauthorised: another domain has not agreed', () => {
  const found = (differs: object) =>
    verdictsOf(
      reportUnauthorised,
      viewOf([
        observed(reportAuthorisations, at, {
          domains: [
            { domain: 'example.net', name: 'example.org._report._dmarc.example.net', authorised: false, ...differs },
          ],
        }),
      ]),
    );
  expect(found({})).toMatchObject([{ args: { domain: 'example.org', to: 'example.net' } }]);
  expect(found({ authorised: true })).toEqual([]);
  expect(found({ trouble: 'timeout' })).toEqual([]);
});

describe('dmarc/specifications-disagree', () => {
  test('on whose record counts', () => {
    const view = viewOf([
      dmarc([], {
        names: [dmarcName('a.b.example.org', []), dmarcName('b.example.org', [good]), dmarcName('example.org', [good])],
        governing: { rfc7489: 'example.org', rfc9989: 'b.example.org' },
      }),
    ]);
    expect(verdictsOf(specificationsDisagree, view)).toMatchObject([
      { message: 'record', args: { old: 'example.org', new: 'b.example.org' } },
    ]);
  });
  test('on what is aligned', () => {
    expect(verdictsOf(specificationsDisagree, viewOf([dmarc([good], { byWalk: 'a.example.org' })]))).toMatchObject([
      { message: 'alignment', args: { old: 'example.org', new: 'a.example.org' } },
    ]);
  });
  test.each([
    ['they agree', dmarc([good])],
    ['there is no record', dmarc([], { byWalk: 'a.example.org' })],
    [
      'something could not be asked',
      dmarc([good], { byWalk: 'x', names: [dmarcName('example.org', [good], { trouble: 'timeout' })] }),
    ],
    [
      'the domain is a public suffix',
      (({ outcome, ...rest }) => ({
        ...rest,
        outcome: { ...outcome, value: { ...(outcome as { value: object }).value, bySuffixList: undefined } },
      }))(dmarc([good], { byWalk: 'x' })) as never,
    ],
  ])('silent when %s', (_, observation) => {
    expect(verdictsOf(specificationsDisagree, viewOf([observation]))).toEqual([]);
  });
});

test('dmarc/lookup-failed: of the names that count', () => {
  const found = (...names: ReturnType<typeof dmarcName>[]) =>
    verdictsOf(lookupFailed as Rule, viewOf([dmarc([], { names })]));
  expect(found(dmarcName('example.org', [], { trouble: 'servfail' }))).toMatchObject([
    { args: { trouble: 'servfail' } },
  ]);
  expect(found(dmarcName('example.org', []), dmarcName('org', [], { trouble: 'servfail' }))).toEqual([]);
});

describe('bimi', () => {
  const record = (text: string) => observed(bimi, at, { records: [parseBimi(text)] });
  const logo = 'v=BIMI1; l=https://example.org/logo.svg';
  test('bimi/record-invalid: each fault, and several records', () => {
    expect(verdictsOf(bimiRecordInvalid, viewOf([record('v=BIMI1; l=http://example.org/a.svg')]))).toMatchObject([
      { message: 'location-scheme' },
    ]);
    const two = observed(bimi, at, { records: [parseBimi(logo), parseBimi(logo)] });
    expect(verdictsOf(bimiRecordInvalid, viewOf([two]))).toMatchObject([{ message: 'several', args: { count: 2 } }]);
    expect(verdictsOf(bimiRecordInvalid, viewOf([record(logo)]))).toEqual([]);
  });
  test('bimi/without-enforcement: a logo needs a policy for all mail', () => {
    const found = (text: string) => verdictsOf(bimiWithoutEnforcement, viewOf([record(logo), dmarc([text])]));
    expect(found('v=DMARC1; p=none')).toMatchObject([{ args: { policy: 'none' } }]);
    expect(found('v=DMARC1; p=quarantine; pct=50')).toHaveLength(1);
    expect(found('v=DMARC1; p=reject; t=y')).toHaveLength(1);
    expect(found(good)).toEqual([]);
    expect(verdictsOf(bimiWithoutEnforcement, viewOf([record('v=BIMI1; l='), dmarc(['v=DMARC1; p=none'])]))).toEqual(
      [],
    );
    expect(verdictsOf(bimiWithoutEnforcement, viewOf([record(logo)]))).toEqual([]);
  });
});
