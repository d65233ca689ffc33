/** Decimal numbers without leading zeros: some readers take those for octal. */
const ipv4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** The 4 or 16 bytes of an address in text (RFC 4291 section 2.2); undefined when it is none, or carries a zone (`%eth0`). */
export function ipBytes(ip: string): Uint8Array | undefined {
  if (ipv4.test(ip)) return Uint8Array.from(ip.split('.'), Number);
  const [head = '', tail, ...more] = ip.split('::');
  const front = groups(head, tail === undefined);
  const back = groups(tail ?? '', true);
  if (front === undefined || back === undefined || more.length > 0) return undefined;
  const length = front.length + back.length;
  // `::` stands for one group at least.
  if (tail === undefined ? length !== 16 : length > 14) return undefined;
  const bytes = new Uint8Array(16);
  bytes.set(front, 0);
  bytes.set(back, 16 - back.length);
  return bytes;
}

/** Two bytes a group; only `atEnd` the last one may be an IPv4 address. */
function groups(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (atEnd && index === parts.length - 1 && ipv4.test(part)) bytes.push(...part.split('.').map(Number));
    else if (/^[\da-f]{1,4}$/i.test(part)) bytes.push(Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255);
    else return undefined;
  }
  return bytes;
}

/** RFC 5952 text: lower case, the longest run of zero groups as `::`. Undefined when it is no address. */
export function canonicalIp(ip: string): string | undefined {
  const bytes = ipBytes(ip);
  if (bytes === undefined) return undefined;
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  if (isMapped(bytes)) return `::ffff:${bytes.subarray(12).join('.')}`;
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && words[start + length] === '0') length++;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return words.join(':');
  return `${words.slice(0, best.start).join(':')}::${words.slice(best.start + best.length).join(':')}`;
}

/** The IPv4 address inside `::ffff:0:0/96`; any other text is given back as it is. */
export function unmap(ip: string): string {
  const bytes = ipBytes(ip);
  return bytes !== undefined && isMapped(bytes) ? bytes.subarray(12).join('.') : ip;
}

const isMapped = (bytes: Uint8Array): boolean =>
  bytes.length === 16 && bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;

export type AddressClass =
  | 'public'
  | 'private'
  | 'loopback'
  | 'link-local'
  | 'documentation'
  | 'multicast'
  | 'reserved';

type Block = readonly [prefix: string, bits: number, is: AddressClass];

// IANA special-purpose registries (RFC 6890 and updates); the first block that holds the address decides.
const ipv4Blocks: readonly Block[] = [
  ['0.0.0.0', 8, 'reserved'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'reserved'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
];
const ipv6Blocks: readonly Block[] = [
  ['::1', 128, 'loopback'],
  ['::', 8, 'reserved'],
  ['100::', 64, 'reserved'],
  ['2001::', 32, 'reserved'],
  ['2001:2::', 48, 'reserved'],
  ['2001:10::', 28, 'reserved'],
  ['2001:db8::', 32, 'documentation'],
  ['3fff::', 20, 'documentation'],
  ['2000::', 3, 'public'],
  ['fc00::', 7, 'private'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
];

/**
 * What kind of address it is. One that carries an IPv4 address (mapped, NAT64 `64:ff9b::/96`, 6to4) is of that one's
 * class; text that is no address is `reserved`.
 */
export function addressClass(ip: string): AddressClass {
  const bytes = ipBytes(ip);
  if (bytes === undefined) return 'reserved';
  const inner = carriedIpv4(bytes);
  const table = inner.length === 4 ? ipv4Blocks : ipv6Blocks;
  const block = table.find(([prefix, bits]) => isWithin(inner, ipBytes(prefix)!, bits));
  return block?.[2] ?? (inner.length === 4 ? 'public' : 'reserved');
}

function carriedIpv4(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 4) return bytes;
  if (isMapped(bytes) || isWithin(bytes, ipBytes('64:ff9b::')!, 96)) return bytes.subarray(12);
  if (isWithin(bytes, ipBytes('2002::')!, 16)) return bytes.subarray(2, 6);
  return bytes;
}

function isWithin(bytes: Uint8Array, prefix: Uint8Array, bits: number): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const mask = bits - bit >= 8 ? 255 : (255 << (8 - (bits - bit))) & 255;
    if ((bytes[bit / 8]! & mask) !== (prefix[bit / 8]! & mask)) return false;
  }
  return true;
}

/** Does the network `prefix/bits` hold the address? Never across families. */
export function inNetwork(ip: string, prefix: string, bits: number): boolean {
  const [bytes, network] = [ipBytes(ip), ipBytes(prefix)];
  return bytes !== undefined && bytes.length === network?.length && isWithin(bytes, network, bits);
}

/** `192.0.2.77` and 24: `192.0.2.0`. Undefined when it is no address. */
export function networkAddress(ip: string, bits: number): string | undefined {
  const bytes = ipBytes(ip);
  if (bytes === undefined) return undefined;
  const kept = bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * i))));
  if (kept.length === 4) return kept.join('.');
  const words = Array.from({ length: 8 }, (_, i) => ((kept[2 * i]! << 8) | kept[2 * i + 1]!).toString(16));
  return canonicalIp(words.join(':'));
}

/** True for addresses that the public Internet cannot reach. Documentation addresses are not counted. */
export function isPrivateAddress(ip: string): boolean {
  const kind = addressClass(ip);
  return kind !== 'public' && kind !== 'documentation';
}
