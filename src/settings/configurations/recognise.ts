import type { ConfigurationFormat } from '../../model/configuration.ts';

/** How a format is told: by what such files are called, and by what only they hold. */
interface Signs {
  readonly name?: RegExp;
  readonly content: RegExp;
  /** Enough without the name. */
  readonly isSure?: true;
  /** A name that no other program's file has: enough without the content. */
  readonly own?: RegExp;
}

/** In the order in which they are tried: what is hardest to mistake first. */
const signs: readonly (readonly [ConfigurationFormat, Signs])[] = [
  ['thunderbird', { content: /<clientConfig[\s>]/, isSure: true }],
  ['thunderbird', { content: /^[ \t]*(?:user_)?pref\("mail\./m, isSure: true }],
  ['apple', { content: /com\.apple\.mail\.managed/, isSure: true }],
  ['outlook', { content: /^Incoming mail server:\s/m, isSure: true }],
  [
    'mbsync',
    {
      content: /^[ \t]*(?:IMAPStore|IMAPAccount|MaildirStore|Channel)\s+\S/im,
      isSure: true,
      own: /(?:mbsync|isync)rc$/,
    },
  ],
  ['offlineimap', { content: /^[ \t]*\[Repository\s/im, isSure: true, own: /offlineimap(?:rc|\.conf)$/ }],
  ['getmail', { content: /^[ \t]*\[retriever\]/im, isSure: true, own: /getmailrc/ }],
  [
    'fetchmail',
    {
      content: /^[ \t]*(?:poll|skip|server)\s+\S+[\s\S]{0,4000}?\b(?:proto|protocol|user|username)\b/im,
      name: /fetchmailrc/,
      own: /fetchmailrc$/,
    },
  ],
  [
    'himalaya',
    {
      content: /^[ \t]*\[accounts\.[^\]]+\]|^(?:imap|smtp)-host\s*=\s*"/m,
      isSure: true,
      own: /himalaya(?:[/\\]config)?\.toml$/,
    },
  ],
  ['git', { content: /^[ \t]*\[sendemail\b/im, isSure: true, own: /gitconfig$|(?:^|[/\\])\.?git[/\\]config$/ }],
  [
    'aerc',
    {
      content: /^[ \t]*(?:source|outgoing)\s*=\s*\S+:\/\//m,
      isSure: true,
      own: /aerc[/\\]accounts\.conf$/,
    },
  ],
  [
    'neomutt',
    { content: /^[ \t]*set\s+(?:imap_|smtp_|folder|spool_?file|pop_)/m, isSure: true, own: /muttrc[\w.-]*$/ },
  ],
  [
    'msmtp',
    {
      content: /^[ \t]*(?:account|defaults)\b[\s\S]{0,4000}?^[ \t]*host\s/m,
      name: /msmtp/,
      own: /msmtprc$|msmtp[/\\]config$/,
    },
  ],
  [
    'postfix',
    {
      content: /^(?:relayhost|smtpd?_tls_\w+|myhostname|smtp_sasl_\w+)\s*=/m,
      isSure: true,
      own: /(?:^|[/\\])main\.cf$/,
    },
  ],
  ['spring', { content: /^[ \t]*spring\.mail\.|^spring:\s*(?:#.*)?$[\s\S]{0,4000}?^\s+mail:/m, isSure: true }],
  ['compose', { name: /compose[^/\\]*\.ya?ml$/, content: /^services:|^[ \t]+environment:/m }],
  [
    'django',
    {
      content:
        /^[ \t]*EMAIL_(?:HOST|BACKEND|USE_TLS|USE_SSL|PORT)\s*(?::\s*\w+\s*)?=\s*(?:["']|os\.|env|config|True|False|\d)/m,
      name: /\.py$/,
    },
  ],
  ['django', { content: /^[ \t]*EMAIL_(?:HOST|PORT|USE_TLS|USE_SSL)\w*[ \t]*(?::[ \t]*\w+[ \t]*)?=/m, name: /\.py$/ }],
  ['rails', { content: /\bsmtp_settings\s*(?:=|\(|:)/, isSure: true }],
  ['rails', { content: /^[ \t]*gitlab_rails\['smtp_/m, name: /\.rb$/ }],
  ['nodemailer', { content: /\bcreateTransport(?:er)?\s*\(/, isSure: true }],
  ['nodemailer', { content: /^[ \t]*\{[\s\S]{0,4000}?"(?:host|service)"\s*:/, name: /\.json$/ }],
  ['laravel', { content: /^[ \t]*(?:export\s+)?MAIL_(?:MAILER|SCHEME|ENCRYPTION|DRIVER)\s*=/m, isSure: true }],
  ['dns', { content: /^[ \t]*_(?:imaps?|pop3s?|submissions?)\._tcp\b.*\bSRV\b/im, isSure: true }],
  ['smtp-url', { content: /^[ \t]*(?:smtp|imap|pop3?)s?:\/\/\S+\s*$/, isSure: true }],
  ['compose', { content: /^services:[\s\S]{0,4000}?^\s+environment:/m, isSure: true }],
  // Kubernetes and Discourse keep variables in YAML as well.
  ['compose', { content: /^[ \t]*(?:env|data|stringData):[ \t]*(?:#.*)?$/m, name: /\.ya?ml$/ }],
  [
    'env',
    { content: /^[ \t]*(?:export\s+)?[A-Z][A-Z0-9_]*\s*=/m, isSure: true, own: /(?:^|[/\\.])env(?:\.[\w.-]+)?$/ },
  ],
];

/** So much of a file tells what it is. */
const enough = 64 * 1024;

/** What a text most likely is, by its content; its file's name decides where the content is not enough. */
export function recogniseConfiguration(text: string, path: string): ConfigurationFormat | undefined {
  const beginning = text.slice(0, enough);
  const fits = signs.filter(([, { content }]) => content.test(beginning));
  const byName = fits.find(([, { name }]) => name?.test(path));
  const byContent = fits.find(([, { isSure }]) => isSure);
  // Where all of a sample is commented out, only the name tells.
  const byOwnName = signs.find(([, { own }]) => own?.test(path));
  const weak = byContent === undefined || byContent[0] === 'env' ? byOwnName : undefined;
  return (byName ?? weak ?? byContent ?? fits[0])?.[0];
}
