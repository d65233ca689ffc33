import { nameserverName, parseNameserver } from './nameserver.ts';

/** As many as resolv.conf(5) reads; other programs never ask a fourth. */
const most = 3;

/**
 * The name servers of an `/etc/resolv.conf`, named as `nameserverName` does. Without any, the one on this machine is
 * asked, as resolv.conf(5) says. Of the options only `use-vc` counts: `timeout`, `attempts` and `rotate` give way to
 * deadlines of our own and a fixed order, so that two runs ask the same; `search`, `domain` and `ndots` would answer
 * with names that nobody asked about.
 */
export function nameserversOf(text: string): string[] {
  const words = text.split(/\r?\n/).map((line) => (/^[#;]/.test(line) ? [] : line.trim().split(/\s+/)));
  const options = words.filter(([keyword]) => keyword === 'options').flat();
  const addresses = words.filter(([keyword]) => keyword === 'nameserver').map(([, address = '']) => address);
  const servers = addresses.flatMap((address) => {
    const server = parseNameserver(address);
    // No port and no scheme here: whatever has one is no address.
    if ('problem' in server || server.way !== 'udp' || server.port !== 53 || /[/[\]]/.test(address)) return [];
    return [server];
  });
  const way = options.includes('use-vc') ? 'tcp' : 'udp';
  const found = servers.slice(0, most).map((server) => nameserverName({ ...server, way }));
  return found.length > 0 ? found : [nameserverName({ way, ip: '127.0.0.1', port: 53 })];
}
