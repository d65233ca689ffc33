import { describe, expect, test } from 'vitest';
import { host } from '../../../src/model/subject.ts';
import { daneRecords, domainValidation, hostValidation } from '../../../src/probes/facts/dnssec.ts';
import { starttls, tlsSession } from '../../../src/probes/facts/mail.ts';
import type { StsFetch } from '../../../src/probes/facts/mta-sts.ts';
import { caa, tlsReporting } from '../../../src/probes/facts/published.ts';
import { parseCaa } from '../../../src/protocols/caa.ts';
import { isTlsRptRecord, parseTlsRpt, resemblesTlsRpt } from '../../../src/protocols/tls-rpt.ts';
import caaMissing from '../../../src/rules/caa/missing.ts';
import nobodyMayIssue from '../../../src/rules/caa/nobody-may-issue.ts';
import unknownCritical from '../../../src/rules/caa/unknown-critical.ts';
import daneInsecure from '../../../src/rules/dane/insecure.ts';
import daneLookupFailed from '../../../src/rules/dane/lookup-failed.ts';
import daneMismatch from '../../../src/rules/dane/mismatch.ts';
import daneNoStarttls from '../../../src/rules/dane/no-starttls.ts';
import daneRenewalBreaks from '../../../src/rules/dane/renewal-breaks.ts';
import daneUnusable from '../../../src/rules/dane/unusable.ts';
import dnssecBogus from '../../../src/rules/dnssec/bogus.ts';
import dnssecHostBogus from '../../../src/rules/dnssec/host-bogus.ts';
import dnssecUnsigned from '../../../src/rules/dnssec/unsigned.ts';
import stsMissing from '../../../src/rules/mta-sts/missing.ts';
import stsMxCertificate from '../../../src/rules/mta-sts/mx-certificate.ts';
import stsMxMismatch from '../../../src/rules/mta-sts/mx-mismatch.ts';
import stsNotEnforced from '../../../src/rules/mta-sts/not-enforced.ts';
import stsPolicyInvalid from '../../../src/rules/mta-sts/policy-invalid.ts';
import stsPolicyUnavailable from '../../../src/rules/mta-sts/policy-unavailable.ts';
import stsRecordInvalid from '../../../src/rules/mta-sts/record-invalid.ts';
import tlsRptMissing from '../../../src/rules/tls-rpt/missing.ts';
import tlsRptRecordInvalid from '../../../src/rules/tls-rpt/record-invalid.ts';
import { failed, observed, verdictsOf, viewOf } from '../../evidence.ts';
import { at, dane, fetched, hostWith, mailAt, mailHost, mx, policy, policyText, session, sts } from './facts.ts';

const record = 'v=STSv1; id=1';
const exchanger = mx('10 mail.example.org');

test('mta-sts/missing: no record, unless the domain receives no mail', () => {
  expect(verdictsOf(stsMissing, viewOf([sts(), exchanger]))).toEqual([
    { message: 'missing', args: { domain: 'example.org' } },
  ]);
  expect(verdictsOf(stsMissing, viewOf([sts(), mx('0 .')]))).toEqual([]);
  expect(verdictsOf(stsMissing, viewOf([sts(record), exchanger]))).toEqual([]);
  expect(verdictsOf(stsMissing, viewOf([sts('v=stsv1; id=1'), exchanger]))).toEqual([]);
});

test('mta-sts/record-invalid: several, without id, misspelled', () => {
  const found = (...texts: string[]) => verdictsOf(stsRecordInvalid, viewOf([sts(...texts)]));
  expect(found(record, 'v=STSv1; id=2')).toMatchObject([{ message: 'several', args: { count: 2 } }]);
  expect(found('v=STSv1; id=a-b')).toMatchObject([{ message: 'id' }]);
  expect(found('v=stsv1; id=1')).toMatchObject([{ message: 'spelling', args: { text: 'v=stsv1; id=1' } }]);
  expect(found(record)).toEqual([]);
  expect(found()).toEqual([]);
});

