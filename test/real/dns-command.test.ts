import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnose, gather, proposeRecords, type Report, type RunOptions, renderZone } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import { daneRecords, domainValidation } from '../../src/probes/facts/dnssec.ts';
import { rsa2048 } from '../protocols/dkim-samples.ts';
import { type DnsServer, startUnbound } from './dns.ts';
import { type KnotServer, type RealZone, startKnot } from './knot.ts';
import { type Postfix, startPostfix } from './postfix.ts';
import { describeReal, freePort, ownFolder, pathOf } from './servers.ts';
import { grave, hostName, ip, realNetwork } from './world.ts';

const authority = createAuthority('Test authority');
const certificate = authority.issue({ names: [hostName] });
const spki = createHash('sha256')
  .update(new X509Certificate(certificate.cert).publicKey.export({ type: 'spki', format: 'der' }))
  .digest('hex');

/** Everything that a domain should publish; its mail goes to the one server there is. */
const sound = [
  `@ MX 10 ${hostName}.`,
  '@ TXT "v=spf1 mx -all"',
  '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@lab.test"',
  `mail._domainkey TXT "v=DKIM1; k=rsa; p=${rsa2048.slice(0, 200)}" "${rsa2048.slice(200)}"`,
  '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@lab.test"',
  '@ CAA 0 issue "ca.example"',
  '_imaps._tcp SRV 0 1 993 mail.lab.test.',
];
const zones: Readonly<Record<string, RealZone>> = {
  'lab.test': {
    records: [...sound, `mail A ${ip}`, `mail TXT "v=spf1 a -all"`, `_25._tcp.mail TLSA 3 1 1 ${spki}`],
  },
  'elsewhere.test': {
    records: [`@ MX 10 mail`, `mail A ${ip}`, `_25._tcp.mail TLSA 3 1 1 ${'0'.repeat(64)}`],
  },
  'expired.test': { records: sound, signatures: 'expired' },
  'wrongds.test': { records: sound, delegation: 'wrong' },
  'unsigned.test': { records: sound, signatures: 'none' },
  'stripped.test': { records: sound, signatures: 'none', delegation: 'insecure' },
  'dead.test': { records: [], delegation: 'insecure' },
  'unlinked.test': { records: sound, delegation: 'insecure' },
};

