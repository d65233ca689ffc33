import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import { host, service } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { settingsReport } from '../../src/overview/settings.ts';
import { addresses, guessedHosts, mailExchangers, places, serviceRecords } from '../../src/probes/facts/dns.ts';
import * as facts from '../../src/probes/facts/settings.ts';
import { failed, observed, skipped, viewOf } from '../evidence.ts';
import {
  answering,
  at,
  dead,
  looking,
  nothing,
  publishing,
  serverOf,
  settingsOf,
  table,
  web,
} from '../settings-evidence.ts';

function reported(observations: readonly Observation[], differs: Partial<Target> = {}) {
  const report = settingsReport(viewOf(observations, { ...looking, ...differs }));
  if (report === undefined) throw new Error('it was asked for');
  return report;
}
const told = (observations: readonly Observation[], differs: Partial<Target> = {}): string[] =>
  reported(observations, differs).incoming.map(
    ({ type, host: name, port, security, trust, origins }) =>
      `${type} ${name} ${port} ${security} ${trust} ${origins.join('+')}`,
  );
const record = (label: '_imaps' | '_imap' | '_pop3s', target: string, more: object = {}) => ({
  label,
  priority: 0,
  weight: 0,
  port: label === '_imaps' ? 993 : label === '_imap' ? 143 : 995,
  target,
  ...more,
});
const mx = (more: object = {}): Observation =>
  observed(mailExchangers, at, {
    records: [{ preference: 0, exchange: 'mx.example.net' }],
    nullMx: false,
    rcode: 'NOERROR',
    ...more,
  });
const paccAnswer = (matches: boolean | undefined) => ({
  ...publishing(['imap pacc.example.org 993 tls'], { url: 'https://ua-auto-config.example.org/' }),
  proof: { records: [], digest: 'x', ...(matches === undefined ? {} : { matches }) },
});

test('nobody who did not look for settings is told of them', () => {
  expect(settingsReport(viewOf([], {}))).toBeUndefined();
});

