import { isUtf8 } from 'node:buffer';
import type { Resource } from 'dns2';
import type { DnsSignature, DnsType } from '../../model/resolver.ts';

/**
 * The data of a record as zone files write it, but TXT, which is its text; undefined when the data is cut short.
 * @param bytes the data as it came; what the codec would lose is read from there
 */
export function present(type: DnsType, r: Resource, bytes: Buffer): string | undefined {
  switch (type) {
    case 'A':
    case 'AAAA':
      return r.address;
    case 'MX':
      return `${r.priority} ${plainName(r.exchange)}`;
    case 'SRV':
      return `${r.priority} ${r.weight} ${r.port} ${plainName(r.target)}`;
    case 'PTR':
    case 'CNAME':
      return plainName(r.domain);
    case 'NS':
      return plainName(r.ns);
    case 'TXT':
    case 'SPF':
      return text(Buffer.concat(characterStrings(bytes)));
    case 'SOA':
      return `${plainName(r.primary)} ${plainName(r.admin)} ${r.serial} ${r.refresh} ${r.retry} ${r.expiration} ${r.minimum}`;
    case 'TLSA':
      if (bytes.length < 4) return undefined;
      return `${bytes[0]} ${bytes[1]} ${bytes[2]} ${bytes.toString('hex', 3)}`;
    case 'DS':
      if (bytes.length < 5) return undefined;
      return `${bytes.readUInt16BE(0)} ${bytes[2]} ${bytes[3]} ${bytes.toString('hex', 4)}`;
    case 'DNSKEY':
      return `${bytes.readUInt16BE(0)} ${bytes[2]} ${bytes[3]} ${bytes.toString('base64', 4)}`;
    case 'CAA': {
      const value = 2 + bytes[1]!;
      return `${bytes[0]} ${escaped(bytes.subarray(2, value))} "${escaped(bytes.subarray(value))}"`;
    }
  }
}

/** The codec has seen that the fixed fields are there (RFC 4034 section 3.1). */
export const signatureOf = (r: Resource, bytes: Buffer): DnsSignature => ({
  name: plainName(r.name),
  signer: plainName(r.signer),
  from: dateOf(bytes.readUInt32BE(12)),
  until: dateOf(bytes.readUInt32BE(8)),
});

const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** The character-strings of a TXT record, whose lengths the codec has checked. */
export function characterStrings(bytes: Buffer): Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]!) strings.push(bytes.subarray(at + 1, at + 1 + bytes[at]!));
  return strings;
}

const text = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');

/** RFC 1035 section 5.1: what is special or not printable stands behind a backslash. */
function escaped(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/["\\]/g, '\\$&')
    .replace(/[^\x20-\x7e]/g, (char) => `\\${char.charCodeAt(0).toString().padStart(3, '0')}`);
}

/** Lower case; `.` for the root. */
export const plainName = (name: string | undefined): string => (name ?? '').toLowerCase() || '.';
