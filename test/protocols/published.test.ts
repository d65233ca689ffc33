import { describe, expect, test } from 'vitest';
import { isBimiRecord, parseBimi } from '../../src/protocols/bimi.ts';
import { allowedIssuers, climb, isUnknownCritical, parseCaa } from '../../src/protocols/caa.ts';
import { coversHost, isStsRecord, parseStsPolicy, parseStsRecord, resemblesSts } from '../../src/protocols/mta-sts.ts';
import { isTlsRptRecord, parseTlsRpt, resemblesTlsRpt } from '../../src/protocols/tls-rpt.ts';

describe('an MTA-STS record', () => {
  test.each([
    ['v=STSv1; id=20261124', true],
    ['v=STSv1;id=1', true],
    ['v=STSv1', true],
    ['v=stsv1; id=1', false],
    ['v=STSv10; id=1', false],
    [' v=STSv1; id=1', false],
  ])('%j is %s one', (text, is) => expect(isStsRecord(text)).toBe(is));

  test.each([
    ['v=STSv1; id=20261124T120000', '20261124T120000'],
    ['v=STSv1; id=a-b', undefined],
    ['v=STSv1; id=', undefined],
    ['v=STSv1', undefined],
    [`v=STSv1; id=${'a'.repeat(33)}`, undefined],
  ])('%j has the id %s', (text, id) => expect(parseStsRecord(text).id).toBe(id));

  test.each(['v=stsv1; id=1', '"v=STSv1; id=1"', 'STSv1; id=1'])('%j was meant as one', (text) =>
    expect(resemblesSts(text)).toBe(true),
  );
});

