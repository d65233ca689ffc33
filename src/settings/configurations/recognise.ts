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
  ['mbsync', { content: /^\s*(?:IMAPStore|IMAPAccount|MaildirStore|Channel)\s+\S/im, isSure: true }],
  ['offlineimap', { content: /^\s*\[Repository\s/im, isSure: true }],
  ['getmail', { content: /^\s*\[retriever\]/im, isSure: true }],
  [
    'fetchmail',
    { content: /^\s*(?:poll|skip|server)\s+\S+[\s\S]*?\b(?:proto|protocol|user|username)\b/im, name: /fetchmailrc/ },
  ],
  ['himalaya', { content: /^\s*\[accounts\.[^\]]+\]/m, isSure: true }],
  ['git', { content: /^\s*\[sendemail\b/im, isSure: true }],
  ['aerc', { content: /^\s*(?:source|outgoing)\s*=\s*\S+:\/\//m, isSure: true }],
  ['neomutt', { content: /^\s*set\s+(?:imap_|smtp_|folder|spool_?file|pop_)/m, isSure: true }],
  ['msmtp', { content: /^\s*(?:account|defaults)\b[\s\S]*?^\s*host\s/m, name: /msmtp/ }],
  ['postfix', { content: /^(?:relayhost|smtpd?_tls_\w+|myhostname|smtp_sasl_\w+)\s*=/m, isSure: true }],
  ['spring', { content: /^\s*spring\.mail\.|^spring:\s*(?:#.*)?$[\s\S]*?^\s+mail:/m, isSure: true }],
  ['compose', { name: /(?:^|[/\\])(?:docker-)?compose[^/\\]*\.ya?ml$/, content: /^services:/m }],
  [
    'django',
    {
      content:
        /^\s*EMAIL_(?:HOST|BACKEND|USE_TLS|USE_SSL|PORT)\s*(?::\s*\w+\s*)?=\s*(?:["']|os\.|env|config|True|False|\d)/m,
      name: /\.py$/,
    },
  ],
  ['rails', { content: /\bsmtp_settings\s*(?:=|\(|:)/, isSure: true }],
  ['nodemailer', { content: /\bcreateTransport(?:er)?\s*\(/, isSure: true }],
  ['nodemailer', { content: /^\s*\{[\s\S]*"(?:host|service)"\s*:/, name: /\.json$/ }],
  ['laravel', { content: /^\s*(?:export\s+)?MAIL_(?:MAILER|SCHEME|ENCRYPTION|DRIVER)\s*=/m, isSure: true }],
  ['dns', { content: /^\s*_(?:imaps?|pop3s?|submissions?)\._tcp\b.*\bSRV\b/im, isSure: true }],
  ['smtp-url', { content: /^\s*(?:smtp|imap|pop3?)s?:\/\/\S+\s*$/, isSure: true }],
  ['compose', { content: /^services:[\s\S]*^\s+environment:/m, isSure: true }],
  ['env', { content: /^\s*(?:export\s+)?[A-Z][A-Z0-9_]*\s*=/m, isSure: true }],
];

/** What a text most likely is, by its content; its file's name decides where the content is not enough. */
export function recogniseConfiguration(text: string, path: string): ConfigurationFormat | undefined {
  const fits = signs.filter(([, { content }]) => content.test(text));
  const byName = fits.find(([, { name }]) => name?.test(path));
  return (byName ?? fits.find(([, { isSure }]) => isSure) ?? fits[0])?.[0];
}
