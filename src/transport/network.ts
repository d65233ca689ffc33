import { getServers } from 'node:dns';
import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Network } from '../model/network.ts';
import { hostPort } from '../model/subject.ts';
import { nameserversOf } from '../protocols/resolv-conf.ts';

export interface SystemNetworkOptions {
  /** `192.0.2.53`, or as `parseNameserver` reads it; default: those of the system. */
  readonly resolvers?: readonly string[];
  /** Where the system's resolvers stand; default: its own place. */
  readonly resolvConf?: string;
  readonly pinned?: Network['pinned'];
  readonly ca?: Network['roots'];
}

/** The network that this machine is on; every address is where it says it is. */
export function systemNetwork(options: SystemNetworkOptions = {}): Network {
  const { resolvers, pinned, ca } = options;
  let own: readonly string[] | undefined;
  const systemResolvers = (): readonly string[] => {
    own ??= readSystemResolvers(options.resolvConf);
    return own;
  };
  return {
    route: (ip, port) => ({ to: 'address', ip, port }),
    localAddresses,
    resolvers: () => resolvers?.map(withPort) ?? systemResolvers(),
    trustsValidation,
    systemResolvers,
    ...(ca === undefined ? {} : { roots: ca }),
    ...(pinned === undefined ? {} : { pinned }),
  };
}

/** Windows has no such file, and macOS says in its own that it is not what programs go by. */
const withoutResolvConf: readonly NodeJS.Platform[] = ['win32', 'darwin'];

function readSystemResolvers(file?: string): readonly string[] {
  if (file === undefined && withoutResolvConf.includes(process.platform)) return getServers().map(withPort);
  try {
    return nameserversOf(readFileSync(file ?? '/etc/resolv.conf', 'utf8'));
  } catch {
    return getServers().map(withPort);
  }
}

/** Adds port 53 where none is given. */
function withPort(server: string): string {
  const bare = server.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? server : hostPort(bare, 53);
}

/** On this machine, or over TLS, whose server has proved itself before it is asked. */
function trustsValidation(resolver: string): boolean {
  if (/^(?:tls|https):/.test(resolver)) return true;
  const ip = /^\[?([^\]]*?)\]?(?::\d+)?$/.exec(resolver)?.[1] ?? '';
  return isIP(ip) === 4 ? ip.startsWith('127.') : ip === '::1';
}

/** Nobody outside the machine or the cable is reached from these. */
const confined = new BlockList();
confined.addSubnet('127.0.0.0', 8, 'ipv4');
confined.addSubnet('169.254.0.0', 16, 'ipv4');
confined.addAddress('::1', 'ipv6');
confined.addSubnet('fe80::', 10, 'ipv6');

function localAddresses(): { ip: string; interface: string }[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(
        ({ internal, address, family }) => !internal && !confined.check(address, family === 'IPv6' ? 'ipv6' : 'ipv4'),
      )
      .map(({ address }) => ({ ip: address, interface: name })),
  );
}
