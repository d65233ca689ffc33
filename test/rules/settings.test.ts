import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import type { Rule } from '../../src/model/finding.ts';
import type { Remark } from '../../src/model/settings.ts';
import { host, type SubjectKind, service } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { addresses, guessedHosts, places, serviceRecords } from '../../src/probes/facts/dns.ts';
import * as facts from '../../src/probes/facts/settings.ts';
import netRefused from '../../src/rules/net/refused.ts';
import authNotOffered from '../../src/rules/settings/auth-not-offered.ts';
import certificateDoesNotCoverHost from '../../src/rules/settings/certificate-does-not-cover-host.ts';
import httpOnly from '../../src/rules/settings/http-only.ts';
import noAccess from '../../src/rules/settings/no-access.ts';
import noneFound from '../../src/rules/settings/none-found.ts';
import notPublished from '../../src/rules/settings/not-published.ts';
import paccDigest from '../../src/rules/settings/pacc-digest.ts';
import plaintextOffered from '../../src/rules/settings/plaintext-offered.ts';
import sourceFailed from '../../src/rules/settings/source-failed.ts';
import sourcesDisagree from '../../src/rules/settings/sources-disagree.ts';
import targetDead from '../../src/rules/settings/target-dead.ts';
import targetPrivate from '../../src/rules/settings/target-private.ts';
import valueUnusable from '../../src/rules/settings/value-unusable.ts';
import wildcardAnswers from '../../src/rules/settings/wildcard-answers.ts';
import srvTargetAlias from '../../src/rules/srv/target-alias.ts';
import { failed, findingsOf, observed, saidBy, skipped, viewOf } from '../evidence.ts';
import { tlsView } from '../probes/fake-web.ts';
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

const found = <K extends SubjectKind, M extends string>(
  rule: Rule<K, M>,
  observations: readonly Observation[],
  differs: Partial<Target> = {},
) => findingsOf(rule, viewOf(observations, { ...looking, ...differs }));
const said = <K extends SubjectKind, M extends string>(
  rule: Rule<K, M>,
  observations: readonly Observation[],
  differs: Partial<Target> = {},
) => saidBy(rule, viewOf(observations, { ...looking, ...differs }));

const imaps = 'imap mail.example.org 993 tls';
const published = observed(facts.autoconfig, at, publishing([imaps]));
const noRecords = observed(serviceRecords, at, { records: [] });
const timeout = { kind: 'timeout', stage: 'http', afterMs: 5000 } as const;
const anonymous = { address: undefined } as unknown as Partial<Target>;

