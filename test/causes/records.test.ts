import { describe, expect, test } from 'vitest';
import { address, domain } from '../../src/model/subject.ts';
import { tlsSession } from '../../src/probes/facts/mail.ts';
import { spfResult, spfSurvey } from '../../src/probes/facts/spf.ts';
import { evaluateSpf } from '../../src/probes/spf/evaluate.ts';
import { surveySpf } from '../../src/probes/spf/survey.ts';
import { findingOf, observed } from '../evidence.ts';
import { fakeResolver } from '../probes/fake-resolver.ts';
import { fakeJournal } from '../probes/fake-run.ts';
import { io } from '../probes/world.ts';
import { asked, session } from '../rules/records/facts.ts';
import { causesOf, exchanger, refusal, submission, theCause } from './case.ts';

const at = domain('example.org');
const by = () => ({ journal: fakeJournal(), signal: new AbortController().signal });
const notice = <T extends object>(finding: T) => ({ ...finding, severity: 'notice' as const });

describe('spf-fail', () => {
  const evidence = async (record: string, ip = '6.6.6.6') => {
    const resolver = fakeResolver({ 'example.org TXT': [record] });
    return {
      target: asked({ sendingIps: [ip] }),
      seen: [
        observed(spfSurvey, at, await surveySpf('example.org', io({ resolver }), by())),
        observed(
          spfResult,
          address(ip, ip),
          await evaluateSpf({ ip, sender: 'postmaster@example.org', helo: 'example.org' }, io({ resolver }), by()),
        ),
      ],
    };
  };
  const finding = (ip = '6.6.6.6', result = 'fail') =>
    findingOf('spf/sender-not-allowed', address(ip, ip), { domain: 'example.org', ip, result, term: '-all' });

  test.each([
    ['v=spf1 mx -all', '6.6.6.6', 'v=spf1 mx ip4:6.6.6.6 -all'],
    ['v=spf1 mx redirect=_spf.example.net', '6.6.6.6', 'v=spf1 mx ip4:6.6.6.6 redirect=_spf.example.net'],
    ['v=spf1 mx', '6.6.6.6', 'v=spf1 mx ip4:6.6.6.6'],
    ['v=spf1 ~all', '2a00::6', 'v=spf1 ip6:2a00::6 ~all'],
  ])('tells the record with the address in it: %s', async (record, ip, mended) => {
    const cause = theCause([finding(ip)], await evidence(record, ip));
    expect(cause).toMatchObject({ id: 'spf-fail', confidence: 'certain' });
    expect(cause.actions[0]?.text).toBe(`If this address may send, change the record to: ${mended}`);
    expect(cause.check).toBe(`mailcheck dns example.org --sending-ip ${ip}`);
    expect(cause.ruledOut).toHaveLength(1);
  });

  test('is what a refusal for SPF means where mail is sent, and not where strangers deliver', () => {
    const refused = refusal('smtp/sender-refused', submission, 'spf-fail', '550 5.7.23 SPF validation failed');
    expect(causesOf([refused])).toEqual(['spf-fail certain']);
    expect(theCause([refused]).summary).toContain('550 5.7.23 SPF validation failed');
    expect(causesOf([notice(refusal('smtp/recipient-refused', exchanger, 'spf-fail'))])).toEqual([]);
  });
});

describe('spf-permerror', () => {
  test('names the dearest terms, and what follows from it', async () => {
    const zone = {
      'example.org TXT': ['v=spf1 include:a.example.net mx -all'],
      'a.example.net TXT': ['v=spf1 a:x.example.net a:y.example.net -all'],
    };
    const survey = await surveySpf('example.org', io({ resolver: fakeResolver(zone) }), by());
    const cause = theCause(
      [
        findingOf('spf/too-many-lookups', at, { domain: 'example.org', count: 11, limit: 10 }),
        findingOf('spf/sender-not-allowed', address('6.6.6.6', '6.6.6.6'), { result: 'permerror', ip: '6.6.6.6' }),
      ],
      { seen: [observed(spfSurvey, at, survey)], target: asked() },
    );
    expect(cause).toMatchObject({ id: 'spf-permerror', explains: ['spf/too-many-lookups', 'spf/sender-not-allowed'] });
    expect(cause.actions[0]?.text).toContain('The dearest: include:a.example.net (3).');
  });

  test('is not named for what is only worth knowing', () => {
    expect(causesOf([notice(findingOf('spf/misplaced', at))])).toEqual([]);
  });
});

