/** A provider or a filtering product as its replies betray it. */
export interface ReplyProvider {
  readonly id: string;
  readonly name: string;
  /** What its replies and server names hold. */
  readonly mark: RegExp;
  /** Other names for `--provider`. */
  readonly also?: readonly string[];
  /** Ids of its rows in the table of providers, where they are not its own. */
  readonly rows?: readonly string[];
}

/** The specific before the general. */
export const replyProviders: readonly ReplyProvider[] = [
  {
    id: 'gmail',
    name: 'Google',
    mark: /\bgsmtp\b|gmail|google(?:mail)?\.com|@googlemail/i,
    also: ['google', 'workspace'],
  },
  {
    id: 'microsoft365',
    name: 'Microsoft 365',
    mark: /prod\.outlook\.com|office365|protection\.outlook|aadsts|exchangelabs|aka\.ms\/|office\.com/i,
    also: ['office365', 'exchange-online', 'm365', 'microsoft'],
  },
  {
    id: 'outlook',
    name: 'Outlook.com',
    mark: /\boutlook\.com|hotmail|\blive\.com|mail\.live|hotmail\.com|\[outlook\.com\]/i,
    also: ['hotmail', 'live'],
    rows: ['outlook-com'],
  },
  {
    id: 'yahoo',
    name: 'Yahoo',
    mark: /yahoo|ymail|\baol\b|att\.net|bellsouth|\[tss?0\d\]|\[bl\d\d\]/i,
    also: ['aol', 'att', 'verizon'],
    rows: ['yahoo', 'aol', 'verizon', 'att'],
  },
  { id: 'icloud', name: 'Apple iCloud', mark: /icloud|\bme\.com\b|mac\.com|apple\.com/i, also: ['apple'] },
  {
    id: 'gmx',
    name: 'GMX, WEB.DE and mail.com',
    mark: /gmx|web\.de|nemesis|mail\.com \(|kundenserver|1and1|ionos/i,
    also: ['web.de', 'ionos', 'mail.com'],
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
  { id: 'comcast', name: 'Comcast', mark: /comcast/i },
  { id: 'orange', name: 'Orange', mark: /orange\.fr|wanadoo|laposte|lpn\d{3}_|ofr_?\d/i, also: ['wanadoo', 'laposte'] },
  { id: 'free', name: 'Free', mark: /\bfree\.fr|proxad/i },
  { id: 'proton', name: 'Proton Mail', mark: /proton/i },
  { id: 'ses', name: 'Amazon SES', mark: /amazonses|amazonaws|\baws\b/i, also: ['amazon'] },
  { id: 'sendgrid', name: 'SendGrid', mark: /sendgrid/i },
  { id: 'mailgun', name: 'Mailgun', mark: /mailgun/i },
  { id: 'postmark', name: 'Postmark', mark: /postmark|sender signature/i },
  { id: 'mimecast', name: 'Mimecast', mark: /mimecast/i },
  { id: 'proofpoint', name: 'Proofpoint', mark: /proofpoint|pphosted/i },
  { id: 'barracuda', name: 'Barracuda', mark: /barracuda|cuda_nsu/i },
  { id: 'godaddy', name: 'GoDaddy', mark: /secureserver|godaddy|\bib\d{3}\b/i },
  { id: 'ovh', name: 'OVH', mark: /\bovh\b/i },
];

/** The provider that a text betrays; undefined: nobody can tell. */
export const providerIn = (text: string): ReplyProvider | undefined =>
  replyProviders.find(({ mark }) => mark.test(text));

/** A provider by the name that a user gives it. */
export const providerNamed = (name: string): ReplyProvider | undefined =>
  replyProviders.find(({ id, name: full, also = [] }) =>
    [id, full.toLowerCase(), ...also].includes(name.toLowerCase()),
  );

/** A provider by its row in the table of providers. */
export const replyProviderOfRow = (row: string): ReplyProvider | undefined =>
  replyProviders.find(({ id, rows = [id] }) => rows.includes(row));
