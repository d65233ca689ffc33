import { expect, test } from 'vitest';
import { host, service } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { probeAddresses } from '../../../src/probes/dns/addresses.ts';
import { probeEndpoints } from '../../../src/probes/dns/endpoints.ts';
import { addresses, ipv4Addresses, ipv6Addresses } from '../../../src/probes/facts/dns.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { observed, runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

function look(zone: Zone, differs: Partial<Target> = {}, pinned?: Map<string, string[]>) {
  const resolver = fakeResolver(zone);
  const network = pinned === undefined ? {} : { pinned };
  return { resolver, probe: probeAddresses({ io: io({ resolver, network }), target: target(differs) }) };
}
const mail = host('mail.example.org');

test('asks for both families and finds an address in each', async () => {
  const { probe, resolver } = look({
    'mail.example.org A': ['192.0.2.1', '192.0.2.2'],
    'mail.example.org AAAA': ['2001:db8::1'],
  });
  const ran = await runProbe(probe, mail);
  expect(ran.value(addresses)).toEqual({ ips: ['192.0.2.1', '192.0.2.2', '2001:db8::1'], source: 'dns' });
  expect(ran.discovered).toEqual([
    'mail.example.org/192.0.2.1',
    'mail.example.org/192.0.2.2',
    'mail.example.org/2001:db8::1',
  ]);
  expect(resolver.asked).toEqual(['mail.example.org A', 'mail.example.org AAAA']);
});

test('one family that fails does not spoil the other', async () => {
  const { probe } = look({ 'mail.example.org A': ['192.0.2.1'], 'mail.example.org AAAA': 'servfail' });
  const ran = await runProbe(probe, mail);
  expect(ran.outcome(ipv6Addresses)).toMatchObject({ status: 'failed', failure: { trouble: 'servfail' } });
  expect(ran.value(addresses).ips).toEqual(['192.0.2.1']);
});

test('without any address a lookup that failed is the failure', async () => {
  const { probe } = look({ 'mail.example.org A': [], 'mail.example.org AAAA': 'timeout' });
  const ran = await runProbe(probe, mail);
  expect(ran.outcome(ipv4Addresses)).toMatchObject({ status: 'observed' });
  expect(ran.outcome(addresses)).toMatchObject({ status: 'failed', failure: { kind: 'dns', trouble: 'timeout' } });
  expect(ran.discovered).toEqual([]);
});

test('a name that does not exist has observed answers and no address', async () => {
  const ran = await runProbe(look({}).probe, mail);
  expect(ran.value(ipv4Addresses).rcode).toBe('NXDOMAIN');
  expect(ran.value(addresses)).toEqual({ ips: [], source: 'dns' });
});

test.each([
  [4, ['mail.example.org A'], ['192.0.2.1'], ipv6Addresses],
  [6, ['mail.example.org AAAA'], ['2001:db8::1'], ipv4Addresses],
] as const)('restricted to IPv%i it asks for nothing else', async (family, asked, ips, left) => {
  const { probe, resolver } = look(
    { 'mail.example.org A': ['192.0.2.1'], 'mail.example.org AAAA': ['2001:db8::1'] },
    { family },
  );
  const ran = await runProbe(probe, mail);
  expect(resolver.asked).toEqual(asked);
  expect(ran.value(addresses).ips).toEqual(ips);
  expect(ran.outcome(left)).toEqual({ status: 'skipped', because: 'not-asked' });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:DB8:0::7', '2001:db8::7'],
])('an address as host needs no query: %s', async (name, ip) => {
  const { probe, resolver } = look({});
  const ran = await runProbe(probe, host(name));
  expect(resolver.asked).toEqual([]);
  expect(ran.outcome(ipv4Addresses)).toEqual({ status: 'skipped', because: 'not-applicable' });
  expect(ran.value(addresses)).toEqual({ ips: [ip], source: 'literal' });
});

test('a pinned host needs no query and keeps to the family', async () => {
  const pinned = new Map([['mail.example.org', ['192.0.2.9', '2001:db8::9']]]);
  const { probe, resolver } = look({}, { family: 6 }, pinned);
  const ran = await runProbe(probe, mail);
  expect(resolver.asked).toEqual([]);
  expect(ran.value(addresses)).toEqual({ ips: ['2001:db8::9'], source: 'pinned' });
});

test('of a thousand addresses twenty are used, some of each family', async () => {
  const { probe } = look({
    'mail.example.org A': Array.from({ length: 1000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`),
    'mail.example.org AAAA': ['2001:db8::1', '2001:db8::2'],
  });
  const ran = await runProbe(probe, mail);
  const { ips } = ran.value(addresses);
  expect(ips).toHaveLength(20);
  expect(ips.slice(-2)).toEqual(['2001:db8::1', '2001:db8::2']);
  expect(ran.discovered).toHaveLength(20);
});

test('a service gets an endpoint on each address of its host', async () => {
  const at = service('mail.example.org', 'imap', 993, 'tls');
  const known = [observed(addresses, mail, { ips: ['192.0.2.1', '2001:db8::1'], source: 'dns' })];
  const ran = await runProbe(probeEndpoints({ io: io(), target: target() }), at, { known });
  expect(ran.discovered).toEqual([
    'mail.example.org/192.0.2.1/imap:993+tls',
    'mail.example.org/2001:db8::1/imap:993+tls',
  ]);
});
