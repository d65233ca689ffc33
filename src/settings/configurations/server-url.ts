import type { ServerType } from '../../model/settings.ts';
import type { Entry } from './reading.ts';

/** A server's URL, read. The secret in it is not kept. */
export interface ServerUrl {
  readonly type: ServerType;
  /** TLS from the start. */
  readonly isTls: boolean;
  /** `+insecure`, `+oauthbearer`. */
  readonly extras: readonly string[];
  readonly host: string;
  /** As written. */
  readonly port?: string;
  readonly username?: string;
  readonly hasSecret: boolean;
  /** What stands behind the question mark, names in lower case. */
  readonly query: ReadonlyMap<string, string>;
}

const types: Readonly<Record<string, ServerType>> = { imap: 'imap', smtp: 'smtp', pop: 'pop3', pop3: 'pop3' };

/** Reads `imaps://ann@imap.example.org:993/`; undefined for another scheme. A password in it may hold an `@`. */
export function readUrl({ value }: Pick<Entry, 'value'>): ServerUrl | undefined {
  const [, scheme = '', tls, plus = '', place = '', question = ''] =
    /^(imap|smtp|pop3?)(s?)((?:\+[a-z0-9]+)*):\/\/([^/?\s]*)[^?\s]*(?:\?(\S*))?/i.exec(value) ?? [];
  const type = types[scheme.toLowerCase()];
  if (type === undefined) return undefined;
  const at = place.lastIndexOf('@');
  const [user, secret] = at < 0 ? [] : splitOnce(place.slice(0, at), ':');
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(place.slice(at + 1)) ?? [];
  return {
    type,
    isTls: tls !== '',
    extras: plus.toLowerCase().split('+').slice(1),
    host,
    ...(port === undefined || port === '' ? {} : { port }),
    ...(user === undefined || user === '' ? {} : { username: decoded(user) }),
    hasSecret: secret !== undefined && secret !== '' && !secret.startsWith('$'),
    query: new Map(question.split('&').map((one) => splitOnce(one.toLowerCase(), '=') as [string, string])),
  };
}

function splitOnce(text: string, mark: string): [string, string | undefined] {
  const cut = text.indexOf(mark);
  return cut < 0 ? [text, undefined] : [text.slice(0, cut), text.slice(cut + mark.length)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
