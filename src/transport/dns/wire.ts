import { Packet } from 'dns2';
import type { DnsRecord, DnsType } from '../../model/io.ts';
import { wellFormed } from './well-formed.ts';

const codes: Readonly<Record<DnsType, number>> = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  TLSA: 52,
  SPF: 99,
};
const names = new Map(Object.entries(codes).map(([name, code]) => [code, name as DnsType]));
const internet = 1;
/** Safe from fragmentation on every path (RFC 9715). */
const udpPayload = 1232;

/** What a reply says. */
export interface Reply {
  /** With the extended bits of RFC 6891. */
  readonly rcode: number;
  readonly authenticated: boolean;
  /** The answer section; names are in lower case and without trailing dot. */
  readonly records: readonly DnsRecord[];
  /** Seconds that a negative answer holds (RFC 2308); present when the authority section has an SOA record. */
  readonly negativeTtl?: number;
}

/** A recursive question with id 0. AD is set to learn whether the answer was validated (RFC 6840 section 5.7). */
export function encodeQuestion(name: string, type: DnsType, options: { readonly edns: boolean }): Buffer {
  const packet = new Packet();
  packet.header = new Packet.Header({ id: 0, rd: 1 });
  packet.questions.push(new Packet.Question(name, codes[type], internet));
  if (options.edns) {
    packet.additionals.push(new Packet.Resource(Packet.Resource.EDNS([], { udpPayloadSize: udpPayload })));
  }
  const question = packet.toBuffer();
  question[3]! |= 0x20;
  return question;
}

/** Is `message` a reply to `question`? Ids are compared by the socket that gave them. */
export function answersTo(question: Buffer, message: Buffer): boolean {
  if (message.length < 12 || (message[2]! & 0x80) === 0 || message.readUInt16BE(4) !== 1) return false;
  let at = 12;
  for (let label = question[at]!; label !== 0; label = question[at]!) {
    const end = at + label + 1;
    if (message[at] !== label || end > message.length) return false;
    for (at++; at < end; at++) if (lower(question[at]!) !== lower(message[at]!)) return false;
  }
  return at + 5 <= message.length && question.compare(message, at, at + 5, at, at + 5) === 0;
}

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);

export const truncated = (message: Buffer): boolean => (message[2]! & 0x02) !== 0;

/** Reads a reply; undefined when it is malformed anywhere but in its additional section. */
export function decodeReply(message: Buffer): Reply | undefined {
  if (!wellFormed(message)) return undefined;
  const packet = Packet.parse(message);
  if (packet.errors.some((error) => !error.recovered || error.section !== 'additionals')) return undefined;
  const soa = packet.authorities.find((record) => record.type === codes.SOA);
  return {
    rcode: packet.header.rcode,
    authenticated: (message[3]! & 0x20) !== 0,
    records: packet.answers.flatMap(toRecord),
    ...(soa === undefined ? {} : { negativeTtl: Math.min(soa.ttl, soa.minimum ?? 0) }),
  };
}

type Resource = Packet['answers'][number];

function toRecord(resource: Resource): DnsRecord[] {
  const type = names.get(resource.type);
  if (type === undefined || resource.class !== internet) return [];
  const data = present(type, resource);
  return data === undefined ? [] : [{ name: plainName(resource.name), type, ttl: resource.ttl, data }];
}

/** Undefined when data that the codec gives raw is too short. */
function present(type: DnsType, r: Resource): string | undefined {
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
      return Array.isArray(r.data) ? r.data.join('') : undefined;
    case 'SOA':
      return `${plainName(r.primary)} ${plainName(r.admin)} ${r.serial} ${r.refresh} ${r.retry} ${r.expiration} ${r.minimum}`;
    case 'TLSA': {
      if (!Buffer.isBuffer(r.data) || r.data.length < 4) return undefined;
      return `${r.data[0]} ${r.data[1]} ${r.data[2]} ${r.data.toString('hex', 3)}`;
    }
  }
}

const plainName = (name: string | undefined): string => (name ?? '').toLowerCase() || '.';
