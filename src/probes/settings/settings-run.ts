import type { ProbeRun } from '../../model/probe.ts';
import type { PublishedServer, PublishedSettings } from '../../model/settings.ts';
import { host, service } from '../../model/subject.ts';
import { parseMailAddress } from '../../protocols/address.ts';
import type { Reader } from '../../protocols/autoconfig/server.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';
import type { LookUp } from '../dns/look-up.ts';

/** How long one place is waited for. Milliseconds. */
export const patienceMs = 5_000;

/** Of one publication so many servers a side are connected to. */
const mostServers = 8;

/** Whose settings are looked for. */
export function readerOf({ target }: LookUp): Reader {
  const address = target.address === undefined ? undefined : parseMailAddress(target.address);
  return {
    ...(address === undefined || 'problem' in address ? {} : { address }),
    ...(target.domain === undefined ? {} : { domain: target.domain }),
  };
}

/** True for a name that somebody can own: nobody is asked about a public suffix, or above it (`autodiscover.co.uk`). */
export const isOwned = async (name: string): Promise<boolean> => (await registrableDomain(name)) !== undefined;

/** Has what was found connected to. Servers without TLS are left alone unless they are asked for. */
export function proveServers(
  look: LookUp,
  run: ProbeRun,
  { incoming, outgoing }: Pick<PublishedSettings, 'incoming' | 'outgoing'>,
  isPattern: (server: PublishedServer) => boolean = () => false,
): void {
  const { plaintext } = look.target.settings ?? {};
  const isProved = (server: PublishedServer): boolean =>
    (server.security !== 'none' || plaintext === true) &&
    !isPattern(server) &&
    canonicalIp(server.host) === undefined &&
    look.target.protocols.includes(server.type);
  for (const servers of [incoming, outgoing]) {
    for (const one of servers.filter(isProved).slice(0, mostServers)) {
      run.discover(host(one.host), service(one.host, one.type, one.port, one.security));
    }
  }
}
