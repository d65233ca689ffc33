import { internet, optRecord, typeCodes } from './question.ts';
import { afterName, wellFormed } from './well-formed.ts';

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
  const answers = message.readUInt16BE(6);
  if ((rcode !== 0 && rcode !== 3) || (answers > 0 && rcode !== 0) || !wellFormed(message)) return undefined;
  const ips: string[] | undefined = answers === 0 ? undefined : [];
  let ttl = Number.POSITIVE_INFINITY;
  let at = end;
  for (let n = 0; n < answers; n++, at += 16) {
    if (message.readUInt16BE(at) !== toQuestion) return undefined;
    if (message.readUInt16BE(at + 2) !== typeCodes.A || message.readUInt16BE(at + 4) !== internet) return undefined;
    if (message.readUInt16BE(at + 10) !== 4) return undefined;
    ttl = Math.min(ttl, message.readUInt32BE(at + 6));
    ips?.push(`${message[at + 12]}.${message[at + 13]}.${message[at + 14]}.${message[at + 15]}`);
  }
  for (let n = message.readUInt16BE(8) + message.readUInt16BE(10); n > 0; n--) {
    const fixed = afterName(message, at)!;
    const type = message.readUInt16BE(fixed);
    const data = fixed + 10;
    at = data + message.readUInt16BE(fixed + 8);
    // Upper bits of the response code, or options (RFC 6891 section 6.1.3).
    if (type === optRecord && (message[fixed + 4] !== 0 || at > data)) return undefined;
    if (type === typeCodes.SOA && ips === undefined) {
      ttl = Math.min(ttl, message.readUInt32BE(fixed + 4), message.readUInt32BE(at - 4));
    }
  }
  return { rcode, ips: ips ?? none, ttl: ttl === Number.POSITIVE_INFINITY ? 0 : ttl };
}
