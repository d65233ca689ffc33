import { createSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { BulkAnswer } from '../../../src/model/bulk-resolver.ts';
import { type Asked, a, replyTo, soa } from './fake-nameserver.ts';
import { bulk, open, serve } from './setup.ts';

const name = 'a.list.example';
const truth = '127.0.0.2';
const answerOf = (asked: Asked, ip = truth) => replyTo(asked, { answers: [a(asked.name, ip)] });
const truncatedTo = (asked: Asked) => replyTo(asked, { truncated: true, answers: [a(asked.name, '203.0.113.66')] });

test.each([
  ['under another id', (reply: Buffer) => void reply.writeUInt16BE(reply.readUInt16BE(0) ^ 1, 0)],
  ['to another name', (reply: Buffer) => void reply.write('x', 13)],
  ['to another type', (reply: Buffer) => void reply.writeUInt8(28, 12 + name.length + 3)],
  ['in another class', (reply: Buffer) => void reply.writeUInt8(3, 12 + name.length + 5)],
  ['that is a question', (reply: Buffer) => void reply.writeUInt8(0x01, 2)],
  ['without question', (reply: Buffer) => void reply.writeUInt16BE(0, 4)],
  ['with two questions', (reply: Buffer) => void reply.writeUInt16BE(2, 4)],
])('a reply %s is dropped and the true one is still taken', async (_, forge) => {
  const server = await serve((asked) => {
    const lie = answerOf(asked, '203.0.113.66');
    forge(lie);
    for (const bytes of [lie, Buffer.alloc(0), lie.subarray(0, 1), lie.subarray(0, 20), answerOf(asked)]) {
      asked.reply(bytes);
    }
  });
  const resolver = bulk([server.address]);
  expect(await resolver.ask(name)).toMatchObject({ ips: [truth] });
  expect(resolver.counts.sent).toBe(1);
});

test('a reply from another port does not arrive', async () => {
  const stranger = createSocket('udp4');
  open.push(stranger);
  const server = await serve((asked) => {
    const { port, address } = asked.client!;
    stranger.send(answerOf(asked, '203.0.113.66'), port, address, () => asked.reply(answerOf(asked)));
  });
  expect(await bulk([server.address]).ask(name)).toMatchObject({ ips: [truth] });
});

test('every try has an id and a socket of its own, and the answer to any is taken', async () => {
  const tries: Asked[] = [];
  const server = await serve((asked) => {
    tries.push(asked);
    if (tries.length === 2) asked.reply(answerOf(tries[0]!));
    if (tries.length === 2) tries[0]!.reply(answerOf(tries[0]!));
  });
  const resolver = bulk([server.address]);
  expect(await resolver.ask(name)).toMatchObject({ ips: [truth] });
  expect(resolver.counts.sent).toBe(2);
  expect(tries[0]!.client!.port).not.toBe(tries[1]!.client!.port);
});

test('a late reply and a second one change nothing', async () => {
  let first: Asked | undefined;
  const server = await serve((asked) => {
    if (first === undefined) first = asked;
    else {
      // What the first question was waiting for arrives with the answer to the next.
      first.reply(answerOf(first, '203.0.113.66'));
      asked.reply(answerOf(asked));
      asked.reply(answerOf(asked, '203.0.113.66'));
    }
  });
  const { ask } = bulk([server.address], { dnsMs: 100 });
  const early = await ask(name);
  expect(early).toMatchObject({ kind: 'trouble', trouble: 'timeout', resolver: server.address });
  const answer = await ask('b.list.example');
  expect(answer).toMatchObject({ ips: [truth] });
  await ask('c.list.example');
  expect(early).toMatchObject({ kind: 'trouble', trouble: 'timeout' });
  expect(answer).toMatchObject({ ips: [truth] });
});

test('a truncated reply is asked for again over TCP, and never used in part', async () => {
  const many = Array.from({ length: 100 }, (_, n) => a(name, `127.0.0.${n}`));
  const server = await serve((asked) =>
    asked.reply(asked.over === 'udp' ? truncatedTo(asked) : replyTo(asked, { answers: many })),
  );
  const answer = await bulk([server.address]).ask(name);
  expect(answer.kind === 'answer' && answer.ips).toHaveLength(100);
  expect(server.questions.map(({ over }) => over)).toEqual(['udp', 'tcp']);
});

test.each([
  ['says nothing', () => {}, 'timeout'],
  ['closes', (socket: Socket) => socket.end(), 'unreachable'],
  ['resets', (socket: Socket) => socket.resetAndDestroy(), 'unreachable'],
  ['sends half a reply and closes', (socket: Socket) => socket.end(Buffer.from([0xff, 0xff, 1, 2])), 'malformed'],
  ['sends empty messages and waits', (socket: Socket) => socket.write(Buffer.alloc(2_000)), 'timeout'],
] as const)('over TCP a server that %s does not hold the question up', async (_, act, trouble) => {
  const server = await serve((asked) => {
    if (asked.over === 'udp') asked.reply(truncatedTo(asked));
    else act(asked.socket!);
  });
  expect(await bulk([server.address], { dnsMs: 300 }).ask(name)).toMatchObject({ kind: 'trouble', trouble });
});

test.each([
  ['counts that the message cannot hold', (reply: Buffer) => void reply.writeUInt16BE(65_535, 6)],
  [
    'a name that points to itself',
    (reply: Buffer) => void reply.writeUInt16BE(0xc000 | (reply.length - 16), reply.length - 16),
  ],
  ['an address of three bytes', (reply: Buffer) => void reply.writeUInt16BE(3, reply.length - 6)],
])('%s make the reply malformed, and the next server is asked', async (_, spoil) => {
  const broken = await serve((asked) => {
    const reply = answerOf(asked);
    spoil(reply);
    asked.reply(reply);
  });
  const good = await serve((asked) => asked.reply(answerOf(asked)));
  expect(await bulk([broken.address], { dnsMs: 60_000 }).ask(name)).toMatchObject({ trouble: 'malformed' });
  expect(await bulk([broken.address, good.address]).ask(name)).toMatchObject({ ips: [truth], resolver: good.address });
});

test('a name that is absent and has an address is malformed, not clean', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { rcode: 3, answers: [a(asked.name, truth)] })));
  expect(await bulk([server.address]).ask(name)).toMatchObject({ kind: 'trouble', trouble: 'malformed' });
});

