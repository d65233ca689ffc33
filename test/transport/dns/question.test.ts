import { Packet } from 'dns2';
import { expect, test } from 'vitest';
import type { DnsType } from '../../../src/model/resolver.ts';
import {
  answersTo,
  encodeQuestion,
  endOfQuestion,
  typeCodes,
  withoutEdns,
} from '../../../src/transport/dns/question.ts';

/** What the codec makes of the same question. */
function byCodec(
  name: string,
  type: DnsType,
  how: { dnssec?: true; checkingDisabled?: true; edns?: false } = {},
): Buffer {
  const packet = new Packet();
  packet.header = new Packet.Header({ id: 0, rd: 1 });
  packet.questions.push(new Packet.Question(name, typeCodes[type], 1));
  if (how.edns !== false) {
    const opt = Packet.Resource.EDNS([], { udpPayloadSize: 1232, doFlag: how.dnssec === true });
    packet.additionals.push(new Packet.Resource(opt));
  }
  const bytes = packet.toBuffer();
  bytes[3]! |= how.checkingDisabled === true ? 0x30 : 0x20;
  return bytes;
}

test('a question has the bytes that the codec gives it', () => {
  for (const type of Object.keys(typeCodes) as DnsType[]) {
    for (const how of [
      {},
      { dnssec: true },
      { checkingDisabled: true },
      { dnssec: true, checkingDisabled: true },
    ] as const) {
      for (const name of ['a', 'mail.example.org', '_25._tcp.Mail.example.org', `${'l'.repeat(63)}.example`]) {
        expect(encodeQuestion(name, type, how)?.toString('hex')).toBe(byCodec(name, type, how).toString('hex'));
      }
    }
  }
});

test('without EDNS it is the same question', () => {
  const question = encodeQuestion('mail.example.org', 'A')!;
  expect(withoutEdns(question).toString('hex')).toBe(byCodec('mail.example.org', 'A', { edns: false }).toString('hex'));
  expect(endOfQuestion(withoutEdns(question))).toBe(endOfQuestion(question));
});

test.each([
  [''],
  ['.'],
  ['example.org.'],
  ['.example.org'],
  ['a..b'],
  ['a\tb.example'],
  ['a\u0000b.example'],
  ['bücher.example'],
  ['a\u0141.example'],
  [`${'l'.repeat(64)}.example`],
  [`${'l.'.repeat(127)}x`],
])('%j cannot be asked for', (name) => {
  expect(encodeQuestion(name, 'A')).toBeUndefined();
});

test('the longest name can be asked for', () => {
  const name = `${'l.'.repeat(126)}x`;
  expect(name).toHaveLength(253);
  expect(Packet.parse(encodeQuestion(name, 'A')!).questions[0]!.name).toBe(name);
});

test('a reply is one when the question comes back, in any case and under any id, and the QR bit is set', () => {
  const question = encodeQuestion('mail.example.org', 'A')!;
  const reply = Buffer.from(question);
  reply[2]! |= 0x80;
  reply.writeUInt16BE(4711, 0);
  expect(answersTo(question, reply)).toBe(true);
  reply.write('MAIL', 13, 'latin1');
  expect(answersTo(question, reply)).toBe(true);
  expect(answersTo(question, reply.subarray(0, endOfQuestion(question)))).toBe(true);
  expect(answersTo(question, reply.subarray(0, endOfQuestion(question) - 1))).toBe(false);
  for (let at = 12; at < endOfQuestion(question); at++) {
    const other = Buffer.from(reply);
    other[at]! ^= 0x01;
    expect(answersTo(question, other)).toBe(false);
  }
});

test('only letters have a case', () => {
  const question = encodeQuestion('[a].example', 'A')!;
  const reply = Buffer.from(question);
  reply[2]! |= 0x80;
  // `{` is `[` with the bit that tells `a` from `A`.
  reply.write('{', 13, 'latin1');
  expect(answersTo(question, reply)).toBe(false);
});