describeReal(
  'records of signed and of broken zones, from Knot by way of unbound',
  ['keymgr', 'knotd', 'kzonecheck', 'kzonesign', 'unbound', 'postfix'],
  () => {
    let knot: KnotServer;
    let unbound: DnsServer;
    let postfix: Postfix;
    beforeAll(async () => {
      knot = await startKnot(zones);
      const dead = await freePort();
      unbound = await startUnbound({
        data: [`10.2.0.192.in-addr.arpa. PTR ${hostName}.`],
        stubs: {
          test: knot.port,
          ...Object.fromEntries(Object.keys(zones).map((name) => [name, knot.port])),
          'dead.test': dead,
        },
        trustAnchor: knot.trustAnchor,
      });
      postfix = await startPostfix({ certificate, hostname: hostName, domain: 'lab.test', recipients: [] });
    });
    afterAll(() => Promise.all([postfix?.stop(), unbound?.stop(), knot?.stop()]));

    /** As `mailcheck dns` asks, with a resolver whose word on DNSSEC counts. */
    const options = (domain: string, selectors: readonly string[] = [], trusted = true): RunOptions => ({
      network: {
        ...realNetwork({ ports: postfix.ports, dns: unbound.port, authority: authority.pem }),
        trustsValidation: () => trusted,
      },
      blocklists: false,
      controls: [],
      allowPrivate: true,
      limits: { connectMs: 3_000, greetingMs: 10_000, replyMs: 15_000, tlsMs: 5_000, dnsMs: 5_000 },
      target: {
        domain,
        servers: [],
        protocols: ['smtp'],
        ceiling: 'connect',
        stopAfter: 'tls',
        survey: false,
        records: { selectors: selectors.map((selector) => ({ selector, domain, source: 'named' })), sendingIps: [] },
      },
    });
    const asked = async (...about: Parameters<typeof options>) => diagnose(options(...about));
    const seen = (report: Report, { id }: { readonly id: string }): unknown => {
      const outcome = report.evidence.find(({ fact }) => fact === id)?.outcome;
      return outcome?.status === 'observed' ? outcome.value : outcome;
    };
    const rules = (report: Report): string[] => report.findings.map(({ rule }) => rule);
    const first = (report: Report): string | undefined => report.causes[0]?.id;

    test('a sound domain: nothing to warn of, validated, and its certificate is the one in DNS', async () => {
      const report = await asked('lab.test', ['mail']);
      expect(grave(report)).toEqual([]);
      expect(seen(report, domainValidation)).toMatchObject({ authenticated: true, trusted: true, bogus: false });
      expect(seen(report, daneRecords)).toMatchObject({
        secure: { exchangers: true, addresses: true, records: true },
        records: [{ usage: 3, selector: 1, matching: 1, data: spki }],
      });
    });

    test('the word of a resolver elsewhere does not count', async () => {
      const report = await asked('lab.test', ['mail'], false);
      expect(seen(report, domainValidation)).toMatchObject({ trusted: false });
      expect(rules(report)).not.toContain('dnssec/bogus');
      expect(seen(report, daneRecords)).toMatchObject({ trusted: false });
    });

    test('signed TLSA records that fit another certificate', async () => {
      const report = await asked('elsewhere.test');
      expect(first(report)).toBe('dane-mismatch');
    });

    test.each([
      ['expired.test', /its signatures ran out on 20\d\d-/],
      // Unbound names the key sometimes, and at others says only that it does not hold (code 6).
      ['wrongds.test', /DS record|the resolver does not say why/],
      ['unsigned.test', /no signatures/],
    ])('%s is bogus, and that is the cause', async (domain, reason) => {
      const report = await asked(domain);
      expect(first(report)).toBe('dnssec-bogus');
      expect(report.causes[0]?.summary).toMatch(reason);
      expect(seen(report, domainValidation)).toMatchObject({ bogus: true });
    });

    test('a zone without signatures is no fault', async () => {
      const report = await asked('stripped.test');
      expect(rules(report)).toContain('dnssec/unsigned');
      expect(rules(report)).not.toContain('dnssec/bogus');
      expect(seen(report, domainValidation)).toMatchObject({ authenticated: false, bogus: false });
    });

    test('keys in the zone that the parent does not know of', async () => {
      const report = await asked('unlinked.test');
      expect(seen(report, domainValidation)).toMatchObject({ authenticated: false, bogus: false, ds: [], keys: 1 });
    });

    test('a zone whose servers are dead is not bogus', async () => {
      const report = await asked('dead.test');
      expect(first(report)).toBe('dns-lookup-failed');
      expect(rules(report)).not.toContain('dnssec/bogus');
    });

    test.each(['lab.test', 'elsewhere.test'])('Knot takes the records proposed for %s', async (domain) => {
      const zone = renderZone(proposeRecords(await gather(options(domain))));
      expect(zone).toContain(`${domain}. 3600 IN MX 10 `);
      const folder = ownFolder('proposed');
      const file = join(folder.path, `${domain}.zone`);
      writeFileSync(
        file,
        `${domain}. 3600 IN SOA ns.test. admin.test. 1 3600 600 86400 60\n${domain}. IN NS ns.test.\n${zone}`,
      );
      try {
        execFileSync(pathOf('kzonecheck'), ['-o', domain, file], {
          stdio: ['ignore', 'pipe', 'pipe'],
          encoding: 'utf8',
        });
      } finally {
        folder.remove();
      }
    });
  },
);
