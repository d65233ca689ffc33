import { type Asker, addressesOf, ask, attempt, type LookUp } from '../dns/look-up.ts';
import { readExchangers, usableExchangers } from '../dns/mail-exchangers.ts';

const mostAddresses = 40;

/** Addresses of a name and of its mail exchangers, each once. What cannot be looked up is left out. */
export async function sendingAddresses(
  look: LookUp,
  by: Asker,
  name: string,
): Promise<readonly { readonly host: string; readonly ip: string }[]> {
  const answer = await attempt(ask(look, by, name, 'MX'));
  const exchangers = 'value' in answer ? usableExchangers(readExchangers(answer.value)) : [];
  const hosts = [...new Set([name, ...exchangers])];
  const found = await Promise.all(
    hosts.map(async (host) => {
      const ips = await attempt(addressesOf(look, by, host));
      return 'value' in ips ? ips.value.map((ip) => ({ host, ip })) : [];
    }),
  );
  return [...new Map(found.flat().map((one) => [one.ip, one])).values()].slice(0, mostAddresses);
}
