import { describe, expect, test } from 'vitest';
import type { Candidate, PublishedSettings, SettingsReport, SourceReport } from '../../src/model/settings.ts';
import { renderPublished, renderPublishedJson } from '../../src/report/published.ts';
import { settingsSection } from '../../src/report/settings-section.ts';
import { plainStyle } from '../../src/report/style.ts';
import { wholeReport } from './whole-report.ts';

const candidate = (differs: Partial<Candidate> = {}): Candidate => ({
  type: 'imap',
  host: 'imap.example.org',
  port: 993,
  security: 'tls',
  auth: ['password-cleartext'],
  username: 'ann@example.org',
  usernameTemplate: '%EMAILADDRESS%',
  origins: ['autoconfig'],
  trust: 'trusted',
  proof: { state: 'works', tlsVersion: 'TLSv1.3', mechanisms: ['PLAIN'], offers: ['password-cleartext'], evidence: [] },
  ...differs,
});
const source = (differs: Partial<SourceReport> = {}): SourceReport => ({
  origin: 'autoconfig',
  state: 'found',
  text: '',
  servers: [],
  dropped: [],
  remarks: [],
  ...differs,
});
const { interrupted: _, ...whole } = wholeReport;
const section = (differs: Partial<SettingsReport>, width = 80): string =>
  settingsSection(
    {
      ...whole,
      settings: { incoming: [], outgoing: [], sources: [], documentation: [], oAuth2: [], ...differs },
    },
    { ...plainStyle, width },
  );
const lines = (text: string): string[] => text.split('\n').map((line) => line.trim().replace(/ +/g, ' '));

test('is empty where nobody looked', () => {
  const { settings: _, ...without } = wholeReport;
  expect(settingsSection(without, plainStyle)).toBe('');
});

describe('a side', () => {
  test('shows the best server as it is typed, and the others behind it', () => {
    const other = candidate({
      type: 'pop3',
      port: 995,
      proof: { state: 'fails', text: 'the connection is refused', evidence: [] },
    });
    expect(lines(section({ incoming: [candidate(), other] }))).toEqual([
      'Incoming mail (IMAP)',
      'Server imap.example.org',
      'Port 993',
      'Security SSL/TLS',
      'User name ann@example.org',
      'Log in by normal password',
      'Tried answers, TLSv1.3 and the certificate fit',
      'Says autoconfig',
      'Or POP3 imap.example.org:995, SSL/TLS: the connection is refused',
      '',
      'Outgoing mail: none is named',
    ]);
  });

  test('says that nobody could be asked, where that may be why none is known', () => {
    const failed = { servers: [], dropped: [], remarks: [], state: 'failed', text: 'no answer' } as const;
    const sources = [
      { ...failed, origin: 'autoconfig' },
      { ...failed, origin: 'srv' },
      { ...failed, origin: 'guess' },
    ] as const;
    expect(section({ sources })).toContain(
      'Outgoing mail: none is known; 2 sources could not be asked (autoconfig: no\n   answer)',
    );
  });

  test('says that the run ended early, where that may be why none is known', () => {
    const settings = { incoming: [], outgoing: [], sources: [], documentation: [], oAuth2: [] };
    const shown = settingsSection({ ...whole, settings, interrupted: 'signal' }, plainStyle);
    expect(shown).toContain('Incoming mail: none is known; the run ended early');
  });

  test('says that there is none at a provider that lets no mail programs in', () => {
    const known = { servers: [], dropped: [], remarks: [], state: 'found', text: 'Example', origin: 'table' } as const;
    const provider = { id: 'x', name: 'Example', needs: [], confidence: 'high', sources: [] } as const;
    expect(section({ sources: [known], provider })).toContain('Incoming mail: Example has no server for mail programs');
  });

  test('says when nothing works', () => {
    const dead = candidate({ proof: { state: 'not-found', text: 'the name has no address', evidence: [] } });
    expect(lines(section({ incoming: [dead] })).slice(0, 2)).toEqual([
      'Incoming mail: none that works',
      'Named IMAP imap.example.org:993, SSL/TLS: the name has no address',
    ]);
  });

  test.each<readonly [string, Partial<Candidate>, string]>([
    ['hearsay', { trust: 'confirm' }, 'Mind make sure that this is your provider'],
    ['a guess', { trust: 'guessed', origins: ['guess'] }, 'Mind guessed: nobody says so'],
    ['plain HTTP', { trust: 'unsafe' }, 'Mind not to be trusted: anybody on the way can have written it'],
    ['an assumed name', { usernameAssumed: true }, 'nobody says which; if it is refused, try the part before the @'],
    ['no TLS', { security: 'none' }, 'Security none: everybody on the way can read it'],
    ['STARTTLS', { security: 'starttls' }, 'Security STARTTLS'],
    ['tokens', { auth: ['oauth2', 'app-password'] }, 'Log in by OAuth2, in the browser, or app password'],
    ['no trial', { proof: { state: 'untested', evidence: [] } }, 'Tried no'],
    [
      'a login that is not offered',
      { proof: { ...candidate().proof, lacks: ['oauth2'] } },
      'Tried answers, TLSv1.3 and the certificate fit; does not offer: OAuth2, in the browser',
    ],
    [
      'an address that fails',
      { proof: { ...candidate().proof, text: 'not at 2001:db8::10' } },
      'Tried answers, TLSv1.3 and the certificate fit; not at 2001:db8::10',
    ],
  ])('tells of %s', (_, differs, expected) => {
    expect(lines(section({ incoming: [candidate(differs)] }, 120))).toContain(expected);
  });

  test('says the form of a user name where nobody gave an address', () => {
    const { username: _, ...open } = candidate();
    expect(lines(section({ incoming: [open] }))).toContain('User name the whole mail address');
    const local = { ...open, usernameTemplate: '%EMAILLOCALPART%' };
    expect(lines(section({ incoming: [local] }))).toContain('User name the part of the address before the @');
    const { usernameTemplate: __, ...silent } = open;
    expect(section({ incoming: [silent] })).not.toContain('User name');
  });
});