describe('settings/source-failed', () => {
  test.each([
    ['a time-out', web({ kind: 'failed', failure: timeout }), ['failed warning']],
    [
      'a refused connection',
      web({ kind: 'failed', failure: { kind: 'refused', stage: 'connect' } }),
      ['failed warning'],
    ],
    ['an error of the server', web({ kind: 'status', status: 503 }), ['failed warning']],
    ['a wanted login', web({ kind: 'status', status: 401 }), ['failed warning']],
    ['a broken file', web({ kind: 'unusable', why: 'it is not well-formed XML' }), ['unusable warning']],
    [
      'a certificate for others',
      web({ kind: 'certificate', tls: tlsView({ nameMatches: false }) }),
      ['failed warning'],
    ],
    [
      'a redirect to others',
      web({ kind: 'redirect', to: 'https://x.example/', why: 'other-site' }),
      ['failed warning'],
    ],
    ['private addresses', web({ kind: 'private', ips: ['10.0.0.1'] }), ['failed warning']],
    ['nothing there', nothing(), []],
    ['no such name', web({ kind: 'no-host' }), []],
    ['a web page', web({ kind: 'web-page' }), []],
    ['settings', publishing([imaps]), []],
  ])('%s', (_, answer, expected) => {
    expect(said(sourceFailed, [observed(facts.autoconfig, at, answer)])).toEqual(expected);
  });

  test('says what is to be seen where', () => {
    const [one] = found(sourceFailed, [observed(facts.autoconfig, at, web({ kind: 'failed', failure: timeout }))]);
    expect(one?.text).toBe(
      'It could not be learnt what autoconfig says (https://autoconfig.example.org/mail/config-v1.1.xml): the answer over HTTPS timed out after 5 s. Mail programs may guess instead.',
    );
    expect(one?.evidence).toEqual(['settings/autoconfig@domain:example.org']);
  });

  test('is milder where the domain does not speak itself, or need not', () => {
    const answer = web({ kind: 'failed', failure: timeout });
    expect(said(sourceFailed, [observed(facts.database, at, answer), observed(facts.wellKnown, at, answer)])).toEqual([
      'failed notice',
      'failed notice',
    ]);
  });

  test('is one for all places of a source that fail alike', () => {
    const failing = (url: string) => web({ kind: 'failed', failure: timeout }, { url });
    const answers = [failing('https://a.example.org/'), failing('https://b.example.org/'), nothing()];
    const findings = found(sourceFailed, [observed(facts.autodiscover, at, { answers })]);
    expect(findings.map(({ args }) => args.place)).toEqual(['https://a.example.org/, https://b.example.org/']);
  });

  test('a website without settings is no failure', () => {
    const refused = web({ kind: 'failed', failure: { kind: 'refused', stage: 'connect' } });
    for (const answer of [
      refused,
      web({ kind: 'status', status: 403 }),
      web({ kind: 'redirect', to: 'https://x.example/', why: 'other-site' }),
    ]) {
      expect(said(sourceFailed, [observed(facts.wellKnown, at, answer)])).toEqual([]);
    }
    const answers = [web({ kind: 'status', status: 401 }), web({ kind: 'unusable', why: 'x' })];
    expect(said(sourceFailed, [observed(facts.autodiscover, at, { answers })])).toEqual([]);
  });

  test('what wildcard DNS leads to is no failure', () => {
    const any = observed(facts.wildcard, at, { ips: ['192.0.2.80'] });
    const answer = web({ kind: 'certificate', tls: tlsView({ nameMatches: false }) });
    expect(said(sourceFailed, [any, observed(facts.autoconfig, at, answer)])).toEqual([]);
    const elsewhere = observed(facts.wildcard, at, { ips: ['192.0.2.81'] });
    expect(said(sourceFailed, [elsewhere, observed(facts.autoconfig, at, answer)])).toHaveLength(1);
  });
});

describe('settings/sources-disagree', () => {
  const two = (first: readonly string[], second: readonly string[]) => [
    observed(facts.autoconfig, at, publishing(first)),
    observed(facts.database, at, publishing(second)),
  ];

  test('is found where no server is the same', () => {
    const [one] = found(
      sourcesDisagree,
      two([imaps], ['imap old.example.org 993 tls', 'imap old.example.org 143 starttls']),
    );
    expect(one).toMatchObject({ message: 'servers', severity: 'notice' });
    expect(one?.text).toBe(
      'For IMAP, mail programs get mail.example.org:993 (TLS) by autoconfig, but old.example.org:993 (TLS), old.example.org:143 (STARTTLS) by the Thunderbird database.',
    );
  });

  test('is not where one server is the same, or a protocol is of one source only', () => {
    expect(said(sourcesDisagree, two([imaps, 'imap mail.example.org 143 starttls'], [imaps]))).toEqual([]);
    expect(said(sourcesDisagree, two([imaps], ['pop3 old.example.org 995 tls']))).toEqual([]);
  });

  test('is worse where the domain contradicts itself', () => {
    const records = [{ label: '_submissions' as const, priority: 0, weight: 0, port: 465, target: 'smtp.example.org' }];
    const list = [
      observed(facts.autoconfig, at, publishing(['smtp mail.example.org 587 starttls'])),
      observed(serviceRecords, at, { records }),
    ];
    expect(said(sourcesDisagree, list)).toEqual(['servers warning']);
  });

  test('what mail exchangers of others say is another matter', () => {
    const list = [
      published,
      observed(facts.exchangerDatabase, at, { answers: [publishing(['imap x.example.net 993 tls'])] }),
    ];
    expect(said(sourcesDisagree, list)).toEqual([]);
  });
});

