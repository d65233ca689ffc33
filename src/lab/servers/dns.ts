import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Packet } from 'dns2';
import { addressBytes } from '../certificates.ts';
import { listenOnLoopback } from './connection.ts';
import { endedSignature, type RecordType, resource, typeNames } from './dns-records.ts';

/** Names are lower case, without trailing dot. */
export interface DnsPlan {
  zone: Record<string, ZoneEntry>;
  /** Zones whose answers the resolver has validated; all that is below belongs to them. */
  signed?: string[];
  /** By name, `*.lab.test` for a name and all below it, or `*` for every name: how the resolver fails. */
  faults: Record<string, DnsFault>;
  /** Address that the resolver gives for names that do not exist. */
  rewritesTo?: string;
  /** Zone, then listed address or name, or `*` for whatever is asked, then its answers. What is not there is not listed. */
  blockLists: Record<string, Record<string, string[]>>;
}

/** `bogus`: the resolver validates, and the signatures have run out; with checking disabled it answers all the same. */
export type DnsFault = 'servfail' | 'refused' | 'silent' | 'bogus';

/** Data in presentation form: `10 mx.example.org`, `0 1 993 imap.example.org`, `0 issue "ca.example.net"`. */
export type ZoneEntry = { [Type in Exclude<RecordType, 'CNAME'>]?: string[] } & { CNAME?: string };

export interface DnsCounters {
  udp: number;
  tcp: number;
  /** `name type`, as often as it was asked. */
  readonly asked: Map<string, number>;
}

export interface DnsServer {
  /** On 127.0.0.1. */
  readonly udpPort: number;
  readonly tcpPort: number;
  readonly counters: DnsCounters;
  close(): Promise<void>;
}

/** A recursive resolver that knows a literal zone and nothing of the Internet, over UDP and TCP. */
export async function startDns(plan: DnsPlan, options: { readonly delayMs: number }): Promise<DnsServer> {
  const counters: DnsCounters = { udp: 0, tcp: 0, asked: new Map() };
  const names = withBlockLists(plan);
  const answer = (query: Buffer): Buffer | undefined => respond(query, names, plan, counters);
  const later = (act: () => void) => (options.delayMs > 0 ? void setTimeout(act, options.delayMs) : act());

  const udp = createSocket('udp4');
  let open = true;
  udp.on('message', (query, peer) => {
    counters.udp++;
    const response = answer(query);
    if (response !== undefined) later(() => void (open && udp.send(response, peer.port, peer.address)));
  });
  udp.bind(0, '127.0.0.1');
  await once(udp, 'listening');

  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    let buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      buffer = Buffer.concat([buffer, chunk]);
      while (buffer.length >= 2 && buffer.length >= 2 + buffer.readUInt16BE()) {
        const query = buffer.subarray(2, 2 + buffer.readUInt16BE());
        buffer = buffer.subarray(2 + query.length);
        counters.tcp++;
        const response = answer(query);
        if (response === undefined) continue;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(response.length);
        later(() => void (socket.writable && socket.write(Buffer.concat([length, response]))));
      }
    });
  });
  return {
    udpPort: udp.address().port,
    tcpPort: await listenOnLoopback(tcp),
    counters,
    async close() {
      open = false;
      for (const socket of sockets) socket.destroy();
      udp.close();
      tcp.close();
      await Promise.all([once(udp, 'close'), once(tcp, 'close')]);
    },
  };
}

/** The zone with the entries that the block lists amount to. */
function withBlockLists(plan: DnsPlan): ReadonlyMap<string, ZoneEntry> {
  const names = new Map(Object.entries(plan.zone));
  for (const [zone, listed] of Object.entries(plan.blockLists)) {
    names.set(zone, { NS: [`ns.${zone}`], ...names.get(zone) });
    for (const [key, codes] of Object.entries(listed)) {
      const text = key === '*' ? `query refused, see https://${zone}/` : `${key} is listed, see https://${zone}/`;
      names.set(`${reversed(key)}.${zone}`, { A: codes, TXT: [text] });
    }
  }
  return names;
}

/** The labels under which an address is asked about: octets or nibbles backwards. A name stays as it is. */
export function reversed(ip: string): string {
  if (!/^[\d.]+$|:/.test(ip)) return ip;
  const bytes = addressBytes(ip);
  const labels = ip.includes(':') ? [...bytes.toString('hex')] : [...bytes].map(String);
  return labels.reverse().join('.');
}

