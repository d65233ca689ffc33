import type { Case } from '../model/cause.ts';

/** What a large provider wants of mail programs; read in their help pages and in the public lists, November 2026. */
export interface ProviderAdvice {
  readonly name: string;
  /** Ends of its servers' names, on a label boundary. */
  readonly hosts: readonly string[];
  /** Which secret logs in, and where it is made. */
  readonly secret?: string;
  /** How access for mail programs is switched on. */
  readonly access?: string;
  /** Which user name logs in, where it is not simply the address. */
  readonly user?: string;
  /** A password of any kind is refused: OAuth 2.0 only. */
  readonly tokenOnly?: boolean;
}

const table: readonly ProviderAdvice[] = [
  {
    name: 'Google',
    hosts: ['gmail.com', 'googlemail.com'],
    secret:
      'Google refuses the account password: turn on 2-Step Verification, make an app password (16 letters) at myaccount.google.com/apppasswords, and use that.',
    access:
      'IMAP is always on for personal Gmail accounts and POP is turned on in the webmail settings; in Google Workspace the administrator may have turned either off.',
  },
  {
    name: 'Microsoft 365',
    hosts: ['office365.com'],
    secret:
      'Microsoft accepts no password over IMAP and POP, app passwords included: use a program that signs in with OAuth 2.0.',
    access:
      'Have the administrator allow IMAP, POP or authenticated SMTP for this mailbox in the Exchange admin centre (Manage email apps), and SMTP AUTH for the tenant.',
    user: 'The user name at Microsoft 365 is the user principal name, which may differ from the address.',
    tokenOnly: true,
  },
  {
    name: 'Outlook.com',
    hosts: ['outlook.com', 'hotmail.com', 'live.com'],
    secret: 'Outlook.com accepts no password, app passwords included: use a program that signs in with OAuth 2.0.',
    access: 'Turn on IMAP and POP in the webmail settings of Outlook.com (Mail, Forwarding and IMAP).',
    tokenOnly: true,
  },
  {
    name: 'Yahoo',
    hosts: ['yahoo.com', 'aol.com', 'att.net'],
    secret:
      'Yahoo, AOL and AT&T refuse the account password: make an app password in the account security page (AT&T calls it a secure mail key).',
  },
  {
    name: 'Apple iCloud',
    hosts: ['mail.me.com', 'icloud.com'],
    secret: 'iCloud refuses the Apple account password: make an app-specific password at account.apple.com.',
    user: 'For IMAP at iCloud the user name is the part before the @; for SMTP it is the whole iCloud address, also for own domains.',
  },
  {
    name: 'Fastmail',
    hosts: ['fastmail.com', 'messagingengine.com'],
    secret: 'Fastmail refuses the account password: make an app password under Settings, Privacy & Security.',
    access: 'The Basic plan of Fastmail has no IMAP and SMTP for other programs.',
  },
  {
    name: 'GMX and WEB.DE',
    hosts: ['gmx.net', 'gmx.com', 'web.de'],
    secret: 'With two-factor authentication GMX and WEB.DE want an application-specific password.',
    access:
      'Turn on POP3 and IMAP access in the webmail settings; GMX and WEB.DE switch it off again when it is not used for a while.',
  },
  {
    name: 'Telekom',
    hosts: ['t-online.de'],
    secret: 'Telekom wants the separate e-mail password that is set in the customer centre, not the Telekom login.',
  },
  {
    name: 'Zoho',
    hosts: ['zoho.com', 'zoho.eu', 'zoho.in'],
    secret: 'With two-factor authentication Zoho wants an app password.',
    access: 'Turn on IMAP in the Zoho Mail settings, Mail Accounts.',
    user: 'A Zoho account exists in one region only: zoho.com, zoho.eu and zoho.in are different servers.',
  },
  {
    name: 'Yandex',
    hosts: ['yandex.com', 'yandex.ru'],
    secret: 'Yandex wants an app password of the type Mail, made in Yandex ID under Security.',
    access: 'Turn on IMAP in the Yandex mail settings, Email clients.',
  },
  {
    name: 'Mail.ru',
    hosts: ['mail.ru'],
    secret: 'Mail.ru wants a password for external applications, made in the security settings of the account.',
  },
  {
    name: 'QQ and NetEase',
    hosts: ['qq.com', '163.com', '126.com', 'yeah.net'],
    secret: 'QQ and NetEase want the authorisation code that webmail shows when IMAP or SMTP is turned on.',
    access: 'Turn on IMAP and SMTP in the webmail settings; the authorisation code is made there.',
  },
];

/** The advice for the provider that runs the case's server, when it is one of the large ones. */
export function adviceFor(at: Pick<Case, 'hosts'>): ProviderAdvice | undefined {
  return table.find(({ hosts }) =>
    hosts.some((end) => at.hosts.some((name) => name === end || name.toLowerCase().endsWith(`.${end}`))),
  );
}
