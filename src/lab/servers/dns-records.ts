import { Packet, type Resource } from 'dns2';

const types = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  DS: 43,
  DNSKEY: 48,
  TLSA: 52,
  CAA: 257,
} as const;

/** The record types that the lab knows. */
export type RecordType = keyof typeof types;
export const typeNames: ReadonlyMap<number, RecordType> = new Map(
  Object.entries(types).map(([name, code]) => [code, name as RecordType]),
);

/** A record as the codec wants it. @param data in presentation form, but TXT, which is the text (ASCII) */
export function resource(name: string, type: RecordType, data: string): Resource {
  return { ...fields(type, data), name, type: types[type], class: Packet.CLASS.IN, ttl: 300 } as Resource;
}

/** An RRSIG record that ended twelve days ago. @param type number of what it covers */
export function endedSignature(name: string, type: number): Resource {
  const labels = name.split('.');
  const now = Math.floor(Date.now() / 1000);
  const data = Buffer.alloc(18);
  data.writeUInt16BE(type);
  data.set([13, labels.length], 2);
  data.writeUInt32BE(300, 4);
  data.writeUInt32BE(now - 12 * 86_400, 8);
  data.writeUInt32BE(now - 26 * 86_400, 12);
  const signer = labels.slice(-2).flatMap((label) => [label.length, ...Buffer.from(label)]);
  const signature = Buffer.alloc(64);
  return {
    name,
    type: 46,
    class: Packet.CLASS.IN,
    ttl: 300,
    data: Buffer.concat([data, Buffer.from([...signer, 0]), signature]),
  } as Resource;
}

function fields(type: RecordType, data: string): Partial<Resource> {
  const words = data.split(' ');
  const word = (index: number) => words[index] ?? '';
  const number = (index: number) => Number(words[index]);
  switch (type) {
    case 'A':
    case 'AAAA':
      return { address: data };
    case 'MX':
      return { priority: number(0), exchange: word(1) };
    case 'SRV':
      return { priority: number(0), weight: number(1), port: number(2), target: word(3) };
    case 'TXT':
      // A character-string has 255 bytes at most.
      return { data: data.match(/.{1,255}/gs) ?? [''] };
    case 'NS':
      return { ns: data };
    case 'SOA':
      return {
        primary: word(0),
        admin: word(1),
        serial: number(2),
        refresh: number(3),
        retry: number(4),
        expiration: number(5),
        minimum: number(6),
      };
    case 'CAA':
      return { flags: number(0), tag: word(1), value: words.slice(2).join(' ').replace(/^"|"$/g, '') };
    case 'DNSKEY':
      return { flags: number(0), protocol: number(1), algorithm: number(2), key: word(3) };
    case 'DS':
      return { data: Buffer.concat([Buffer.from([number(0) >> 8, number(0), number(1), number(2)]), hex(word(3))]) };
    case 'TLSA':
      return { data: Buffer.concat([Buffer.from([number(0), number(1), number(2)]), hex(word(3))]) };
    case 'PTR':
    case 'CNAME':
      return { domain: data };
  }
}

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
