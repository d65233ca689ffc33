import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { BulkAnswer } from '../../src/model/bulk-resolver.ts';
import type { Failed } from '../../src/model/failure.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Network } from '../../src/model/network.ts';
import { createBulkResolver } from '../../src/transport/dns/bulk.ts';
import { createResolver } from '../../src/transport/dns/resolver.ts';
import { fakeJournal } from '../probes/fake-run.ts';
import { type DnsServer, startRbldnsd, startUnbound } from './dns.ts';
import { describeReal, loopback } from './servers.ts';

const zones = ['bl.lab.test', 'xbl.lab.test'];
/** Every seventh address of 198.18.0.0/16 is listed, in the second zone under two codes. */
const isListed = (n: number): boolean => n % 7 === 0;
const questions = 10_000;
const addressOf = (n: number): string => `198.18.${n >> 8}.${n & 255}`;
const nameOf = (n: number): string => `${n & 255}.${n >> 8}.18.198.${zones[n % 2]}`;
const host = 'dns.lab.test';
const authority = createAuthority('Lab root');

describeReal('questions for block lists to a real rbldnsd and unbound', ['rbldnsd', 'unbound'], () => {
  let lists: DnsServer;
  let resolver: DnsServer;
  beforeAll(async () => {
    const listed = Array.from({ length: questions }, (_, n) => n).filter(isListed);
    const entries = (codes: readonly string[]) =>
      codes.flatMap((code) => [`:${code}:listed`, ...listed.filter((n) => n % 2 === codes.length - 1).map(addressOf)]);
    const soa = '$SOA 600 ns.lab.test admin.lab.test 0 600 300 86400 300';
    lists = await startRbldnsd({
      [zones[0]!]: [soa, '$NS 600 ns.lab.test', ...entries(['127.0.0.2'])],
      [zones[1]!]: [soa, '$NS 600 ns.lab.test', ...entries(['127.0.0.2', '127.0.0.4'])],
    });
    resolver = await startUnbound({
      data: [],
      stubs: Object.fromEntries([...zones, 'signed.lab.test'].map((zone) => [zone, lists.port])),
      tls: authority.issue({ names: [host], ips: [loopback] }),
      // Nobody signs this zone: with a trust anchor, every answer from it is bogus.
      extra: `  module-config: "validator iterator"\n  ede: yes\n  trust-anchor: "${zones[1]} DS 12345 13 2 ${'ab'.repeat(32)}"\n`,
    });
  });
  afterAll(async () => {
    await lists?.stop();
    await resolver?.stop();
  });

  const network = (): Network => ({
    route: (ip, port) => ({ to: 'address', ip, port }),
    localAddresses: () => [],
    resolvers: () => [],
    roots: { pem: [authority.pem], only: true, source: 'the test authority' },
  });
  async function askAll(server: string, numbers: readonly number[]): Promise<BulkAnswer[]> {
    const bulk = createBulkResolver({
      servers: [server],
      network: network(),
      limits: { ...defaultLimits, dnsMs: 15_000 },
    });
    const answers: Promise<BulkAnswer>[] = [];
    for (const n of numbers) {
      if (n % 64 === 0) await bulk.room();
      answers.push(bulk.ask(nameOf(n)));
    }
    const all = await Promise.all(answers);
    bulk.close();
    return all;
  }
  const every = Array.from({ length: questions }, (_, n) => n);
  const ofFirstZone = every.filter((n) => n % 2 === 0).slice(0, 2_000);
  const said = (answer: BulkAnswer): string =>
    answer.kind === 'answer' ? `${answer.rcode} ${[...answer.ips].sort().join(' ')}`.trim() : JSON.stringify(answer);
  const expected = (n: number): string =>
    isListed(n) ? `NOERROR 127.0.0.2${n % 2 === 0 ? '' : ' 127.0.0.4'}` : 'NXDOMAIN';

  test('rbldnsd answers each of 10,000', async () => {
    const answers = await askAll(`${loopback}:${lists.port}`, every);
    expect(answers.map(said)).toEqual(every.map(expected));
  });

  test.each([
    ['UDP', (at: DnsServer) => `${loopback}:${at.port}`],
    ['TCP', (at: DnsServer) => `tcp://${loopback}:${at.port}`],
    ['TLS', (at: DnsServer) => `tls://${loopback}:${at.tlsPort}`],
    ['TLS by name', (at: DnsServer) => `tls://${loopback}:${at.tlsPort}#${host}`],
    ['HTTPS', (at: DnsServer) => `https://${loopback}:${at.httpsPort}/dns-query`],
  ])('unbound answers each of 2,000 over %s', async (_, server) => {
    const answers = await askAll(server(resolver), ofFirstZone);
    expect(answers.map(said)).toEqual(ofFirstZone.map(expected));
  });

  test('unbound tells bogus by an extended error, and answers with checking disabled', async () => {
    const slow = createResolver({
      servers: [`${loopback}:${resolver.port}`],
      network: network(),
      limits: defaultLimits,
    });
    const journal = fakeJournal();
    const { signal } = new AbortController();
    const failed = await slow.query(nameOf(7), 'A', journal, signal).catch((error: unknown) => error);
    expect((failed as Failed).failure).toMatchObject({
      kind: 'dns',
      trouble: 'servfail',
      ede: expect.arrayContaining([9]),
    });
    const unchecked = await slow.query(nameOf(7), 'A', journal, signal, { checkingDisabled: true });
    expect(unchecked.records.map(({ data }) => data).sort()).toEqual(['127.0.0.2', '127.0.0.4']);
    slow.close();
  });
});