function respond(
  query: Buffer,
  names: ReadonlyMap<string, ZoneEntry>,
  plan: DnsPlan,
  counters: DnsCounters,
): Buffer | undefined {
  const request = parse(query);
  const question = request?.questions[0];
  if (request === undefined || question === undefined) return undefined;
  const name = question.name.toLowerCase();
  const type = typeNames.get(question.type ?? 0);
  const key = `${name} ${type ?? question.type}`;
  counters.asked.set(key, (counters.asked.get(key) ?? 0) + 1);

  const response = new Packet();
  response.header.id = request.header.id;
  response.header.qr = 1;
  response.header.rd = 1;
  response.header.ra = 1;
  response.questions = [question];
  const fault = faultOf(name, plan);
  if (fault === 'silent') return undefined;
  const edns = request.additionals.find((record) => record.type === Packet.TYPE.EDNS);
  if (edns !== undefined) {
    const reasons = fault === 'bogus' ? [Packet.Resource.EDNS.EDE(Packet.EDE.DNSSEC_BOGUS)] : [];
    response.additionals.push(new Packet.Resource(Packet.Resource.EDNS(reasons, { udpPayloadSize: 1232 })));
  }
  const checkingDisabled = (query[3]! & 0x10) !== 0;
  if (fault !== undefined && !(fault === 'bogus' && checkingDisabled)) {
    response.header.rcode = fault === 'refused' ? Packet.RCODE.REFUSED : Packet.RCODE.SERVFAIL;
    return response.toBuffer();
  }

  let owner = name;
  for (let hops = 0; hops < 8; hops++) {
    const alias = names.get(owner)?.CNAME;
    if (alias === undefined || type === 'CNAME') break;
    response.answers.push(resource(owner, 'CNAME', alias));
    owner = alias;
  }
  const everything = names.get(`*.${zoneOf(owner, plan)}`) ?? wildcardFor(owner, names);
  const exists =
    everything !== undefined || names.has(owner) || [...names.keys()].some((other) => other.endsWith(`.${owner}`));
  const entry =
    names.get(owner) ?? everything ?? (exists || plan.rewritesTo === undefined ? {} : { A: [plan.rewritesTo] });
  const data = type === undefined ? undefined : entry[type];
  // The echo of the asked name keeps its case (0x20): clients compare it.
  const shown = owner === name ? question.name : owner;
  for (const one of typeof data === 'string' ? [data] : (data ?? [])) {
    response.answers.push(resource(shown, type ?? 'A', one));
  }
  if (fault === 'bogus' && edns?.doFlag === true && response.answers.length > 0) {
    response.answers.push(endedSignature(shown, question.type ?? 0));
  }
  if (!exists && plan.rewritesTo === undefined) response.header.rcode = Packet.RCODE.NXDOMAIN;
  const bytes = response.toBuffer();
  // AD (RFC 4035 section 3.2.3), which the codec does not set.
  const isSigned = [name, owner].every((one) => (plan.signed ?? []).some((zone) => `.${one}`.endsWith(`.${zone}`)));
  if (isSigned && !checkingDisabled) bytes[3]! |= 0x20;
  return bytes;
}

/** What stands for a name that is not there (RFC 4592): the `*` below the nearest name above it that is. */
function wildcardFor(owner: string, names: ReadonlyMap<string, ZoneEntry>): ZoneEntry | undefined {
  const isThere = (name: string) => names.has(name) || [...names.keys()].some((other) => other.endsWith(`.${name}`));
  if (isThere(owner)) return undefined;
  const labels = owner.split('.');
  const nearest = labels.map((_, index) => labels.slice(index + 1).join('.')).find(isThere);
  return nearest === undefined ? undefined : names.get(`*.${nearest}`);
}

function faultOf(name: string, { faults }: DnsPlan): DnsFault | undefined {
  const labels = name.split('.');
  const above = labels.map((_, index) => faults[`*.${labels.slice(index).join('.')}`]).find((one) => one !== undefined);
  return faults[name] ?? above ?? faults['*'];
}

/** The block list that a name is asked of, if it is. */
const zoneOf = (name: string, plan: DnsPlan): string | undefined =>
  Object.keys(plan.blockLists).find((zone) => name.endsWith(`.${zone}`));

/** Nothing for what is not a DNS message. */
function parse(query: Buffer): Packet | undefined {
  try {
    return Packet.parse(query);
  } catch {
    return undefined;
  }
}
