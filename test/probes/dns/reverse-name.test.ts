import { expect, test } from 'vitest';
import { address } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { probeReverseName } from '../../../src/probes/dns/reverse-name.ts';
import { reverseNames } from '../../../src/probes/facts/dns.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const mx = { 'example.org MX': ['10 mx.example.org'] };
const run = async (zone: Zone, ip = '192.0.2.1', differs: Partial<Target> = { domain: 'example.org' }) => {
  const resolver = fakeResolver(zone);
  const probe = probeReverseName({ io: io({ resolver }), target: target(differs) });
  return { ...(await runProbe(probe, address('mx.example.org', ip))), asked: resolver.asked };
};

test('a name that leads back confirms the address', async () => {
  const ran = await run({ ...mx, '1.2.0.192.in-addr.arpa PTR': ['mx.example.org'], 'mx.example.org A': ['192.0.2.1'] });
  expect(ran.value(reverseNames)).toEqual({ names: ['mx.example.org'], forwardConfirmed: true });
});

test('an IPv6 address is confirmed in whatever form it is written', async () => {
  const arpa = `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`;
  const ran = await run(
    { ...mx, [`${arpa} PTR`]: ['mx.example.org'], 'mx.example.org AAAA': ['2001:db8::1'] },
    '2001:DB8:0:0::1',
  );
  expect(ran.value(reverseNames).forwardConfirmed).toBe(true);
});

test.each([
  ['leads elsewhere', { 'host.example.net A': ['192.0.2.99'] }],
  ['leads nowhere', {}],
  ['cannot be asked for', { 'host.example.net A': 'timeout' as const }],
])('a name that %s does not confirm it', async (_, forward) => {
  const ran = await run({ ...mx, '1.2.0.192.in-addr.arpa PTR': ['host.example.net'], ...forward });
  expect(ran.value(reverseNames)).toEqual({ names: ['host.example.net'], forwardConfirmed: false });
});

test('hostile names are kept as text and not asked for; of many the first ten count', async () => {
  const names = ['\u001b]0;x\u0007', ...Array.from({ length: 1000 }, (_, n) => `h${n}.example.net`)];
  const ran = await run({ ...mx, '1.2.0.192.in-addr.arpa PTR': names });
  expect(ran.value(reverseNames).names).toHaveLength(10);
  expect(ran.asked.filter((question) => question.endsWith(' A'))).toHaveLength(9);
});

test('no reverse name is an observed answer, a failed lookup is a failure', async () => {
  expect((await run(mx)).value(reverseNames)).toEqual({ names: [], forwardConfirmed: false });
  const failed = await run({ ...mx, '1.2.0.192.in-addr.arpa PTR': 'servfail' });
  expect(failed.outcome(reverseNames)).toMatchObject({ status: 'failed' });
});

test('is asked for an SMTP server that the user named, without any domain', async () => {
  const differs = { servers: [{ protocol: 'smtp', host: 'mx.example.org' }] } as const;
  expect((await run({}, '192.0.2.1', differs)).value(reverseNames)).toEqual({ names: [], forwardConfirmed: false });
});

test.each([
  ['another host', { 'example.org MX': ['10 other.example.org'] }, { domain: 'example.org' }],
  ['a domain whose exchangers are unknown', { 'example.org MX': 'timeout' as const }, { domain: 'example.org' }],
  ['an IMAP server', {}, { servers: [{ protocol: 'imap', host: 'mx.example.org' }] as const }],
])('is not asked for %s', async (_, zone, differs) => {
  const ran = await run(zone, '192.0.2.1', differs);
  expect(ran.outcome(reverseNames)).toEqual({ status: 'skipped', because: 'not-applicable' });
  expect(ran.asked.filter((question) => question.endsWith('PTR'))).toEqual([]);
});
