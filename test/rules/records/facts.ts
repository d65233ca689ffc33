import type { Observation } from '../../../src/model/evidence.ts';
import type { DnsAnswer } from '../../../src/model/resolver.ts';
import { address, domain, type Endpoint, host } from '../../../src/model/subject.ts';
import type { RecordWishes, Target } from '../../../src/model/target.ts';
import type { CertificateView, TlsView } from '../../../src/model/tls-view.ts';
import { type DkimLookup, dkimKeys } from '../../../src/probes/facts/dkim.ts';
import { type DmarcDiscovery, type DmarcName, dmarcPolicy } from '../../../src/probes/facts/dmarc.ts';
import { addresses, ipv4Addresses, ipv6Addresses, mailExchangers } from '../../../src/probes/facts/dns.ts';
import { daneRecords } from '../../../src/probes/facts/dnssec.ts';
import { type StsFetch, stsPolicy, stsRecords } from '../../../src/probes/facts/mta-sts.ts';
import { parseDkimKey } from '../../../src/protocols/dkim/key.ts';
import { isDmarcRecord, parseDmarc, resemblesDmarc } from '../../../src/protocols/dmarc/record.ts';
import { isStsRecord, parseStsPolicy, parseStsRecord, resemblesSts } from '../../../src/protocols/mta-sts.ts';
import { parseTlsa } from '../../../src/protocols/tlsa.ts';
import { endpointOf, observed } from '../../evidence.ts';

export const at = domain('example.org');
export const mailHost = 'mail.example.org';
export const mailAt: Endpoint = endpointOf('smtp', 25, 'starttls');

/** A target of `mailcheck dns example.org`. */
export const asked = (records: Partial<RecordWishes> = {}): Partial<Target> => ({
  records: { selectors: [], sendingIps: [], ...records },
});

/** MX records: `10 mail.example.org`. */
export function mx(...texts: string[]): Observation {
  const records = texts.map((text) => {
    const [preference, exchange = ''] = text.split(' ');
    return { preference: Number(preference), exchange };
  });
  const nullMx = records.length === 1 && records[0]?.exchange === '.';
  return observed(mailExchangers, at, { records, nullMx, rcode: 'NOERROR' });
}

const answer = (name: string, type: 'A' | 'AAAA', ips: readonly string[], cnames: readonly string[]): DnsAnswer => ({
  name,
  type,
  rcode: 'NOERROR',
  records: ips.map((data) => ({ name, type, ttl: 300, data })),
  cnames,
  resolver: '192.0.2.53:53',
  authenticated: false,
  ms: 1,
});

/** A host with these addresses, reached by these aliases. */
export function hostWith(name: string, ips: readonly string[], cnames: readonly string[] = []): Observation[] {
  return [
    observed(
      ipv4Addresses,
      host(name),
      answer(
        name,
        'A',
        ips.filter((ip) => !ip.includes(':')),
        cnames,
      ),
    ),
    observed(
      ipv6Addresses,
      host(name),
      answer(
        name,
        'AAAA',
        ips.filter((ip) => ip.includes(':')),
        cnames,
      ),
    ),
    observed(addresses, host(name), { ips, source: 'dns' }),
  ];
}

export const addressAt = (ip: string, name = ip) => address(name, ip);

/** A lookup of `mail._domainkey.example.org` that found these texts. */
export const key = (texts: readonly string[], differs: Partial<DkimLookup> = {}): DkimLookup => ({
  selector: 'mail',
  domain: 'example.org',
  source: 'named',
  texts,
  ...(texts.length === 1 ? { key: parseDkimKey(texts[0] as string) } : {}),
  ...differs,
});

export const keys = (...lookups: DkimLookup[]): Observation =>
  observed(dkimKeys, at, { lookups, tried: 0, unknown: 0 });

/** What DMARC finds at the domain, and where nothing else is. */
export function dmarc(texts: readonly string[], differs: Partial<DmarcDiscovery> = {}): Observation {
  const own = dmarcName('example.org', texts);
  const governs = own.records.length === 1 ? { rfc7489: 'example.org', rfc9989: 'example.org' } : {};
  return observed(dmarcPolicy, at, {
    names: [own, dmarcName('org', [])],
    bySuffixList: 'example.org',
    byWalk: 'example.org',
    governing: governs,
    misplaced: [],
    ...differs,
  });
}

export const dmarcName = (name: string, texts: readonly string[], differs: Partial<DmarcName> = {}): DmarcName => ({
  name,
  records: texts.filter(isDmarcRecord).map(parseDmarc),
  resembling: texts.filter(resemblesDmarc),
  ...differs,
});

export const sts = (...texts: string[]): Observation =>
  observed(stsRecords, at, {
    records: texts.filter(isStsRecord).map(parseStsRecord),
    resembling: texts.filter(resemblesSts),
  });

const url = 'https://mta-sts.example.org/.well-known/mta-sts.txt';
export const fetched = (result: StsFetch, contentType = 'text/plain'): Observation =>
  observed(stsPolicy, at, { url, ip: '192.0.2.20', contentType, result });
export const policy = (text: string, contentType?: string): Observation =>
  fetched({ kind: 'policy', policy: parseStsPolicy(text) }, contentType);
export const policyText = (mode: string, mxLine = mailHost, age = 604_800): string =>
  `version: STSv1\nmode: ${mode}\nmx: ${mxLine}\nmax_age: ${age}\n`;

const digests = (digit: string) => ({ sha256: digit.repeat(64), sha512: digit.repeat(128) });
/** A certificate whose SHA-256 digests are 64 times `1` (whole) and `2` (key), that of its issuer `3` and `4`. */
const certificate = (subject: string, whole: string, of: string): CertificateView => ({
  subject,
  issuer: 'Test root',
  names: [subject],
  ips: [],
  notBefore: '2026-11-01T00:00:00.000Z',
  notAfter: '2027-02-01T00:00:00.000Z',
  serial: '01',
  fingerprint: 'AB',
  key: { type: 'ec', bits: 256 },
  isCa: false,
  selfSigned: false,
  digests: { certificate: digests(whole), key: digests(of) },
});
export const session = (differs: Partial<TlsView> = {}): TlsView => ({
  version: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  serverName: mailHost,
  chain: [certificate(mailHost, '1', '2'), certificate('Test authority', '3', '4')],
  trust: { ok: true },
  nameMatches: true,
  inDate: true,
  verified: true,
  ...differs,
});

const signed = { exchangers: true, addresses: true, records: true };
/** TLSA records of mail.example.org, signed all the way. */
export const dane = (texts: readonly string[], secure: Partial<typeof signed> = {}, trusted = true): Observation =>
  observed(daneRecords, host(mailHost), {
    name: `_25._tcp.${mailHost}`,
    records: texts.map(parseTlsa),
    secure: { ...signed, ...secure },
    trusted,
  });
