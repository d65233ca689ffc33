import { Packet } from 'dns2';
import { expect, test } from 'vitest';
import { readAddressReply } from '../../../src/transport/dns/address-reply.ts';
import { encodeQuestion, endOfQuestion } from '../../../src/transport/dns/question.ts';
import { decodeReply } from '../../../src/transport/dns/reply.ts';
import { a, cname, soa } from './fake-nameserver.ts';

const name = '2.0.0.127.list.example';
const question = encodeQuestion(name, 'A')!;
const end = endOfQuestion(question);
type Resource = Packet['answers'][number];

function reply(content: {
  readonly rcode?: number;
  readonly answers?: readonly object[];
  readonly authorities?: readonly object[];
  readonly additionals?: readonly object[];
}): Buffer {
  const packet = Packet.createResponseFromRequest(Packet.parse(question));
  packet.header.rcode = content.rcode ?? 0;
  const add = (to: Resource[], records: readonly object[] = []) =>
    void to.push(...(records as Resource[]).map((one) => new Packet.Resource(one)));
  add(packet.answers, content.answers);
  add(packet.authorities, content.authorities);
  add(packet.additionals, content.additionals);
  return packet.toBuffer();
}
const opt = (options: object[] = [], extendedRcode = 0) =>
  Packet.Resource.EDNS(options, { udpPayloadSize: 1232, extendedRcode });
const ns = { name: 'list.example', type: 2, class: 1, ttl: 60, ns: 'ns.list.example' };

test.each([
  [
    'addresses',
    { answers: [a(name, '127.0.0.2', 300), a(name, '127.0.0.11', 60)] },
    0,
    ['127.0.0.2', '127.0.0.11'],
    60,
  ],
  ['addresses beside name servers', { answers: [a(name, '127.0.0.2')], authorities: [ns] }, 0, ['127.0.0.2'], 300],
  ['a name that does not exist', { rcode: 3, authorities: [soa('list.example', 120)] }, 3, [], 120],
  ['the shorter of two times', { rcode: 3, authorities: [soa('list.example', 9_999)] }, 3, [], 3600],
  ['a name without addresses', { authorities: [soa('list.example', 30)] }, 0, [], 30],
  ['nothing to tell how long', { rcode: 3 }, 3, [], 0],
  ['EDNS without options', { answers: [a(name, '127.0.0.2')], additionals: [opt()] }, 0, ['127.0.0.2'], 300],
])('reads %s', (_, content, rcode, ips, ttl) => {
  expect(readAddressReply(reply(content), end)).toEqual({ rcode, ips, ttl });
});

test.each([
  ['an alias', { answers: [cname(name, 'listed.example'), a('listed.example', '127.0.0.2')] }],
  ['an address of another name', { answers: [a('other.example', '127.0.0.2')] }],
  ['an address of a name that does not exist', { rcode: 3, answers: [a(name, '127.0.0.2')] }],
  ['a failure', { rcode: 2 }],
  ['a refusal', { rcode: 5 }],
  ['an extended response code', { additionals: [opt([], 1)] }],
  ['an EDNS option', { additionals: [opt([Packet.Resource.EDNS.EDE(15)])] }],
  ['another class', { answers: [{ ...a(name, '127.0.0.2'), class: 3 }] }],
])('leaves %s to the codec', (_, content) => {
  expect(readAddressReply(reply(content), end)).toBeUndefined();
});

/** Numbers that look random and are the same each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('says of no broken reply what the codec does not say', () => {
  const random = numbers(20_261);
  const sound = [
    reply({ answers: [a(name, '127.0.0.2'), a(name, '127.0.0.4')], additionals: [opt()] }),
    reply({ rcode: 3, authorities: [soa('list.example', 60)], additionals: [opt()] }),
    reply({ answers: [a(name, '127.0.0.2')], authorities: [ns] }),
  ];
  let read = 0;
  for (let n = 0; n < 20_000; n++) {
    const message = Buffer.from(sound[n % sound.length]!);
    for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
      // The question has been compared before; the counts and everything behind it may be anything.
      const at = random() < 0.2 ? 3 + Math.floor(random() * 9) : end + Math.floor(random() * (message.length - end));
      if (at !== 4 && at !== 5) message[at] = Math.floor(random() * 256);
    }
    const cut = random() < 0.2 ? message.subarray(0, end + Math.floor(random() * (message.length - end))) : message;
    const fast = readAddressReply(cut, end);
    if (fast === undefined) continue;
    const full = decodeReply(cut);
    if (full === undefined) {
      // What only the codec minds stands behind the answers.
      expect(fast.ips.length).toBe(cut.readUInt16BE(6));
      continue;
    }
    read++;
    expect(fast.rcode).toBe(full.rcode);
    expect(fast.ips).toEqual(full.records.map((record) => record.data));
  }
  expect(read).toBeGreaterThan(1_000);
});
