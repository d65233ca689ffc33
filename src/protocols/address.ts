import type { Protocol } from '../model/subject.ts';
import { asciiHostName } from './dns-names.ts';
import { canonicalIp } from './ip.ts';

export { type AddressClass, addressClass, isPrivateAddress, unmap } from './ip.ts';

export interface MailAddress {
  /** Local part as written, domain as lower-case A-labels. */
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

/** What is wrong with an address or server that a user gave, in words for the user. */
export const addressProblems = {
  empty: 'it is empty',
  'control-character': 'it contains a control character',
  'no-domain': 'there is no domain after the @',
  'no-local-part': 'there is nothing before the @',
  'bad-local-part': 'the part before the @ is not valid; unusual characters need quotes',
  'bad-domain': 'the domain is not a valid domain name',
  'single-label-domain': 'the domain is a single word without a dot',
  'ip-literal-domain': 'the domain is an IP address, not a domain name',
  'too-long': 'it is too long',
  'bad-host': 'it is not a valid host name or IP address',
  'bad-port': 'the port is not a number between 1 and 65535',
  'mail-address': 'it is a mail address where a server is wanted',
  url: 'it is a URL; only the host name and port are wanted',
} as const;
export type AddressProblem = keyof typeof addressProblems;

/**
 * Reads `local@domain` (RFC 5321 4.1.2, RFC 6531). The domain is what stands behind the last @ that is not quoted.
 * Comments, display names and source routes are not accepted.
 */
export function parseMailAddress(text: string): MailAddress | { readonly problem: AddressProblem } {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  if (/\p{Cc}/u.test(trimmed)) return { problem: 'control-character' };
  const at = lastUnquotedAt(trimmed);
  if (at < 0 || at === trimmed.length - 1) return { problem: 'no-domain' };
  if (at === 0) return { problem: 'no-local-part' };
  const local = trimmed.slice(0, at);
  const written = trimmed.slice(at + 1);
  if (!isLocalPart(local)) return { problem: 'bad-local-part' };
  if (written.startsWith('[') || canonicalIp(written) !== undefined) return { problem: 'ip-literal-domain' };
  const domain = asciiHostName(written);
  if (domain === undefined) return { problem: 'bad-domain' };
  if (!domain.includes('.')) return { problem: 'single-label-domain' };
  // RFC 5321 4.5.3.1: 64 octets of local part, 254 that fit a path.
  const octets = Buffer.byteLength(local);
  if (octets > 64 || octets + 1 + domain.length > 254) return { problem: 'too-long' };
  return { address: `${local}@${domain}`, local, domain };
}

function lastUnquotedAt(text: string): number {
  let quoted = false;
  let at = -1;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\' && quoted) i++;
    else if (char === '"') quoted = !quoted;
    else if (char === '@' && !quoted) at = i;
  }
  return at;
}

// Dots may stand anywhere: Japanese carriers give out addresses like `a..b.@example.org`.
const isLocalPart = (local: string): boolean =>
  local.startsWith('"')
    ? /^"(?:[^"\\]|\\.)*"$/u.test(local) && local.length > 2
    : /^[^\s"(),:;<>@[\\\]]+$/u.test(local);

export interface ServerAddress {
  readonly protocol: Protocol;
  /** Lower-case A-labels without trailing dot, or an IP address in canonical form without brackets. */
  readonly host: string;
  readonly port?: number;
}

/** Reads `HOST`, `HOST:PORT`, `[IPv6]`, `[IPv6]:PORT` or a bare IPv6 address, which cannot have a port. */
export function parseServer(text: string, protocol: Protocol): ServerAddress | { readonly problem: AddressProblem } {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  if (/\p{Cc}/u.test(trimmed)) return { problem: 'control-character' };
  const bare = canonicalIp(trimmed);
  if (bare !== undefined) return { protocol, host: bare };
  if (trimmed.includes('://')) return { problem: 'url' };
  if (trimmed.includes('@')) return { problem: 'mail-address' };
  const [, bracketed, named, digits] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/u.exec(trimmed) ?? [];
  const host = bracketed === undefined ? parseHost(named ?? '') : bracketedIpv6(bracketed);
  if (host === undefined) return { problem: 'bad-host' };
  if (digits === undefined) return { protocol, host };
  const port = parsePort(digits);
  return port === undefined ? { problem: 'bad-port' } : { protocol, host, port };
}

const parseHost = (text: string): string | undefined => canonicalIp(text) ?? asciiHostName(text);

function bracketedIpv6(text: string): string | undefined {
  const ip = canonicalIp(text);
  return ip?.includes(':') ? ip : undefined;
}

/** A TCP port in plain digits, 1 to 65535. */
export function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65535 ? port : undefined;
}