describe('mta-sts/policy-unavailable', () => {
  test.each<[StsFetch, string, string | undefined]>([
    [{ kind: 'no-host' }, 'no-host', undefined],
    [{ kind: 'private', ips: ['127.0.0.1'] }, 'private', undefined],
    [{ kind: 'certificate', tls: session({ trust: { ok: false, code: 'X' } }) }, 'certificate', 'X'],
    [{ kind: 'certificate', tls: session({ nameMatches: false }) }, 'certificate', 'issued for other names'],
    [{ kind: 'certificate', tls: session({ inDate: false }) }, 'certificate', 'out of its dates'],
    [{ kind: 'status', status: 301, location: 'https://example.net/' }, 'status', undefined],
    [{ kind: 'too-long' }, 'too-long', undefined],
    [{ kind: 'encoded', encoding: 'gzip' }, 'encoded', undefined],
    [{ kind: 'failed', failure: { kind: 'refused', stage: 'connect' } }, 'failed', 'the connection is refused'],
  ])('%j', (result, message, why) => {
    const [verdict, ...more] = verdictsOf(stsPolicyUnavailable, viewOf([fetched(result)]));
    expect(verdict?.message).toBe(message);
    expect(verdict?.args?.why).toBe(why);
    expect(more).toEqual([]);
  });
  test('silent for a policy', () => {
    expect(verdictsOf(stsPolicyUnavailable, viewOf([policy(policyText('enforce'))]))).toEqual([]);
  });
});

test('mta-sts/policy-invalid: each problem, and another type of file', () => {
  const found = (text: string, type?: string) => verdictsOf(stsPolicyInvalid, viewOf([policy(text, type)]));
  expect(found('mode: enforce\nmx: a.example.org\nmax_age: 1')).toMatchObject([
    { message: 'missing', args: { key: 'version' } },
  ]);
  expect(found(policyText('strict'))).toMatchObject([{ message: 'value', args: { key: 'mode', value: 'strict' } }]);
  expect(found(`${policyText('enforce')}mode: none`)).toMatchObject([{ message: 'twice' }]);
  expect(found(`${policyText('enforce')}<html>`)).toMatchObject([{ message: 'syntax' }]);
  expect(found(policyText('enforce'), 'text/html')).toMatchObject([{ message: 'type', severity: 'notice' }]);
  expect(found(policyText('enforce'), 'text/plain; charset=utf-8')).toEqual([]);
});

describe('mta-sts/mx-mismatch', () => {
  const found = (mode: string, pattern: string, texts = [record]) =>
    verdictsOf(stsMxMismatch, viewOf([sts(...texts), policy(policyText(mode, pattern)), exchanger]));
  test('an exchanger that is not covered', () => {
    expect(found('enforce', 'old.example.org')).toEqual([
      { message: 'enforce', args: { domain: 'example.org', host: mailHost, patterns: 'old.example.org' } },
    ]);
    expect(found('testing', 'old.example.org')).toMatchObject([{ message: 'testing', severity: 'warning' }]);
  });
  test.each([
    ['it is covered', found('enforce', mailHost)],
    ['a wildcard covers it', found('enforce', '*.example.org')],
    ['the policy is none', found('none', 'old.example.org')],
    ['there are two records', found('enforce', 'old.example.org', [record, record])],
    ['the record has no id', found('enforce', 'old.example.org', ['v=STSv1'])],
  ])('silent when %s', (_, verdicts) => expect(verdicts).toEqual([]));
});

describe('mta-sts/mx-certificate', () => {
  const found = (
    mode: string,
    observation = observed(tlsSession, mailAt, session({ verified: false, nameMatches: false })),
  ) => verdictsOf(stsMxCertificate, viewOf([sts(record), policy(policyText(mode)), exchanger, observation]));
  test('a certificate that proves nothing', () => {
    expect(found('enforce')).toMatchObject([
      { message: 'certificate', args: { host: mailHost, reason: 'certificate', why: 'issued for other names' } },
    ]);
    expect(found('testing')).toMatchObject([{ severity: 'warning' }]);
  });
  test('no TLS at all', () => {
    const none = failed(starttls, mailAt, { kind: 'withheld', stage: 'starttls', reason: 'starttls-not-offered' });
    expect(found('enforce', none as never)).toMatchObject([{ message: 'no-tls', args: { reason: 'no-tls' } }]);
  });
  test('silent for a good one, and without a policy', () => {
    expect(found('enforce', observed(tlsSession, mailAt, session()))).toEqual([]);
    expect(found('none')).toEqual([]);
  });
});

