import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import { domain, here, host } from '../../src/model/subject.ts';
import type { NamedServer } from '../../src/model/target.ts';
import { addresses, mailExchangers, serviceRecords } from '../../src/probes/facts/dns.ts';
import { localNetwork, resolverHealth } from '../../src/probes/facts/here.ts';
import { endpointOf, observed } from '../evidence.ts';
import { resolved, unresolved } from '../rules/dns-evidence.ts';
import { at, causesOf, connects, diagnosed, firstOf, imaps, mailHost, name, theCause } from './case.ts';

const example = domain('example.org');
const healthy = observed(resolverHealth, here, {
  servers: [{ server: '192.0.2.53:53', state: { works: true, ms: 3 }, rewritesTo: [] }],
});

describe('no-network', () => {
  const finding = at('here/no-network', here);
  const seen = [observed(localNetwork, here, { ipv4: false, ipv6: false, addresses: [] })];

  test('accounts for every lookup and connection that failed with it', () => {
    const echoes = [
      at('here/resolver-dead', here),
      at('dns/lookup-failed', mailHost),
      at('dns/domain-lookup-failed', example),
      at('net/unreachable', imaps),
      at('net/timeout', imaps),
    ];
    const cause = theCause([finding, ...echoes], { seen });
    expect(cause).toMatchObject({ id: 'no-network', confidence: 'certain', leavesOpen: true });
    expect(cause.explains).toHaveLength(6);
    expect(cause.ruledOut).toEqual(['trouble at the mail server (no packet left this machine)']);
    expect(firstOf(cause).text).toMatch(/^Connect to a network/);
  });

  test('is excluded when a connection came about: a server on this machine, or an address that was missed', () => {
    expect(causesOf([finding], { seen: [...seen, connects(imaps)] })).toEqual([]);
  });
});

describe('dns-lookup-failed', () => {
  const failedHost = at('dns/lookup-failed', mailHost, { host: name, trouble: 'servfail' });

  test('blames the zone where the resolver answers for other names', () => {
    const cause = theCause([failedHost], { seen: [healthy] });
    expect(cause).toMatchObject({ id: 'dns-lookup-failed', confidence: 'certain', leavesOpen: false });
    expect(cause.summary).toContain(
      `The lookup of ${name} fails (SERVFAIL); that does not say whether the name exists.`,
    );
    expect(cause.summary).toContain('so the trouble is with the name servers of this zone');
    expect(cause.ruledOut).toEqual(['a dead resolver (it answers for other names)']);
    expect(firstOf(cause).command).toBe(`dig @9.9.9.9 ${name}`);
  });

  test('blames nobody where it is not known whether the resolver answers for others', () => {
    const cause = theCause([failedHost]);
    expect(cause.summary).not.toContain('so the trouble');
    expect(cause.ruledOut).toEqual([]);
  });

  test('names the resolver when it is dead, and leaves open whether the mail works', () => {
    const dead = at('here/resolver-dead', here, { servers: '192.0.2.53:53', trouble: 'timeout' });
    const cause = theCause([dead, failedHost, at('blocklist/unusable', here)]);
    expect(cause.explains).toHaveLength(3);
    expect(cause.leavesOpen).toBe(true);
    expect(cause.summary).toMatch(/^No name can be looked up: 192\.0\.2\.53:53 fails \(no answer in time\)/);
    expect(firstOf(cause).text).toMatch(/^Restart the router or the local resolver/);
    expect(cause.actions.at(-1)?.command).toBe('mailcheck diagnose ann@example.org --resolver 9.9.9.9');
  });

  test('does not leave it open when a server was reached by its address', () => {
    expect(theCause([at('here/resolver-dead', here)], { seen: [connects(imaps)] }).leavesOpen).toBe(false);
  });

  test('accounts for a domain without servers, which only seems so', () => {
    const cause = theCause([at('dns/domain-lookup-failed', example), at('dns/no-server-found', example)]);
    expect(cause.explains).toEqual(['dns/domain-lookup-failed', 'dns/no-server-found']);
  });
});