describe('candidates', () => {
  test('are ranked by what their source is worth, whoever was first', () => {
    const list = [
      observed(guessedHosts, at, { tried: ['imap.example.org'], exist: ['imap.example.org'] }),
      ...answering('imap imap.example.org 993 tls'),
      observed(facts.httpAutoconfig, at, publishing(['imap http.example.org 993 tls'])),
      observed(facts.autodiscover, at, { answers: [publishing(['imap discover.example.org 993 tls'])] }),
      observed(facts.exchangerAutoconfig, at, { answers: [publishing(['imap mx.example.net 993 tls'])] }),
      mx(),
      observed(serviceRecords, at, { records: [record('_imaps', 'srv.example.org')] }),
      observed(facts.database, at, publishing(['imap ispdb.example.org 993 tls'])),
      observed(facts.autoconfig, at, publishing(['imap auto.example.org 993 tls'])),
      observed(facts.pacc, at, paccAnswer(true)),
      observed(facts.tableByDomain, at, table(['imap table.example.org 993 tls'])),
    ];
    expect(told(list)).toEqual([
      'imap table.example.org 993 tls trusted table',
      'imap pacc.example.org 993 tls trusted pacc',
      'imap auto.example.org 993 tls trusted autoconfig',
      'imap ispdb.example.org 993 tls trusted ispdb',
      'imap srv.example.org 993 tls trusted srv',
      'imap mx.example.net 993 tls confirm autoconfig-by-mx',
      'imap discover.example.org 993 tls trusted autodiscover',
      'imap http.example.org 993 tls unsafe http',
      'imap imap.example.org 993 tls guessed guess',
    ]);
    expect(told([...list].reverse())).toEqual(told(list));
  });

  test('within a source: TLS, STARTTLS, nothing; IMAP first; then as written', () => {
    const servers = [
      'pop3 a.example.org 110 starttls',
      'imap a.example.org 143 starttls',
      'pop3 a.example.org 995 tls',
      'imap b.example.org 993 tls',
      'imap a.example.org 993 tls',
      'imap a.example.org 143 none',
    ];
    const list = [observed(facts.autoconfig, at, publishing(servers))];
    const order = told(list).map((one) => one.split(' ').slice(0, 4).join(' '));
    expect(order).toEqual([
      'imap b.example.org 993 tls',
      'imap a.example.org 993 tls',
      'pop3 a.example.org 995 tls',
      'imap a.example.org 143 starttls',
      'pop3 a.example.org 110 starttls',
    ]);
    const all = told(list, { settings: { guess: 'auto', plaintext: true } });
    expect(all.at(-1)).toContain('imap a.example.org 143 none');
  });

  test('that do not work are behind those that do', () => {
    const list = [
      observed(facts.autoconfig, at, publishing(['imap a.example.org 993 tls', 'imap b.example.org 143 starttls'])),
      observed(facts.database, at, publishing(['imap c.example.org 993 tls', 'imap d.example.org 993 tls'])),
      ...dead('imap a.example.org 993 tls'),
      ...answering('imap b.example.org 143 starttls'),
      ...answering('imap c.example.org 993 tls', ['PLAIN'], { verified: false, nameMatches: false }),
    ];
    expect(told(list).map((one) => one.split(' ')[1])).toEqual([
      'b.example.org',
      'd.example.org',
      'a.example.org',
      'c.example.org',
    ]);
    expect(reported(list).incoming.map(({ proof }) => proof.state)).toEqual([
      'works',
      'untested',
      'fails',
      'unverified',
    ]);
  });

  test('of several sources are one, with the user name and the login of whoever says them', () => {
    const bare = serverOf('imap mail.example.org 993 tls', { auth: [] });
    const { username: _, usernameTemplate: __, ...silent } = bare;
    const [one] = reported([
      observed(serviceRecords, at, { records: [record('_imaps', 'mail.example.org')] }),
      observed(facts.wellKnown, at, publishing([silent])),
      observed(facts.database, at, publishing([serverOf('imap mail.example.org 993 tls', { auth: ['oauth2'] })])),
    ]).incoming;
    expect(one).toMatchObject({
      origins: ['well-known', 'ispdb', 'srv'],
      auth: ['oauth2'],
      username: 'ann@example.org',
      trust: 'trusted',
    });
    expect(one).not.toHaveProperty('usernameAssumed');
  });

  test('that say no user name take it, and the login, from another port of the same server', () => {
    const local = { usernameTemplate: '%EMAILLOCALPART%', username: 'ann', auth: ['password-encrypted'] } as const;
    const records = [record('_imaps', 'mail.example.org'), record('_pop3s', 'pop.example.org')];
    const [imap, pop3] = reported([
      observed(serviceRecords, at, { records }),
      observed(facts.autoconfig, at, publishing([serverOf('imap mail.example.org 143 none', local)])),
    ]).incoming;
    expect(imap).toMatchObject({ port: 993, origins: ['srv'], username: 'ann', auth: ['password-encrypted'] });
    expect(imap).not.toHaveProperty('usernameAssumed');
    expect(pop3).toMatchObject({ port: 995, username: 'ann@example.org', usernameAssumed: true, auth: [] });
  });

  test('without a user name try the address first, and take the login from the server', () => {
    const list = [
      observed(serviceRecords, at, { records: [record('_imaps', 'mail.example.org')] }),
      ...answering('imap mail.example.org 993 tls', ['SCRAM-SHA-256', 'XOAUTH2']),
    ];
    expect(reported(list).incoming[0]).toMatchObject({
      username: 'ann@example.org',
      usernameAssumed: true,
      auth: ['password-cleartext', 'password-encrypted', 'oauth2'],
      proof: { mechanisms: ['SCRAM-SHA-256', 'XOAUTH2'], tlsVersion: 'TLSv1.3' },
    });
    const [nobody] = reported(list, { address: undefined } as unknown as Partial<Target>).incoming;
    expect(nobody).not.toHaveProperty('username');
  });

  test('whose user name only the customer knows get none', () => {
    const { username: _, usernameTemplate: __, ...open } = serverOf('imap table.example.org 993 tls');
    const [one] = reported([observed(facts.tableByDomain, at, table([open]))]).incoming;
    expect(one).not.toHaveProperty('username');
  });

  test('with a part that only the customer knows are no candidates', () => {
    const answer = table(['imap mail.yourdomain 993 tls'], { patterns: ['mail.yourdomain'] });
    expect(reported([observed(facts.tableByDomain, at, answer)]).incoming).toEqual([]);
  });

  test('that nobody looked at again are behind what is published today', () => {
    const low = table(['imap old.example.org 993 tls']);
    const provider = { ...low.provider!, confidence: 'low' as const };
    const list = [
      observed(facts.tableByDomain, at, { ...low, provider }),
      observed(facts.database, at, publishing(['imap new.example.org 993 tls'])),
    ];
    expect(told(list)[0]).toContain('new.example.org');
  });

  test.each([
    ['imap.example.org', {}, 'trusted'],
    ['imap.example.net', {}, 'confirm'],
    ['imap.example.net', { secure: true }, 'trusted'],
    ['notexample.org', {}, 'confirm'],
  ])('of an SRV record to %s are trusted inside the domain or signed', (target, more, trust) => {
    const list = [observed(serviceRecords, at, { records: [record('_imaps', target, more)] })];
    expect(reported(list).incoming[0]?.trust).toBe(trust);
  });

  test.each([
    [{}, 'confirm'],
    [{ secure: true }, 'trusted'],
  ])('by a mail exchanger are trusted when its record is signed', (more, trust) => {
    const list = [mx(more), observed(facts.tableByExchanger, at, table(['imap x.example.net 993 tls']))];
    expect(reported(list).incoming[0]?.trust).toBe(trust);
  });

  test('of a configuration that no digest proves are hearsay, and behind all that is published', () => {
    for (const matches of [false, undefined]) {
      const list = [
        observed(facts.pacc, at, paccAnswer(matches)),
        observed(facts.database, at, publishing(['imap ispdb.example.org 993 tls'])),
      ];
      expect(told(list).at(-1)).toBe('imap pacc.example.org 993 tls confirm pacc');
    }
  });

  test('that were guessed count only when they are what they should be', () => {
    const list = (observations: readonly Observation[]) => [
      observed(guessedHosts, at, { tried: ['imap.example.org', 'mail.example.org'], exist: ['imap.example.org'] }),
      ...observations,
    ];
    expect(told(list(answering('imap imap.example.org 993 tls')))).toHaveLength(1);
    expect(told(list(answering('imap imap.example.org 993 tls', [])))).toEqual([]);
    expect(told(list(answering('imap imap.example.org 993 tls', ['PLAIN'], { verified: false })))).toEqual([]);
    expect(told(list(dead('imap imap.example.org 993 tls')))).toEqual([]);
  });
});

