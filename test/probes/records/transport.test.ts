import { describe, expect, test } from 'vitest';
import { Failed } from '../../../src/model/failure.ts';
import type { Fetched, FetchOptions } from '../../../src/model/fetcher.ts';
import type { DnsAnswer, DnsType, Resolver } from '../../../src/model/resolver.ts';
import { domain, host } from '../../../src/model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, mailExchangers } from '../../../src/probes/facts/dns.ts';
import { daneRecords, domainValidation, hostValidation } from '../../../src/probes/facts/dnssec.ts';
import { stsPolicy, stsRecords } from '../../../src/probes/facts/mta-sts.ts';
import { bimi, caa, setupRecords, tlsReporting } from '../../../src/probes/facts/published.ts';
import { probeBimiRecord } from '../../../src/probes/records/bimi-record.ts';
import { probeCaaRecords } from '../../../src/probes/records/caa-records.ts';
import { probeDaneRecords } from '../../../src/probes/records/dane-records.ts';
import { probeSetupRecords } from '../../../src/probes/records/setup-records.ts';
import { probeStsPolicy } from '../../../src/probes/records/sts-policy.ts';
import { probeStsRecords } from '../../../src/probes/records/sts-records.ts';
import { probeTlsReporting } from '../../../src/probes/records/tls-reporting.ts';
import { probeDomainValidation, probeHostValidation } from '../../../src/probes/records/validation.ts';
import { session } from '../../rules/records/facts.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { type Known, observed, runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const at = domain('example.org');
const records = { selectors: [], sendingIps: [] };
const asked = target({ domain: 'example.org', records });
const look = (zone: Zone) => ({ io: io({ resolver: fakeResolver(zone) }), target: asked });

describe('the MTA-STS policy', () => {
  const tls = session();
  const policy = 'version: STSv1\r\nmode: enforce\r\nmx: mail.example.org\r\nmax_age: 604800\r\n';
  const announced = observed(stsRecords, at, { records: [{ text: 'v=STSv1; id=1', id: '1' }], resembling: [] });
  const name = 'mta-sts.example.org';

  const run = async (
    zone: Zone,
    answers: Readonly<Record<string, Fetched | Failed>>,
    { allowPrivate = false, known = announced }: { allowPrivate?: boolean; known?: Known[number] } = {},
  ) => {
    const fetched: Omit<FetchOptions, 'journal' | 'signal'>[] = [];
    const fetcher = {
      get: async ({ journal: _, signal: __, ...options }: FetchOptions) => {
        fetched.push(options);
        const answer = answers[options.ip];
        if (answer === undefined || answer instanceof Failed) throw answer ?? new Error(`nobody at ${options.ip}`);
        return answer;
      },
    };
    const world = io({ resolver: fakeResolver(zone), fetcher });
    const ran = await runProbe(probeStsPolicy({ io: world, target: asked, allowPrivate }), at, { known: [known] });
    return { outcome: ran.outcome(stsPolicy), fetched };
  };
  const page = (differs: object = {}): Fetched => ({
    kind: 'answered',
    tls,
    status: 200,
    contentType: 'text/plain',
    body: policy,
    ...differs,
  });
  const zone = { [`${name} A`]: ['203.0.114.20'] };

  test('is fetched from the address that was looked up, with a cap', async () => {
    const { outcome, fetched } = await run(zone, { '203.0.114.20': page() });
    expect(fetched).toEqual([{ host: name, ip: '203.0.114.20', path: '/.well-known/mta-sts.txt', longest: 65_536 }]);
    expect(outcome).toMatchObject({
      value: {
        ip: '203.0.114.20',
        contentType: 'text/plain',
        result: { kind: 'policy', policy: { mode: 'enforce', problems: [] } },
      },
    });
  });

  test.each([
    [
      'a redirect',
      page({ status: 301, location: 'https://example.net/', body: undefined }),
      { kind: 'status', status: 301 },
    ],
    ['nothing there', page({ status: 404, body: undefined }), { kind: 'status', status: 404 }],
    ['a compressed answer', page({ encoding: 'gzip', body: undefined }), { kind: 'encoded', encoding: 'gzip' }],
    ['too much', page({ body: undefined }), { kind: 'too-long' }],
    ['a certificate that proves nothing', { kind: 'unverified', tls }, { kind: 'certificate' }],
  ] as [string, Fetched, object][])('with %s is none', async (_, answer, result) => {
    expect((await run(zone, { '203.0.114.20': answer })).outcome).toMatchObject({ value: { result } });
  });

  test('is taken from the next address where one is dead', async () => {
    const dead = new Failed({ kind: 'refused', stage: 'connect' });
    const two = { [`${name} A`]: ['203.0.114.20', '203.0.114.21'] };
    const { outcome, fetched } = await run(two, { '203.0.114.20': dead, '203.0.114.21': page() });
    expect(fetched).toHaveLength(2);
    expect(outcome).toMatchObject({ value: { ip: '203.0.114.21', result: { kind: 'policy' } } });
    const none = await run(two, { '203.0.114.20': dead, '203.0.114.21': dead });
    expect(none.outcome).toMatchObject({ value: { result: { kind: 'failed', failure: { kind: 'refused' } } } });
  });

  test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1', '192.0.2.20', 'fd00::1'])(
    'is not asked for at %s, unless the user allows it',
    async (ip) => {
      const inside = { [`${name} ${ip.includes(':') ? 'AAAA' : 'A'}`]: [ip] };
      const { outcome, fetched } = await run(inside, {});
      expect(fetched).toEqual([]);
      expect(outcome).toMatchObject({ value: { result: { kind: 'private', ips: [ip] } } });
      const allowed = await run(inside, { [ip]: page() }, { allowPrivate: true });
      expect(allowed.outcome).toMatchObject({ value: { result: { kind: 'policy' } } });
    },
  );

  test('of a host without address, or that cannot be looked up', async () => {
    expect((await run({}, {})).outcome).toMatchObject({ value: { result: { kind: 'no-host' } } });
    const failing = await run({ [`${name} A`]: 'servfail', [`${name} AAAA`]: 'servfail' }, {});
    expect(failing.outcome).toMatchObject({ value: { result: { kind: 'failed', failure: { trouble: 'servfail' } } } });
  });

  test('is not asked for where the domain announces none', async () => {
    const { outcome, fetched } = await run(
      zone,
      {},
      { known: observed(stsRecords, at, { records: [], resembling: [] }) },
    );
    expect(outcome).toEqual({ status: 'skipped', because: 'not-applicable' });
    expect(fetched).toEqual([]);
  });
});

