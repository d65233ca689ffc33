import type { ServerType } from '../model/settings.ts';
import type { TlsOffer } from '../model/tls-offer.ts';

/** Where it is known from. `date`: of the page; else when it was looked at. ISO 8601, as exact as it is known. */
export interface AbilitySource {
  readonly url: string;
  readonly date: string;
}

/** What a mail program, as it is installed, can do; only what a source says. What is left out is not known. */
export interface ClientAbility {
  readonly id: string;
  readonly name: string;
  /** Servers that it uses. */
  readonly uses: readonly ServerType[];
  /** It connects where one of these is taken. Left out: the system decides. */
  readonly tls?: readonly TlsOffer[];
  /** It may offer these as well: where one of them is taken, nobody knows. */
  readonly maybeTls?: readonly TlsOffer[];
  /** Names of SASL mechanisms, and of login commands, by which it sends a password. */
  readonly passwords?: Partial<Record<ServerType, readonly string[]>>;
  /** Does it log in with tokens (OAuth2)? `some`: at providers that it knows. */
  readonly tokens?: Partial<Record<ServerType, 'no' | 'some'>>;
  /** What helps, by what is in the way. */
  readonly fixes: Partial<Record<'tls' | 'passwords' | 'tokens', string>>;
  readonly sources: readonly AbilitySource[];
}

const everyServer: readonly ServerType[] = ['imap', 'pop3', 'smtp'];
const schannel: AbilitySource = {
  url: 'https://learn.microsoft.com/en-us/windows/win32/secauthn/protocols-in-tls-ssl--schannel-ssp-',
  date: '2026-11',
};
const androidSockets: AbilitySource = {
  url: 'https://developer.android.com/reference/javax/net/ssl/SSLSocket',
  date: '2026-11',
};
const outlookImap: AbilitySource = {
  url: 'https://learn.microsoft.com/en-us/openspecs/exchange_standards/ms-stanoimap/4da93344-9559-4601-af6e-37b041ab9954',
  date: '2026-11',
};

/** By mechanism or command; NTLM is what Outlook calls SPA. */
const outlookPasswords = { imap: ['PLAIN', 'LOGIN', 'NTLM', 'DIGEST-MD5'], smtp: ['LOGIN', 'PLAIN', 'NTLM'] };

/**
 * Mail programs by what keeps them from a server: the TLS of their system, then how they log in. Programs whose users
 * choose the TLS library themselves (mutt, msmtp, mbsync) are not here.
 */