describe('the proof of a server', () => {
  const proofIn = (observations: readonly Observation[], claims: readonly ('oauth2' | 'password-cleartext')[] = []) =>
    reported([
      observed(
        facts.autoconfig,
        at,
        publishing([serverOf('imap mail.example.org 993 tls', { auth: claims.length > 0 ? claims : ['oauth2'] })]),
      ),
      ...observations,
    ]).incoming[0]?.proof;

  test('is the best of its addresses', () => {
    const text = 'imap mail.example.org 993 tls';
    const proof = proofIn([
      ...dead(text, { kind: 'timeout', stage: 'connect', afterMs: 5000 }, '2001:db8::10').slice(1),
      ...answering(text, ['XOAUTH2']),
    ]);
    expect(proof).toMatchObject({ state: 'works', text: 'not at 2001:db8::10' });
    expect(proof?.evidence).toContain('mail/capabilities-after-tls@mail.example.org/192.0.2.10/imap:993+tls');
  });

  test('says what is claimed and not offered', () => {
    const proof = proofIn(answering('imap mail.example.org 993 tls', ['PLAIN']), ['oauth2', 'password-cleartext']);
    expect(proof).toMatchObject({ offers: ['password-cleartext'], lacks: ['oauth2'] });
  });

  test('says why it is none', () => {
    expect(proofIn(dead('imap mail.example.org 993 tls'))).toMatchObject({
      state: 'fails',
      text: 'the connection is refused',
    });
    expect(
      proofIn(answering('imap mail.example.org 993 tls', ['PLAIN'], { verified: false, nameMatches: false })),
    ).toMatchObject({ state: 'unverified', text: 'its certificate is for other names' });
    const nowhere = observed(addresses, host('mail.example.org'), { ips: [], source: 'dns' });
    expect(proofIn([nowhere])).toMatchObject({ state: 'not-found' });
    const unknown = failed(addresses, host('mail.example.org'), { kind: 'dns', stage: 'dns', trouble: 'timeout' });
    expect(proofIn([unknown])).toMatchObject({ state: 'untested', text: 'the resolver does not answer' });
    const hidden = skipped(places, service('mail.example.org', 'imap', 993, 'tls'), 'private-address');
    expect(proofIn([hidden])).toMatchObject({ state: 'private' });
    expect(proofIn([])).toEqual({ state: 'untested', evidence: [] });
  });
});

