import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/model/evidence.ts';
import type { Probe } from '../../../src/model/probe.ts';
import { domain, type SubjectKind } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { mailExchangers } from '../../../src/probes/facts/dns.ts';
import * as facts from '../../../src/probes/facts/settings.ts';
import { probeAutodiscover } from '../../../src/probes/settings/autodiscover.ts';
import { probeConditions } from '../../../src/probes/settings/conditions.ts';
import {
  probeExchangerAutoconfig,
  probeExchangerDatabase,
} from '../../../src/probes/settings/exchanger-publications.ts';
import { probeTableByDomain, probeTableByExchanger } from '../../../src/probes/settings/own-table.ts';
import {
  probeAutoconfig,
  probeDatabase,
  probeHttpAutoconfig,
  probePacc,
  probeWellKnown,
} from '../../../src/probes/settings/publications.ts';
import { probeWildcard } from '../../../src/probes/settings/wildcard.ts';
import type { WebLookUp } from '../../../src/probes/web/ask-web.ts';
import { clientConfig, server } from '../../protocols/autoconfig/xml.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { type Known, observed, runProbe } from '../fake-run.ts';
import { fakeWeb, type Page } from '../fake-web.ts';
import { io, target } from '../world.ts';

const example = domain('example.org');
const both = clientConfig(
  server({ hostname: 'imap.example.org' }) +
    server({ side: 'outgoingServer', hostname: 'smtp.example.org', port: '465' }),
);

interface World {
  readonly pages?: Readonly<Record<string, Page>>;
  readonly zone?: Zone;
  readonly differs?: Partial<Target>;
  readonly known?: Known;
  readonly at?: ReturnType<typeof domain>;
  readonly allowPrivate?: boolean;
}

/** Runs one source in a world where every name has an address. */
async function asked<T>(
  make: (look: WebLookUp) => Probe<'domain'>,
  fact: Fact<T, SubjectKind>,
  { pages = {}, zone = {}, differs = {}, known = [], at = example, allowPrivate = true }: World = {},
) {
  const web = fakeWeb(pages);
  const resolver = fakeResolver(zone, (_, type) => (type === 'A' ? ['192.0.2.1'] : undefined));
  const look: WebLookUp = {
    io: io({ resolver, fetcher: web }),
    target: target({ address: `ann@${at.name}`, domain: at.name, settings: { guess: 'auto' }, ...differs }),
    allowPrivate,
  };
  const ran = await runProbe(make(look), at, { known });
  return { ran, outcome: ran.outcome(fact), web: web.asked, options: web.options, dns: resolver.asked };
}

const proved = [
  'imap.example.org',
  'imap.example.org/imap:993+tls',
  'smtp.example.org',
  'smtp.example.org/smtp:465+tls',
];