test('of 10,000 questions none is lost when packets are, or come twice, or in another order', async () => {
  const isListed = (asked: string): boolean => Number(asked.slice(1, asked.indexOf('.'))) % 7 === 0;
  let held: Asked[] = [];
  let arrived = 0;
  const lost = new Set<string>();
  const answer = (asked: Asked): void =>
    asked.reply(
      isListed(asked.name) ? answerOf(asked) : replyTo(asked, { rcode: 3, authorities: [soa('list.example', 60)] }),
    );
  const flush = (): void => {
    const turn = held.reverse();
    held = [];
    for (const asked of turn) answer(asked);
  };
  const server = await serve((asked) => {
    arrived++;
    // Nobody loses the same question three times, except by chance: one in 30,000.
    if (arrived % 31 === 0 && !lost.has(asked.name)) return void lost.add(asked.name);
    if (arrived % 17 === 0) answer(asked);
    held.push(asked);
    // Batches, last come first answered; what remains waits for the end of this turn.
    if (held.length === 1) setImmediate(flush);
  });
  // Losing every thirty-first packet of 10,000 again and again takes its time on a busy machine.
  const resolver = bulk([server.address], { dnsMs: 20_000 });
  const answers: Promise<[string, BulkAnswer]>[] = [];
  for (let n = 0; n < 10_000; n++) {
    if (n % 50 === 0) await resolver.room();
    const asked = `n${n}.list.example`;
    answers.push(resolver.ask(asked).then((one) => [asked, one]));
  }
  for (const [asked, one] of await Promise.all(answers)) {
    expect(one).toMatchObject({ kind: 'answer', rcode: isListed(asked) ? 'NOERROR' : 'NXDOMAIN' });
  }
  expect(resolver.counts).toMatchObject({ questions: 10_000, settled: 10_000 });
  expect(resolver.counts.sent).toBeGreaterThan(10_000);
});
