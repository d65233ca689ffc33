import type { ServerSettings } from '../model/settings.ts';
import type { NamedServer } from '../model/target.ts';
import { candidates, standardSecurity } from '../protocols/ports.ts';

/** Servers as a client would use them, for want of a proof: what was left out is filled in from the standard ports. */
export function namedSettings(servers: readonly NamedServer[]): ServerSettings[] {
  return servers.flatMap(({ protocol, host, port, security }): ServerSettings[] => {
    if (protocol === 'sieve') return [];
    if (port !== undefined) {
      const usual = protocol === 'smtp' ? 'starttls' : 'tls';
      return [
        { type: protocol, host, port, security: security ?? standardSecurity(protocol, port) ?? usual, auth: [] },
      ];
    }
    const standard = candidates(protocol).find((one) => security === undefined || one.security === security);
    return standard === undefined
      ? []
      : [{ type: protocol, host, port: standard.port, security: standard.security, auth: [] }];
  });
}
