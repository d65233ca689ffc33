import { describe, expect, test } from 'vitest';
import { adviceFor } from '../../src/causes/provider-advice.ts';
import { endpointOf } from '../evidence.ts';
import { firstOf, refusal, theCause } from './case.ts';

const advice = (host: string) => adviceFor({ hosts: [host] })?.name;

describe('advice for a provider', () => {
  test.each([
    ['imap.gmail.com', 'Google'],
    ['SMTP.GMAIL.COM', 'Google'],
    ['outlook.office365.com', 'Microsoft 365'],
    ['imap-mail.outlook.com', 'Outlook.com'],
    ['imap.mail.yahoo.com', 'Yahoo'],
    ['imap.mail.me.com', 'Apple iCloud'],
    ['imap.gmx.net', 'GMX and WEB.DE'],
    ['web.de', 'GMX and WEB.DE'],
  ])('%s is %s', (host, provider) => {
    expect(advice(host)).toBe(provider);
  });

  test.each(['mail.example.org', 'notgmail.com', 'imap.gmail.com.example.org', 'gmail.example', ''])(
    'there is none for %j, however alike its name',
    (host) => {
      expect(advice(host)).toBeUndefined();
    },
  );

  test('comes before the general advice', () => {
    const login = (host: string, meaning: string) =>
      refusal('auth/rejected', endpointOf('imap', 993, 'tls', host), meaning, 'NO no');
    const gmail = (meaning: string) => firstOf(theCause([login('imap.gmail.com', meaning)])).text;
    expect(gmail('bad-credentials')).toMatch(/^Google refuses the account password/);
    expect(gmail('app-password-required')).toMatch(/^Google refuses the account password/);
    expect(gmail('protocol-access-disabled')).toMatch(/^IMAP is always on for personal Gmail accounts/);
    const zoho = theCause([login('imap.zoho.eu', 'bad-credentials')]);
    expect(zoho.actions.map(({ text }) => text)).toContainEqual(expect.stringContaining('in one region only'));
  });

  test('proposes no app password where the provider takes none', () => {
    const basic = refusal(
      'auth/rejected',
      endpointOf('smtp', 587, 'starttls', 'smtp.office365.com'),
      'oauth-required',
      '535 5.7.139 basic authentication is disabled',
    );
    const texts = theCause([basic], { target: { credentials: 'password' } }).actions.map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringContaining('Microsoft accepts no password'));
  });
});