test('mta-sts/not-enforced: testing, none, and a policy that is soon forgotten', () => {
  const found = (text: string) => verdictsOf(stsNotEnforced, viewOf([policy(text)]));
  expect(found(policyText('testing'))).toMatchObject([{ message: 'testing' }]);
  expect(found(policyText('none'))).toMatchObject([{ message: 'none' }]);
  expect(found(policyText('enforce', mailHost, 3600))).toMatchObject([
    { message: 'short-lived', args: { seconds: 3600 } },
  ]);
  expect(found(policyText('enforce'))).toEqual([]);
});

describe('tls-rpt', () => {
  const reporting = (...texts: string[]) =>
    observed(tlsReporting, at, {
      records: texts.filter(isTlsRptRecord).map(parseTlsRpt),
      resembling: texts.filter(resemblesTlsRpt),
    });
  const good = 'v=TLSRPTv1; rua=mailto:a@example.org';
  test('tls-rpt/missing: no record, unless the domain receives no mail', () => {
    expect(verdictsOf(tlsRptMissing, viewOf([reporting(), exchanger]))).toHaveLength(1);
    expect(verdictsOf(tlsRptMissing, viewOf([reporting(), mx('0 .')]))).toEqual([]);
    expect(verdictsOf(tlsRptMissing, viewOf([reporting(good), exchanger]))).toEqual([]);
  });
  test.each([
    [[good, good], 'several'],
    [['v=TLSRPTv1'], 'address'],
    [['v=TLSRPTv1; rua=ann@example.org'], 'fault'],
    [['v=tlsrptv1; rua=mailto:a@example.org'], 'spelling'],
  ])('tls-rpt/record-invalid: %j', (texts, message) => {
    expect(verdictsOf(tlsRptRecordInvalid, viewOf([reporting(...texts)]))).toMatchObject([{ message }]);
  });
  test('tls-rpt/record-invalid: silent for a good one', () => {
    expect(verdictsOf(tlsRptRecordInvalid, viewOf([reporting(good)]))).toEqual([]);
  });
});

describe('dane/mismatch', () => {
  const of = (text: string, tls = session(), secure = {}, trusted = true) =>
    verdictsOf(daneMismatch, viewOf([dane([text], secure, trusted), observed(tlsSession, mailAt, tls)]));
  const other = `3 1 1 ${'9'.repeat(64)}`;
  test('none of the records fits', () => {
    expect(of(other)).toEqual([
      {
        message: 'secure',
        args: { host: mailHost, ip: '192.0.2.10', name: `_25._tcp.${mailHost}`, records: '3 1 1' },
      },
    ]);
  });
  test('through a resolver whose word does not count it is a warning', () => {
    expect(of(other, session(), {}, false)).toMatchObject([{ message: 'unproved', severity: 'warning' }]);
  });
  test('under an authority the name has to fit, under usage 3 it does not', () => {
    const named = session({ nameMatches: false, verified: false });
    expect(of(`2 1 1 ${'4'.repeat(64)}`, named)).toMatchObject([{ message: 'name' }]);
    expect(of(`3 1 1 ${'2'.repeat(64)}`, named)).toEqual([]);
  });
  test.each([
    ['a record fits', of(`3 1 1 ${'2'.repeat(64)}`)],
    ['the zone is not signed', of(other, session(), { records: false })],
    ['no record is usable', of(`1 1 1 ${'9'.repeat(64)}`)],
    [
      'the evidence is of a version without digests',
      of(other, session({ chain: session().chain.map(({ digests: _, ...rest }) => rest) })),
    ],
  ])('silent when %s', (_, verdicts) => expect(verdicts).toEqual([]));
  test('one of two records is enough', () => {
    const view = viewOf([dane([other, `3 0 1 ${'1'.repeat(64)}`]), observed(tlsSession, mailAt, session())]);
    expect(verdictsOf(daneMismatch, view)).toEqual([]);
  });
});

