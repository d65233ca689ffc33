import { createHash } from 'node:crypto';
import type { Problem } from '../problem.ts';
import type { AccountServer } from './account.ts';
import { defineClient } from './client.ts';
import { header } from './header.ts';
import { xmlComment, xmlText } from './quoting.ts';

export const apple = defineClient({
  id: 'apple',
  title: 'Apple Mail',
  versions: 'macOS, iOS',
  incoming: ['imap', 'pop3'],
  outgoing: true,
  servers: 'first',
  // UseSSL with a STARTTLS port is read as TLS from the start by some, and as "if offered" by others.
  startTls: 'opportunistic',
  logins: ['password', 'none'],
  secret: 'asked',
  place:
    'the device: open it there, then install it in the settings; from a web server, as application/x-apple-aspen-config',
  write(account) {
    const [incoming, outgoing] = [account.incoming[0] as AccountServer, account.outgoing[0] as AccountServer];
    const problem = tokenOnly(incoming) ?? tokenOnly(outgoing);
    if (problem !== undefined) return problem;
    const { domain, address } = account.address;
    // The same identifier replaces an older profile.
    const id = `${domain.split('.').reverse().join('.')}.mail.${account.label}`;
    const mail: Entries = [
      ['EmailAccountType', incoming.type === 'imap' ? 'EmailTypeIMAP' : 'EmailTypePOP'],
      ['EmailAccountDescription', address],
      ['EmailAddress', address],
      ...serverEntries('Incoming', incoming),
      ...serverEntries('Outgoing', outgoing),
      ['OutgoingPasswordSameAsIncomingPassword', outgoing.login !== 'none' && incoming.username === outgoing.username],
    ];
    const accountPayload = dict([
      ...payload('com.apple.mail.managed', `${id}.account`, mail),
      ['PayloadDisplayName', address],
      ...mail,
    ]);
    const profile = dict(
      [
        ...payload('Configuration', id, mail),
        ['PayloadDisplayName', `Mail for ${address}`],
        ['PayloadDescription', 'Sets up a mail account. The device asks for the password.'],
      ],
      ['<key>PayloadContent</key>', '<array>', ...indented(accountPayload), '</array>'],
    );
    const lines = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
      ...header(apple, account).map((note) => `<!-- ${xmlComment(note)} -->`),
      '<plist version="1.0">',
      ...profile,
      '</plist>',
    ];
    return { name: `${account.label}.mobileconfig`, mode: 0o644, text: `${lines.join('\n')}\n` };
  },
});

type Entries = (readonly [string, string | number | boolean])[];

const dict = (entries: Entries, more: readonly string[] = []): string[] => [
  '<dict>',
  ...indented([...entries.flatMap(([key, value]) => [`<key>${key}</key>`, element(value)]), ...more]),
  '</dict>',
];

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function element(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  return typeof value === 'number' ? `<integer>${value}</integer>` : `<string>${xmlText(value)}</string>`;
}

const payload = (type: string, id: string, mail: Entries): Entries => [
  ['PayloadType', type],
  ['PayloadVersion', 1],
  ['PayloadIdentifier', id],
  ['PayloadUUID', uuid(`${id} ${JSON.stringify(mail)}`)],
];

/** A UUID of the content (RFC 9562 section 5.8): another one whenever the settings are others. */
function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
    .join('-')
    .toUpperCase();
}

function serverEntries(side: 'Incoming' | 'Outgoing', server: AccountServer): Entries {
  const name = `${side}MailServer`;
  return [
    [`${name}Authentication`, server.login === 'none' ? 'EmailAuthNone' : 'EmailAuthPassword'],
    [`${name}HostName`, server.host],
    [`${name}PortNumber`, server.port],
    [`${name}UseSSL`, true],
    ...(server.login === 'none' ? [] : ([[`${name}Username`, server.username]] as Entries)),
  ];
}

/** A profile knows no tokens for IMAP: Apple's own buttons for Google and Microsoft do. */
const tokenOnly = ({ auth, host }: AccountServer): Problem | undefined =>
  auth.length > 0 && auth.every((method) => method === 'oauth2')
    ? {
        problem: `${host} takes no passwords, and a profile cannot ask for a token.`,
        wayOut: 'Add the account on the device, by the button of its provider.',
      }
    : undefined;