describe('sources', () => {
  const rows = (observations: readonly Observation[]) => reported(observations).sources;

  test('are told best first, with age, trust and what they say', () => {
    const [first, second, third] = rows([
      observed(serviceRecords, at, {
        records: [
          record('_imaps', 'imap.example.net', { ttl: 600 }),
          record('_imap', 'imap.example.net', { ttl: 300 }),
        ],
      }),
      observed(
        facts.autoconfig,
        at,
        publishing(['imap imap.example.org 993 tls'], {
          lastModified: '2026-11-01T00:00:00.000Z',
          alias: 'web.example.net',
          redirects: ['https://www.example.org/x'],
        }),
      ),
      observed(facts.tableByDomain, at, table(['imap imap.example.org 993 tls'])),
    ]);
    expect(first).toMatchObject({
      origin: 'table',
      state: 'found',
      text: 'Example',
      changed: '2026-11',
      trust: 'trusted',
    });
    expect(second).toMatchObject({
      origin: 'autoconfig',
      changed: '2026-11-01T00:00:00.000Z',
      alias: 'web.example.net',
      redirects: ['https://www.example.org/x'],
      servers: [{ host: 'imap.example.org', username: 'ann@example.org' }],
      ms: 1,
    });
    expect(third).toMatchObject({ origin: 'srv', ttl: 300, trust: 'confirm' });
  });

  test('that said nothing, failed, or were not asked are told apart', () => {
    const list = rows([
      observed(facts.autoconfig, at, nothing()),
      observed(facts.wellKnown, at, web({ kind: 'no-host' })),
      observed(facts.database, at, web({ kind: 'failed', failure: { kind: 'timeout', stage: 'http', afterMs: 5000 } })),
      failed(serviceRecords, at, { kind: 'dns', stage: 'dns', trouble: 'servfail' }),
      skipped(facts.exchangerAutoconfig, at, 'not-applicable'),
      skipped(facts.httpAutoconfig, at, 'not-asked'),
    ]);
    expect(list.map(({ origin, state }) => `${origin} ${state}`)).toEqual([
      'autoconfig absent',
      'well-known absent',
      'ispdb failed',
      'srv failed',
      'autoconfig-by-mx not-asked',
    ]);
  });

  test.each([
    [{}, 'there is no mail exchanger'],
    [{ exchanger: 'mx.example.org' }, 'the mail exchanger is the domain’s own'],
    [{ exchanger: 'mx.filter.example', isFilter: true as const }, 'mx.filter.example only filters mail'],
  ])('say why the mail exchanger %j names no place to ask', (found, text) => {
    const list = rows([
      observed(facts.tableByExchanger, at, { patterns: [], asOf: '2026-11', ...found }),
      skipped(facts.exchangerAutoconfig, at, 'not-applicable'),
    ]);
    expect(list).toContainEqual(expect.objectContaining({ origin: 'autoconfig-by-mx', state: 'not-asked', text }));
  });

  test('say of a name that nobody can own why it was not asked about', () => {
    expect(rows([skipped(facts.pacc, at, 'not-asked')])).toMatchObject([
      { state: 'not-asked', text: 'nobody can own this name, a public suffix or one for special use' },
    ]);
  });

  test('with several places that have nothing are one', () => {
    const answers = [
      nothing({ url: 'https://a/' }),
      nothing({ url: 'https://b/' }),
      web({ kind: 'status', status: 503 }),
    ];
    expect(rows([observed(facts.autodiscover, at, { answers })])).toMatchObject([
      { state: 'absent', place: 'https://a/, https://b/' },
      { state: 'failed' },
    ]);
  });

  test('of SRV records tell what is not offered', () => {
    const records = [record('_pop3s', '.', { port: 0 }), record('_imaps', 'imap.example.org')];
    expect(rows([observed(serviceRecords, at, { records })])).toMatchObject([
      { origin: 'srv', state: 'found', text: 'not offered: _pop3s', servers: [{ type: 'imap' }] },
    ]);
    expect(rows([observed(serviceRecords, at, { records: records.slice(0, 1) })])).toMatchObject([
      { origin: 'srv', state: 'absent', text: 'not offered: _pop3s' },
    ]);
  });

  test('of guessing says what was tried', () => {
    const guess = observed(guessedHosts, at, { tried: ['imap.example.org'], exist: ['imap.example.org'] });
    expect(rows([guess])).toMatchObject([{ origin: 'guess', state: 'absent', place: 'imap.example.org' }]);
    expect(rows([guess, ...answering('imap imap.example.org 993 tls')])).toMatchObject([
      { origin: 'guess', state: 'found', trust: 'guessed', servers: [{ port: 993 }] },
    ]);
  });
});