test('dane/no-starttls: TLS is promised and not offered', () => {
  const none = failed(starttls, mailAt, { kind: 'withheld', stage: 'starttls', reason: 'starttls-not-offered' });
  const found = (secure = {}, trusted = true) =>
    verdictsOf(daneNoStarttls, viewOf([dane([`3 1 1 ${'2'.repeat(64)}`], secure, trusted), none]));
  expect(found()).toMatchObject([{ message: 'none', args: { host: mailHost } }]);
  expect(found({}, false)).toMatchObject([{ severity: 'warning' }]);
  expect(found({ exchangers: false })).toEqual([]);
  expect(verdictsOf(daneNoStarttls, viewOf([dane([]), none]))).toEqual([]);
});

test('dane/unusable: each record that senders pass over', () => {
  const found = (text: string) => verdictsOf(daneUnusable, viewOf([dane([text])]));
  expect(found(`1 1 1 ${'2'.repeat(64)}`)).toMatchObject([{ message: 'usage', args: { usage: 1 } }]);
  expect(found('3 1 1 abcd')).toMatchObject([{ message: 'length' }]);
  expect(found(`3 1 1 ${'2'.repeat(64)}`)).toEqual([]);
});

describe('dane/insecure', () => {
  const found = (secure = {}, trusted = true, texts = [`3 1 1 ${'2'.repeat(64)}`]) =>
    verdictsOf(daneInsecure, viewOf([dane(texts, secure, trusted), ...hostWith(mailHost, ['192.0.2.10'])]));
  test.each([
    [{ exchangers: false }, 'the MX records are'],
    [{ addresses: false }, `the addresses of ${mailHost} are`],
    [{ records: false }, 'they are'],
  ])('%j', (secure, what) => expect(found(secure)).toMatchObject([{ message: 'unsigned', args: { what } }]));
  test('is not known through a resolver afar', () => {
    expect(found({}, false)).toMatchObject([{ message: 'unproved', severity: 'notice' }]);
  });
  test('silent when all is signed, when there are none, and when the addresses are not known', () => {
    expect(found()).toEqual([]);
    expect(found({ records: false }, true, [])).toEqual([]);
    expect(verdictsOf(daneInsecure, viewOf([dane([`3 1 1 ${'2'.repeat(64)}`], { addresses: false })]))).toEqual([]);
  });
});

test('dane/lookup-failed: senders that use DANE wait', () => {
  const view = viewOf([failed(daneRecords, host(mailHost), { kind: 'dns', stage: 'dns', trouble: 'servfail' })]);
  expect(verdictsOf(daneLookupFailed, view)).toEqual([
    { message: 'failed', args: { host: mailHost, trouble: 'servfail' } },
  ]);
  expect(verdictsOf(daneLookupFailed, viewOf([dane([])]))).toEqual([]);
});

test('dane/renewal-breaks: the whole certificate is named', () => {
  const found = (...texts: string[]) => verdictsOf(daneRenewalBreaks, viewOf([dane(texts)]));
  expect(found(`3 0 1 ${'1'.repeat(64)}`)).toMatchObject([{ message: 'whole', args: { records: '3 0 1' } }]);
  expect(found(`3 0 1 ${'1'.repeat(64)}`, `3 1 1 ${'2'.repeat(64)}`)).toEqual([]);
  expect(found(`3 1 1 ${'2'.repeat(64)}`)).toEqual([]);
});

