import { expect, test } from 'vitest';
import { a, framed, replyTo } from './fake-nameserver.ts';
import { ask, failureOf, serve } from './setup.ts';

const truth = '192.0.2.1';
const lie = '203.0.113.66';

test.each([
  [
    'with another id',
    (reply: Buffer) => {
      reply.writeUInt16BE((reply.readUInt16BE(0) + 1) & 0xffff, 0);
      return reply;
    },
  ],
  [
    'to another name',
    (reply: Buffer) => {
      reply[13] = 'x'.charCodeAt(0);
      return reply;
    },
  ],
  [
    'to another type',
    (reply: Buffer) => {
      reply[12 + 'example.org'.length + 2 + 1] = 28;
      return reply;
    },
  ],
  [
    'that is a question',
    (reply: Buffer) => {
      reply[2]! &= 0x7f;
      return reply;
    },
  ],
  [
    'without question',
    (reply: Buffer) => {
      reply.writeUInt16BE(0, 4);
      return reply;
    },
  ],
  ['of one byte', (reply: Buffer) => reply.subarray(0, 1)],
  ['that ends in the header', (reply: Buffer) => reply.subarray(0, 11)],
  ['that ends in the question', (reply: Buffer) => reply.subarray(0, 16)],
])('DN03 a reply %s is dropped and the true one is still taken', async (_, forge) => {
  const server = await serve((asked) => {
    asked.reply(forge(replyTo(asked, { answers: [a(asked.name, lie)] })));
    asked.reply(replyTo(asked, { answers: [a(asked.name, truth)] }));
  });
  const { data, journal } = ask([server.address]);
  expect(await data('example.org', 'A')).toEqual([truth]);
  expect(journal.counts.queries).toBe(1);
});

test('the question may come back in another case', async () => {
  const server = await serve((asked) => {
    const reply = replyTo(asked, { answers: [a(asked.name, truth)] });
    reply.write('EXAMPLE', 13, 'latin1');
    asked.reply(reply);
  });
  expect(await ask([server.address]).data('example.org', 'A')).toEqual([truth]);
});

/** The question of the reply with raw bytes behind it. */
function withRecords(question: Buffer, answers: number, bytes: Buffer): Buffer {
  const head = Buffer.from(question.subarray(0, 12 + 'example.org'.length + 2 + 4));
  head[2]! |= 0x80;
  head.writeUInt16BE(answers, 6);
  head.writeUInt16BE(0, 10);
  return Buffer.concat([head, bytes]);
}
const record = (owner: string, type: number, length: number, data = '') =>
  Buffer.from(
    `${owner}${type.toString(16).padStart(4, '0')}0001000000ff${length.toString(16).padStart(4, '0')}${data}`,
    'hex',
  );
/** Where the first record begins. */
const start = 12 + 'example.org'.length + 2 + 4;
const pointer = (to: number) => (0xc000 | to).toString(16);

test.each([
  ['counts that the message cannot hold', 65_535, record(pointer(12), 1, 4, 'c0000201')],
  ['an owner that points to itself', 1, record(pointer(start), 1, 4, 'c0000201')],
  ['an owner that points forwards', 1, record(pointer(start + 6), 1, 4, 'c0000201')],
  ['an owner that points past the end', 1, record(pointer(0x3fff), 1, 4, 'c0000201')],
  ['two pointers that lead to each other', 1, record(pointer(12), 15, 4, `000a${pointer(start + 14)}`)],
  ['a label type that does not exist', 1, record('41', 1, 4, 'c0000201')],
  ['data longer than the message', 1, record(pointer(12), 1, 400, 'c0000201')],
  ['an address of three bytes', 1, record(pointer(12), 1, 3, 'c00002')],
  ['an MX without exchange', 1, record(pointer(12), 15, 2, '000a')],
  ['a text that runs over its data', 1, record(pointer(12), 16, 3, '09aabb')],
])('DN01 DN02 %s make the reply malformed, at once', async (_, count, bytes) => {
  const server = await serve((asked) => asked.reply(withRecords(asked.message, count, bytes)));
  expect(await failureOf(ask([server.address], { dnsMs: 60_000 }).query('example.org', 'A'))).toMatchObject({
    kind: 'dns',
    trouble: 'malformed',
    resolver: server.address,
  });
});

test('DN04 a truncated reply is asked for again over TCP', async () => {
  const many = Array.from({ length: 200 }, (_, n) => a('example.org', `192.0.2.${n}`));
  const server = await serve((asked) =>
    asked.reply(replyTo(asked, asked.over === 'udp' ? { truncated: true } : { answers: many })),
  );
  const { data, journal } = ask([server.address]);
  expect(await data('example.org', 'A')).toHaveLength(200);
  expect(server.questions.map((question) => question.over)).toEqual(['udp', 'tcp']);
  expect(journal.counts).toMatchObject({ queries: 2, roundTrips: 3 });
  expect(journal.lines.at(-1)!.text).toContain('and 180 more');
});

