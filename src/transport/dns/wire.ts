import { type EdeOption, Packet, type Resource } from 'dns2';
import type { DnsQueryOptions, DnsRecord, DnsType } from '../../model/io.ts';
import { characterStrings, plainName, present } from './presentation.ts';
import { dataOfAnswers, wellFormed } from './well-formed.ts';

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
  DS: 43,
  DNSKEY: 48,
  TLSA: 52,
  CAA: 257,
};
const names = new Map(Object.entries(codes).map(([name, code]) => [code, name as DnsType]));
const internet = 1;
const opt = 41;
/** The EDNS option of RFC 8914. */
const extendedError = 15;
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
  readonly extendedErrors: readonly ExtendedError[];
}

/** Why a server answers as it does (RFC 8914); the text is the server's. */
export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}

/** Can the name be put into a question? Printable ASCII, labels of 63 bytes, 253 in all. */
export function askable(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= 253 &&
    /^[\x21-\x7e]+$/.test(name) &&
    name.split('.').every((label) => label.length > 0 && label.length <= 63)
  );
}

/** A recursive question with id 0. AD is set to learn whether the answer was validated (RFC 6840 section 5.7). */
export function encodeQuestion(
  name: string,
  type: DnsType,
  options: DnsQueryOptions & { readonly edns: boolean },
): Buffer {
  const packet = new Packet();
  packet.header = new Packet.Header({ id: 0, rd: 1 });
  packet.questions.push(new Packet.Question(name, codes[type], internet));
  if (options.edns) {
    const doFlag = options.dnssec === true;
    packet.additionals.push(new Packet.Resource(Packet.Resource.EDNS([], { udpPayloadSize: udpPayload, doFlag })));
  }
  const question = packet.toBuffer();
  question[3]! |= options.checkingDisabled === true ? 0x30 : 0x20;
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
  const bytes = dataOfAnswers(message);
  const records: DnsRecord[] = [];
  for (const [index, answer] of packet.answers.entries()) {
    const read = toRecord(answer, bytes[index]!);
    if (read === undefined) return undefined;
    records.push(...read);
  }
  return {
    rcode: packet.header.rcode,
    authenticated: (message[3]! & 0x20) !== 0,
    records,
    extendedErrors: extendedErrors(packet),
    ...(soa === undefined ? {} : { negativeTtl: Math.min(soa.ttl, soa.minimum ?? 0) }),
  };
}

/** Nothing for what was not asked about (signatures); undefined when the data cannot be of its type. */
function toRecord(resource: Resource, bytes: Buffer): DnsRecord[] | undefined {
  const type = names.get(resource.type);
  if (type === undefined || resource.class !== internet) return [];
  const data = present(type, resource, bytes);
  if (data === undefined) return undefined;
  const strings = type === 'TXT' ? { strings: characterStrings(bytes).map((one) => one.toString('latin1')) } : {};
  return [{ name: plainName(resource.name), type, ttl: resource.ttl, data, ...strings }];
}

function extendedErrors(packet: Packet): ExtendedError[] {
  const options = packet.additionals.flatMap((record) => (record.type === opt ? (record.rdata ?? []) : []));
  return options
    .filter((option): option is EdeOption => option.ednsCode === extendedError)
    .map(({ infoCode, extraText }) => ({ code: infoCode, text: extraText }));
}
