import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnose, type Report } from '../../src/index.ts';
import type { ListResult } from '../../src/model/listing.ts';
import { Secret } from '../../src/model/secret.ts';
import { chooseLists } from '../../src/settings/list-choice.ts';
import { type DataSet, type DnsServer, startRbldnsd, startUnbound } from './dns.ts';
import { describeReal, freePort } from './servers.ts';
import { realNetwork } from './world.ts';

const ip4 = (...lines: string[]): DataSet => ({ type: 'ip4set', lines });
const names = (...lines: string[]): DataSet => ({ type: 'dnset', lines });
const key = 'kanary1234567890kanary1234';

/** What the lists hold, beside their test entries. */
const zones = {
  'zen.spamhaus.org': [
    ip4(':127.0.0.2:SBL of $, see https://example.org/', '127.0.0.2', '203.0.113.4'),
    ip4(':127.0.0.4:XBL', '127.0.0.2', '203.0.113.4'),
    ip4(':127.0.0.9:DROP', '203.0.113.4'),
    ip4(':127.0.0.10:PBL', '127.0.0.2'),
    ip4(':127.0.0.11:PBL', '203.0.113.3', '203.0.113.5'),
    ip4(':127.0.0.30:BCL', '203.0.113.5'),
    ip4(':127.0.0.99:new', '203.0.113.6'),
    { type: 'ip6trie', lines: [':127.0.0.2:test', '::ffff:7f00:2', '2001:db8:bad::/48'] },
  ],
  'bl.spamcop.net': ['127.0.0.2'],
  'dnsbl-1.uceprotect.net': ['127.0.0.2'],
  'dnsbl-2.uceprotect.net': ['127.0.0.2'],
  'dnsbl-3.uceprotect.net': [':127.0.0.2:Your ISP is UCEPROTECT-Level3 listed', '127.0.0.2', '203.0.113.0/24'],
  'wl.mailspike.net': [':127.0.0.18:good', '203.0.113.1'],
  'rbl.efnetrbl.org': [':127.0.0.1:proxy', '127.0.0.2', '127.0.0.1', '203.0.113.20'],
  'hostkarma.junkemailfilter.com': [':127.0.0.1:white', '127.0.0.1', '203.0.113.20', '127.0.0.2 :127.0.0.2:black'],
  // Nobody is enrolled: it knows nothing, not even its test entry.
  'b.barracudacentral.org': ['192.0.2.250'],
  'dbl.spamhaus.org': [names(':127.0.1.2:test', 'test'), names(':127.0.1.103:redirector', 'www.abused.example')],
  'multi.uribl.com': [names(':127.0.0.14:test', '2.0.0.127'), names(':127.0.0.6:black and grey', 'listed.example')],
  'multi.surbl.org': [names(':127.0.0.254:test', 'test.surbl.org'), names(':127.0.0.80:mw abuse', 'listed.example')],
} as const;

/** Zones that answer the same to everything. */
const redirected = {
  'list.dnswl.org': '127.0.10.3',
  'dnsbl.parked.example': '91.195.240.117',
  'black.uribl.com': '127.0.0.1',
};

