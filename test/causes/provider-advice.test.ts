import { describe, expect, test } from 'vitest';
import { applyRules } from '../../src/engine/apply-rules.ts';
import type { Observation } from '../../src/model/evidence.ts';
import type { Rule } from '../../src/model/finding.ts';
import type { Target } from '../../src/model/target.ts';
import { login } from '../../src/probes/facts/mail.ts';
import noCommonMechanism from '../../src/rules/auth/no-common-mechanism.ts';
import protocolsDisagree from '../../src/rules/auth/protocols-disagree.ts';
import rejected from '../../src/rules/auth/rejected.ts';
import { endpointOf, failed, observed, replyOf, viewOf } from '../evidence.ts';
import { diagnosed, type Told, works } from './case.ts';

/** A reply that says this, over IMAP and over SMTP. */
const said = {
  'bad-credentials': ['Authentication failed.', '5.7.8 authentication failed'],
  'app-password-required': ['Application-specific password required', '5.7.9 Application-specific password required'],
  'protocol-access-disabled': ['IMAP is disabled for this mailbox', '5.7.1 SMTP access is disabled for this mailbox'],
  'oauth-required': ['Basic authentication is disabled', '5.7.139 basic authentication is disabled'],
} as const;
type Refused = keyof typeof said;

const endpointAt = (host: string) =>
  host.includes('smtp') ? endpointOf('smtp', 587, 'starttls', host) : endpointOf('imap', 993, 'tls', host);

const refusedAt = (host: string, meaning: Refused): Observation => {
  const at = endpointAt(host);
  const [imap, smtp] = said[meaning];
  const reply = at.protocol === 'imap' ? replyOf('imap', 'NO', imap) : replyOf('smtp', '535', smtp);
  return failed(login, at, { kind: 'rejected', stage: 'auth', reply });
};

/** What a run with this evidence says first, by the rules and causes themselves. */
function toldOf(seen: readonly Observation[], target: Partial<Target> = {}): Told {
  const rules = [rejected, noCommonMechanism, protocolsDisagree] as unknown as readonly Rule[];
  const wanted = { credentials: 'password', ...target } as const;
  const { findings, crashes } = applyRules(rules, viewOf(seen, wanted));
  expect(crashes).toEqual([]);
  const [first] = diagnosed(findings, { seen, target: wanted });
  if (first === undefined) throw new Error('no cause');
  return first;
}

const stepsAt = (host: string, meaning: Refused, target: Partial<Target> = {}): string[] => {
  const cause = toldOf([refusedAt(host, meaning)], target);
  expect(cause.id).toBe(meaning);
  return cause.actions.map(({ text }) => text);
};

const microsoft = /^Microsoft 365 accepts no password over IMAP and POP, .*OAuth 2\.0/;
const outlook = /^Outlook\.com has accepted no password .*OAuth 2\.0/;
const code = /^Log in with the authorisation code .*that webmail makes/;

