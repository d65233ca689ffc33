import type {
  AuthMethod,
  DocumentationLink,
  PublishedServer,
  PublishedSettings,
  Remark,
  ServerType,
  UnusableSettings,
} from '../model/settings.ts';
import { excerpt, httpsUrl, plainText } from './autoconfig/plain-text.ts';
import { hostName, type Reader } from './autoconfig/server.ts';
import { parseTags, tagValue } from './tag-list.ts';

/** Where a domain publishes it (draft-ietf-mailmaint-pacc section 3). */
export const paccPath = '/.well-known/user-agent-configuration.json';
export const paccHost = (domain: string): string => `ua-auto-config.${domain}`;
/** Owner of the TXT record that proves it. */
export const paccDigestName = (domain: string): string => `_ua-auto-config.${domain}`;

export const isPaccRecord = (text: string): boolean => /^v=UAAC1(?:[ \t]*;|[ \t]*$)/i.test(text);

/** SHA-256 in base64, as a record has it; undefined where it holds none. */
export function paccDigest(text: string): string | undefined {
  const tags = parseTags(text);
  const digest = tagValue(tags, 'd')?.trim() ?? '';
  const isSha256 = tagValue(tags, 'a')?.trim().toLowerCase() === 'sha256';
  return isSha256 && /^[A-Za-z0-9+/]{43}=?$/.test(digest) ? digest.padEnd(44, '=') : undefined;
}

/** All are of the kind that begins with TLS; the configuration says no ports. `smtp` is what draft -02 called `submit`. */
const servers: readonly (readonly [key: string, type: ServerType, port: number])[] = [
  ['imap', 'imap', 993],
  ['pop3', 'pop3', 995],
  ['submit', 'smtp', 465],
  ['smtp', 'smtp', 465],
];
const others = ['jmap', 'caldav', 'carddav', 'webdav', 'managesieve'];

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
const own = (fields: Fields | undefined, name: string): unknown =>
  fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
const textIn = (fields: Fields | undefined, name: string): string | undefined => {
  const value = own(fields, name);
  return typeof value === 'string' ? plainText(value) : undefined;
};

/** Is the JSON a configuration of this kind, whatever is in it? */
export const isPacc = (value: unknown): boolean => fieldsOf(own(fieldsOf(value), 'protocols')) !== undefined;

/** Reads a configuration of draft-ietf-mailmaint-pacc (-02 to -04). It says no user name: the address is tried first. */
export function readPacc(value: unknown, { address }: Reader): PublishedSettings | UnusableSettings {
  const root = fieldsOf(value);
  const protocols = fieldsOf(own(root, 'protocols'));
  const dropped: Remark[] = [];
  const authentication = fieldsOf(own(root, 'authentication'));
  const oauth = fieldsOf(own(authentication, 'oauth-public'));
  const issuer = textIn(oauth, 'issuer');
  const auth: readonly AuthMethod[] = [
    ...(issuer === undefined ? [] : (['oauth2'] as const)),
    ...(own(authentication, 'password') === true ? (['password-cleartext'] as const) : []),
  ];
  const found = servers.flatMap(([key, type, port]): PublishedServer[] => {
    const written = own(protocols, key);
    if (written === undefined) return [];
    const host = own(fieldsOf(written), 'host');
    const name = typeof host === 'string' ? hostName(host) : { reason: 'it has no host' };
    if ('reason' in name) {
      dropped.push({ what: key, reason: name.reason, fault: true });
      return [];
    }
    const username = address === undefined ? {} : { username: address.address };
    return [{ type, host: name.name, port, security: 'tls', auth, ...username, usernameTemplate: '%EMAILADDRESS%' }];
  });
  for (const key of others) {
    if (own(protocols, key) !== undefined) {
      dropped.push({ what: key, reason: 'skipped: it is no IMAP, POP3 or SMTP server' });
    }
  }
  if (found.length === 0) return { unusable: 'it names no IMAP, POP3 or SMTP server', dropped };
  const info = fieldsOf(own(root, 'info'));
  const provider = fieldsOf(own(info, 'provider'));
  const displayName = textIn(provider, 'name');
  const shortName = textIn(provider, 'shortName');
  const outgoing = found.filter(({ type }) => type === 'smtp');
  return {
    format: 'pacc',
    ...(displayName === undefined ? {} : { displayName }),
    ...(shortName === undefined ? {} : { shortName }),
    domains: [],
    incoming: found.filter(({ type }) => type !== 'smtp'),
    // Both spellings of one server are one server.
    outgoing: outgoing.filter(({ host }, index) => outgoing.findIndex((one) => one.host === host) === index),
    documentation: helpOf(fieldsOf(own(info, 'help')), dropped),
    oAuth2: issuer === undefined ? [] : [{ issuer, scopes: [] }],
    dropped,
    remarks: [],
  };
}

function helpOf(help: Fields | undefined, dropped: Remark[]): readonly DocumentationLink[] {
  return Object.entries(help ?? {})
    .slice(0, 20)
    .flatMap(([key, value]) => {
      if (typeof value !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\//i.test(value.trim())) return [];
      const url = httpsUrl(value);
      if (url !== undefined) return [{ url, ...(plainText(key) === undefined ? {} : { text: plainText(key)! }) }];
      dropped.push({ what: 'help', reason: `the address ${excerpt(value)} is not shown: it is not https` });
      return [];
    });
}