test('over TCP, too, a reply to something else is dropped and a split one is put together', async () => {
  const server = await serve((asked) => {
    if (asked.over === 'udp') return asked.reply(replyTo(asked, { truncated: true }));
    const wrong = replyTo(asked, { answers: [a(asked.name, lie)] });
    wrong[13] = 'x'.charCodeAt(0);
    const bytes = Buffer.concat([
      framed(Buffer.alloc(0)),
      framed(wrong),
      framed(replyTo(asked, { answers: [a(asked.name, truth)] })),
    ]);
    for (const byte of bytes) asked.socket!.write(Buffer.of(byte));
  });
  expect(await ask([server.address]).data('example.org', 'A')).toEqual([truth]);
});

test.each([
  ['says nothing', () => {}, 'timeout'],
  ['closes', (socket: import('node:net').Socket) => socket.end(), 'unreachable'],
  ['resets', (socket: import('node:net').Socket) => socket.resetAndDestroy(), 'unreachable'],
  [
    'sends half a reply and closes',
    (socket: import('node:net').Socket) => socket.end(Buffer.from([0xff, 0xff, 1, 2])),
    'malformed',
  ],
  [
    'sends half a reply and waits',
    (socket: import('node:net').Socket) => socket.write(Buffer.from([0xff, 0xff, 1, 2])),
    'timeout',
  ],
] as const)('DN04 over TCP a server that %s does not hold the question up', async (_, act, trouble) => {
  const server = await serve((asked) => {
    if (asked.over === 'udp') asked.reply(replyTo(asked, { truncated: true }));
    else act(asked.socket!);
  });
  expect(await failureOf(ask([server.address], { dnsMs: 300 }).query('example.org', 'A'))).toMatchObject({ trouble });
});

test('a truncated answer is never used in part', async () => {
  const server = await serve((asked) => {
    if (asked.over === 'udp') asked.reply(replyTo(asked, { truncated: true, answers: [a(asked.name, truth)] }));
  });
  expect(await failureOf(ask([server.address], { dnsMs: 100 }).query('example.org', 'A'))).toMatchObject({
    trouble: 'timeout',
  });
});

test('text with control characters is kept as it came', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers: [{ name: asked.name, type: 16, class: 1, ttl: 60, data: ['\u001b[31m::error::', '<b>\0'] }],
      }),
    ),
  );
  expect(await ask([server.address]).data('example.org', 'TXT')).toEqual(['\u001b[31m::error::<b>\0']);
});

const nameBytes = (...labels: readonly string[]): string =>
  `${labels.map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label, 'latin1')]).toString('hex')).join('')}00`;

test.each(
  (
    [
      ['MX', 15, '000a'],
      ['PTR', 12, ''],
      ['NS', 2, ''],
      ['SRV', 33, '000a000003e1'],
    ] as const
  ).flatMap(([type, code, front]) =>
    ['\x1b[2J', '::error::x', '##[x]', '<b>x</b>', '=cmd|x', 'a\0b', 'a b', '\xff\xfe', '"\\', '-', 'x'.repeat(63)].map(
      (label) => [type, label, code, front] as const,
    ),
  ),
)(
  'DN06 the name in a record of type %s holds %j: it is text, and nothing is asked for it',
  async (type, label, code, front) => {
    const data = front + nameBytes(label, 'example', 'org');
    const server = await serve((asked) =>
      asked.reply(withRecords(asked.message, 1, record(pointer(12), code, data.length / 2, data))),
    );
    const [shown] = await ask([server.address]).data('example.org', type);
    expect(shown).toMatch(/\.example\.org$/);
    if (/^[\0-\x7f]*$/.test(label)) expect(shown).toContain(label.toLowerCase());
    expect(server.questions).toHaveLength(1);
  },
);

test('DN10 a thousand records and 60 KiB of text are taken, and told in a few lines', async () => {
  const strings = Array.from({ length: 240 }, () => 'x'.repeat(255));
  const server = await serve((asked) => {
    if (asked.over === 'udp') return asked.reply(replyTo(asked, { truncated: true }));
    const one = { name: asked.name, type: asked.type, class: 1, ttl: 60 };
    const answers =
      asked.type === 16
        ? [{ ...one, data: strings }]
        : Array.from({ length: 1000 }, (_, n) => ({ ...one, priority: n, exchange: `mx${n}.example.org` }));
    asked.reply(replyTo(asked, { answers }));
  });
  const { data, journal } = ask([server.address]);
  expect(await data('example.org', 'TXT')).toEqual([strings.join('')]);
  expect(await data('example.org', 'MX')).toHaveLength(1000);
  expect(journal.counts.queries).toBe(4);
  expect(journal.lines.length).toBeLessThan(10);
  expect(journal.lines.at(-1)!.text).toMatch(/ and \d+ more/);
});