describe('what the domain says itself', () => {
  test.each<readonly [string, (look: WebLookUp) => Probe<'domain'>, Fact<facts.WebAnswer, 'domain'>, string]>([
    ['autoconfig', probeAutoconfig, facts.autoconfig, 'https://autoconfig.example.org/mail/config-v1.1.xml'],
    ['.well-known', probeWellKnown, facts.wellKnown, 'https://example.org/.well-known/autoconfig/mail/config-v1.1.xml'],
  ])('%s: is told the address, and what it names is connected to', async (_, make, fact, url) => {
    const { ran, web } = await asked(make, fact, { pages: { [url]: { body: both } } });
    expect(web).toEqual([`GET ${url}?emailaddress=ann%40example.org @192.0.2.1`]);
    expect(ran.value(fact).result.kind).toBe('settings');
    expect(ran.discovered).toEqual(proved);
    const anonymous = await asked(make, fact, { differs: { address: undefined } as unknown as Partial<Target> });
    expect(anonymous.web).toEqual([`GET ${url} @192.0.2.1`]);
  });

  test('plain HTTP is asked only where somebody wants to know, and is told no address', async () => {
    const url = 'http://autoconfig.example.org/mail/config-v1.1.xml';
    const silent = await asked(probeHttpAutoconfig, facts.httpAutoconfig);
    expect([silent.outcome, silent.web]).toEqual([{ status: 'skipped', because: 'not-asked' }, []]);
    const wanted = await asked(probeHttpAutoconfig, facts.httpAutoconfig, {
      pages: { [url]: { body: both } },
      differs: { settings: { guess: 'auto', http: true } },
    });
    expect(wanted.web).toEqual([`GET ${url} @192.0.2.1`]);
    expect(wanted.ran.value(facts.httpAutoconfig).result.kind).toBe('settings');
  });

  test('servers without TLS are connected to only where they are asked for; addresses never', async () => {
    const body = clientConfig(server({ socketType: 'plain', port: '143' }) + server({ hostname: 'imap.example.org' }));
    const pages = { 'https://autoconfig.example.org/mail/config-v1.1.xml': { body } };
    const { ran } = await asked(probeAutoconfig, facts.autoconfig, { pages });
    expect(ran.discovered).toEqual(proved.slice(0, 2));
    const plain = await asked(probeAutoconfig, facts.autoconfig, {
      pages,
      differs: { settings: { guess: 'auto', plaintext: true } },
    });
    expect(plain.ran.discovered).toContain('mail.example.org/imap:143+none');
  });

  test.each(['co.uk', 'com.au'])('nobody is asked about a public suffix: %s', async (name) => {
    for (const [make, fact] of [
      [probeAutoconfig, facts.autoconfig] as const,
      [probeWellKnown, facts.wellKnown] as const,
      [probeDatabase, facts.database] as const,
      [probePacc, facts.pacc] as const,
      [probeAutodiscover, facts.autodiscover] as const,
    ]) {
      const { outcome, web, dns } = await asked<unknown>(make, fact, { at: domain(name) });
      expect([outcome, web, dns]).toEqual([{ status: 'skipped', because: 'not-asked' }, [], []]);
    }
  });
});

describe('PACC', () => {
  const url = 'https://ua-auto-config.example.org/.well-known/user-agent-configuration.json';
  const body = JSON.stringify({
    protocols: { imap: { host: 'imap.example.org' } },
    authentication: { password: true },
  });
  const digest = createHash('sha256').update(body).digest('base64');
  const record = `v=UAAC1; a=sha256; d=${digest}`;
  const run = (texts: readonly string[] | 'servfail', page: Page = { body }) =>
    asked(probePacc, facts.pacc, { pages: { [url]: page }, zone: { '_ua-auto-config.example.org TXT': texts } });

  test.each<readonly [string, readonly string[] | 'servfail', boolean | undefined]>([
    ['the right digest', [record], true],
    ['an old digest beside it', ['v=UAAC1; a=sha256; d=AAAA', record, 'other'], true],
    ['a digest of something else', [`v=UAAC1; a=sha256; d=${'A'.repeat(43)}=`], false],
    ['another way of making digests', [record.replace('sha256', 'md5')], false],
    ['none', [], false],
    ['no answer of the DNS', 'servfail', undefined],
  ])('%s', async (_, texts, matches) => {
    const { ran } = await run(texts);
    expect(ran.value(facts.pacc).proof.matches).toBe(matches);
    expect(ran.value(facts.pacc).proof.digest).toBe(digest);
    expect(ran.discovered).toEqual(proved.slice(0, 2));
  });

  test('a digest without a configuration proves nothing', async () => {
    const { ran } = await run([record], { status: 404 });
    expect(ran.value(facts.pacc).proof).toEqual({ records: [record] });
  });

  test('asks for both at once', async () => {
    const { ran } = await run([record]);
    expect(ran.journal.counts.roundTrips).toBe(3);
  });
});

describe('the database', () => {
  test('is told the domain only', async () => {
    const url = 'https://live.thunderbird.net/autoconfig/v1.1/example.org';
    const { web, ran } = await asked(probeDatabase, facts.database, { pages: { [url]: { body: both } } });
    expect(web).toEqual([`GET ${url} @192.0.2.1`]);
    expect(ran.value(facts.database).result).toMatchObject({
      settings: { incoming: [{ username: 'ann@example.org' }] },
    });
  });

  test('is not told of names that the public DNS does not have', async () => {
    const { outcome, web } = await asked(probeDatabase, facts.database, {
      at: domain('mail.corp'),
      allowPrivate: false,
    });
    expect([outcome, web]).toEqual([{ status: 'skipped', because: 'not-asked' }, []]);
  });
});