describe('records of one kind', () => {
  test('MTA-STS, TLS-RPT and BIMI are told from other texts', async () => {
    const zone = look({
      '_mta-sts.example.org TXT': ['v=STSv1; id=1', 'other', 'v=stsv1; id=2'],
      '_smtp._tls.example.org TXT': ['v=TLSRPTv1; rua=mailto:a@example.org', 'v=tls-rptv1'],
      'default._bimi.example.org TXT': ['v=BIMI1; l=https://example.org/logo.svg', 'other'],
    });
    expect((await runProbe(probeStsRecords(zone), at)).value(stsRecords)).toEqual({
      records: [{ text: 'v=STSv1; id=1', id: '1' }],
      resembling: ['v=stsv1; id=2'],
    });
    expect((await runProbe(probeTlsReporting(zone), at)).value(tlsReporting)).toMatchObject({
      records: [{ addresses: ['mailto:a@example.org'] }],
      resembling: ['v=tls-rptv1'],
    });
    expect((await runProbe(probeBimiRecord(zone), at)).value(bimi).records).toHaveLength(1);
  });

  test('of a hundred texts twenty are read, and of each what a record may have', async () => {
    const texts = Array.from({ length: 100 }, (_, n) => `v=STSv1; id=${n}; ${'x'.repeat(10_000)}`);
    const { records: read } = (await runProbe(probeStsRecords(look({ '_mta-sts.example.org TXT': texts })), at)).value(
      stsRecords,
    );
    expect(read).toHaveLength(20);
    expect(read[0]?.text).toHaveLength(8192);
  });

  test('CAA is that of the nearest name that has any', async () => {
    const run = async (zone: Zone, name: string) =>
      (
        await runProbe(probeCaaRecords({ ...look(zone), target: target({ domain: name, records }) }), domain(name))
      ).outcome(caa);
    const issue = ['0 issue "ca.example.net"'];
    expect(await run({ 'example.org CAA': issue }, 'a.b.example.org')).toMatchObject({ value: { at: 'example.org' } });
    expect(
      await run({ 'example.org CAA': issue, 'b.example.org CAA': ['0 issue ";"'] }, 'a.b.example.org'),
    ).toMatchObject({
      value: { at: 'b.example.org', records: [{ tag: 'issue', value: ';' }] },
    });
    expect(await run({}, 'example.org')).toEqual({ status: 'observed', value: { records: [] } });
    // What lies above says nothing while a nearer name is not known.
    expect(await run({ 'example.org CAA': issue, 'b.example.org CAA': 'servfail' }, 'b.example.org')).toMatchObject({
      status: 'failed',
    });
  });

  test('names for setting up programs are looked up, and not followed', async () => {
    const zone = look({
      'autoconfig.example.org A': ['192.0.2.80'],
      'autodiscover.example.org A': 'timeout',
      '_autodiscover._tcp.example.org SRV': ['0 0 443 mail.example.org'],
      '_jmap._tcp.example.org SRV': ['0 1 443 .'],
      'example.org TXT': ['mailconf=https://example.org/x', 'v=spf1 -all'],
    });
    expect((await runProbe(probeSetupRecords(zone), at)).value(setupRecords)).toEqual({
      names: [
        { label: 'autoconfig', ips: ['192.0.2.80'] },
        { label: 'autodiscover', ips: [], trouble: 'timeout' },
        { label: 'ua-auto-config', ips: [] },
      ],
      services: [
        { label: '_autodiscover', priority: 0, weight: 0, port: 443, target: 'mail.example.org' },
        { label: '_jmap', priority: 0, weight: 1, port: 443, target: '.' },
      ],
      texts: ['mailconf=https://example.org/x'],
    });
  });
});

