import { domainToASCII } from 'node:url';
import { ipBytes, unmap } from './ip.ts';

/** Lower case, without the dot of the root; `.` stays. */
export function lowerName(name: string): string {
  const lower = name.toLowerCase();
  return lower.length > 1 && lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/**
 * A host name: labels of letters, digits and inner hyphens, at most 63 octets each and 253 in all (RFC 1123 2.1).
 * A last label of digits alone is refused: such a name would be read as an IPv4 address.
 */
export function isHostName(name: string): boolean {
  if (name.length === 0 || name.length > 253) return false;
  const labels = name.split('.');
  if (!labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))) return false;
  return !/^(?:\d+|0x[0-9a-f]*)$/i.test(labels.at(-1)!);
}

/** Labels joined by dots, as host names have them or with underscores, as names of records do. */
export const isLabels = (text: string): boolean =>
  text.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));

/**
 * Can the name be put into a question: labels of 1 to 63 octets, 253 in all (RFC 1035 2.3.4)? Any printable ASCII and
 * the space may stand in a label, as in names that SPF macros make.
 */
export function isQueryName(name: string): boolean {
  return (
    name.length <= 253 &&
    /^[\x20-\x7e]+$/.test(name) &&
    name.split('.').every((label) => label.length > 0 && label.length <= 63)
  );
}

/** The name as A-labels, lower case, without trailing dot; undefined when it cannot be a host name. */
export function asciiHostName(name: string): string | undefined {
  const trimmed = name.replace(/[.\u3002\uff0e\uff61]$/, '');
  // domainToASCII parses a URL: `a/b`, `u@h`, `h:1` and `%41` must not reach it.
  if (/[^A-Za-z0-9.\-\u0080-\u{10ffff}]/u.test(trimmed)) return undefined;
  const ascii = /^[\0-\x7f]*$/.test(trimmed) ? trimmed.toLowerCase() : domainToASCII(trimmed);
  return isHostName(ascii) ? ascii : undefined;
}

/** The name that PTR is asked for: `1.2.0.192.in-addr.arpa`. Undefined when it is no address. */
export function reverseName(ip: string): string | undefined {
  const bytes = ipBytes(unmap(ip));
  if (bytes === undefined) return undefined;
  return `${reversedLabels(bytes)}.${bytes.length === 4 ? 'in-addr' : 'ip6'}.arpa`;
}

/** The name that a block list is asked for (RFC 5782 2.1, 2.4): octets or nibbles reversed, then the zone. */
export function blocklistName(ip: string, zone: string): string | undefined {
  const bytes = ipBytes(unmap(ip));
  return bytes === undefined ? undefined : `${reversedLabels(bytes)}.${lowerName(zone)}`;
}

function reversedLabels(bytes: Uint8Array): string {
  const labels =
    bytes.length === 4
      ? [...bytes].map(String)
      : [...bytes].flatMap((byte) => [(byte >> 4).toString(16), (byte & 15).toString(16)]);
  return labels.reverse().join('.');
}