describe('settings/target-dead', () => {
  test('names who sends mail programs there, and why it does not work', () => {
    const [one] = found(targetDead, [published, ...dead(imaps)]);
    expect(one).toMatchObject({ severity: 'error', args: { reason: 'refused', protocol: 'IMAP' } });
    expect(one?.text).toBe(
      'Mail programs are sent to mail.example.org:993 for IMAP, and it does not work: the connection is refused. Who says so: autoconfig.',
    );
    expect(said(netRefused, [published, ...dead(imaps)])).toEqual(['failed error']);
  });

  test('is milder where only the table or the database say so', () => {
    const list = [
      observed(facts.database, at, publishing([imaps])),
      observed(facts.tableByDomain, at, table([imaps])),
      ...dead(imaps),
    ];
    expect(said(targetDead, list)).toEqual(['fails warning']);
  });

  test('is not found where one address works, or nobody names it', () => {
    const other = answering(imaps, ['PLAIN'], {}, '192.0.2.11').slice(1);
    expect(said(targetDead, [published, ...dead(imaps), ...other])).toEqual([]);
    expect(said(targetDead, dead(imaps))).toEqual([]);
  });

  test('a name without address', () => {
    const nowhere = [
      observed(addresses, host('mail.example.org'), { ips: [], source: 'dns' as const }),
      skipped(places, service('mail.example.org', 'imap', 993, 'tls'), 'dns/addresses@mail.example.org'),
    ];
    expect(said(targetDead, [published, ...nowhere])).toEqual(['no-address error']);
  });
});

test('settings/certificate-does-not-cover-host', () => {
  const chain = [{ names: ['server7.example.net'] }] as unknown as ReturnType<typeof tlsView>['chain'];
  const wrong = answering(imaps, ['PLAIN'], { verified: false, nameMatches: false, chain });
  const [one] = found(certificateDoesNotCoverHost, [published, ...wrong]);
  expect(one?.text).toContain('mail.example.org:993, and its certificate is for server7.example.net.');
  expect(said(certificateDoesNotCoverHost, wrong)).toEqual([]);
  expect(said(certificateDoesNotCoverHost, [published, ...answering(imaps)])).toEqual([]);
});

test('settings/value-unusable', () => {
  const fault = { what: 'imap mail.example.org:993', reason: 'it says no user name', fault: true } as const;
  const skipped = { what: 'jmap', reason: 'skipped: it is no IMAP, POP3 or SMTP server' };
  const saying = (dropped: readonly Remark[]) => web({ kind: 'settings', settings: settingsOf([imaps], { dropped }) });
  const [one] = found(valueUnusable, [observed(facts.autoconfig, at, saying([skipped, fault, fault, fault, fault]))]);
  expect(one?.severity).toBe('warning');
  expect(one?.text).toContain('imap mail.example.org:993: it says no user name; ');
  expect(one?.text).toContain('; and 1 more.');
  expect(one?.text).not.toContain('jmap');
  expect(said(valueUnusable, [observed(facts.database, at, saying([fault]))])).toEqual(['values notice']);
  expect(said(valueUnusable, [observed(facts.autoconfig, at, saying([skipped]))])).toEqual([]);
  expect(said(valueUnusable, [observed(facts.exchangerDatabase, at, { answers: [saying([fault])] })])).toEqual([]);
});

test('settings/plaintext-offered', () => {
  const plain = 'imap mail.example.org 143 none';
  const [one] = found(plaintextOffered, [observed(facts.autoconfig, at, publishing([imaps, plain]))]);
  expect(one).toMatchObject({ severity: 'warning', args: { servers: 'IMAP mail.example.org:143' } });
  expect(said(plaintextOffered, [observed(facts.database, at, publishing([plain]))])).toEqual(['plain notice']);
  expect(said(plaintextOffered, [published])).toEqual([]);
});

