import type { Configuration } from '../../model/configuration.ts';
import type { NamedServer } from '../../model/target.ts';

/** The servers of a file as they can be connected to, each once. What is not said is tried as it is usual. */
export function serversToProbe({ servers }: Configuration): NamedServer[] {
  const named = servers.flatMap(({ type, host, port, security }): NamedServer[] => {
    if (host === undefined) return [];
    const mode = security.value === 'opportunistic' ? 'starttls' : security.value;
    return [
      {
        protocol: type,
        host: host.value,
        ...(port === undefined ? {} : { port: port.value }),
        ...(mode === 'unknown' ? {} : { security: mode }),
      },
    ];
  });
  return [...new Map(named.map((one) => [JSON.stringify(one), one])).values()];
}