describe('ptr-missing', () => {
  const missing = findingOf('dns/reverse-name-missing', address('192.0.2.10', '192.0.2.10'), { ip: '192.0.2.10' });
  test('of an address that mail is sent from', () => {
    const cause = theCause([{ ...missing, message: 'missing' }], { target: asked({ sendingIps: ['192.0.2.10'] }) });
    expect(cause.summary).toBe('192.0.2.10 has no PTR record. Large receivers refuse mail from such an address.');
    expect(theCause([{ ...missing, message: 'unconfirmed' }]).summary).toContain('does not lead back to it');
  });
  test('is none of a server that receives, and none for what strangers are told', () => {
    expect(causesOf([notice(missing), notice(refusal('smtp/recipient-refused', exchanger, 'ptr-missing'))])).toEqual(
      [],
    );
  });
});

describe('recipient-domain-invalid', () => {
  test('tells what the records say, and what a server said', () => {
    const said = { ...findingOf('dns/no-mail-host', at), text: 'example.org has neither an MX record nor an address.' };
    expect(theCause([said]).summary).toMatch(/^example\.org has neither/);
    const refused = refusal('smtp/recipient-refused', submission, 'recipient-domain-invalid', '550 Domain not found', {
      to: 'bob@exmaple.org',
    });
    const cause = theCause([refused]);
    expect(cause.summary).toContain('refuses the recipient bob@exmaple.org: "550 Domain not found".');
    expect(cause.actions[0]?.text).toContain('letter by letter');
  });
  test('leaves a domain that only lacks an MX record alone', () => {
    expect(causesOf([findingOf('dns/mx-missing', at)])).toEqual([]);
  });
});

describe('dnssec-bogus', () => {
  const bogus = findingOf('dnssec/bogus', at, { domain: 'example.org', reason: 'a signature has expired' });
  test('accounts for lookups that fail with SERVFAIL, and for no others', () => {
    const failing = (trouble: string) => findingOf('dns/domain-lookup-failed', at, { domain: 'example.org', trouble });
    expect(theCause([bogus, failing('servfail')]).explains).toEqual(['dnssec/bogus', 'dns/domain-lookup-failed']);
    expect(causesOf([bogus, failing('timeout')]).sort()).toEqual(['dns-lookup-failed certain', 'dnssec-bogus certain']);
  });
  test('tells why, where the resolver does', () => {
    expect(theCause([bogus]).summary).toContain('(a signature has expired)');
  });
});

describe('dane-mismatch', () => {
  const finding = {
    ...findingOf('dane/mismatch', exchanger, { name: '_25._tcp.mail.example.org', records: '3 1 1' }),
    message: 'secure',
  };
  test('tells the record of the key that is shown, and rules a bad certificate out', () => {
    const cause = theCause([finding], { seen: [observed(tlsSession, exchanger, session())] });
    expect(cause.actions[0]?.text).toBe(
      `If this is the right certificate, publish: _25._tcp.mail.example.org. IN TLSA 3 1 1 ${'2'.repeat(64)}`,
    );
    expect(cause.ruledOut).toEqual(['a bad certificate (it is valid and names the host)']);
  });
  test('says less where the zone is not known to be signed', () => {
    expect(theCause([{ ...finding, message: 'unproved' }]).summary).toContain('If the zone is signed');
  });
});

test('mta-sts-policy-mismatch: tells the lines that are missing', () => {
  const finding = {
    ...findingOf('mta-sts/mx-mismatch', at, {
      domain: 'example.org',
      host: 'new.example.org',
      patterns: 'old.example.org',
    }),
    message: 'enforce',
  };
  const cause = theCause([finding], { target: asked() });
  expect(cause.actions[0]?.text).toBe(
    'Add "mx: new.example.org" to the policy file, then give _mta-sts.example.org a new id.',
  );
  expect(cause.summary).toContain('do not deliver there');
});

test('dkim-key-unusable: what to do depends on the fault', () => {
  const args = { name: 'mail._domainkey.example.org' };
  const [first] = theCause([findingOf('dkim/selector-missing', at, args)]).actions;
  expect(first?.text).toContain('Publish the public half');
  expect(causesOf([notice(findingOf('dkim/key-weak', at, args))])).toEqual([]);
});

test('dmarc-record-invalid: a tag that is passed over is none', () => {
  expect(causesOf([findingOf('dmarc/several-records', at)])).toEqual(['dmarc-record-invalid certain']);
  expect(causesOf([{ ...findingOf('dmarc/record-invalid', at), severity: 'warning' }])).toEqual([]);
});

test('a bad certificate accounts for what MTA-STS makes of it, and no TLS for what DANE does', () => {
  const expired = findingOf('tls/certificate-expired', exchanger, { days: 12, notAfter: '2026-11-12T00:00:00.000Z' });
  const echo = findingOf('mta-sts/mx-certificate', exchanger, { reason: 'certificate', host: 'mail.example.org' });
  expect(theCause([expired, echo]).explains).toHaveLength(2);
  const plain = findingOf('tls/starttls-not-offered', exchanger, { host: 'mail.example.org' });
  expect(theCause([plain, findingOf('dane/no-starttls', exchanger)]).explains).toHaveLength(2);
});
