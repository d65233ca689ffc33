/** What to do about a cause that a server of theirs names, with the page about it. */
export interface OperatorStep {
  readonly causes: readonly string[];
  readonly text: string;
  readonly url: string;
}

/** Who speaks in replies: a company with one or several rows in the table of providers, or a service that filters mail. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  /** What its replies and server names hold. */
  readonly mark: RegExp;
  /** Other names for `--provider`. */
  readonly also?: readonly string[];
  /** Ids of its rows in the table of providers, where they are not its own; the first holds where nothing tells which. */
  readonly rows?: readonly string[];
  /** Beside what its rows say of logging in. Pages as its own replies and help name them, November 2026. */
  readonly steps?: readonly OperatorStep[];
}

const proofs = ['sender-unauthenticated', 'spf-fail', 'dmarc-fail', 'ptr-missing', 'reputation-poor', 'spam-content'];

/** The specific before the general. */
export const operators: readonly Operator[] = [
  {
    id: 'gmail',
    name: 'Google',
    mark: /\bgsmtp\b|gmail|google(?:mail)?\.com|@googlemail/i,
    also: ['google', 'workspace'],
    steps: [
      {
        causes: ['web-login-required'],
        text: 'Sign in to the account in a browser from the same network, confirm the sign-in, then try again.',
        url: 'https://support.google.com/mail/answer/78754',
      },
      {
        causes: proofs,
        text: "Compare with Google's guidelines for senders: SPF, DKIM, DMARC, reverse name, TLS, and few complaints.",
        url: 'https://support.google.com/a/answer/81126',
      },
      {
        causes: ['attachment-or-virus-blocked'],
        text: 'Google refuses executable and password-protected attachments: share the file by a link.',
        url: 'https://support.google.com/mail/?p=BlockedMessage',
      },
      {
        causes: ['rate-limited', 'too-many-recipients'],
        text: "Wait up to 24 hours; Google's limits for sending are on its page.",
        url: 'https://support.google.com/a/answer/166852',
      },
    ],
  },
  {
    id: 'microsoft365',
    name: 'Microsoft 365',
    mark: /prod\.outlook\.com|office365|protection\.outlook|aadsts|exchangelabs|aka\.ms\/|office\.com/i,
    also: ['office365', 'exchange-online', 'm365', 'microsoft'],
    steps: [
      {
        causes: ['ip-blacklisted'],
        text: "Ask for the address to be taken off Microsoft's list.",
        url: 'https://sender.office.com/',
      },
      {
        causes: ['sending-suspended'],
        text: 'Secure the account, then have the administrator release it under restricted entities in the Defender portal.',
        url: 'https://learn.microsoft.com/defender-office-365/outbound-spam-restore-restricted-users',
      },
    ],
  },
  {
    id: 'outlook',
    name: 'Outlook.com',
    mark: /\boutlook\.com|hotmail|\blive\.com|mail\.live|hotmail\.com|\[outlook\.com\]/i,
    also: ['hotmail', 'live'],
    rows: ['outlook-com'],
    steps: [
      {
        causes: ['ip-blacklisted', 'reputation-poor'],
        text: "Ask Microsoft to take the address off its list; its page for senders shows the address's record.",
        url: 'https://sendersupport.olc.protection.outlook.com/pm/',
      },
    ],
  },
  {
    id: 'yahoo',
    name: 'Yahoo',
    mark: /yahoo|ymail|\baol\b|att\.net|bellsouth|\[tss?0\d\]|\[bl\d\d\]/i,
    rows: ['yahoo', 'aol', 'verizon', 'att'],
    steps: [
      {
        causes: ['reputation-poor', 'ip-blacklisted', 'rate-limited', 'sender-unauthenticated', 'dmarc-fail'],
        text: "Look the code up in Yahoo's page for senders, and write to its postmasters from there.",
        url: 'https://senders.yahooinc.com/smtp-error-codes/',
      },
    ],
  },
  { id: 'icloud', name: 'Apple iCloud', mark: /icloud|\bme\.com\b|mac\.com|apple\.com/i, also: ['apple'] },
  {
    id: 'ionos',
    name: 'IONOS',
    mark: /kundenserver|1and1|ionos/i,
    also: ['1and1'],
    rows: ['ionos-de', 'ionos-com', 'ionos-uk', 'ionos-fr', 'ionos-es'],
  },
  {
    id: 'gmx',
    name: 'GMX, WEB.DE and mail.com',
    mark: /gmx|web\.de|nemesis|mail\.com \(/i,
    rows: ['gmx-net', 'gmx-com', 'web-de', 'mail-com'],
  },
  { id: 't-online', name: 'Telekom', mark: /t-online|telekom|\btosa\b/i, also: ['telekom'] },
  { id: 'mailru', name: 'Mail.ru', mark: /mail\.ru|inbox\.ru|bk\.ru/i, also: ['mail.ru'], rows: ['mail-ru'] },
  { id: 'yandex', name: 'Yandex', mark: /yandex|\bya\.ru/i },
  { id: 'qq', name: 'QQ Mail', mark: /\bqq\.com|exmail/i, also: ['tencent'], rows: ['qq', 'exmail-qq'] },
  {
    id: 'netease',
    name: 'NetEase',
    mark: /\b(?:163|126|188)\.(?:com|net)|netease|yeah\.net/i,
    also: ['163', '126'],
    rows: ['netease-163', 'netease-126', 'netease-yeah', 'netease-qiye'],
  },
  {
    id: 'zoho',
    name: 'Zoho',
    mark: /zoho/i,
    rows: ['zoho-com', 'zoho-eu', 'zoho-in', 'zoho-au', 'zoho-jp', 'zoho-ca'],
  },
  { id: 'fastmail', name: 'Fastmail', mark: /fastmail|messagingengine/i },
  {
    id: 'comcast',
    name: 'Comcast',
    mark: /comcast/i,
    steps: [
      {
        causes: ['ip-blacklisted', 'reputation-poor', 'rate-limited', 'ptr-missing'],
        text: "Look the code up in Comcast's page for postmasters and ask for removal there.",
        url: 'https://postmaster.comcast.net/smtp-error-codes.php',
      },
    ],
  },
  {
    id: 'orange',
    name: 'Orange',
    mark: /orange\.fr|wanadoo|laposte|lpn\d{3}_|ofr_?\d/i,
    also: ['wanadoo'],
    rows: ['orange-fr', 'laposte'],
  },
  { id: 'free', name: 'Free', mark: /\bfree\.fr|proxad/i, rows: ['free-fr'] },
  {
    id: 'proton',
    name: 'Proton Mail',
    mark: /proton/i,
    steps: [
      {
        causes: ['connection-refused', 'cert-untrusted'],
        text: 'Start Proton Mail Bridge, connect to 127.0.0.1 at the ports that its window shows, and trust its certificate.',
        url: 'https://proton.me/support/protonmail-bridge-faq',
      },
    ],
  },
  {
    id: 'ses',
    name: 'Amazon SES',
    mark: /amazonses|amazonaws|\baws\b/i,
    also: ['amazon'],
    rows: [
      'relay-ses-us-east-1',
      'relay-ses-us-east-2',
      'relay-ses-us-west-2',
      'relay-ses-eu-west-1',
      'relay-ses-eu-central-1',
      'relay-ses-ap-northeast-1',
      'relay-ses-ap-south-1',
      'relay-ses-ap-southeast-2',
      'relay-ses-sa-east-1',
    ],
  },
  { id: 'sendgrid', name: 'SendGrid', mark: /sendgrid/i, rows: ['relay-sendgrid'] },
  { id: 'mailgun', name: 'Mailgun', mark: /mailgun/i, rows: ['relay-mailgun'] },
  { id: 'postmark', name: 'Postmark', mark: /postmark|sender signature/i, rows: ['relay-postmark'] },
  {
    id: 'mimecast',
    name: 'Mimecast',
    mark: /mimecast/i,
    steps: [
      {
        causes: ['policy-rejected', 'ip-blacklisted', 'recipient-restricted', 'spam-content', 'greylisted'],
        text: "The recipient's company filters with Mimecast: its administrator can allow the sender.",
        url: 'https://community.mimecast.com/docs/DOC-1369',
      },
    ],
  },
  {
    id: 'proofpoint',
    name: 'Proofpoint',
    mark: /proofpoint|pphosted/i,
    steps: [
      {
        causes: ['ip-blacklisted', 'reputation-poor'],
        text: 'Look the address up at Proofpoint and ask for removal there.',
        url: 'https://ipcheck.proofpoint.com/',
      },
    ],
  },
  { id: 'barracuda', name: 'Barracuda', mark: /barracuda|cuda_nsu/i },
  { id: 'godaddy', name: 'GoDaddy', mark: /secureserver|godaddy|\bib\d{3}\b/i, rows: ['godaddy-workspace'] },
  { id: 'ovh', name: 'OVH', mark: /\bovh\b/i },
];