describe('by the mail exchanger', () => {
  const mx = (exchange: string): Known => [
    observed(mailExchangers, example, { records: [{ preference: 10, exchange }], nullMx: false, rcode: 'NOERROR' }),
  ];

  test.each([
    ['mx.eu.mail.example.net', ['eu.mail.example.net', 'example.net']],
    ['mx.example.net', ['example.net']],
    ['mx.example.co.uk', ['example.co.uk']],
    ['mail.example.org', []],
    ['eu-smtp-inbound-1.mimecast.com', []],
  ])('%s: those names and no others are asked, without the address', async (exchange, names) => {
    const auto = await asked(probeExchangerAutoconfig, facts.exchangerAutoconfig, { known: mx(exchange) });
    expect(auto.web).toEqual(names.map((name) => `GET https://autoconfig.${name}/mail/config-v1.1.xml @192.0.2.1`));
    const data = await asked(probeExchangerDatabase, facts.exchangerDatabase, { known: mx(exchange) });
    expect(data.web).toEqual(
      names.map((name) => `GET https://live.thunderbird.net/autoconfig/v1.1/${name} @192.0.2.1`),
    );
    if (names.length > 1) expect(data.ran.journal.counts.roundTrips).toBe(3);
  });

  test('the table tells the provider, and its servers are connected to', async () => {
    const { ran } = await asked(probeTableByExchanger, facts.tableByExchanger, { known: mx('aspmx.l.google.com') });
    expect(ran.value(facts.tableByExchanger)).toMatchObject({
      exchanger: 'aspmx.l.google.com',
      provider: { id: 'gmail', needs: expect.arrayContaining([expect.stringContaining('2-Step Verification')]) },
      settings: { incoming: [{ host: 'imap.gmail.com', username: 'ann@example.org' }, {}] },
    });
    expect(ran.discovered).toContain('imap.gmail.com/imap:993+tls');
  });

  test('a service that filters mail says nothing of the mailbox', async () => {
    const { ran } = await asked(probeTableByExchanger, facts.tableByExchanger, { known: mx('a.pphosted.com') });
    expect(ran.value(facts.tableByExchanger)).toMatchObject({ exchanger: 'a.pphosted.com', isFilter: true });
    expect(ran.value(facts.tableByExchanger)).not.toHaveProperty('provider');
    expect(ran.discovered).toEqual([]);
  });
});

describe('the table', () => {
  test('knows domains by their exact name, and asks nobody', async () => {
    const { ran, web, dns } = await asked(probeTableByDomain, facts.tableByDomain, { at: domain('gmail.com') });
    expect(ran.value(facts.tableByDomain)).toMatchObject({ provider: { id: 'gmail', confidence: 'high' } });
    expect([web, dns]).toEqual([[], []]);
    const other = await asked(probeTableByDomain, facts.tableByDomain);
    expect(other.ran.value(facts.tableByDomain)).toEqual({ patterns: [], asOf: expect.stringMatching(/^\d{4}-\d\d$/) });
  });

  test('shows what only a customer can complete, and connects to none of it', async () => {
    const mx: Known = [
      observed(mailExchangers, example, {
        records: [{ preference: 10, exchange: 'w0123456.kasserver.com' }],
        nullMx: false,
        rcode: 'NOERROR',
      }),
    ];
    const { ran } = await asked(probeTableByExchanger, facts.tableByExchanger, { known: mx });
    const { patterns } = ran.value(facts.tableByExchanger);
    expect(patterns.length).toBeGreaterThan(0);
    expect(ran.discovered.filter((one) => patterns.some((host) => one.startsWith(host)))).toEqual([]);
  });
});

