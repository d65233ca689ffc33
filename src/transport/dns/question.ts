import type { DnsQueryOptions, DnsType } from '../../model/resolver.ts';

/** Numbers of the record types that are asked for. */
export const typeCodes: Readonly<Record<DnsType, number>> = {
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
  SPF: 99,
  CAA: 257,
};
export const internet = 1;
export const optRecord = 41;
export const signatureRecord = 46;

const headerBytes = 12;
const optBytes = 11;
/** Safe from fragmentation on every path (RFC 9715). */
const udpPayload = 1232;

/**
 * A recursive question with id 0 and EDNS, in bytes. AD is set to learn whether the answer was validated (RFC 6840
 * section 5.7). Undefined for what cannot be a name: space and printable ASCII in labels of 1 to 63 bytes, 253 in all.
 */
export function encodeQuestion(name: string, type: DnsType, options: DnsQueryOptions = {}): Buffer | undefined {
  if (name.length > 253) return undefined;
  const question = Buffer.allocUnsafe(headerBytes + name.length + 2 + 4 + optBytes).fill(0, 0, headerBytes);
  question[2] = 0x01;
  question[3] = options.checkingDisabled === true ? 0x30 : 0x20;
  question[5] = 1;
  question[11] = 1;
  let lengthAt = headerBytes;
  for (let index = 0; index <= name.length; index++) {
    // The end of the name ends its last label as a dot does.
    const char = index === name.length ? dot : name.charCodeAt(index);
    const at = headerBytes + 1 + index;
    if (char === dot) {
      const length = at - lengthAt - 1;
      if (length === 0 || length > 63) return undefined;
      question[lengthAt] = length;
      lengthAt = at;
    } else if (char >= 0x20 && char < 0x7f) question[at] = char;
    else return undefined;
  }
  question[lengthAt] = 0;
  question.writeUInt16BE(typeCodes[type], lengthAt + 1);
  question.writeUInt16BE(internet, lengthAt + 3);
  writeOpt(question, lengthAt + 5, options.dnssec === true);
  return question;
}

const dot = 0x2e;

/** RFC 6891 section 6.1.2; DO is in RFC 3225. */
function writeOpt(question: Buffer, at: number, dnssecOk: boolean): void {
  question.fill(0, at);
  question.writeUInt16BE(optRecord, at + 1);
  question.writeUInt16BE(udpPayload, at + 3);
  if (dnssecOk) question[at + 7] = 0x80;
}

/** The same question for a server from before EDNS. */
export function withoutEdns(question: Buffer): Buffer {
  const plain = Buffer.from(question.subarray(0, question.length - optBytes));
  plain[11] = 0;
  return plain;
}

/** Where the question section of `encodeQuestion` ends, and that of a reply to it. */
export const endOfQuestion = (question: Buffer): number =>
  question[11] === 0 ? question.length : question.length - optBytes;

/** Is `message` a reply to `question`? Ids are compared by the socket that gave them. */
export function answersTo(question: Buffer, message: Buffer): boolean {
  const end = endOfQuestion(question);
  if (message.length < end || (message[2]! & 0x80) === 0 || message[4] !== 0 || message[5] !== 1) return false;
  let at = headerBytes;
  for (let label = question[at]!; label !== 0; label = question[at]!) {
    if (message[at] !== label) return false;
    for (const last = at + label; at < last; ) {
      at++;
      const asked = question[at]!;
      const came = message[at]!;
      if (asked !== came && lower(asked) !== lower(came)) return false;
    }
    at++;
  }
  for (; at < end; at++) if (question[at] !== message[at]) return false;
  return true;
}

const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);

export const truncated = (message: Buffer): boolean => (message[2]! & 0x02) !== 0;
