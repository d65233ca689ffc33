/** What to do about a cause at one provider, with its page. Pages as the providers' own replies and help name them, November 2026. */
export interface ProviderStep {
  readonly provider: string;
  readonly causes: readonly string[];
  readonly text: string;
  readonly url?: string;
}

const login = ['bad-credentials', 'app-password-required'] as const;
const proofs = [
  'sender-unauthenticated',
  'spf-fail',
  'dmarc-fail',
  'ptr-missing',
  'reputation-poor',
  'spam-content',
] as const;

export const providerSteps: readonly ProviderStep[] = [
  {
    provider: 'gmail',
    causes: login,
    text: 'Google refuses the account password in mail programs: turn on 2-Step Verification, make an app password (16 letters), and use that; or let the program sign in with Google.',
    url: 'https://support.google.com/accounts/answer/185833',
  },
  {
    provider: 'gmail',
    causes: ['web-login-required'],
    text: 'Sign in to the account in a browser from the same network, confirm the sign-in, then try again.',
    url: 'https://support.google.com/mail/answer/78754',
  },
  {
    provider: 'gmail',
    causes: proofs,
    text: "Compare with Google's guidelines for senders: SPF, DKIM, DMARC, reverse name, TLS, and few complaints.",
    url: 'https://support.google.com/a/answer/81126',
  },
  {
    provider: 'gmail',
    causes: ['attachment-or-virus-blocked'],
    text: 'Google refuses executable and password-protected attachments: share the file by a link.',
    url: 'https://support.google.com/mail/?p=BlockedMessage',
  },
  {
    provider: 'gmail',
    causes: ['rate-limited', 'too-many-recipients'],
    text: "Wait up to 24 hours; Google's limits for sending are on its page.",
    url: 'https://support.google.com/a/answer/166852',
  },
  {
    provider: 'outlook',
    causes: ['bad-credentials', 'oauth-required', 'app-password-required', 'protocol-access-disabled'],
    text: 'Outlook.com accepts no password: use a program that signs in with OAuth 2.0, and turn on IMAP and POP in the webmail settings.',
    url: 'https://support.microsoft.com/office/pop-imap-and-smtp-settings-8361e398-8af4-4e97-b147-6c6c4ac95353',
  },
  {
    provider: 'outlook',
    causes: ['ip-blacklisted', 'reputation-poor'],
    text: "Ask Microsoft to take the address off its list; its page for senders shows the address's record.",
    url: 'https://sendersupport.olc.protection.outlook.com/pm/',
  },
  {
    provider: 'microsoft365',
    causes: ['protocol-access-disabled', 'bad-credentials'],
    text: 'Have the administrator allow authenticated SMTP for the mailbox and the tenant, and check that security defaults do not forbid it.',
    url: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission',
  },
  {
    provider: 'microsoft365',
    causes: ['oauth-required', 'app-password-required'],
    text: 'Microsoft 365 takes no password over IMAP and POP: use a program that signs in with OAuth 2.0.',
    url: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/pop3-and-imap4/pop3-and-imap4',
  },
  {
    provider: 'microsoft365',
    causes: ['ip-blacklisted'],
    text: "Ask for the address to be taken off Microsoft's list.",
    url: 'https://sender.office.com/',
  },
  {
    provider: 'microsoft365',
    causes: ['sending-suspended'],
    text: 'Secure the account, then have the administrator release it under restricted entities in the Defender portal.',
    url: 'https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users',
  },
  {
    provider: 'yahoo',
    causes: login,
    text: 'Yahoo, AOL and AT&T refuse the account password in mail programs: make an app password in the account security page.',
    url: 'https://help.yahoo.com/kb/SLN15241.html',
  },
  {
    provider: 'yahoo',
    causes: ['reputation-poor', 'ip-blacklisted', 'rate-limited', 'sender-unauthenticated', 'dmarc-fail'],
    text: "Look the code up in Yahoo's page for senders, and write to its postmasters from there.",
    url: 'https://senders.yahooinc.com/smtp-error-codes/',
  },
  {
    provider: 'icloud',
    causes: login,
    text: 'iCloud refuses the Apple account password: make an app-specific password. The IMAP user name is the part before the @.',
    url: 'https://support.apple.com/102525',
  },
  {
    provider: 'fastmail',
    causes: login,
    text: 'Fastmail refuses the account password: make an app password under Settings, Privacy & Security.',
    url: 'https://www.fastmail.help/hc/en-us/articles/360058752854-App-passwords',
  },
  {
    provider: 'proton',
    causes: ['bad-credentials', 'connection-refused', 'cert-untrusted'],
    text: 'Use the user name and the password that the Proton Mail Bridge window shows, at 127.0.0.1, and trust its certificate.',
    url: 'https://proton.me/support/protonmail-bridge-faq',
  },
  {
    provider: 'mailru',
    causes: login,
    text: 'Mail.ru wants a password for external applications, made in the security settings of the account.',
    url: 'https://help.mail.ru/mail/security/protection/external',
  },
  {
    provider: 'yandex',
    causes: [...login, 'protocol-access-disabled'],
    text: 'Turn on IMAP in the Yandex mail settings (Email clients), and make an app password of the type Mail.',
    url: 'https://yandex.com/support/mail/mail-clients/others.html',
  },
  {
    provider: 'qq',
    causes: [...login, 'protocol-access-disabled'],
    text: 'Turn on IMAP and SMTP in the webmail settings, and log in with the authorisation code that is made there.',
    url: 'https://service.mail.qq.com/',
  },
  {
    provider: 'gmx',
    causes: ['protocol-access-disabled', 'bad-credentials'],
    text: 'Turn on POP3 and IMAP in the webmail settings; it is switched off when it is not used for a while. With two-factor authentication an application-specific password is wanted.',
    url: 'https://hilfe.web.de/email/einstellungen/pop3-imap-einschalten.html',
  },
  {
    provider: 't-online',
    causes: login,
    text: 'Telekom wants the separate e-mail password, not the Telekom login.',
    url: 'https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-definition',
  },
  {
    provider: 'comcast',
    causes: ['ip-blacklisted', 'reputation-poor', 'rate-limited', 'ptr-missing'],
    text: "Look the code up in Comcast's page for postmasters and ask for removal there.",
    url: 'https://postmaster.comcast.net/smtp-error-codes.php',
  },
  {
    provider: 'mimecast',
    causes: ['policy-rejected', 'ip-blacklisted', 'recipient-restricted', 'spam-content', 'greylisted'],
    text: "The recipient's company filters with Mimecast: its administrator can allow the sender.",
    url: 'https://community.mimecast.com/docs/DOC-1369',
  },
  {
    provider: 'proofpoint',
    causes: ['ip-blacklisted', 'reputation-poor'],
    text: 'Look the address up at Proofpoint and ask for removal there.',
    url: 'https://ipcheck.proofpoint.com/',
  },
];

/** Causes that a plain refusal of the password hides at providers who never accept the account's own. */
export const hiddenBehindBadCredentials: Readonly<Record<string, string>> = {
  gmail: 'app-password-required',
  yahoo: 'app-password-required',
  icloud: 'app-password-required',
  fastmail: 'app-password-required',
  mailru: 'app-password-required',
  yandex: 'app-password-required',
  qq: 'app-password-required',
  netease: 'app-password-required',
  outlook: 'oauth-required',
  microsoft365: 'oauth-required',
};

/** The step for a cause at a provider, when there is one. */
export const providerStep = (cause: string, provider: string | undefined): ProviderStep | undefined =>
  providerSteps.find((one) => one.provider === provider && one.causes.includes(cause));
