import { describe, expect, test } from 'vitest';
import { refusalArgs } from '../../src/knowledge/replies/refusal-args.ts';
import { replyOf } from '../evidence.ts';

const smtp = (text: string, status = '550', host = 'mx.example.net') =>
  refusalArgs(replyOf('smtp', status, text), 'rcpt', { host, protocol: 'smtp' });
const login = (host: string, protocol: 'imap' | 'smtp' = 'imap') =>
  refusalArgs({ protocol: 'imap', status: 'NO', code: 'AUTHENTICATIONFAILED', text: 'no' }, 'auth', { host, protocol });

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

  test.each([
    [
      'imap.gmail.com',
      'Gmail and Google Workspace',
      /^Google refuses/,
      'https://support.google.com/accounts/answer/185833',
    ],
    [
      'IMAP.GMAIL.COM',
      'Gmail and Google Workspace',
      /^Google refuses/,
      'https://support.google.com/accounts/answer/185833',
    ],
    ['imap.aol.com', 'AOL Mail', /^Yahoo, AOL and AT&T/, 'https://help.yahoo.com/kb/SLN15241.html'],
    ['imap.mail.me.com', 'Apple iCloud Mail', /^iCloud refuses/, 'https://support.apple.com/102525'],
  ])('who runs %s, what it wants, and its page', (host, provider, advice, page) => {
    expect(login(host)).toEqual({
      meaning: 'bad-credentials',
      provider,
      advice: expect.stringMatching(advice) as string,
      page,
    });
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
    expect(refusalArgs(reply, 'auth', { host: 'mail.example.org', protocol: 'smtp' })).toMatchObject({
      provider: 'Google',
      page: 'https://support.google.com/accounts/answer/185833',
    });
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
