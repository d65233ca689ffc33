import type { ImapValue } from './reply.ts';

/** Modified UTF-7 to text (RFC 3501 5.1.3). A name that breaks its rules is given back as it is. */
export function decodeMailbox(name: string): string {
  if (!name.includes('&')) return name;
  if (!/^[\x20-\x7e]*$/.test(name)) return name;
  const parts: string[] = [];
  let rest = 0;
  for (let amp = name.indexOf('&'); amp >= 0; amp = name.indexOf('&', rest)) {
    parts.push(name.slice(rest, amp));
    const dash = name.indexOf('-', amp);
    if (dash < 0) return name;
    const decoded = dash === amp + 1 ? '&' : decodeShift(name.slice(amp + 1, dash));
    if (decoded === undefined) return name;
    parts.push(decoded);
    rest = dash + 1;
  }
  parts.push(name.slice(rest));
  const text = parts.join('');
  return encodeMailbox(text) === name ? text : name;
}

function decodeShift(shifted: string): string | undefined {
  if (!/^[A-Za-z0-9+,]+$/.test(shifted)) return undefined;
  const bytes = Buffer.from(shifted.replaceAll(',', '/'), 'base64');
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : undefined;
}

/** Text to modified UTF-7. */
export function encodeMailbox(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === '&') return '&-';
    const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64');
    return `&${base64.replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}

export interface ListedMailbox {
  /** `\HasNoChildren`, as written. */
  readonly attributes: readonly string[];
  readonly delimiter: string | null;
  /** Not decoded. */
  readonly name: string;
}

/** The values of a LIST or LSUB response; undefined when they are not that. */
export function parseList(values: readonly ImapValue[]): ListedMailbox | undefined {
  const [attributes, delimiter, name] = values;
  if (!Array.isArray(attributes) || values.length < 3) return undefined;
  if (delimiter !== null && typeof delimiter !== 'string') return undefined;
  const text = nameOf(name);
  if (text === undefined) return undefined;
  return { attributes: attributes.filter(isText), delimiter, name: text };
}

/** A mailbox called NIL may be sent as a bare atom. */
const nameOf = (value: ImapValue | undefined): string | undefined =>
  value === null ? 'NIL' : typeof value === 'string' ? value : undefined;

const isText = (value: ImapValue): value is string => typeof value === 'string';

export interface NamespaceEntry {
  /** Decoded. */
  readonly prefix: string;
  readonly delimiter: string | null;
}
export interface Namespaces {
  readonly personal: readonly NamespaceEntry[];
  readonly otherUsers: readonly NamespaceEntry[];
  readonly shared: readonly NamespaceEntry[];
}

/** The values of a NAMESPACE response (RFC 2342). */
export function parseNamespace(values: readonly ImapValue[]): Namespaces {
  const [personal, otherUsers, shared] = [0, 1, 2].map((index) => namespaceEntries(values[index]));
  return { personal: personal!, otherUsers: otherUsers!, shared: shared! };
}

function namespaceEntries(value: ImapValue | undefined): NamespaceEntry[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: ImapValue) => {
    if (!Array.isArray(entry)) return [];
    const [prefix, delimiter] = entry as readonly ImapValue[];
    if (typeof prefix !== 'string' || (delimiter !== null && typeof delimiter !== 'string')) return [];
    return [{ prefix: decodeMailbox(prefix), delimiter }];
  });
}

export interface QuotaResource {
  readonly root: string;
  /** Upper case; STORAGE counts units of 1024 octets. */
  readonly resource: string;
  readonly used: number;
  readonly limit: number;
}

/** The values of a QUOTA response (RFC 9208). Figures that are no plain number below 10^15 are left out. */
export function parseQuota(values: readonly ImapValue[]): QuotaResource[] {
  const [root, list] = values;
  if (typeof root !== 'string' || !Array.isArray(list)) return [];
  const resources: QuotaResource[] = [];
  for (let at = 0; at + 2 < list.length; at += 3) {
    const [resource, used, limit] = list.slice(at, at + 3) as readonly ImapValue[];
    if (isText(resource!) && isFigure(used) && isFigure(limit)) {
      resources.push({ root, resource: resource.toUpperCase(), used: Number(used), limit: Number(limit) });
    }
  }
  return resources;
}

const isFigure = (value: ImapValue | undefined): value is string =>
  typeof value === 'string' && /^\d{1,15}$/.test(value);

/** A quoted string; undefined when the text needs a literal (not ASCII, or with CR, LF or NUL). */
export function imapString(text: string): string | undefined {
  if (!/^[\x01-\x09\x0b\x0c\x0e-\x7f]*$/.test(text)) return undefined;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
