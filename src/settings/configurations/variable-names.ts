import type { Entry } from './reading.ts';

/** Variables of one server, by what stands behind the prefix that they share: `PORT`, `USER`, `TLS_SKIP_VERIFY`. */
export type Lookup = (...names: readonly string[]) => Entry | undefined;

/** The variable that names a server, and the others with its prefix. */
export interface VariableGroup {
  readonly prefix: string;
  readonly host: Entry;
  readonly of: Lookup;
}

/** What programs call a server, behind what tells that it is one of mail. */
const hostNames = [
  /^((?:.*_)?(?:SMTPS?|IMAPS?|POP3?S?|E?MAIL|MAILER)(?:_.*?)?)_?(?:HOSTS?|HOSTNAME|HOST_NAME|HOST_ADDR|SERVER|SMARTHOST)$/,
  // Behind MAIL it would be the address of a person.
  /^((?:.*_)?(?:SMTP|IMAP|POP3?))_?ADDR(?:ESS)?$/,
  /^((?:DEFAULT_)?RELAY)_?HOST$/,
  /^(ROUNDCUBEMAIL_DEFAULT)_HOST$/,
];

/** Names in which a host is not the server: what a client calls itself, and other services. */
const others =
  /(?:^|_)(?:HE?LO|EHLO|LOCAL|CLIENT|DB|DATABASE|REDIS|MYSQL|POSTGRES|HTTPS?|WEB|LISTEN|BIND|PROXY|API|FROM|ALLOWED|METRICS)(?:_|$)/;

/** Parts between the prefix and what is meant: `EMAIL_SERVER_PORT`, `EMAIL_HOST_USER`, `mail__options__auth__user`. */
const between = /^(?:(?:SERVER|HOST|AUTH|OPTIONS)_)+/;

const mostPrefixes = 50;
const longestName = 100;

/** `globalSettings__mail__smtp__host` and `smtpHost` as `GLOBAL_SETTINGS_MAIL_SMTP_HOST` and `SMTP_HOST`. */
const plainName = (key: string): string =>
  key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[._-]+/g, '_')
    .toUpperCase();

/** The groups of variables that name a mail server each. */
export function variableGroups(entries: readonly Entry[]): VariableGroup[] {
  const named = entries
    .filter(({ key }) => key.length <= longestName)
    .map((entry) => ({ entry, name: plainName(entry.key) }));
  const hosts = new Map<string, { entry: Entry; name: string }>();
  for (const one of named) {
    const prefix = hostNames.map((pattern) => pattern.exec(one.name)?.[1]).find((found) => found !== undefined);
    if (prefix === undefined || others.test(one.name)) continue;
    // A host name beside a host is the client's own.
    if (hosts.has(prefix) && /HOST_?NAME$/.test(one.name)) continue;
    if (hosts.size < mostPrefixes || hosts.has(prefix)) hosts.set(prefix, one);
  }
  return [...hosts].map(([prefix, { entry: host }]) => {
    const own = behind(prefix, named);
    // Gitea: MAILER__SMTP_ADDR beside MAILER__USER.
    const parent = /^(.*E?MAIL(?:ER)?)_SMTP$/.exec(prefix)?.[1];
    const shared = parent === undefined ? [] : behind(parent, named);
    const of: Lookup = (...names) =>
      [own, shared]
        .map((all) => all.findLast(({ name }) => names.includes(name))?.entry)
        .find((found) => found !== undefined);
    return { prefix, host, of };
  });
}

const behind = (prefix: string, named: readonly { readonly entry: Entry; readonly name: string }[]) =>
  named
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ entry, name }) => ({ entry, name: name.slice(prefix.length).replace(/^_/, '').replace(between, '') }));