describe('signatures', () => {
  type Told = { readonly records?: readonly string[]; readonly authenticated?: boolean } | 'bogus' | 'servfail';
  /** A resolver that validates: what is bogus it gives only with checking disabled. */
  const validating = (zone: Readonly<Record<string, Told>>): Resolver => ({
    servers: ['127.0.0.1:53'],
    queryAt: () => Promise.reject(new Error('not here')),
    query: async (
      name,
      type: DnsType,
      _journal,
      _signal,
      { checkingDisabled = false, dnssec } = {},
    ): Promise<DnsAnswer> => {
      const told = zone[`${name} ${type}`] ?? zone[name] ?? {};
      if (told === 'servfail' || (told === 'bogus' && !checkingDisabled)) {
        const ede = told === 'bogus' ? { ede: [7] } : {};
        throw new Failed({ kind: 'dns', stage: 'dns', trouble: 'servfail', resolver: '127.0.0.1:53', ...ede });
      }
      const data = told === 'bogus' ? ['given all the same'] : (told.records ?? []);
      const answers = data.map((text) => ({ name, type, ttl: 300, data: text }));
      const authenticated = told !== 'bogus' && told.authenticated === true;
      return {
        name,
        type,
        rcode: 'NOERROR',
        records: answers,
        cnames: [],
        resolver: '127.0.0.1:53',
        authenticated,
        ...(dnssec === true ? { signatures: [ended] } : {}),
        ms: 1,
      };
    },
  });
  const ended = { name: 'example.org', signer: 'example.org', from: '2025-01-01', until: '2025-01-15' };
  const world = (zone: Readonly<Record<string, Told>>, trusted = true) => ({
    io: io({ resolver: validating(zone), network: { trustsValidation: () => trusted } }),
    target: asked,
  });
  const soa = { records: ['ns.example.org h.example.org 1 2 3 4 5'] };

  test.each([
    [
      'a signed domain',
      {
        'example.org SOA': { ...soa, authenticated: true },
        'example.org DS': { records: ['1 13 2 ab'] },
        'example.org DNSKEY': { records: ['257 3 13 x'] },
      },
      { authenticated: true, bogus: false, apex: true, ds: ['1 13 2 ab'], keys: 1, trusted: true },
    ],
    [
      'one that is not',
      { 'example.org SOA': soa },
      { authenticated: false, bogus: false, apex: true, ds: [], keys: 0 },
    ],
    ['a name below a zone', {}, { apex: false, ds: [] }],
    [
      'broken signatures',
      { 'example.org SOA': 'bogus', 'example.org DS': { records: ['1 13 2 ab'] } },
      { bogus: true, ede: [7], signatures: [ended] },
    ],
  ] as [string, Record<string, Told>, object][])('of %s', async (_, zone, expected) => {
    expect((await runProbe(probeDomainValidation(world(zone)), at)).value(domainValidation)).toMatchObject(expected);
  });

  test('that fail with and without checking are a failure of the name servers', async () => {
    const ran = await runProbe(probeDomainValidation(world({ 'example.org SOA': 'servfail' })), at);
    expect(ran.outcome(domainValidation)).toMatchObject({ status: 'failed', failure: { trouble: 'servfail' } });
  });

  test('are looked at in a diagnosis only to explain a failure', async () => {
    const plain = { ...world({ 'example.org SOA': 'bogus' }), target: target({ domain: 'example.org' }) };
    const failedWith = (trouble: 'servfail' | 'timeout'): Known => [
      [mailExchangers, at, { status: 'failed', failure: { kind: 'dns', stage: 'dns', trouble } }],
    ];
    const seen = observed(mailExchangers, at, { records: [], nullMx: false, rcode: 'NOERROR' });
    const probe = probeDomainValidation(plain);
    expect((await runProbe(probe, at, { known: [seen] })).outcome(domainValidation)).toMatchObject({
      status: 'skipped',
    });
    expect((await runProbe(probe, at, { known: failedWith('timeout') })).outcome(domainValidation)).toMatchObject({
      status: 'skipped',
    });
    expect((await runProbe(probe, at, { known: failedWith('servfail') })).value(domainValidation)).toMatchObject({
      bogus: true,
    });
  });

  test('of a host explain that its addresses cannot be found', async () => {
    const mail = host('mail.example.org');
    const probe = probeHostValidation(world({ 'mail.example.org A': 'bogus' }));
    const known: Known = [
      [addresses, mail, { status: 'failed', failure: { kind: 'dns', stage: 'dns', trouble: 'servfail' } }],
    ];
    expect((await runProbe(probe, mail, { known })).value(hostValidation)).toMatchObject({ bogus: true, ede: [7] });
    const fine = [observed(addresses, mail, { ips: ['192.0.2.10'], source: 'dns' })];
    expect((await runProbe(probe, mail, { known: fine })).outcome(hostValidation)).toMatchObject({ status: 'skipped' });
  });

  describe('on the way to TLSA records', () => {
    const mail = host('mail.example.org');
    const answer = (authenticated: boolean): DnsAnswer => ({
      name: mail.name,
      type: 'A',
      rcode: 'NOERROR',
      records: [],
      cnames: [],
      resolver: '127.0.0.1:53',
      authenticated,
      ms: 1,
    });
    const run = async (
      trusted: boolean,
      signed: { mx?: boolean; a?: boolean; aaaa?: boolean; tlsa?: boolean } = {},
    ) => {
      const { mx = true, a = true, aaaa = true, tlsa = true } = signed;
      const zone = {
        'example.org MX': { records: ['10 mail.example.org'], authenticated: mx },
        '_25._tcp.mail.example.org TLSA': { records: [`3 1 1 ${'ab'.repeat(32)}`], authenticated: tlsa },
      };
      const known = [
        observed(mailExchangers, at, {
          records: [{ preference: 10, exchange: mail.name }],
          nullMx: false,
          rcode: 'NOERROR',
          ...(mx ? { secure: true } : {}),
        }),
        observed(ipv4Addresses, mail, answer(a)),
        observed(ipv6Addresses, mail, answer(aaaa)),
      ];
      return (await runProbe(probeDaneRecords(world(zone, trusted)), mail, { known })).value(daneRecords);
    };
    test('all are needed', async () => {
      const all = { exchangers: true, addresses: true, records: true };
      expect(await run(true)).toMatchObject({ trusted: true, secure: all, records: [{ usage: 3 }] });
      expect((await run(true, { mx: false })).secure).toEqual({ ...all, exchangers: false });
      expect((await run(true, { aaaa: false })).secure).toEqual({ ...all, addresses: false });
      expect((await run(true, { tlsa: false })).secure).toEqual({ ...all, records: false });
    });
    test('the word of a resolver afar counts for nothing', async () => {
      expect(await run(false)).toMatchObject({ trusted: false, secure: { addresses: false, records: false } });
    });
    test('a host that receives no mail of the domain is not asked about', async () => {
      const other = host('www.example.org');
      const ran = await runProbe(probeDaneRecords(world({})), other);
      expect(ran.outcome(daneRecords)).toEqual({ status: 'skipped', because: 'not-applicable' });
    });
  });
});