describe('dnssec', () => {
  const seen = { resolver: '127.0.0.1:53', trusted: true, authenticated: false, bogus: false, ede: [] };
  const of = (differs: object) => observed(domainValidation, at, { ...seen, apex: true, ds: [], keys: 0, ...differs });
  const signature = (from: string, until: string) => ({
    name: 'example.org',
    signer: 'example.org',
    from: `${from}T00:00:00.000Z`,
    until: `${until}T00:00:00.000Z`,
  });
  test.each([
    [
      'signatures that have ended',
      [1],
      [
        ['2025-01-01', '2025-01-15'],
        ['2025-01-02', '2025-01-16'],
      ],
      'its signatures ran out on 2025-01-16',
    ],
    ['signatures to come', [9], [['2125-01-01', '2125-01-15']], 'its signatures begin to hold on 2125-01-01'],
    [
      'one that still holds',
      [6],
      [
        ['2025-01-01', '2025-01-15'],
        ['2025-01-02', '2125-01-16'],
      ],
      'the resolver does not say why',
    ],
    ['none at all', [6], [], 'it has no signatures, where the parent zone says that it is signed'],
    ['none at all, and a better reason', [6, 7], [], 'a signature has expired'],
  ] as [string, number[], [string, string][], string][])('the reason: %s', (_, ede, dates, reason) => {
    const found = of({ bogus: true, ede, signatures: dates.map(([from, until]) => signature(from, until)) });
    expect(verdictsOf(dnssecBogus, viewOf([found]))).toMatchObject([{ args: { reason } }]);
  });
  test('dnssec/bogus: with the reason that the resolver gives', () => {
    expect(verdictsOf(dnssecBogus, viewOf([of({ bogus: true, ede: [6, 7] })]))).toEqual([
      { message: 'bogus', args: { domain: 'example.org', reason: 'a signature has expired', codes: '6, 7' } },
    ]);
    expect(verdictsOf(dnssecBogus, viewOf([of({ bogus: true })]))).toMatchObject([
      { args: { reason: 'the resolver does not say why' } },
    ]);
    expect(verdictsOf(dnssecBogus, viewOf([of({})]))).toEqual([]);
  });
  test('dnssec/host-bogus: of a server’s name', () => {
    const bogus = observed(hostValidation, host(mailHost), { ...seen, bogus: true, ede: [9] });
    expect(verdictsOf(dnssecHostBogus, viewOf([bogus]))).toMatchObject([{ args: { host: mailHost, codes: '9' } }]);
    expect(verdictsOf(dnssecHostBogus, viewOf([observed(hostValidation, host(mailHost), seen)]))).toEqual([]);
  });
  test('dnssec/unsigned: no DS at the parent', () => {
    const found = (differs: object) => verdictsOf(dnssecUnsigned, viewOf([of(differs)]));
    expect(found({})).toEqual([{ message: 'unsigned', args: { domain: 'example.org' } }]);
    expect(found({ keys: 2 })).toMatchObject([{ message: 'no-delegation' }]);
    expect(found({ ds: ['1 13 2 ab'] })).toEqual([]);
    expect(found({ apex: false })).toEqual([]);
    expect(found({ authenticated: true })).toEqual([]);
    expect(found({ ds: undefined })).toEqual([]);
  });
});

describe('caa', () => {
  const of = (...texts: string[]) =>
    observed(caa, at, { ...(texts.length === 0 ? {} : { at: 'example.org' }), records: texts.map(parseCaa) });
  test('caa/missing: no record', () => {
    expect(verdictsOf(caaMissing, viewOf([of()]))).toHaveLength(1);
    expect(verdictsOf(caaMissing, viewOf([of('0 issue "ca.example.net"')]))).toEqual([]);
  });
  test('caa/nobody-may-issue: worse where a mail server needs a certificate', () => {
    expect(verdictsOf(nobodyMayIssue, viewOf([of('0 issue ";"'), exchanger]))).toEqual([
      { message: 'nobody', args: { domain: 'example.org', at: 'example.org', hosts: mailHost } },
    ]);
    expect(verdictsOf(nobodyMayIssue, viewOf([of('0 issue ";"'), mx('10 mx.example.net')]))).toMatchObject([
      { message: 'unused', severity: 'notice' },
    ]);
    expect(verdictsOf(nobodyMayIssue, viewOf([of('0 issue "ca.example.net"'), exchanger]))).toEqual([]);
    expect(verdictsOf(nobodyMayIssue, viewOf([of('0 iodef "mailto:a@example.org"'), exchanger]))).toEqual([]);
  });
  test('caa/unknown-critical: a tag that nobody knows', () => {
    expect(verdictsOf(unknownCritical, viewOf([of('128 tbs "x"')]))).toMatchObject([{ args: { tag: 'tbs' } }]);
    expect(verdictsOf(unknownCritical, viewOf([of('0 tbs "x"')]))).toEqual([]);
  });
});
