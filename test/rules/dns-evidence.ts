import type { DnsAnswer } from '../../src/model/resolver.ts';
import { domain, host } from '../../src/model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, mailExchangers, serviceRecords } from '../../src/probes/facts/dns.ts';
import { failed, observed } from '../evidence.ts';

export const example = domain('example.org');

const answer = (name: string, type: 'A' | 'AAAA', rcode: DnsAnswer['rcode'], ips: readonly string[]): DnsAnswer => ({
  name,
  type,
  rcode,
  records: ips.map((data) => ({ name, type, ttl: 300, data })),
  cnames: [],
  resolver: '192.0.2.53:53',
  authenticated: false,
  ms: 3,
});

/** A host that both families were asked about. */
export function resolved(name: string, ips: readonly string[], rcode: DnsAnswer['rcode'] = 'NOERROR') {
  const sixes = ips.filter((ip) => ip.includes(':'));
  const fours = ips.filter((ip) => !ip.includes(':'));
  return [
    observed(ipv4Addresses, host(name), answer(name, 'A', rcode, fours)),
    observed(ipv6Addresses, host(name), answer(name, 'AAAA', rcode, sixes)),
    observed(addresses, host(name), { ips, source: 'dns' }),
  ];
}

/** A host whose AAAA lookup fails, while its A lookup gives these. */
export const halfResolved = (name: string, ips: readonly string[]) => [
  observed(ipv4Addresses, host(name), answer(name, 'A', 'NOERROR', ips)),
  failed(ipv6Addresses, host(name), servfail),
  ips.length > 0 ? observed(addresses, host(name), { ips, source: 'dns' }) : failed(addresses, host(name), servfail),
];

export const servfail = { kind: 'dns', stage: 'dns', trouble: 'servfail' } as const;

export const unresolved = (name: string) => [
  failed(ipv4Addresses, host(name), servfail),
  failed(ipv6Addresses, host(name), servfail),
  failed(addresses, host(name), servfail),
];

/** MX records of the domain, best first. */
export const exchangers = (...names: string[]) =>
  observed(mailExchangers, example, {
    records: names.map((exchange, index) => ({ preference: (index + 1) * 10, exchange })),
    nullMx: names.length === 1 && names[0] === '.',
    rcode: 'NOERROR',
  });

/** An SRV record of the domain for IMAP with TLS from the start. */
export const announces = (target: string, label: '_imaps' | '_submissions' = '_imaps') =>
  observed(serviceRecords, example, {
    records: [{ label, priority: 0, weight: 1, port: label === '_imaps' ? 993 : 465, target }],
  });
