import type { View } from '../model/finding.ts';
import type { ProposedGroup, ProposedRecord } from '../model/proposal.ts';
import { type Domain, host } from '../model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, mailExchangers } from '../probes/facts/dns.ts';
import { isHostName } from '../protocols/dns-names.ts';
import { isPrivateAddress } from '../protocols/ip.ts';

const most = 20;

/** MX records without those that lead nowhere; names in the place of their aliases. */
export function proposedExchangers(at: Domain, view: View): { group: ProposedGroup; hosts: string[] } {
  const found = view.value(mailExchangers, at);
  const title = 'MX';
  if (found === undefined) {
    return {
      group: { title, remarks: ['The MX records could not be looked up: leave them as they are.'], records: [] },
      hosts: [],
    };
  }
  if (found.nullMx) {
    const records: ProposedRecord[] = [{ name: at.name, type: 'MX', data: '0 .' }];
    return { group: { title, remarks: ['Kept: the domain receives no mail (RFC 7505).'], records }, hosts: [] };
  }
  const remarks: string[] = [];
  const kept = new Map<string, number>();
  for (const { preference, exchange } of found.records.slice(0, most)) {
    const name = realName(exchange, view);
    const why = whyUseless(name, view);
    if (why !== undefined) remarks.push(`Left out: ${exchange} ${why}.`);
    else {
      if (name !== exchange) remarks.push(`${exchange} is an alias; its own name stands in its place.`);
      if (!kept.has(name)) kept.set(name, preference);
    }
  }
  const records = [...kept].map(
    ([name, preference]): ProposedRecord => ({ name: at.name, type: 'MX', data: `${preference} ${name}.` }),
  );
  if (records.length === 0) {
    remarks.push('Which host takes the mail is not known; it needs a name with public addresses.');
    records.push({ name: at.name, type: 'MX', data: `10 mail.${at.name}.`, example: true });
  } else if (remarks.length === 0) remarks.push('Kept as they are.');
  return { group: { title, remarks, records }, hosts: [...kept.keys()] };
}

/** The end of the aliases. */
const realName = (name: string, view: View): string =>
  [ipv4Addresses, ipv6Addresses].flatMap((fact) => view.value(fact, host(name))?.cnames ?? []).at(-1) ?? name;

function whyUseless(name: string, view: View): string | undefined {
  if (!isHostName(name)) return 'is not the name of a host';
  const ips = view.value(addresses, host(name))?.ips;
  if (ips?.length === 0) return 'has no address';
  return ips?.every(isPrivateAddress) ? 'has only addresses that nobody outside can reach' : undefined;
}