describeReal('lists in rbldnsd, asked through unbound', ['rbldnsd', 'unbound'], () => {
  let lists: DnsServer;
  let resolver: DnsServer;
  beforeAll(async () => {
    lists = await startRbldnsd(zones);
    const silent = await freePort();
    const stubs = Object.fromEntries(Object.keys(zones).map((zone) => [zone, lists.port]));
    resolver = await startUnbound({
      data: [],
      stubs: { ...stubs, 'psbl.surriel.com': silent },
      extra: [
        ...Object.entries(redirected).flatMap(([zone, a]) => [
          `  local-zone: "${zone}." redirect`,
          `  local-data: "${zone}. A ${a}"`,
        ]),
        '  local-zone: "dq.spamhaus.net." refuse',
        '',
      ].join('\n'),
    });
  });
  afterAll(async () => {
    await Promise.all([lists?.stop(), resolver?.stop()]);
  });

  async function asked(subject: string, ...words: string[]): Promise<Report> {
    const choice = chooseLists(words, new Map([['spamhaus', new Secret(key)]]));
    if ('problem' in choice) throw new Error(choice.problem);
    return diagnose({
      command: 'blacklist',
      network: realNetwork({ ports: [], dns: resolver.port, authority: '' }),
      limits: { dnsMs: 3_000 },
      allowPrivate: true,
      lists: choice,
      target: {
        servers: [],
        protocols: [],
        ceiling: 'lookup',
        survey: false,
        blacklist: { subjects: [subject], lists: words },
      },
    });
  }
  const resultsOf = (report: Report): readonly ListResult[] =>
    report.evidence.flatMap(({ fact, outcome }) =>
      /^blocklist\/(name-)?listings$/.test(fact) && outcome.status === 'observed'
        ? (outcome.value as { results: readonly ListResult[] }).results
        : [],
    );
  async function result(subject: string, zone: string): Promise<ListResult> {
    const found = resultsOf(await asked(subject, zone)).find(
      (one) => one.zone === zone && one.verdict !== 'not-applicable',
    );
    if (found === undefined) throw new Error(`${zone} was not asked about ${subject}`);
    return found;
  }

  test.each([
    [1, '203.0.113.1', 'zen.spamhaus.org', 'clean', undefined, /not listed/],
    [3, '203.0.113.3', 'zen.spamhaus.org', 'policy', undefined, /^PBL: end-user range inferred/],
    [4, '203.0.113.4', 'zen.spamhaus.org', 'listed', undefined, /^SBL.*XBL.*DROP/],
    [5, '203.0.113.5', 'zen.spamhaus.org', 'listed', undefined, /^BCL.*PBL/],
    [6, '203.0.113.6', 'zen.spamhaus.org', 'unknown', 'unknown-code', /127\.0\.0\.99/],
    [8, 'www.abused.example', 'dbl.spamhaus.org', 'listed', undefined, /abused redirector/],
    [9, 'www.listed.example', 'black.uribl.com', 'unknown', 'refused', /refuse/],
    [10, 'www.listed.example', 'multi.uribl.com', 'listed', undefined, /black.*grey/],
    [11, 'listed.example', 'multi.surbl.org', 'listed', undefined, /malware.*abuse/],
    [12, '203.0.113.1', 'wl.mailspike.net', 'info', undefined, /good/],
    [13, '203.0.113.1', 'list.dnswl.org', 'unknown', 'rate-limited', /./],
    [15, '203.0.113.1', 'dnsbl.parked.example', 'unknown', 'rewritten', /91\.195\.240\.117/],
    [16, '203.0.113.1', 'b.barracudacentral.org', 'unknown', 'not-enrolled', /enrolled/],
    [17, '2001:db8:7ca6:22::45', 'zen.spamhaus.org', 'clean', undefined, /not listed/],
    [18, '::ffff:203.0.113.1', 'dnsbl-1.uceprotect.net', 'clean', undefined, /not listed/],
    [18, '203.0.113.1', 'dnsbl-3.uceprotect.net', 'info', undefined, /provider/],
    [20, '203.0.113.20', 'rbl.efnetrbl.org', 'listed', undefined, /proxy/],
    [20, '203.0.113.20', 'hostkarma.junkemailfilter.com', 'info', undefined, /white/],
  ] as const)('case %i: %s at %s is %s', async (_, subject, zone, verdict, unknown, meaning) => {
    const found = await result(subject, zone);
    expect([found.verdict, found.unknown]).toEqual([verdict, unknown]);
    expect(found.meaning).toMatch(meaning);
  });

  test('an IPv6 address in a listed network is listed, with the /64 that may be meant', async () => {
    expect(await result('2001:db8:bad:1::5', 'zen.spamhaus.org')).toMatchObject({
      verdict: 'listed',
      covers: '2001:db8:bad:1::/64',
    });
  });

  test('the operator’s reason is asked for after a listing', async () => {
    expect((await result('203.0.113.4', 'zen.spamhaus.org')).reason).toContain(
      'SBL of 203.0.113.4, see https://example.org/',
    );
    expect((await result('203.0.113.1', 'zen.spamhaus.org')).reason).toBeUndefined();
  });

  test('case 7 and 17: a list is not asked about what it does not take', async () => {
    const report = await asked('203.0.113.4', 'dbl.spamhaus.org');
    expect(resultsOf(report)).toEqual([]);
    expect(report.verdict).toBe('inconclusive');
    const six = resultsOf(await asked('2001:db8:7ca6:22::45', 'bl.spamcop.net'));
    expect(six.map(({ verdict }) => verdict)).toEqual(['not-applicable']);
  });

  test('case 19: silence, and a key that is refused, which stands in no evidence', async () => {
    const report = await asked('203.0.113.1', 'psbl.surriel.com', 'zen.dq.spamhaus.net');
    const unknown = resultsOf(report).map(({ zone, unknown: why }) => [zone, why]);
    // unbound itself may say that nobody answers, before we stop waiting.
    expect(unknown[0]?.[0]).toBe('psbl.surriel.com');
    expect(['timeout', 'servfail']).toContain(unknown[0]?.[1]);
    expect(unknown[1]).toEqual(['zen.dq.spamhaus.net', 'key-refused']);
    expect(report.verdict).toBe('inconclusive');
    expect(JSON.stringify(report)).not.toContain(key);
    expect(JSON.stringify(report)).toContain('2.0.0.127.[secret].zen.dq.spamhaus.net');
  });

  test('only what weighs is an error', async () => {
    const report = await asked(
      '203.0.113.1',
      'dnsbl-1.uceprotect.net',
      'dnsbl-2.uceprotect.net',
      'dnsbl-3.uceprotect.net',
    );
    expect(report.verdict).toBe('healthy');
    expect((await asked('203.0.113.4', 'zen.spamhaus.org')).causes[0]?.id).toBe('ip-blacklisted');
  });
});

describeReal('a list that refuses the resolver', ['rbldnsd', 'unbound'], () => {
  test('case 2: is unknown, and the resolver that it names is told', async () => {
    const lists = await startRbldnsd({
      'zen.spamhaus.org': [
        ':127.255.255.254:Error: open resolver; $ asked by 198.51.100.53',
        '0.0.0.0/1',
        '128.0.0.0/1',
      ],
    });
    const resolver = await startUnbound({ data: [], stubs: { 'zen.spamhaus.org': lists.port } });
    try {
      const choice = chooseLists(['zen.spamhaus.org'], new Map());
      if ('problem' in choice) throw new Error(choice.problem);
      const report = await diagnose({
        command: 'blacklist',
        network: realNetwork({ ports: [], dns: resolver.port, authority: '' }),
        allowPrivate: true,
        lists: choice,
        target: {
          servers: [],
          protocols: [],
          ceiling: 'lookup',
          survey: false,
          blacklist: { subjects: ['203.0.113.2'], lists: ['zen.spamhaus.org'] },
        },
      });
      expect(report.verdict).toBe('inconclusive');
      expect(report.causes.map(({ id }) => id)).toEqual(['blocklist-refuses-resolver']);
      expect(report.causes[0]?.summary).toContain('198.51.100.53');
    } finally {
      await Promise.all([lists.stop(), resolver.stop()]);
    }
  });
});
