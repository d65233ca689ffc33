import { describe, expect, test } from 'vitest';
import { causes } from '../../src/causes/catalogue.ts';
import { operators } from '../../src/knowledge/operators.ts';
import { adviceFor, hiddenBehindRefusal, isAboutLogin, takesTokensOnly } from '../../src/knowledge/provider-advice.ts';
import { providers } from '../../src/knowledge/providers.ts';
import { providerNamed, type Recognised } from '../../src/knowledge/recognise-provider.ts';

const named = (name: string): Recognised => {
  const found = providerNamed(name);
  if (found === undefined) throw new RangeError(name);
  return found;
};
const adviceAt = (name: string, cause: string) => adviceFor(cause, named(name));
const ids = causes.map(({ id }) => id);

describe('what operators say of senders and others', () => {
  const steps = operators.flatMap(({ id, steps: own = [] }) => own.map((step) => ({ id, ...step })));

  test('is of causes that there are, each once', () => {
    expect(steps.length).toBeGreaterThan(10);
    const said = steps.flatMap(({ id, causes: of }) => of.map((cause) => `${id} ${cause}`));
    expect(new Set(said).size).toBe(said.length);
    expect(steps.flatMap(({ causes: of }) => of).filter((cause) => !ids.includes(cause))).toEqual([]);
    // What is wanted of who logs in stands in the table alone.
    expect(steps.flatMap(({ causes: of }) => of).filter(isAboutLogin)).toEqual([]);
  });

  test.each(steps.flatMap(({ id, causes: of, text, url }) => of.map((cause) => [id, cause, text, url] as const)))(
    '%s on %s: a sentence and a page',
    (id, cause, text, url) => {
      expect(text).toMatch(/^\p{Lu}.*\.$/u);
      expect(url).toMatch(/^https:\/\/[^\s]+$/);
      expect(adviceAt(id, cause)).toEqual({ text, page: url });
    },
  );

  test.each([
    ['gmail', 'web-login-required', /browser/, 'https://support.google.com/mail/answer/78754'],
    ['gmail', 'dmarc-fail', /guidelines for senders/, 'https://support.google.com/a/answer/81126'],
    ['microsoft365', 'sending-suspended', /Defender/, undefined],
    ['outlook', 'ip-blacklisted', /off its list/, undefined],
    ['aol', 'reputation-poor', /Yahoo's page for senders/, undefined],
    ['proton', 'cert-untrusted', /Bridge/, 'https://proton.me/support/protonmail-bridge-faq'],
    ['mimecast', 'greylisted', /Mimecast/, undefined],
  ])('%s on %s', (name, cause, text, page) => {
    const advice = adviceAt(name, cause);
    expect(advice.text).toMatch(text);
    if (page !== undefined) expect(advice.page).toBe(page);
  });
});

describe('what the table says of who logs in', () => {
  test('is the first need of the topic that the cause is about', () => {
    expect(adviceAt('zoho-eu', 'protocol-access-disabled')).toEqual({
      text: 'Turn on IMAP in the Zoho Mail settings, Mail Accounts.',
      page: 'https://www.zoho.com/mail/help/imap-access.html',
    });
    expect(adviceAt('zoho-eu', 'bad-credentials')).toEqual({
      text: 'With two-factor authentication Zoho wants an app password. Turn on IMAP in the Zoho Mail settings, Mail Accounts.',
      page: 'https://www.zoho.com/mail/help/imap-access.html',
      onName: expect.stringContaining('in one region only') as string,
    });
  });

  test('is told of each row that says something of it', () => {
    for (const provider of providers()) {
      const { secret, switch: turned, access, user } = provider.needsAbout;
      const of = (cause: string) => adviceFor(cause, { id: provider.id, name: provider.name, provider });
      expect(of('app-password-required').text, provider.id).toBe(secret && `${secret[0]}.`);
      const open = of('protocol-access-disabled').text;
      for (const need of [turned?.[0], access?.[0]]) if (need !== undefined) expect(open, provider.id).toContain(need);
      const login = of('bad-credentials');
      for (const need of [secret?.[0], turned?.[0]])
        if (need !== undefined) expect(login.text, provider.id).toContain(need);
      expect(login.onAccess, provider.id).toBe(access && `${access[0]}.`);
      expect(login.onName, provider.id).toBe(user && `${user[0]}.`);
    }
  });

  test('has the page of the topic before that of the provider', () => {
    const ofSmtp = /authenticated-client-smtp-submission$/;
    expect(adviceAt('microsoft365', 'protocol-access-disabled').page).toMatch(ofSmtp);
    expect(adviceAt('microsoft365', 'oauth-required').page).toMatch(/pop3-and-imap4$/);
  });

  test('is silent of other causes, and of tokens where passwords of some kind are taken', () => {
    expect(adviceAt('gmail', 'oauth-required')).toEqual({});
    expect(adviceAt('fastmail', 'user-unknown')).toEqual({});
    expect(adviceAt('fastmail', 'constructor')).toEqual({});
    expect(adviceAt('mimecast', 'bad-credentials')).toEqual({});
  });
});

describe('a refusal of the password hides', () => {
  test.each([
    ['gmail', 'app-password-required'],
    ['yahoo', 'app-password-required'],
    ['aol', 'app-password-required'],
    ['icloud', 'app-password-required'],
    ['fastmail', 'app-password-required'],
    ['mailru', 'app-password-required'],
    ['yandex', 'app-password-required'],
    ['qq', 'app-password-required'],
    ['netease', 'app-password-required'],
    ['t-online', 'app-password-required'],
    ['outlook', 'oauth-required'],
    ['microsoft365', 'oauth-required'],
    ['gmx', undefined],
    ['zoho', undefined],
    ['posteo', undefined],
    ['comcast', undefined],
    ['mimecast', undefined],
  ])('at %s %s', (name, cause) => {
    expect(hiddenBehindRefusal(named(name))).toBe(cause);
  });
});

test('the servers that take nothing but tokens are known', () => {
  const servers = providers().flatMap(({ incoming, outgoing }) => [...incoming, ...outgoing]);
  const found = servers.filter(({ type, host }) => takesTokensOnly(type, host));
  expect([...new Set(found.map(({ type, host }) => `${type} ${host}`))].sort()).toEqual([
    'imap outlook.office365.com',
    'pop3 outlook.office365.com',
    'smtp smtp-mail.outlook.com',
  ]);
  // Microsoft 365 takes a password there where the administrator allows it.
  expect(takesTokensOnly('smtp', 'smtp.office365.com')).toBe(false);
  expect(takesTokensOnly('imap', 'mail.example.org')).toBe(false);
  expect(takesTokensOnly('smtp', 'outlook.office365.com')).toBe(false);
});