describe('what the provider wants', () => {
  const known = (id: string, hosts: readonly string[]) => ({
    id,
    name: id,
    needs: [],
    confidence: 'high' as const,
    sources: [],
    hosts,
  });
  const conditions = observed(facts.conditions, at, {
    providers: [known('one', ['imap.example.net']), known('two', ['imap.example.net', 'smtp.example.net'])],
  });

  test('is that of the domain', () => {
    const list = [conditions, observed(facts.tableByDomain, at, table(['imap imap.example.net 993 tls']))];
    expect(reported(list).provider).toMatchObject({ id: 'example', needs: ['Needs an app password'] });
  });

  test('or of the servers that are recommended', () => {
    const servers = ['imap imap.example.net 993 tls', 'smtp smtp.example.net 465 tls'];
    const list = [conditions, observed(facts.autoconfig, at, publishing(servers))];
    expect(reported(list).provider?.id).toBe('two');
    expect(
      reported([conditions, observed(facts.autoconfig, at, publishing(['imap x.example.org 993 tls']))]),
    ).not.toHaveProperty('provider');
  });

  test('or, without any server, of the mail exchanger', () => {
    expect(reported([mx(), observed(facts.tableByExchanger, at, table([]))]).provider?.id).toBe('example');
  });
});

test('pages and token sources are those of who may be trusted', () => {
  const link = (url: string) => ({ documentation: [{ url }], oAuth2: [{ issuer: url, scopes: [] }] });
  const answer = (url: string) =>
    web({ kind: 'settings', settings: settingsOf(['imap a.example.org 993 tls'], link(url)) });
  const { documentation, oAuth2 } = reported([
    mx(),
    observed(facts.autoconfig, at, answer('https://example.org/help')),
    observed(facts.wellKnown, at, answer('https://example.org/help')),
    observed(facts.exchangerAutoconfig, at, { answers: [answer('https://evil.example/')] }),
    observed(facts.httpAutoconfig, at, answer('https://worse.example/')),
  ]);
  expect(documentation).toEqual([{ url: 'https://example.org/help' }]);
  expect(oAuth2.map(({ issuer }) => issuer)).toEqual(['https://example.org/help']);
});

test('endpoints of other services prove nothing', () => {
  const list = [
    observed(facts.autoconfig, at, publishing(['imap mail.example.org 993 tls'])),
    ...answering('pop3 mail.example.org 995 tls'),
    ...answering('imap mail.example.org 143 starttls'),
  ];
  expect(reported(list).incoming[0]?.proof.state).toBe('untested');
});
