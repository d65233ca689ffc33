import { describe, expect, test } from 'vitest';
import { address } from '../../src/model/subject.ts';
import { guessedHosts, mailExchangers, reverseNames, serviceRecords } from '../../src/probes/facts/dns.ts';
import domainLookupFailed from '../../src/rules/dns/domain-lookup-failed.ts';
import domainNotFound from '../../src/rules/dns/domain-not-found.ts';
import mxMissing from '../../src/rules/dns/mx-missing.ts';
import noServerFound from '../../src/rules/dns/no-server-found.ts';
import reverseNameMissing from '../../src/rules/dns/reverse-name-missing.ts';
import { failed, findingsOf, observed, saidBy, viewOf } from '../evidence.ts';
import { announces, example, exchangers, servfail } from './dns-evidence.ts';

const gone = observed(mailExchangers, example, { records: [], nullMx: false, rcode: 'NXDOMAIN' });
const unknown = failed(mailExchangers, example, servfail);

describe('the mail domain in the DNS', () => {
  test('dns/domain-not-found fires on NXDOMAIN alone', () => {
    expect(findingsOf(domainNotFound, viewOf([gone]))).toMatchObject([
      { message: 'gone', severity: 'error', args: { domain: 'example.org' } },
    ]);
    for (const other of [exchangers(), exchangers('mx.example.org'), unknown]) {
      expect(findingsOf(domainNotFound, viewOf([other]))).toEqual([]);
    }
  });

  test('dns/domain-lookup-failed fires when the question was not answered', () => {
    expect(findingsOf(domainLookupFailed, viewOf([unknown]))).toMatchObject([
      { message: 'failed', severity: 'error', args: { domain: 'example.org', trouble: 'servfail' } },
    ]);
    for (const answer of [gone, exchangers()]) expect(findingsOf(domainLookupFailed, viewOf([answer]))).toEqual([]);
  });

  test('dns/mx-missing tells a domain without MX from one that wants no mail', () => {
    expect(saidBy(mxMissing, viewOf([exchangers()]))).toEqual(['missing warning']);
    expect(saidBy(mxMissing, viewOf([exchangers('.')]))).toEqual(['null warning']);
  });

  test('dns/mx-missing is silent with a record, without the domain, and when nothing is known', () => {
    for (const one of [exchangers('mx.example.org'), gone, unknown]) {
      expect(findingsOf(mxMissing, viewOf([one]))).toEqual([]);
    }
  });
});

describe('dns/no-server-found', () => {
  const tried = ['imap.example.org', 'mail.example.org'];
  const guessed = (...exist: string[]) => observed(guessedHosts, example, { tried, exist });
  const announced = observed(serviceRecords, example, { records: [] });

  test('fires when no record announces a server and no usual name exists', () => {
    expect(findingsOf(noServerFound, viewOf([announced, guessed()]))).toMatchObject([
      { message: 'none', severity: 'error', args: { domain: 'example.org', tried: tried.join(', ') } },
    ]);
  });

  test.each([
    ['a guess exists', [announced, guessed('mail.example.org')]],
    ['a record announces one', [announces('mail.example.org'), guessed()]],
    ['the domain itself does not exist', [announced, guessed(), gone]],
    ['the records could not be looked up', [failed(serviceRecords, example, servfail), guessed()]],
    ['the names could not be looked up', [announced, failed(guessedHosts, example, servfail)]],
    ['no name was tried', [announced, observed(guessedHosts, example, { tried: [], exist: [] })]],
  ])('is silent when %s', (_, observations) => {
    expect(findingsOf(noServerFound, viewOf(observations))).toEqual([]);
  });
});

describe('dns/reverse-name-missing', () => {
  const at = address('mx.example.org', '192.0.2.20');
  const seen = (names: string[], forwardConfirmed: boolean) =>
    viewOf([observed(reverseNames, at, { names, forwardConfirmed })]);

  test('is a notice on an address without a name', () => {
    expect(findingsOf(reverseNameMissing, seen([], false))).toMatchObject([
      { message: 'missing', severity: 'notice', args: { ip: '192.0.2.20' } },
    ]);
  });

  test('names the reverse names that do not lead back', () => {
    expect(findingsOf(reverseNameMissing, seen(['a.example.net', 'b.example.net'], false))).toMatchObject([
      { message: 'unconfirmed', severity: 'notice', args: { names: 'a.example.net, b.example.net' } },
    ]);
  });

  test('is silent when one leads back, and when nothing could be asked', () => {
    expect(findingsOf(reverseNameMissing, seen(['a.example.net', 'mx.example.org'], true))).toEqual([]);
    expect(findingsOf(reverseNameMissing, viewOf([failed(reverseNames, at, servfail)]))).toEqual([]);
  });
});
