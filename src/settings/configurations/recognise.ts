import type { ConfigurationFormat } from '../../model/configuration.ts';

/** How a format is told: by what such files are called, and by what only they hold. */
interface Signs {
  readonly name?: RegExp;
  readonly content: RegExp;
  /** Enough without the name. */
  readonly isSure?: true;
}

/** In the order in which they are tried: what is hardest to mistake first. */
const signs: readonly (readonly [ConfigurationFormat, Signs])[] = [
  ['thunderbird', { content: /<clientConfig[\s>]/, isSure: true }],
  ['apple', { content: /com\.apple\.mail\.managed/, isSure: true }],
  ['outlook', { content: /^Incoming mail server:\s/m, isSure: true }],
  ['mbsync', { content: /^[ \t]*(?:IMAPStore|IMAPAccount|MaildirStore|Channel)\s+\S/im, isSure: true }],
  ['offlineimap', { content: /^[ \t]*\[Repository\s/im, isSure: true }],
  ['getmail', { content: /^[ \t]*\[retriever\]/im, isSure: true }],
  [
    'fetchmail',
    {
      content: /^[ \t]*(?:poll|skip|server)\s+\S+[\s\S]{0,4000}?\b(?:proto|protocol|user|username)\b/im,
      name: /fetchmailrc/,
    },
  ],
  ['himalaya', { content: /^[ \t]*\[accounts\.[^\]]+\]/m, isSure: true }],
  ['git', { content: /^[ \t]*\[sendemail\b/im, isSure: true }],
  ['aerc', { content: /^[ \t]*(?:source|outgoing)\s*=\s*\S+:\/\//m, isSure: true }],
  ['neomutt', { content: /^[ \t]*set\s+(?:imap_|smtp_|folder|spool_?file|pop_)/m, isSure: true }],
  ['msmtp', { content: /^[ \t]*(?:account|defaults)\b[\s\S]{0,4000}?^[ \t]*host\s/m, name: /msmtp/ }],
  ['postfix', { content: /^(?:relayhost|smtpd?_tls_\w+|myhostname|smtp_sasl_\w+)\s*=/m, isSure: true }],
  ['spring', { content: /^[ \t]*spring\.mail\.|^spring:\s*(?:#.*)?$[\s\S]{0,4000}?^\s+mail:/m, isSure: true }],
  ['compose', { name: /(?:^|[/\\])(?:docker-)?compose[^/\\]*\.ya?ml$/, content: /^services:/m }],
  [
    'django',
    {
      content:
        /^[ \t]*EMAIL_(?:HOST|BACKEND|USE_TLS|USE_SSL|PORT)\s*(?::\s*\w+\s*)?=\s*(?:["']|os\.|env|config|True|False|\d)/m,
      name: /\.py$/,
    },
  ],
  ['rails', { content: /\bsmtp_settings\s*(?:=|\(|:)/, isSure: true }],
  ['nodemailer', { content: /\bcreateTransport(?:er)?\s*\(/, isSure: true }],
  ['nodemailer', { content: /^[ \t]*\{[\s\S]{0,4000}?"(?:host|service)"\s*:/, name: /\.json$/ }],
  ['laravel', { content: /^[ \t]*(?:export\s+)?MAIL_(?:MAILER|SCHEME|ENCRYPTION|DRIVER)\s*=/m, isSure: true }],
  ['dns', { content: /^[ \t]*_(?:imaps?|pop3s?|submissions?)\._tcp\b.*\bSRV\b/im, isSure: true }],
  ['smtp-url', { content: /^[ \t]*(?:smtp|imap|pop3?)s?:\/\/\S+\s*$/, isSure: true }],
  ['compose', { content: /^services:[\s\S]{0,4000}?^\s+environment:/m, isSure: true }],
  ['env', { content: /^[ \t]*(?:export\s+)?[A-Z][A-Z0-9_]*\s*=/m, isSure: true }],
];

/** So much of a file tells what it is. */
const enough = 64 * 1024;

/** What a text most likely is, by its content; its file's name decides where the content is not enough. */
export function recogniseConfiguration(text: string, path: string): ConfigurationFormat | undefined {
  const beginning = text.slice(0, enough);
  const fits = signs.filter(([, { content }]) => content.test(beginning));
  const byName = fits.find(([, { name }]) => name?.test(path));
  return (byName ?? fits.find(([, { isSure }]) => isSure) ?? fits[0])?.[0];
}
