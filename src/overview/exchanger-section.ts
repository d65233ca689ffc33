import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import { address, type Domain, endpoint, host, service } from '../model/subject.ts';
import { addresses, ipv4Addresses, ipv6Addresses, mailExchangers, reverseNames } from '../probes/facts/dns.ts';
import { greeting } from '../probes/facts/mail.ts';
import { unknown } from './unknown.ts';

const most = 20;

/** MX records in order, the addresses of each, and what these are called. */
export function exchangerSection(at: Domain, view: View): RecordSection {
  const found = view.value(mailExchangers, at);
  if (found === undefined) return { title: 'MX', lines: unknown(mailExchangers, at, view) };
  const lines = found.records.slice(0, most).flatMap(({ preference, exchange }): RecordLine[] => {
    const note = exchange === '.' ? 'receives no mail' : aliasNote(exchange, view);
    const line = { depth: 0, text: `${preference} ${exchange}`, ...(note === undefined ? {} : { note }) };
    return [line, ...addressLines(exchange, view)];
  });
  if (lines.length > 0) return { title: 'MX', lines };
  const note = found.rcode === 'NXDOMAIN' ? 'the domain does not exist' : 'none: mail goes to the domain itself';
  return { title: 'MX', lines: [{ depth: 0, text: '', note }, ...addressLines(at.name, view)] };
}

function aliasNote(name: string, view: View): string | undefined {
  const found = view.value(addresses, host(name));
  const alias = [ipv4Addresses, ipv6Addresses].flatMap((fact) => view.value(fact, host(name))?.cnames ?? []).at(-1);
  if (alias !== undefined) return `alias of ${alias}`;
  return found?.ips.length === 0 ? 'no address' : undefined;
}

function addressLines(name: string, view: View): RecordLine[] {
  const ips = view.value(addresses, host(name))?.ips ?? [];
  const widest = Math.max(0, ...ips.map(({ length }) => length));
  return ips.slice(0, most).map((ip) => {
    const note = [reverseNote(name, ip, view), greetingNote(name, ip, view)].filter((part) => part !== '').join('; ');
    return { depth: 1, text: ip.padEnd(note === '' ? 0 : widest), ...(note === '' ? {} : { note }) };
  });
}

/** What an address is called, and whether that leads back. */
export function reverseNote(name: string, ip: string, view: View): string {
  const found = view.value(reverseNames, address(name, ip));
  if (found === undefined) return '';
  if (found.names.length === 0) return 'no reverse name';
  return `is ${found.names.slice(0, 3).join(', ')}${found.forwardConfirmed ? '' : ', which does not lead back'}`;
}

function greetingNote(name: string, ip: string, view: View): string {
  const claims = view.value(greeting, endpoint(service(name, 'smtp', 25, 'starttls'), ip))?.claims;
  return claims === undefined ? '' : `greets as ${claims}`;
}
