import { canonicalIp, ipBytes } from '../ip.ts';
import type { Macro, MacroLetter, MacroString } from './macro.ts';

/** Puts the values of the letters in their places (RFC 7208 section 7.3). */
export const expand = ({ parts }: MacroString, valueFor: (letter: MacroLetter) => string): string =>
  parts.map((part) => (typeof part === 'string' ? part : transform(part, valueFor(part.letter)))).join('');

function transform({ keep, reversed, delimiters, escaped }: Macro, value: string): string {
  let parts = [''];
  for (const char of value) {
    if (delimiters.includes(char)) parts.push('');
    else parts[parts.length - 1] += char;
  }
  if (reversed) parts = parts.reverse();
  if (keep !== undefined) parts = parts.slice(-keep);
  // Whatever parted the value, dots join it again.
  const text = parts.join('.');
  return escaped ? urlEscape(text) : text;
}

/** All but the unreserved characters of RFC 3986 section 2.3, as UTF-8 octets. */
function urlEscape(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9\-._~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

const longestName = 253;

/**
 * An expanded name as it is asked for: without the dot of the root, and without as many labels on the left as it takes
 * to come down to 253 characters (RFC 7208 section 7.3). It may still be no name: `isQueryName` tells.
 */
export function targetName(expanded: string): string {
  const name = expanded.endsWith('.') ? expanded.slice(0, -1) : expanded;
  if (name.length <= longestName) return name;
  const dot = name.indexOf('.', name.length - longestName - 1);
  return dot === -1 ? name : name.slice(dot + 1);
}

/** The value of `i`: dotted numbers for IPv4, dotted nibbles for IPv6. */
export function dottedIp(ip: string): string {
  const bytes = ipBytes(ip) ?? new Uint8Array();
  if (bytes.length === 4) return bytes.join('.');
  return [...bytes].flatMap((byte) => [(byte >> 4).toString(16), (byte & 15).toString(16)]).join('.');
}

/** The value of `c`: the address as people write it. */
export const readableIp = (ip: string): string => canonicalIp(ip) ?? ip;

/** The value of `v`. */
export const reverseZone = (ip: string): string => (ip.includes(':') ? 'ip6' : 'in-addr');
