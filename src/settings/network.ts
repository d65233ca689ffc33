import type { Limits } from '../model/limits.ts';
import { addressProblems } from '../protocols/address.ts';
import { asciiHostName } from '../protocols/dns-names.ts';
import { canonicalIp } from '../protocols/ip.ts';
import {
  type NameserverProblem,
  nameserverName,
  nameserverProblems,
  parseNameserver,
} from '../protocols/nameserver.ts';
import { isProblem, type Problem, quoted } from './problem.ts';

/** The options that say how the network is used. Times in milliseconds. */
export interface NetworkOptions {
  readonly timeout?: number;
  readonly resolver?: readonly string[];
  readonly resolve?: readonly { readonly host: string; readonly ip: string }[];
  readonly control?: readonly string[];
  readonly ipv4?: boolean;
  readonly ipv6?: boolean;
}

export interface NetworkSettings {
  readonly limits: Partial<Limits>;
  /** Named as `nameserverName` does; undefined: the system's. */
  readonly resolvers?: readonly string[];
  readonly pinned?: ReadonlyMap<string, readonly string[]>;
  readonly controls?: readonly string[];
}

/** Makes settings of the network options, or says what is wrong with them. Pure. */
export function toNetworkSettings(options: NetworkOptions): NetworkSettings | Problem {
  const resolvers = readResolvers(options.resolver ?? []);
  if (isProblem(resolvers)) return resolvers;
  const pinned = readPins(options);
  if (isProblem(pinned)) return pinned;
  const controls: string[] = [];
  for (const text of options.control ?? []) {
    const host = asciiHostName(text) ?? canonicalIp(text);
    if (host === undefined) return { problem: `--control ${quoted(text)}: ${addressProblems['bad-host']}.` };
    controls.push(host);
  }
  const ms = options.timeout;
  return {
    limits: ms === undefined ? {} : { connectMs: ms, greetingMs: ms, replyMs: ms, tlsMs: ms, dnsMs: ms },
    ...(resolvers.length === 0 ? {} : { resolvers }),
    ...(pinned.size === 0 ? {} : { pinned }),
    ...(controls.length === 0 ? {} : { controls }),
  };
}

function readResolvers(texts: readonly string[]): string[] | Problem {
  const resolvers: string[] = [];
  for (const text of texts) {
    const server = parseNameserver(text);
    if ('problem' in server) return badResolver(text, server.problem);
    resolvers.push(nameserverName(server));
  }
  return resolvers;
}

const badResolver = (text: string, problem: NameserverProblem): Problem => ({
  problem: `--resolver ${quoted(text)}: ${nameserverProblems[problem]}.`,
  wayOut:
    problem === 'a-name'
      ? 'Write its IP address: 192.0.2.53, or with a port 192.0.2.53:5353'
      : 'Write 192.0.2.53, [2001:db8::53]:53, tcp://192.0.2.53, tls://192.0.2.53#dns.example.net or https://dns.example.net/dns-query',
});

function readPins({ resolve = [], ipv4, ipv6 }: NetworkOptions): Map<string, string[]> | Problem {
  const pinned = new Map<string, string[]>();
  for (const { host, ip } of resolve) {
    const option = `--resolve ${host}=${ip}`;
    const name = canonicalIp(host) === undefined ? asciiHostName(host) : undefined;
    if (name === undefined) return { problem: `${option}: "${host}" is not a valid host name.` };
    const address = canonicalIp(ip.replace(/^\[(.*)\]$/, '$1'));
    if (address === undefined) return { problem: `${option}: "${ip}" is not an IP address.` };
    const family = address.includes(':') ? 6 : 4;
    if ((ipv4 === true && family === 6) || (ipv6 === true && family === 4)) {
      return { problem: `${option} and -${family === 6 ? 4 : 6} contradict each other.` };
    }
    pinned.set(name, [...(pinned.get(name) ?? []), address]);
  }
  return pinned;
}
