import { internet, optRecord, typeCodes } from './question.ts';

/** The common replies to a question for addresses. */
export interface AddressReply {
  /** NOERROR or NXDOMAIN. */
  readonly rcode: number;
  readonly ips: readonly string[];
  /** Seconds that the answer holds, also a negative one (RFC 2308). */
  readonly ttl: number;
}

const none: readonly string[] = [];
/** A pointer to the name in the question. */
const toQuestion = 0xc00c;

/**
 * Reads a reply that is just addresses, or nothing: no aliases, no names of their own, no EDNS options, no other error.
 * Undefined for every other, sound or broken; those are for the codec.
 * @param end where the question ends, which has been compared
 */
export function readAddressReply(message: Buffer, end: number): AddressReply | undefined {
  const rcode = message[3]! & 0x0f;
  if (rcode !== 0 && rcode !== 3) return undefined;
  const answers = message.readUInt16BE(6);
  if (answers > 0 && rcode !== 0) return undefined;
  const ips = answers === 0 ? none : ([] as string[]);
  let ttl = Number.POSITIVE_INFINITY;
  let at = end;
  for (let n = 0; n < answers; n++, at += 16) {
    if (at + 16 > message.length || message.readUInt16BE(at) !== toQuestion) return undefined;
    if (message.readUInt16BE(at + 2) !== typeCodes.A || message.readUInt16BE(at + 4) !== internet) return undefined;
    if (message.readUInt16BE(at + 10) !== 4) return undefined;
    ttl = Math.min(ttl, message.readUInt32BE(at + 6));
    (ips as string[]).push(`${message[at + 12]}.${message[at + 13]}.${message[at + 14]}.${message[at + 15]}`);
  }
  for (let n = message.readUInt16BE(8) + message.readUInt16BE(10); n > 0; n--) {
    const fixed = behindName(message, at);
    if (fixed === undefined || fixed + 10 > message.length) return undefined;
    const type = message.readUInt16BE(fixed);
    const next = fixed + 10 + message.readUInt16BE(fixed + 8);
    if (next > message.length) return undefined;
    // Upper bits of the response code, or options (RFC 6891 section 6.1.3).
    if (type === optRecord && (message[fixed + 4] !== 0 || next > fixed + 10)) return undefined;
    if (type === typeCodes.SOA && answers === 0 && next >= fixed + 14) {
      ttl = Math.min(ttl, message.readUInt32BE(fixed + 4), message.readUInt32BE(next - 4));
    }
    at = next;
  }
  return { rcode, ips, ttl: ttl === Number.POSITIVE_INFINITY ? 0 : ttl };
}

/** Skips a name; pointers are not followed. */
function behindName(message: Buffer, start: number): number | undefined {
  for (let at = start; ; ) {
    const length = message[at];
    if (length === undefined) return undefined;
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    if (length > 63) return undefined;
    at += length + 1;
  }
}