test('settings/http-only', () => {
  const http = (servers: readonly string[], more = {}) =>
    observed(facts.httpAutoconfig, at, publishing(servers, { url: 'http://autoconfig.example.org/', ...more }));
  expect(said(httpOnly, [http([imaps])])).toEqual(['only warning']);
  expect(said(httpOnly, [http([imaps]), observed(facts.autoconfig, at, nothing())])).toEqual(['only warning']);
  expect(said(httpOnly, [http([imaps]), published])).toEqual([]);
  expect(said(httpOnly, [http(['imap evil.example.net 993 tls']), published])).toEqual(['differs warning']);
  expect(said(httpOnly, [http([imaps], { redirects: ['https://autoconfig.example.org/'] })])).toEqual([]);
  expect(said(httpOnly, [observed(facts.httpAutoconfig, at, nothing())])).toEqual([]);
});

describe('settings/wildcard-answers', () => {
  const any = observed(facts.wildcard, at, { ips: ['192.0.2.80'] });

  test('is found where mail programs meet what everybody meets', () => {
    const [one] = found(wildcardAnswers, [any, observed(facts.autoconfig, at, web({ kind: 'web-page' }))]);
    expect(one).toMatchObject({ severity: 'notice', args: { host: 'autoconfig.example.org', where: '192.0.2.80' } });
    const alias = observed(facts.wildcard, at, { ips: [], alias: 'web.example.net' });
    expect(
      said(wildcardAnswers, [alias, observed(facts.autoconfig, at, nothing({ alias: 'web.example.net' }))]),
    ).toEqual(['wildcard notice']);
  });

  test.each([
    ['settings are there', [any, published]],
    ['the name leads elsewhere', [any, observed(facts.autoconfig, at, nothing({ ips: ['192.0.2.81'] }))]],
    ['there is no wildcard', [observed(facts.wildcard, at, { ips: [] }), observed(facts.autoconfig, at, nothing())]],
  ])('is not where %s', (_, list) => {
    expect(said(wildcardAnswers, list)).toEqual([]);
  });
});

test('settings/pacc-digest', () => {
  const answer = (proof: facts.PaccProof) => observed(facts.pacc, at, { ...publishing([imaps]), proof });
  expect(said(paccDigest, [answer({ records: [], digest: 'x', matches: false })])).toEqual(['missing warning']);
  expect(said(paccDigest, [answer({ records: ['v=UAAC1'], digest: 'x', matches: false })])).toEqual(['wrong warning']);
  expect(said(paccDigest, [answer({ records: ['v=UAAC1'], digest: 'x', matches: true })])).toEqual([]);
  expect(said(paccDigest, [answer({ records: [], digest: 'x' })])).toEqual([]);
  expect(said(paccDigest, [answer({ records: ['v=UAAC1'] })])).toEqual([]);
});

describe('settings/auth-not-offered', () => {
  const claiming = (auth: readonly ('oauth2' | 'password-cleartext' | 'none')[]) =>
    observed(facts.autoconfig, at, publishing([serverOf(imaps, { auth })]));

  test.each([
    [['oauth2'], ['PLAIN'], ['none warning']],
    [['oauth2', 'password-cleartext'], ['PLAIN'], ['some notice']],
    [['password-cleartext'], ['SCRAM-SHA-256'], []],
    [['none'], [], []],
    [[], ['PLAIN'], []],
    [['password-cleartext'], [], ['none warning']],
  ] as const)('%j at a server with %j', (auth, mechanisms, expected) => {
    expect(said(authNotOffered, [claiming(auth), ...answering(imaps, mechanisms)])).toEqual(expected);
  });

  test('says what is offered', () => {
    const [one] = found(authNotOffered, [claiming(['oauth2']), ...answering(imaps, ['PLAIN', 'LOGIN'])]);
    expect(one?.text).toBe(
      'autoconfig says that mail.example.org:993 lets clients log in by oauth2, and it offers PLAIN, LOGIN only.',
    );
  });

  test('is no matter of mailcheck’s own table', () => {
    const list = [
      observed(facts.tableByDomain, at, table([serverOf(imaps, { auth: ['oauth2'] })])),
      ...answering(imaps),
    ];
    expect(said(authNotOffered, list)).toEqual([]);
  });
});

