import { hostPort } from '../model/subject.ts';
import { parsePort } from './address.ts';
import { asciiHostName } from './dns-names.ts';
import { canonicalIp } from './ip.ts';

/** A resolver and the way to ask it. */
export type NameserverAddress =
  | { readonly way: 'udp' | 'tcp'; readonly ip: string; readonly port: number }
  /** DNS over TLS (RFC 7858). `host`: what the certificate must name; the address itself when no name was given. */
  | { readonly way: 'tls'; readonly ip: string; readonly port: number; readonly host: string }
  /** DNS over HTTPS (RFC 8484). `path` begins with `/` and has the query. */
  | { readonly way: 'https'; readonly host: string; readonly port: number; readonly path: string };

/** What is wrong with a resolver that a user gave, in words for the user. */
export const nameserverProblems = {
  empty: 'it is empty',
  'a-name': 'this is a name, and names are what it is asked for',
  'not-an-address': 'it is not an IP address',
  'bad-port': 'the port is not a number between 1 and 65535',
  'bad-scheme': 'a resolver is asked by udp://, tcp://, tls:// or https://',
  'bad-url': 'it is not a URL like https://dns.example.net/dns-query',
  'bad-auth-name': 'behind # stands the name in the certificate, and this is no host name',
} as const;
export type NameserverProblem = keyof typeof nameserverProblems;

const standardPorts = { udp: 53, tcp: 53, tls: 853 } as const;

/**
 * Reads `IP`, `IP:PORT`, `[IPv6]:PORT`, `tcp://IP[:PORT]`, `tls://IP[:PORT][#NAME]` or `https://HOST[:PORT]/PATH`.
 * An IPv6 address may have a zone (`fe80::1%eth0`, RFC 4007).
 */
export function parseNameserver(text: string): NameserverAddress | { readonly problem: NameserverProblem } {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  const [, scheme = 'udp', rest = ''] = /^(?:([^:/]*):\/\/)?(.*)$/s.exec(trimmed) ?? [];
  const way = scheme.toLowerCase();
  if (way === 'https') return readUrl(trimmed);
  if (way !== 'udp' && way !== 'tcp' && way !== 'tls') return { problem: 'bad-scheme' };
  const hash = way === 'tls' ? rest.indexOf('#') : -1;
  const place = readPlace(hash < 0 ? rest : rest.slice(0, hash), standardPorts[way]);
  if ('problem' in place) return place;
  if (way !== 'tls') return { way, ...place };
  const host = hash < 0 ? place.ip : asciiHostName(rest.slice(hash + 1));
  return host === undefined ? { problem: 'bad-auth-name' } : { way, ...place, host };
}

function readPlace(
  text: string,
  standard: number,
): { readonly ip: string; readonly port: number } | { readonly problem: NameserverProblem } {
  const whole = zonedIp(text);
  if (whole !== undefined) return { ip: whole, port: standard };
  const [, bracketed, bare, digits] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(text) ?? [];
  const host = bracketed ?? bare;
  if (host === undefined) return { problem: 'not-an-address' };
  const ip = zonedIp(host);
  if (ip === undefined) return { problem: asciiHostName(host) === undefined ? 'not-an-address' : 'a-name' };
  const port = digits === undefined ? standard : parsePort(digits);
  return port === undefined ? { problem: 'bad-port' } : { ip, port };
}

/** Canonical text; the zone as it stands. */
function zonedIp(text: string): string | undefined {
  const [, address = '', zone] = /^([^%]*)(%[\w.~-]+)?$/.exec(text) ?? [];
  const ip = canonicalIp(address);
  if (ip === undefined || zone === undefined) return ip;
  return ip.includes(':') ? `${ip}${zone}` : undefined;
}

function readUrl(text: string): NameserverAddress | { readonly problem: NameserverProblem } {
  if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text)) return { problem: 'bad-url' };
  const { hostname, port, pathname, search, username, password, hash } = new URL(text);
  const host = canonicalIp(hostname.replace(/^\[(.*)\]$/, '$1')) ?? asciiHostName(hostname);
  // RFC 8484 section 4.1.1 knows no standard path, but every template seen in the field has one.
  if (host === undefined || username !== '' || password !== '' || hash !== '') return { problem: 'bad-url' };
  if (pathname === '/' && search === '') return { problem: 'bad-url' };
  return { way: 'https', host, port: port === '' ? 443 : Number(port), path: `${pathname}${search}` };
}

/** How it is named everywhere: `192.0.2.53:53`, `tls://192.0.2.53:853#dns.example.net`. */
export function nameserverName(server: NameserverAddress): string {
  switch (server.way) {
    case 'udp':
      return hostPort(server.ip, server.port);
    case 'tcp':
      return `tcp://${hostPort(server.ip, server.port)}`;
    case 'tls':
      return `tls://${hostPort(server.ip, server.port)}${server.host === server.ip ? '' : `#${server.host}`}`;
    case 'https': {
      const host = server.host.includes(':') ? `[${server.host}]` : server.host;
      return `https://${host}${server.port === 443 ? '' : `:${server.port}`}${server.path}`;
    }
  }
}