export const clientAbilities: readonly ClientAbility[] = [
  {
    id: 'outlook-express',
    name: 'Outlook Express and Windows Mail on Windows XP and Vista',
    uses: everyServer,
    tls: ['TLSv1'],
    passwords: { smtp: ['LOGIN'] },
    fixes: {
      tls: 'There is no update: a present Windows, or another device.',
      passwords: 'The server has to offer LOGIN beside PLAIN (Dovecot: auth_mechanisms = plain login).',
    },
    sources: [schannel, { url: 'https://wiki2.dovecot.org/HowTo/PostfixAndDovecotSASL', date: '2014-01-22' }],
  },
  {
    id: 'outlook-windows-7',
    name: 'Outlook on Windows 7, as installed',
    uses: everyServer,
    tls: ['TLSv1'],
    fixes: {
      tls: 'Install KB3140245 and turn TLS 1.2 on in the registry (Schannel, and DefaultSecureProtocols of WinHTTP); better, a present Windows. Thunderbird brings its own TLS.',
    },
    sources: [
      schannel,
      {
        url: 'https://learn.microsoft.com/en-us/archive/blogs/schrimsher/enabling-tls-1-1-and-1-2-in-outlook-on-windows-7',
        date: '2016-07-08',
      },
    ],
  },
  {
    id: 'outlook-windows-8.1',
    name: 'Outlook on Windows 8 and 8.1, and on Windows 7 with TLS 1.2 turned on',
    uses: everyServer,
    tls: ['TLSv1', 'TLSv1.1', 'windows-8.1'],
    fixes: {
      tls: 'Windows 10 and later have the cipher suites, and Thunderbird brings its own. A server that must still serve such machines can offer DHE-RSA-AES128-GCM-SHA256, for which Dovecot 2.4 needs ssl_server_dh_file.',
    },
    sources: [
      schannel,
      {
        url: 'https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-server-2012-r2-and-2012/dn786419(v=ws.11)',
        date: '2016-08',
      },
      {
        url: 'https://www.spheron1.uk/2026/01/13/cpanel-dovecot-2-4-upgrade-breaking-windows-7-clients',
        date: '2026-01-13',
      },
    ],
  },
  {
    id: 'outlook-windows-10',
    name: 'Outlook on Windows 10',
    uses: everyServer,
    tls: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    fixes: { tls: 'Windows 11 has TLS 1.3, and Thunderbird brings its own TLS.' },
    sources: [schannel],
  },
  {
    id: 'outlook-windows-11',
    name: 'Outlook on Windows 11',
    uses: everyServer,
    tls: ['TLSv1.2'],
    // TLS 1.0 and 1.1 are off in builds since 2024; whether Outlook asks Windows for TLS 1.3 stands nowhere.
    maybeTls: ['TLSv1', 'TLSv1.1', 'TLSv1.3'],
    fixes: {},
    sources: [
      schannel,
      {
        url: 'https://techcommunity.microsoft.com/t5/windows-it-pro-blog/tls-1-0-and-tls-1-1-soon-to-be-disabled-in-windows/ba-p/3887947',
        date: '2023-08-01',
      },
    ],
  },
  {
    id: 'outlook-2016',
    name: 'Outlook 2016 and older',
    uses: everyServer,
    passwords: outlookPasswords,
    tokens: { imap: 'no', pop3: 'no', smtp: 'no' },
    fixes: {
      passwords: 'The server has to offer PLAIN or LOGIN inside TLS.',
      tokens:
        'Where the provider has app passwords, use one; else Outlook 2019 or later, or Thunderbird. A mailbox of Microsoft 365 is added as Exchange, not by IMAP.',
    },
    sources: [
      outlookImap,
      {
        url: 'https://www.rolandschorr.com/2022/06/19/outlook-and-the-great-gmail-rebellion-of-2022/',
        date: '2022-06-19',
      },
      { url: 'https://crc.id.au/page/46', date: '2007-09-27' },
    ],
  },
  {
    id: 'outlook-2019',
    name: 'Outlook 2019 and later, and that of Microsoft 365',
    uses: everyServer,
    passwords: { imap: outlookPasswords.imap },
    tokens: { imap: 'some', pop3: 'no' },
    fixes: {
      passwords: 'The server has to offer PLAIN or LOGIN inside TLS.',
      tokens: 'Use IMAP: Outlook gets no tokens for POP3.',
    },
    sources: [
      outlookImap,
      {
        url: 'https://www.rolandschorr.com/2022/06/19/outlook-and-the-great-gmail-rebellion-of-2022/',
        date: '2022-06-19',
      },
    ],
  },
  {
    id: 'windows-live-mail',
    name: 'Windows Live Mail 2012',
    uses: everyServer,
    tokens: { imap: 'no', pop3: 'no', smtp: 'no' },
    fixes: {
      tokens:
        'Where the provider has app passwords, use one; else another mail program: the development of this one ended in 2012.',
    },
    sources: [
      {
        url: 'https://windowsnews.ai/article/windows-live-mail-survives-on-windows-11-with-imap-tricks-but-experts-urge-migration.378910',
        date: '2026-11',
      },
    ],
  },
  {
    id: 'apple-mail-10.11',
    name: 'Apple Mail on macOS 10.11, iOS 9 and older',
    uses: everyServer,
    tls: ['TLSv1'],
    fixes: { tls: 'Update the system, or use a mail program that brings its own TLS, such as Thunderbird.' },
    sources: [
      { url: 'https://herrbischoff.com/2018/06/macos-and-ios-mail-do-not-support-tlsv1.2/', date: '2018-06' },
      { url: 'https://www.inmotionhosting.com/support/email/tls-v1-apple-mail/', date: '2026-11' },
    ],
  },
  {
    id: 'apple-mail-10.12',
    name: 'Apple Mail on macOS 10.12, iOS 10 and later',
    uses: everyServer,
    tls: ['TLSv1.2'],
    maybeTls: ['TLSv1', 'TLSv1.1', 'TLSv1.3'],
    passwords: {
      imap: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'NTLM', 'DIGEST-MD5'],
      pop3: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'NTLM', 'DIGEST-MD5', 'APOP'],
      smtp: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'NTLM', 'DIGEST-MD5'],
    },
    fixes: { passwords: 'The server has to offer PLAIN inside TLS.' },
    sources: [
      { url: 'https://herrbischoff.com/2018/06/macos-and-ios-mail-do-not-support-tlsv1.2/', date: '2018-06' },
      {
        url: 'https://github.com/apple/device-management/blob/release/mdm/profiles/com.apple.mail.managed.yaml',
        date: '2026-11',
      },
    ],
  },
  {
    id: 'thunderbird-68',
    name: 'Thunderbird 68 and older',
    uses: everyServer,
    tls: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
    maybeTls: ['TLSv1.3'],
    fixes: { tls: 'Update Thunderbird.' },
    sources: [{ url: 'https://mail.mozilla.org/pipermail/tb-planning/2019-September/006941.html', date: '2019-09-12' }],
  },
  {
    id: 'thunderbird-78',
    name: 'Thunderbird 78 and later',
    uses: everyServer,
    tls: ['TLSv1.2', 'TLSv1.3'],
    tokens: { imap: 'some', pop3: 'some', smtp: 'some' },
    fixes: {},
    sources: [{ url: 'https://www.thunderbird.net/en-US/thunderbird/78.0/releasenotes/', date: '2020-07-17' }],
  },
  {
    id: 'android-4',
    name: 'Mail apps on Android 4.4 and older that leave TLS to the system',
    uses: everyServer,
    tls: ['TLSv1'],
    // The two sources differ on TLS 1.1.
    maybeTls: ['TLSv1.1'],
    fixes: { tls: 'An app that brings TLS 1.2 along, or a present device.' },
    sources: [androidSockets, { url: 'https://publicobject.com/2020/02/09/kitkat-and-tlsv1-2/', date: '2020-02-09' }],
  },
  {
    id: 'android-5',
    name: 'Mail apps on Android 5 to 9',
    uses: everyServer,
    tls: ['TLSv1.2'],
    // Apps may turn the old versions off, and bring TLS 1.3 with a library.
    maybeTls: ['TLSv1', 'TLSv1.1', 'TLSv1.3'],
    fixes: {},
    sources: [androidSockets],
  },
  {
    id: 'android-10',
    name: 'Mail apps on Android 10 and later',
    uses: everyServer,
    tls: ['TLSv1.2', 'TLSv1.3'],
    maybeTls: ['TLSv1', 'TLSv1.1'],
    fixes: {},
    sources: [androidSockets],
  },
  {
    id: 'k9-mail',
    name: 'K-9 Mail and Thunderbird for Android',
    uses: everyServer,
    passwords: {
      imap: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
      pop3: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'APOP'],
      smtp: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
    },
    tokens: { imap: 'some', pop3: 'some', smtp: 'some' },
    fixes: { passwords: 'The server has to offer PLAIN inside TLS.' },
    sources: [
      { url: 'https://github.com/thunderbird/thunderbird-android/pull/453', date: '2014-02-25' },
      { url: 'https://github.com/thunderbird/thunderbird-android/issues/4191', date: '2022-01-08' },
    ],
  },
  {
    id: 'printer-2016',
    name: 'Printers and scanners with firmware of before 2017',
    uses: ['smtp'],
    tls: ['TLSv1'],
    fixes: { tls: 'Update the firmware, or let the device send by a mail server inside the house.' },
    sources: [{ url: 'https://rental-server.net/?p=7776', date: '2026-11' }],
  },
  {
    id: 'printer-rsa',
    name: 'Printers and scanners without elliptic curves (Ricoh with controllers 16S and 17S, and others)',
    uses: ['smtp'],
    tls: ['rsa'],
    maybeTls: ['TLSv1', 'TLSv1.1', 'windows-8.1'],
    fixes: { tls: 'Update the firmware, or let the device send by a mail server inside the house.' },
    sources: [{ url: 'http://kmeys.com/shuma/202502/141175.html', date: '2025-02' }],
  },
];
