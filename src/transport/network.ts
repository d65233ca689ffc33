import { getServers } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Network } from '../model/io.ts';
import { hostPort } from '../model/subject.ts';

export interface SystemNetworkOptions {
  /** `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:53`; default: those of the system. */
  readonly resolvers?: readonly string[];
  readonly pinned?: Network['pinned'];
  readonly ca?: Network['roots'];
}

/** The network that this machine is on; every address is where it says it is. */
export function systemNetwork(options: SystemNetworkOptions = {}): Network {
  const { resolvers, pinned, ca } = options;
  return {
    route: (ip, port) => ({ to: 'address', ip, port }),
    localAddresses,
    resolvers: () => (resolvers ?? getServers()).map(withPort),
    systemResolvers: () => getServers().map(withPort),
    ...(ca === undefined ? {} : { roots: ca }),
    ...(pinned === undefined ? {} : { pinned }),
  };
}

/** Adds port 53 where none is given. */
function withPort(server: string): string {
  const bare = server.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? server : hostPort(bare, 53);
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