/** By server: which secret, which switch, which user name. */
const wanted: readonly [string, Partial<Record<'secret' | 'access' | 'user' | 'page', RegExp>>][] = [
  [
    'imap.gmail.com',
    {
      secret: /^Google refuses the account password.*2-Step Verification, make an app password \(16 letters/,
      access: /^IMAP is always on for personal Gmail accounts/,
      page: /support\.google\.com\/accounts\/answer\/185833$/,
    },
  ],
  [
    'smtp.office365.com',
    {
      secret: microsoft,
      access: /^Have the administrator allow IMAP, POP or authenticated SMTP .*Exchange admin centre.*SMTP AUTH/,
      user: /user principal name/,
    },
  ],
  ['outlook.office365.com', { secret: microsoft, access: /^Have the administrator/, user: /user principal name/ }],
  [
    'imap-mail.outlook.com',
    { secret: outlook, access: /^Turn on IMAP and POP in the webmail settings of Outlook\.com/, page: /8361e398/ },
  ],
  ['smtp-mail.outlook.com', { secret: outlook, access: /^Turn on IMAP and POP/ }],
  ['imap.mail.yahoo.com', { secret: /^Yahoo refuses .*app password/, page: /help\.yahoo\.com\/kb\/SLN15241/ }],
  ['smtp.bizmail.yahoo.com', { secret: /^Yahoo refuses .*app password/ }],
  ['imap.aol.com', { secret: /^AOL refuses .*app password/, page: /help\.aol\.com/ }],
  ['imap.mail.att.net', { secret: /^AT&T refuses .*secure mail key/, page: /att\.com/ }],
  [
    'imap.mail.me.com',
    {
      secret: /^iCloud refuses .*app-specific password at account\.apple\.com/,
      user: /^For IMAP at iCloud the user name is the part before the @.*whole iCloud address/,
      page: /support\.apple\.com\/102525/,
    },
  ],
  ['smtp.mail.me.com', { secret: /^iCloud refuses/, user: /^For IMAP at iCloud/ }],
  [
    'imap.fastmail.com',
    {
      secret: /^Fastmail refuses .*Settings, Privacy & Security/,
      access: /^The Basic plan of Fastmail has no IMAP and SMTP/,
      page: /fastmail\.help/,
    },
  ],
  [
    'imap.gmx.net',
    {
      secret: /^With two-factor authentication GMX wants an application-specific password/,
      access: /^Turn on POP3 and IMAP in the webmail settings .*switched off again when they are not used/,
      page: /hilfe\.gmx\.net/,
    },
  ],
  [
    'imap.gmx.com',
    { secret: /^With two-factor/, access: /^Turn on POP3.*switched off again/, page: /support\.gmx\.com/ },
  ],
  ['imap.web.de', { secret: /WEB\.DE/, access: /^Turn on POP3/, user: /part before the @/, page: /hilfe\.web\.de/ }],
  ['secureimap.t-online.de', { secret: /^Telekom wants the separate e-mail password .*customer centre/ }],
  [
    'imap.zoho.eu',
    {
      secret: /^With two-factor authentication Zoho wants an app password/,
      access: /^Turn on IMAP in the Zoho Mail settings, Mail Accounts/,
      user: /in one region only/,
      page: /zoho\.com\/mail\/help/,
    },
  ],
  ['imappro.zoho.com', { secret: /Zoho wants an app password/, access: /^Turn on IMAP/, user: /in one region only/ }],
  ['imap.zoho.in', { secret: /Zoho wants an app password/, access: /^Turn on IMAP/, user: /in one region only/ }],
  ['imap.yandex.com', { secret: /^Yandex wants an app password of the type Mail/, access: /^Turn on IMAP/ }],
  ['imap.yandex.ru', { secret: /^Yandex wants an app password of the type Mail/, access: /^Turn on IMAP/ }],
  ['imap.mail.ru', { secret: /^Mail\.ru wants a password for external applications/, page: /help\.mail\.ru/ }],
  ['imap.qq.com', { secret: code, access: /^Turn on IMAP and SMTP .*authorisation code/, page: /mail\.qq\.com/ }],
  ['imap.163.com', { secret: code, access: /^Turn on IMAP and SMTP/, page: /help\.mail\.163\.com/ }],
  ['imap.126.com', { secret: code, access: /^Turn on IMAP and SMTP/ }],
  ['imap.yeah.net', { secret: code, access: /^Turn on IMAP and SMTP/ }],
  ['imap.exmail.qq.com', { secret: /client password/, access: /^Turn on IMAP and SMTP/ }],
  ['imap.comcast.net', { secret: /moving its mailboxes to Yahoo/, access: /^Allow third-party access/ }],
  ['posteo.de', { access: /^The optional extra protection/, user: /^The user name is the main address/ }],
];

describe.each(wanted)('%s is told', (host, { secret, access, user, page }) => {
  const generalSecret = /^Sign in to the account in the browser and make an app password/;
  const generalAccess = /^Turn on access for mail programs/;

  test('which secret it wants where the password is refused', () => {
    const steps = stepsAt(host, 'bad-credentials');
    if (secret !== undefined) expect(steps[0]).toMatch(secret);
    expect(steps.filter((step) => user?.test(step))).toHaveLength(user === undefined ? 0 : 1);
    expect(steps.some((step) => step.startsWith('Check the user name'))).toBe(user === undefined);
  });

  test('where app passwords are made', () => {
    expect(stepsAt(host, 'app-password-required')[0]).toMatch(secret ?? generalSecret);
  });

  test('where access is turned on', () => {
    expect(stepsAt(host, 'protocol-access-disabled')[0]).toMatch(access ?? generalAccess);
  });

  test('that no password is taken, where none is', () => {
    const steps = stepsAt(host, 'oauth-required');
    const tokensOnly = secret === microsoft || secret === outlook;
    expect(steps.some((step) => secret?.test(step))).toBe(tokensOnly);
    expect(steps[0]).toMatch(/^Choose OAuth2/);
  });

  test('with the page of the provider', () => {
    for (const meaning of ['bad-credentials', 'app-password-required'] as const) {
      const [first = ''] = stepsAt(host, meaning);
      if (secret !== undefined) expect(first).toMatch(page ?? /The provider’s page: https:\/\/\S+$/);
    }
  });
});

test.each([
  'mail.example.org',
  'imap.notgmail.com',
  'imap.gmail.com.example.org',
  'gmail.example',
  'smtp.office365.com.example',
])('%s is told nothing in particular, however alike its name', (host) => {
  for (const meaning of Object.keys(said) as Refused[]) {
    const steps = stepsAt(host, meaning).join('\n');
    expect(steps).not.toMatch(/Google|Microsoft 365 |The provider’s page/);
  }
});

describe('where another protocol takes the password', () => {
  const accepted = (host: string) =>
    observed(login, endpointOf('smtp', 465, 'tls', host), {
      mechanism: 'PLAIN',
      user: 'ann@example.org',
      reply: replyOf('smtp', '235', 'ok'),
      protected: true,
    });

  test.each([
    ['imap.gmail.com', /^IMAP is always on for personal Gmail accounts/],
    ['imap.fastmail.com', /^The Basic plan of Fastmail/],
    ['imap.qq.com', /^Turn on IMAP and SMTP in the webmail settings/],
    ['imap.gmx.net', /Turn on POP3 and IMAP/],
    ['imap.zoho.eu', /Turn on IMAP in the Zoho Mail settings/],
  ])('%s is told who may have switched this one off', (host, step) => {
    const cause = toldOf([refusedAt(host, 'bad-credentials'), accepted('smtp.example.org')]);
    expect(cause.id).toBe('bad-credentials');
    expect(cause.actions.map(({ text }) => text)).toContainEqual(expect.stringMatching(step));
  });
});

describe('an account', () => {
  const host = 'outlook.office365.com';
  test('at Outlook.com is told of Outlook.com, whose servers Microsoft 365 has as well', () => {
    expect(stepsAt(host, 'bad-credentials', { address: 'ann@hotmail.com' })[0]).toMatch(outlook);
    expect(stepsAt(host, 'bad-credentials', { address: 'ann@example.org' })[0]).toMatch(microsoft);
  });
});

describe('a server that offers tokens alone, and refuses nothing', () => {
  const offering = (host: string) => {
    const at = endpointAt(host);
    return [
      ...works(at, { mechanisms: ['XOAUTH2'] }),
      failed(login, at, { kind: 'withheld', stage: 'auth', reason: 'no-common-mechanism' }),
    ];
  };

  test.each([
    ['outlook.office365.com', microsoft],
    ['partner.outlook.office365.com', microsoft],
    ['imap-mail.outlook.com', outlook],
  ])('%s is told that the provider takes no password', (host, step) => {
    const cause = toldOf(offering(host));
    expect(cause.id).toBe('oauth-required');
    const said = cause.actions.map(({ text }) => text).filter((text) => step.test(text));
    expect(said).toEqual([expect.stringMatching(/The provider’s page: https:\/\/\S+$/)]);
  });

  test.each(['imap.gmail.com', 'mail.example.org'])('%s is not', (host) => {
    const cause = toldOf(offering(host));
    expect(cause.id).toBe('oauth-required');
    expect(cause.actions.map(({ text }) => text).join('\n')).not.toMatch(/no password|provider’s page/);
  });
});