describe('an MTA-STS policy', () => {
  const lines = (...more: string[]) => [
    'version: STSv1',
    'mode: enforce',
    'mx: mail.example.org',
    'max_age: 604800',
    ...more,
  ];
  const read = (text: string) => parseStsPolicy(text);

  test.each(['\r\n', '\n'])('is read with lines that end in %j', (end) => {
    expect(read(lines('mx: *.example.net', '').join(end))).toEqual({
      mode: 'enforce',
      mx: ['mail.example.org', '*.example.net'],
      maxAge: 604800,
      problems: [],
    });
  });

  test('in mode none needs no hosts, and unknown keys are passed over', () => {
    expect(read('version: STSv1\nmode: none\nmax_age: 0\nx: y\n')).toMatchObject({ mode: 'none', problems: [] });
  });

  test.each([
    ['version: STSv2\nmode: enforce\nmx: a.example.org\nmax_age: 1', { key: 'version', problem: 'value' }],
    ['mode: enforce\nmx: a.example.org\nmax_age: 1', { key: 'version', problem: 'missing' }],
    ['version: STSv1\nmode: strict\nmx: a.example.org\nmax_age: 1', { key: 'mode', problem: 'value' }],
    ['version: STSv1\nmode: enforce\nmx: a.example.org\nmax_age: long', { key: 'max_age', problem: 'value' }],
    ['version: STSv1\nmode: enforce\nmx: a.example.org\nmax_age: 99999999', { key: 'max_age', problem: 'value' }],
    ['version: STSv1\nmode: enforce\nmax_age: 1', { key: 'mx', problem: 'missing' }],
    ['version: STSv1\nmode: enforce\nmx: mail..example.org\nmax_age: 1', { key: 'mx', problem: 'value' }],
    ['version: STSv1\nmode: enforce\nmode: none\nmx: a.example.org\nmax_age: 1', { key: 'mode', problem: 'twice' }],
    ['version: STSv1\nmode: enforce\nmx: a.example.org\nmax_age: 1\n<html>', { key: '', problem: 'syntax' }],
  ])('%j has a problem', (text, problem) => {
    expect(read(text).problems).toEqual([expect.objectContaining(problem)]);
  });

  test('of a key that stands there twice the first counts', () => {
    expect(read(lines('mode: none').join('\n')).mode).toBe('enforce');
  });

  test('of a thousand patterns the first are kept, in time linear to the text', () => {
    const startedAt = performance.now();
    expect(read(lines(...Array(20_000).fill('mx: x.example.org')).join('\n')).mx).toHaveLength(200);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test.each([
    ['mail.example.org', 'mail.example.org', true],
    ['MAIL.example.org', 'mail.example.org', true],
    ['*.example.org', 'mail.example.org', true],
    ['*.example.org', 'a.mail.example.org', false],
    ['*.example.org', 'example.org', false],
    ['.example.org', 'mail.example.org', false],
    ['example.org', 'mail.example.org', false],
    ['*.b\u00fccher.example', 'mail.xn--bcher-kva.example', true],
  ])('%s covers %s: %s', (pattern, host, covers) => expect(coversHost([pattern], host)).toBe(covers));
});

describe('a TLS-RPT record', () => {
  test('is read with its addresses', () => {
    const record = parseTlsRpt('v=TLSRPTv1; rua=mailto:a@example.org,https://example.net/report, ann@example.org');
    expect(record).toMatchObject({
      addresses: ['mailto:a@example.org', 'https://example.net/report'],
      faults: ['ann@example.org'],
    });
  });
  test.each([
    ['v=TLSRPTv1; rua=mailto:a@example.org', true],
    ['v=TLSRPTv1', true],
    ['v=tlsrptv1; rua=x', false],
    ['v=TLSRPTv12', false],
  ])('%j is %s one', (text, is) => expect(isTlsRptRecord(text)).toBe(is));
  test('may be meant and misspelled', () => expect(resemblesTlsRpt('v=TLS-RPTv1; rua=x')).toBe(true));
  test('without rua has no addresses', () => expect(parseTlsRpt('v=TLSRPTv1').addresses).toEqual([]));
});

describe('a BIMI record', () => {
  test.each([
    ['v=BIMI1; l=https://example.org/logo.svg', []],
    ['v=BIMI1; l=https://example.org/logo.svg?v=2; a=https://example.org/mark.pem', []],
    ['v=BIMI1; l=; a=', []],
    ['v=BIMI1; l=https://example.org/logo.svg; a=self', []],
    ['v=BIMI1; a=https://example.org/mark.pem', ['location']],
    ['v=BIMI1; l=http://example.org/logo.svg', ['location-scheme']],
    ['v=BIMI1; l=https://example.org/logo.png', ['not-svg']],
    ['v=BIMI1; l=https://example.org/logo.svg; a=http://x', ['authority-scheme']],
  ])('%j has the faults %j', (text, faults) => {
    expect(isBimiRecord(text)).toBe(true);
    expect(parseBimi(text).faults).toEqual(faults);
  });
});

describe('CAA records', () => {
  test.each([
    ['0 issue "ca.example.net"', { critical: false, tag: 'issue', value: 'ca.example.net' }],
    ['128 IssueWild ";"', { critical: true, tag: 'issuewild', value: ';' }],
    ['0 iodef "mailto:a b@example.org"', { critical: false, tag: 'iodef', value: 'mailto:a b@example.org' }],
  ])('%s is read', (text, record) => expect(parseCaa(text)).toEqual(record));

  test.each([
    [
      ['0 issue "ca.example.net; account=1"', '0 issue "Other.example"'],
      ['ca.example.net', 'other.example'],
    ],
    [['0 issue ";"'], []],
    [['0 issue ";"', '0 issue "ca.example.net"'], ['ca.example.net']],
    [['0 issuewild "ca.example.net"'], undefined],
    [[], undefined],
  ])('%j allow %j', (texts, issuers) => expect(allowedIssuers(texts.map(parseCaa))).toEqual(issuers));

  test('may forbid by a tag that nobody knows', () => {
    expect(['128 tbs "x"', '0 tbs "x"', '128 issue "x"'].map((text) => isUnknownCritical(parseCaa(text)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('are looked for from the name upwards', () => {
    expect(climb('mail.example.org')).toEqual(['mail.example.org', 'example.org', 'org']);
  });
});