describe('Autodiscover', () => {
  const post = (host: string) => `https://${host}/autodiscover/autodiscover.xml`;
  const answer = (inside: string) =>
    `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response>${inside}</Response></Autodiscover>`;
  const imap = answer(
    '<User><DisplayName>Ann</DisplayName></User><Account><Action>settings</Action><Protocol><Type>IMAP</Type><Server>imap.example.org</Server><LoginName>ann</LoginName></Protocol></Account>',
  );

  test('is asked at the domain and its own name, in both versions, without a password', async () => {
    const { web, options } = await asked(probeAutodiscover, facts.autodiscover);
    expect(web.map((one) => one.replace(/ @.*$/, '')).sort()).toEqual([
      'GET https://autodiscover.example.org/autodiscover/autodiscover.json?Email=ann%40example.org&Protocol=AutodiscoverV1&RedirectCount=1',
      `POST ${post('autodiscover.example.org')}`,
      `POST ${post('example.org')}`,
    ]);
    const bodies = options.flatMap(({ post: sent }) => sent?.body ?? []);
    expect(bodies[0]).toContain('<EMailAddress>ann@example.org</EMailAddress>');
    expect(JSON.stringify(options.map(({ journal: _, signal: __, ...rest }) => rest))).not.toMatch(
      /authorization|cookie/i,
    );
  });

  test('escapes the address', async () => {
    const { options } = await asked(probeAutodiscover, facts.autodiscover, {
      differs: { address: 'a&<b>"@example.org' },
    });
    const bodies = options.flatMap(({ post: sent }) => sent?.body ?? []);
    expect(bodies[0]).toContain('<EMailAddress>a&amp;&lt;b&gt;&quot;@example.org</EMailAddress>');
  });

  test('a login that is wanted is told and not made', async () => {
    const { ran, web } = await asked(probeAutodiscover, facts.autodiscover, {
      pages: { [post('example.org')]: { status: 401 }, [post('autodiscover.example.org')]: { status: 401 } },
    });
    expect(ran.value(facts.autodiscover).answers.map(({ result }) => result)).toEqual([
      { kind: 'status', status: 401 },
      { kind: 'status', status: 401 },
      { kind: 'status', status: 404 },
    ]);
    expect(web).toHaveLength(3);
  });

  test('without an address asks for the one that every domain has, and takes nobody’s name', async () => {
    const { ran, options } = await asked(probeAutodiscover, facts.autodiscover, {
      pages: { [post('autodiscover.example.org')]: { body: imap } },
      differs: { address: undefined } as unknown as Partial<Target>,
    });
    expect(options.flatMap(({ post: sent }) => sent?.body ?? [])[0]).toContain('postmaster@example.org');
    const [, second] = ran.value(facts.autodiscover).answers;
    expect(second?.result).toMatchObject({ settings: { incoming: [{ host: 'imap.example.org' }] } });
    expect(JSON.stringify(second)).not.toContain('"ann"');
    expect(JSON.stringify(second)).toContain('it tells whose address it is');
  });

  test.each([
    ['0 0 443 mail.example.org', 'mail.example.org'],
    ['0 0 443 autodiscover-s.outlook.com', 'autodiscover-s.outlook.com'],
    ['0 0 443 mail.example.net', undefined],
    ['0 0 8443 mail.example.org', undefined],
    ['0 0 443 .', undefined],
    ['0 0 443 com', undefined],
  ])('follows the SRV record %s to %s', async (srv, host) => {
    const { web } = await asked(probeAutodiscover, facts.autodiscover, {
      zone: { '_autodiscover._tcp.example.org SRV': [srv] },
    });
    expect(web.slice(3)).toEqual(host === undefined ? [] : [`POST ${post(host)} @192.0.2.1`]);
  });

  test('asks its places side by side', async () => {
    const { ran } = await asked(probeAutodiscover, facts.autodiscover);
    // Address, connection, TLS and answer; then the SRV record.
    expect(ran.journal.counts.roundTrips).toBeLessThanOrEqual(5);
  });
});

test('a name that nobody has made shows wildcard DNS', async () => {
  const { ran, dns } = await asked(probeWildcard, facts.wildcard);
  expect(ran.value(facts.wildcard)).toEqual({ ips: ['192.0.2.1'] });
  expect(dns[0]).toMatch(/^[a-z]{20}\.example\.org A$/);
});

test('conditions are those of providers whose servers were found', async () => {
  const mx: Known = [
    observed(facts.tableByExchanger, example, { patterns: [], asOf: '2026-11' }),
    observed(facts.autoconfig, example, {
      url: 'https://autoconfig.example.org/',
      redirects: [],
      ips: [],
      result: {
        kind: 'settings',
        settings: {
          format: 'autoconfig',
          domains: [],
          incoming: [{ type: 'imap', host: 'imap.gmail.com', port: 993, security: 'tls', auth: [] }],
          outgoing: [],
          documentation: [],
          oAuth2: [],
          dropped: [],
          remarks: [],
        },
      },
    }),
  ];
  const { ran } = await asked(probeConditions, facts.conditions, { known: mx });
  expect(ran.value(facts.conditions).providers).toMatchObject([{ id: 'gmail', hosts: ['imap.gmail.com'] }]);
});
