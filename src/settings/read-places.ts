import type { Protocol, Security } from '../model/subject.ts';
import type { NamedServer, Target } from '../model/target.ts';
import { addressProblems, parseMailAddress, parseServer } from '../protocols/address.ts';
import { asciiHostName } from '../protocols/dns-names.ts';
import { canonicalIp } from '../protocols/ip.ts';
import { standardServices } from '../protocols/ports.ts';
import { isProblem, type Problem, quoted } from './problem.ts';
import type { Given, Wishes } from './wishes.ts';

/** What the argument says. */
type Asked = Pick<Target, 'address' | 'domain' | 'servers'>;

/** The argument of a command, as its kind says. */
export function readArgument(wishes: Wishes, security: Given<Security>): Asked | Problem {
  const { what, kind } = wishes;
  if (what === undefined) return { servers: [] };
  if (kind === 'domain' || (kind === 'account' && !what.includes('@'))) return readDomain(what);
  if ((kind === 'anything' || kind === 'account') && what.includes('@')) {
    const address = readAddress('', what);
    return isProblem(address) ? address : { address: address.address, domain: address.domain, servers: [] };
  }
  const server = readServer('', what, 'imap');
  if (isProblem(server)) return server;
  if (kind === 'host' && server.port !== undefined) {
    return {
      problem: `${quoted(what)}: every port is looked at, so none can be named.`,
      wayOut: `For one port: mailcheck tls ${what}`,
    };
  }
  if (kind === 'anything' && server.port === undefined && !looksLikeServer(server.host)) {
    if (server.host.includes('.')) return { domain: server.host, servers: [] };
    return {
      problem: `${quoted(what)} is neither an address nor a domain.`,
      wayOut: 'Write ann@example.org, example.org, or a server: mail.example.org',
    };
  }
  return serversAt(wishes, server, security);
}

/** What stands behind the @ of an address, or a domain by itself. */
function readDomain(what: string): Asked | Problem {
  const address = what.includes('@') ? readAddress('', what) : undefined;
  if (address !== undefined) return isProblem(address) ? address : { domain: address.domain, servers: [] };
  const server = readServer('', what, 'smtp');
  if (isProblem(server)) return server;
  if (server.port === undefined && canonicalIp(server.host) === undefined && server.host.includes('.')) {
    return { domain: server.host, servers: [] };
  }
  return { problem: `${quoted(what)} is not a domain.`, wayOut: 'Write the part behind the @: example.org' };
}

/** A server named without its protocol: its port tells it; without a port each protocol is looked at. */
function serversAt(
  { protocols }: Wishes,
  { host, port }: { host: string; port?: number },
  security: Given<Security>,
): Asked | Problem {
  const mode = security === undefined ? {} : { security };
  if (port === undefined) return { servers: protocols.map((protocol) => ({ protocol, host, ...mode })) };
  const [only, ...more] = protocols;
  const protocol =
    only !== undefined && more.length === 0
      ? only
      : standardServices.find((one) => one.port === port && protocols.includes(one.protocol))?.protocol;
  if (protocol === undefined) {
    return {
      problem: `port ${port} does not tell the protocol.`,
      wayOut: `Say it by the command: mailcheck imap ${host}:${port}, or smtp, or pop3`,
    };
  }
  return { servers: [{ protocol, host, port, ...mode }] };
}

/** An IP address, or a name like those that servers have: `mail.example.org`, `mx2.example.org`. */
const looksLikeServer = (host: string): boolean =>
  canonicalIp(host) !== undefined ||
  /^(?:mail|e?mail\d*|imaps?\d*|smtps?\d*|pop3?s?\d*|mx\d*|mta\d*|mailhost|mailserver)\.[^.]+\./.test(host);

/** The servers of `--imap`, `--pop3` and `--smtp`. */
export function readServers({ servers = {} }: Wishes, security: Given<Security>): NamedServer[] | Problem {
  const result: NamedServer[] = [];
  for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
    for (const text of servers[protocol] ?? []) {
      const server = readServer(`--${protocol} `, text, protocol);
      if (isProblem(server)) return server;
      result.push(security === undefined ? server : { ...server, security });
    }
  }
  return result;
}

/** A mail address that an option or argument holds, its domain as A-labels. @param option - `--to `, empty for an argument */
export function readAddress(
  option: string,
  text: string,
): { readonly address: string; readonly domain: string } | Problem {
  const address = parseMailAddress(text);
  if (!('problem' in address)) return address;
  return { problem: `${option}${quoted(text)}: ${addressProblems[address.problem]}.`, wayOut: 'Write ann@example.org' };
}

function readServer(option: string, text: string, protocol: Protocol): NamedServer | Problem {
  const server = parseServer(text, protocol);
  if (!('problem' in server)) return server;
  return {
    problem: `${option}${quoted(text)}: ${addressProblems[server.problem]}.`,
    wayOut: 'Write HOST or HOST:PORT; an IPv6 address with a port is written [2001:db8::1]:993',
  };
}

/** Hosts without ports: A-labels or IP addresses. @param option - `--confirm-host` */
export function readHosts(option: string, texts: readonly string[]): string[] | Problem {
  const hosts: string[] = [];
  for (const text of texts) {
    const name = canonicalIp(text) ?? asciiHostName(text);
    if (name === undefined) return { problem: `${option} ${quoted(text)}: ${addressProblems['bad-host']}.` };
    hosts.push(name);
  }
  return hosts;
}