describe('host-not-found', () => {
  const mistyped = 'mial.example.org';
  const missing = (message: string) => ({ ...at('dns/host-not-found', host(mistyped), { host: mistyped }), message });
  const servers: NamedServer[] = [
    { protocol: 'imap', host: mistyped, port: 993 },
    { protocol: 'smtp', host: name },
  ];

  test('tells a name that does not exist from one without an address', () => {
    expect(theCause([missing('no-name')]).summary).toMatch(/^The DNS knows no mial\.example\.org:/);
    expect(theCause([missing('no-address')]).summary).toBe(`${mistyped} is in the DNS, but without an address.`);
  });

  test('proposes the server of the domain that exists, in place of the one that does not', () => {
    const seen = [...resolved(mistyped, [], 'NXDOMAIN'), ...resolved(name, ['192.0.2.10'])];
    const cause = theCause([missing('no-name')], { seen, target: { servers } });
    expect(firstOf(cause)).toEqual({
      text: `Try ${name}, which exists and belongs to this domain.`,
      command: `mailcheck diagnose ann@example.org --imap ${name}:993 --smtp ${name}`,
    });
    expect(cause.ruledOut).toEqual(['a dead resolver (192.0.2.53:53 answered: no such name or no address)']);
  });

  test('proposes what an SRV record announces', () => {
    const record = { label: '_imaps', priority: 0, weight: 1, port: 993, target: 'imap.example.org' } as const;
    const seen = [observed(serviceRecords, example, { records: [record] })];
    expect(firstOf(theCause([missing('no-name')], { seen })).command).toBe(
      'mailcheck diagnose ann@example.org --imap imap.example.org',
    );
  });

  test('proposes no server of another domain, and none that could not be looked up', () => {
    const seen = [...resolved('mx.example.net', ['192.0.2.99']), ...unresolved(name)];
    expect(firstOf(theCause([missing('no-name')], { seen, target: { servers } })).text).toMatch(/^Compare the name/);
  });

  test('sends who mistyped the domain back to the address', () => {
    const gone = at('dns/domain-not-found', example, { domain: 'example.org' });
    const seen = [observed(mailExchangers, example, { records: [], nullMx: false, rcode: 'NXDOMAIN' })];
    const cause = theCause([gone, at('dns/no-server-found', example)], { seen });
    expect(cause.explains).toHaveLength(2);
    expect(cause.summary).toBe('The mail domain example.org does not exist.');
    expect(firstOf(cause).text).toBe(
      'Check the spelling of example.org, letter by letter: it stands behind the @ of the address.',
    );
    expect(cause.ruledOut).toEqual(['a dead resolver (it answered: no such name)']);
  });

  test('sends the administrator to the MX record that names nothing', () => {
    const target = at('dns/mx-target-missing', mailHost, { host: name, domain: 'example.org' });
    const cause = theCause([target]);
    expect(cause.summary).toContain(`The MX record of example.org names ${name}, which has no address`);
    expect(firstOf(cause).command).toBe('dig MX example.org');
  });
});

describe('resolver-rewrites', () => {
  const portal = '203.0.113.80';
  const finding = at('here/resolver-rewrites', here, { server: '192.0.2.53:53', address: portal });
  const victim = endpointOf('imap', 993, 'tls', 'mial.example.org', portal);
  const led: Observation = observed(addresses, host('mial.example.org'), { ips: [portal], source: 'dns' });
  const own: Observation = observed(addresses, mailHost, { ips: ['192.0.2.10'], source: 'dns' });

  test('accounts for whatever is found at an invented address', () => {
    const noise = [
      at('net/refused', victim),
      at('tls/certificate-name-mismatch', victim),
      at('tls/certificate-expired', victim),
      at('tls/certificate-differs', host('mial.example.org')),
      at('mail/wrong-service', victim),
      at('blocklist/unusable', here, { why: 'rewritten' }),
    ];
    const cause = theCause([finding, ...noise], { seen: [led] });
    expect(cause.explains).toHaveLength(7);
    expect(cause.summary).toContain(
      'mial.example.org has that same address here, so the name probably does not exist.',
    );
    expect(firstOf(cause).text).toBe('Check the spelling of mial.example.org: it is probably wrong.');
  });

  test('leaves servers with addresses of their own to their own causes', () => {
    const real = [
      at('net/refused', imaps),
      at('tls/certificate-expired', endpointOf('smtp', 465, 'tls'), { days: 12 }),
    ];
    expect(causesOf([finding, ...real], { seen: [own] })).toEqual([
      'resolver-rewrites certain',
      'connection-refused certain',
      'cert-expired certain',
    ]);
    const [cause] = diagnosed([finding], { seen: [own] });
    expect(cause?.ruledOut).toEqual(['invented addresses for the servers asked here (theirs are others)']);
    expect(cause?.actions[0]?.command).toBe('mailcheck diagnose ann@example.org --resolver 9.9.9.9');
  });
});
