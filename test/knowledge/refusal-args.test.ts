import { describe, expect, test } from 'vitest';
import { refusalArgs } from '../../src/knowledge/replies/refusal-args.ts';
import { replyOf } from '../evidence.ts';

const smtp = (text: string, status = '550', host = 'mx.example.net') =>
  refusalArgs(replyOf('smtp', status, text), 'rcpt', { host, protocol: 'smtp', port: 25 });
const login = (host: string, protocol: 'imap' | 'smtp' = 'imap') =>
  refusalArgs({ protocol: 'imap', status: 'NO', code: 'AUTHENTICATIONFAILED', text: 'no' }, 'auth', {
    host,
    protocol,
    port: protocol === 'imap' ? 993 : 587,
  });

describe('a finding that quotes a refusal carries', () => {
  test('its meaning, and nothing that is not known', () => {
    expect(smtp('User unknown')).toEqual({ meaning: 'user-unknown' });
    expect(smtp('xyzzy plugh', '599')).toEqual({ meaning: 'unknown' });
  });

  test('the wait that it names', () => {
    expect(smtp('4.7.1 Greylisted, try again in 5 minutes', '451')).toEqual({
      meaning: 'greylisted',
      retryAfterSeconds: 300,
    });
  });

  test('the list that it names, with the list’s own link', () => {
    const text =
      'Client host [192.0.2.25] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.25';
    expect(smtp(text)).toEqual({
      meaning: 'ip-blacklisted',
      list: 'Spamhaus ZEN',
      zone: 'zen.spamhaus.org',
      delistUrl: 'https://www.spamhaus.org/query/ip/192.0.2.25',
    });
  });

  test('no link of a stranger', () => {
    const { delistUrl } = smtp('blocked using zen.spamhaus.org, pay at https://spamhaus.org.example.net/');
    expect(delistUrl).toMatch(/^https:\/\/(?:check|www)\.spamhaus\.org\//);
  });

  const gmail = {
    provider: 'Gmail and Google Workspace',
    advice: expect.stringMatching(/^Google refuses .*\.$/) as string,
    page: 'https://support.google.com/accounts/answer/185833',
    adviceOnAccess: expect.stringMatching(/^IMAP is always on .*\.$/) as string,
  };
  test.each([
    ['imap.gmail.com', gmail],
    ['IMAP.GMAIL.COM', gmail],
    [
      'imap.aol.com',
      {
        provider: 'AOL Mail',
        advice: expect.stringMatching(/^AOL refuses .*\.$/) as string,
        page: 'https://help.aol.com/articles/Create-and-manage-app-password',
      },
    ],
    [
      'imap.mail.me.com',
      {
        provider: 'Apple iCloud Mail',
        advice: expect.stringMatching(/^iCloud refuses .*\.$/) as string,
        page: 'https://support.apple.com/102525',
        adviceOnName: expect.stringMatching(/^For IMAP at iCloud .*\.$/) as string,
      },
    ],
  ])('who runs %s, what it wants, and its page', (host, known) => {
    expect(login(host)).toEqual({ meaning: 'bad-credentials', ...known });
  });

  test('what the provider wants of this account, where it shares the server with another', () => {
    const of = (account?: string) => {
      const at = { host: 'outlook.office365.com', protocol: 'imap', port: 993 } as const;
      const reply = { protocol: 'imap', status: 'NO', text: 'AUTHENTICATE failed.' } as const;
      return refusalArgs(reply, 'auth', at, account).provider;
    };
    expect(of('ann@hotmail.com')).toBe('Outlook.com, Hotmail, Live, MSN');
    expect(of('ann@example.org')).toBe('Microsoft 365, Exchange Online');
    expect(of()).toBe('Microsoft 365, Exchange Online');
  });

  test('the page for mail programs of a provider of which nothing more is known', () => {
    const { provider, advice, page } = login('ssl0.ovh.net');
    expect([provider, advice]).toEqual(['OVHcloud MX Plan, Email Pro', undefined]);
    expect(page).toMatch(/^https:\/\/help\.ovhcloud\.com\//);
  });

  test('who runs a mail exchanger', () => {
    expect(smtp('User unknown', '550', 'example-org.mail.protection.outlook.com')).toEqual({
      meaning: 'user-unknown',
      provider: 'Microsoft 365, Exchange Online',
    });
  });

  test('who speaks, where the name of the server does not tell', () => {
    const reply = { protocol: 'smtp', status: '535', enhanced: '5.7.8', text: 'no 1-2 - gsmtp' } as const;
    expect(refusalArgs(reply, 'auth', { host: 'mail.example.org', protocol: 'smtp', port: 587 })).toMatchObject({
      provider: 'Google',
      page: 'https://support.google.com/accounts/answer/185833',
    });
  });

  test('nobody who has a program on the user’s own machine, at a port of another', () => {
    expect(login('127.0.0.1')).toEqual({ meaning: 'bad-credentials' });
  });

  test('nobody whose address alone is named', () => {
    expect(smtp('<ann@gmail.com>: Sender address rejected, not owned by user bob@yahoo.com')).not.toHaveProperty(
      'provider',
    );
  });

  test('numbers that are finite, whatever is said', () => {
    expect(Number.isFinite(smtp('Greylisted, retry in 999999 days', '451').retryAfterSeconds)).toBe(true);
  });
});