test('what the provider wants is told before anybody logs in', () => {
  const provider = {
    id: 'example',
    name: 'Example',
    needs: ['Needs an app password'],
    docsUrl: 'https://example.org/help',
    folders: { sent: 'Sent Mail', note: 'names follow the language' },
    confidence: 'low' as const,
    sources: [],
  };
  expect(lines(section({ provider })).slice(-6)).toEqual([
    '',
    'Conditions of Example',
    '- Needs an app password',
    '- Folders: sent is "Sent Mail"; names follow the language',
    '- Page: https://example.org/help',
    '- This was not looked at again lately',
  ]);
});

test('sources are told with age, place and what was left out', () => {
  const found = source({
    place: 'https://autoconfig.example.org/x',
    redirects: ['https://www.example.org/y'],
    alias: 'web.example.net',
    changed: '2026-11-01T00:00:00.000Z',
    ttl: 300,
    ms: 12,
    trust: 'confirm',
    servers: [{ type: 'imap', host: 'imap.example.org', port: 993, security: 'tls', auth: [] }],
    remarks: [{ what: 'a', reason: 'b' }],
    dropped: [{ what: 'c', reason: 'd' }],
  });
  const sources = [
    found,
    source({ origin: 'ispdb', state: 'absent', text: 'nothing there (404)', place: 'https://x/', ms: 40 }),
    source({ origin: 'pacc', state: 'failed', text: 'the connection is refused', place: 'https://y/' }),
    source({ origin: 'autoconfig-by-mx', state: 'not-asked', text: 'there was nothing to test' }),
    source({ origin: 'table-by-mx', state: 'absent', text: 'not known there', ms: 16 }),
  ];
  expect(lines(section({ sources }, 200)).slice(5)).toEqual([
    'found autoconfig: IMAP imap.example.org:993, SSL/TLS',
    'https://autoconfig.example.org/x, sent on to https://www.example.org/y, alias of web.example.net, of 2026-11-01, may be kept 300 s, 12 ms',
    'make sure that this is your provider',
    'mind a: b',
    'left out c: d',
    'nothing the Thunderbird database: nothing there (404) (40 ms)',
    'failed PACC: the connection is refused',
    'https://y/',
    'not asked autoconfig, by MX: there was nothing to test',
    'nothing mailcheck’s table, by MX: not known there',
  ]);
});

describe('what servers wrote', () => {
  const evil = 'a\u001b[2J\u202e::error::x\u009b';

  test('does nothing to a terminal', () => {
    const text = section({
      incoming: [candidate({ username: evil, proof: { state: 'works', text: evil, evidence: [] } })],
      sources: [source({ text: evil, place: evil, alias: evil, dropped: [{ what: evil, reason: evil }] })],
      documentation: [{ url: 'https://example.org/', text: evil }],
      oAuth2: [{ issuer: evil, scopes: [evil] }],
      provider: { id: 'x', name: evil, needs: [evil], confidence: 'high', sources: [] },
    });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('nor does what a file says', () => {
    const settings: PublishedSettings = {
      format: 'autoconfig',
      displayName: evil,
      domains: [evil],
      incoming: [candidate({ username: evil })],
      outgoing: [],
      documentation: [{ url: 'https://example.org/', text: evil, toEnable: true }],
      oAuth2: [{ issuer: evil, scopes: [] }],
      dropped: [{ what: evil, reason: evil }],
      remarks: [{ what: evil, reason: evil }],
    };
    expect(renderPublished(settings, evil)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const json = renderPublishedJson(settings, { source: evil }, 2);
    expect(json).toMatch(/^[\x20-\x7e\n]*$/);
    expect(JSON.parse(json)).toMatchObject({ source: evil, displayName: evil });
  });
});

test('no line is longer than the screen, but for what is to be copied', () => {
  const long = { place: 'https://autoconfig.example.org/', text: 'word '.repeat(60).trim() };
  for (const line of section({ incoming: [candidate()], sources: [source(long)] }, 60).split('\n')) {
    expect(line.length, line).toBeLessThanOrEqual(60);
  }
});
