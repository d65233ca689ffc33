import { type EdeOption, Packet, type Resource } from 'dns2';
import type { DnsRecord, DnsSignature, DnsType } from '../../model/resolver.ts';
import { characterStrings, plainName, present, signatureOf } from './presentation.ts';
import { internet, optRecord, signatureRecord, typeCodes } from './question.ts';
import { dataOfAnswers, wellFormed } from './well-formed.ts';

const names = new Map(Object.entries(typeCodes).map(([name, code]) => [code, name as DnsType]));
/** The EDNS option of RFC 8914. */
const extendedError = 15;

/** What a reply says. */
export interface Reply {
  /** With the extended bits of RFC 6891. */
  readonly rcode: number;
  readonly authenticated: boolean;
  /** The answer section; names are in lower case and without trailing dot. */
  readonly records: readonly DnsRecord[];
  /** Seconds that a negative answer holds (RFC 2308); present when the authority section has an SOA record. */
  readonly negativeTtl?: number;
  /** Of what is in the answer section. */
  readonly signatures: readonly DnsSignature[];
  readonly extendedErrors: readonly ExtendedError[];
}

/** Why a server answers as it does (RFC 8914); the text is the server's. */
export interface ExtendedError {
  readonly code: number;
  readonly text: string;
}

/** Reads a reply; undefined when it is malformed anywhere but in its additional section. */
export function decodeReply(message: Buffer): Reply | undefined {
  if (!wellFormed(message)) return undefined;
  const packet = Packet.parse(message);
  if (packet.errors.some((error) => !error.recovered || error.section !== 'additionals')) return undefined;
  const soa = packet.authorities.find((record) => record.type === typeCodes.SOA);
  const bytes = dataOfAnswers(message);
  const records: DnsRecord[] = [];
  const signatures: DnsSignature[] = [];
  for (const [index, answer] of packet.answers.entries()) {
    if (answer.type === signatureRecord) signatures.push(signatureOf(answer, bytes[index]!));
    const read = toRecord(answer, bytes[index]!);
    if (read === undefined) return undefined;
    records.push(...read);
  }
  return {
    rcode: packet.header.rcode,
    authenticated: (message[3]! & 0x20) !== 0,
    records,
    signatures,
    extendedErrors: extendedErrors(packet),
    ...(soa === undefined ? {} : { negativeTtl: Math.min(soa.ttl, soa.minimum ?? 0) }),
  };
}

/** Nothing for what is never asked for; undefined when the data cannot be of its type. */
function toRecord(resource: Resource, bytes: Buffer): DnsRecord[] | undefined {
  const type = names.get(resource.type);
  if (type === undefined || resource.class !== internet) return [];
  const data = present(type, resource, bytes);
  if (data === undefined) return undefined;
  const strings =
    type === 'TXT' || type === 'SPF' ? { strings: characterStrings(bytes).map((one) => one.toString('latin1')) } : {};
  return [{ name: plainName(resource.name), type, ttl: resource.ttl, data, ...strings }];
}

function extendedErrors(packet: Packet): ExtendedError[] {
  const options = packet.additionals.flatMap((record) => (record.type === optRecord ? (record.rdata ?? []) : []));
  return options
    .filter((option): option is EdeOption => option.ednsCode === extendedError)
    .map(({ infoCode, extraText }) => ({ code: infoCode, text: extraText }));
}