test('settings/target-private', () => {
  const at993 = service('mail.example.org', 'imap', 993, 'tls');
  const hidden = [
    observed(addresses, host('mail.example.org'), { ips: ['10.0.0.1'], source: 'dns' as const }),
    skipped(places, at993, 'private-address'),
  ];
  const [one] = found(targetPrivate, [published, ...hidden]);
  expect(one?.text).toBe(
    'autoconfig names mail.example.org:993, whose addresses nobody outside can reach (10.0.0.1); it was not tried.',
  );
  expect(said(targetPrivate, hidden)).toEqual([]);
  expect(said(targetPrivate, [published, skipped(places, at993, 'deadline')])).toEqual([]);
});

test('settings/no-access', () => {
  const closed = observed(facts.tableByDomain, at, table([]));
  expect(found(noAccess, [closed])[0]?.text).toBe(
    'Example has neither IMAP nor POP3 nor SMTP for mail programs. Needs an app password.',
  );
  expect(said(noAccess, [closed, published])).toEqual([]);
  expect(said(noAccess, [observed(facts.tableByDomain, at, table([imaps]))])).toEqual([]);
  expect(said(noAccess, [observed(facts.tableByDomain, at, { patterns: [], asOf: '2026-11' })])).toEqual([]);
});

describe('settings/none-found', () => {
  const silence = [noRecords, observed(facts.autoconfig, at, nothing()), observed(facts.database, at, nothing())];
  const guess = observed(guessedHosts, at, { tried: ['imap.example.org'], exist: ['imap.example.org'] });

  test('is found where everybody was asked and nobody knows', () => {
    expect(said(noneFound, silence)).toEqual(['none error']);
    expect(found(noneFound, [...silence, guess, ...dead('imap imap.example.org 993 tls')])[0]?.text).toContain(
      'at the usual names (imap.example.org).',
    );
  });

  test.each<readonly [string, readonly Observation[]]>([
    ['somebody names a server', [...silence, published]],
    [
      'somebody could not be asked',
      [...silence, observed(facts.wellKnown, at, web({ kind: 'failed', failure: timeout }))],
    ],
    [
      'the records could not be asked for',
      [failed(serviceRecords, at, { kind: 'dns', stage: 'dns', trouble: 'timeout' })],
    ],
    ['a guess answers', [...silence, guess, ...answering('imap imap.example.org 993 tls')]],
    ['the provider is known to have none', [...silence, observed(facts.tableByDomain, at, table([]))]],
  ])('is not where %s', (_, list) => {
    expect(said(noneFound, list)).toEqual([]);
  });

  test('is no matter of other runs', () => {
    expect(saidBy(noneFound, viewOf(silence))).toEqual([]);
  });
});

test('settings/not-published', () => {
  const list = [
    noRecords,
    observed(facts.autoconfig, at, nothing()),
    observed(facts.database, at, publishing([imaps])),
  ];
  expect(said(notPublished, list, anonymous)).toEqual(['nothing notice']);
  // The owner of a mailbox cannot change it.
  expect(said(notPublished, list)).toEqual([]);
  expect(said(notPublished, [...list.slice(0, 1), published], anonymous)).toEqual([]);
  expect(said(notPublished, list.slice(0, 2), anonymous)).toEqual([]);
});

test('srv/target-alias is looked at as well', () => {
  const records = [{ label: '_imaps' as const, priority: 0, weight: 0, port: 993, target: 'mail.example.org' }];
  expect(said(srvTargetAlias, [observed(serviceRecords, at, { records })])).toEqual([]);
});
