import { Packet } from 'dns2';
import { expect, test } from 'vitest';
import { startDns } from '../../../src/lab/servers/dns.ts';
import type { DnsQueryOptions } from '../../../src/model/resolver.ts';
import { type Asked, replyTo } from './fake-nameserver.ts';
import { ask, failureOf, open, serve } from './setup.ts';

const raw = (asked: Asked, ...data: readonly string[]) =>
  replyTo(asked, {
    answers: data.map((hex) => ({
      name: asked.name,
      type: 999,
      class: 1,
      ttl: 60,
      data: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
    })),
  });

/** The reply with its records said to be of the asked type, which the codec might write otherwise. */
function retyped(asked: Asked, reply: Buffer): Buffer {
  const bytes = Buffer.from(reply);
  for (let at = bytes.indexOf('c00c03e7', 0, 'hex'); at >= 0; at = bytes.indexOf('c00c03e7', at, 'hex')) {
    bytes.writeUInt16BE(asked.type, at + 2);
  }
  return bytes;
}

/** A name server whose records have exactly these bytes. */
const serveBytes = (...data: readonly string[]) => serve((asked) => asked.reply(retyped(asked, raw(asked, ...data))));

test.each([
  ['CAA', '00 05 6973737565 636100222e5cff', '0 issue "ca\\000\\".\\\\\\255"'],
  ['CAA', '80 05 6973737565 6361', '128 issue "ca"'],
  ['CAA', '00 05 6973737565', '0 issue ""'],
  ['DS', '3039 0d 02 deadbeef', '12345 13 2 deadbeef'],
  ['DNSKEY', '0101 03 0d 00ff10', '257 3 13 AP8Q'],
  ['TLSA', '03 01 01 deadbeef', '3 1 1 deadbeef'],
] as const)('writes %s as zone files do', async (type, bytes, text) => {
  const server = await serveBytes(bytes);
  expect(await ask([server.address]).data('example.org', type)).toEqual([text]);
});

test.each([
  ['DS', '3039 0d 02'],
  ['TLSA', '03 01 01'],
  ['CAA', '00 09 6973737565'],
  ['DNSKEY', '0101 03'],
] as const)('%s data that is cut short makes the reply malformed', async (type, bytes) => {
  const server = await serveBytes(bytes);
  expect(await failureOf(ask([server.address]).query('example.org', type))).toMatchObject({ trouble: 'malformed' });
});

/** Of TXT records, by org. */
const signature = '0010 0d 02 0000012c 69800000 696d0000 3039 03 6f7267 00 deadbeef';

test('gives signatures when they are asked for', async () => {
  const server = await serve((asked) => {
    const data = Buffer.from(signature.replaceAll(' ', ''), 'hex');
    const record = { name: asked.name, type: 46, class: 1, ttl: 60, data };
    asked.reply(
      replyTo(asked, {
        answers: [{ ...record, type: 16, data: ['a'] }, record, { ...record, name: 'elsewhere.example' }],
      }),
    );
  });
  const { resolver, journal, abort } = ask([server.address]);
  const query = (how: DnsQueryOptions) => resolver.query('example.org', 'TXT', journal, abort.signal, how);
  expect(await query({ dnssec: true })).toMatchObject({
    records: [{ data: 'a' }],
    signatures: [
      { name: 'example.org', signer: 'org', from: '2026-01-18T15:45:04.000Z', until: '2026-02-02T01:38:08.000Z' },
    ],
  });
  expect(await query({})).not.toHaveProperty('signatures');
});

test.each([
  ['joins the strings of a text', '03 613d31 05 3b20623d32', 'a=1; b=2', ['a=1', '; b=2']],
  ['reads UTF-8, also where a character is cut in two', '02 c3bc 01 c3 01 bc', 'üü', ['Ã¼', 'Ã', '¼']],
  ['reads what is no UTF-8 a byte a character', '04 61ff0080', 'a\u00ff\u0000\u0080', ['a\u00ff\u0000\u0080']],
  ['keeps empty strings apart', '00 01 61 00', 'a', ['', 'a', '']],
] as const)('%s', async (_, bytes, data, strings) => {
  const server = await serveBytes(bytes);
  const { records } = await ask([server.address]).query('example.org', 'TXT');
  expect(records).toMatchObject([{ data, strings }]);
  expect(Buffer.from(records[0]!.strings!.join(''), 'latin1').toString('hex')).toContain(
    Buffer.from(strings.join(''), 'latin1').toString('hex'),
  );
});

test('two texts keep their bytes apart', async () => {
  const server = await serveBytes('02 c3a9', '01 ff');
  expect(await ask([server.address]).data('example.org', 'TXT')).toEqual(['é', 'ÿ']);
});

test('a signature that comes along is no answer', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers: [
          { name: asked.name, type: 1, class: 1, ttl: 60, address: '192.0.2.1' },
          { name: asked.name, type: 46, class: 1, ttl: 60, data: Buffer.from(`00010d02${'00'.repeat(14)}00ff`, 'hex') },
        ],
      }),
    ),
  );
  expect(await ask([server.address]).data('example.org', 'A')).toEqual(['192.0.2.1']);
});

test('a signer that points to itself makes the reply malformed', async () => {
  const server = await serve((asked) => {
    const reply = replyTo(asked, {
      answers: [
        { name: asked.name, type: 46, class: 1, ttl: 60, data: Buffer.from(`00010d02${'00'.repeat(14)}c000`, 'hex') },
      ],
    });
    const signer = reply.lastIndexOf('c000', undefined, 'hex');
    reply.writeUInt16BE(0xc000 | signer, signer);
    asked.reply(reply);
  });
  expect(await failureOf(ask([server.address]).query('example.org', 'A'))).toMatchObject({ trouble: 'malformed' });
});

test('CD and DO are asked for when they are wanted, and are part of the question that is remembered', async () => {
  const server = await serve((asked) =>
    asked.reply(replyTo(asked, { answers: [{ name: asked.name, type: 1, class: 1, ttl: 60, address: '192.0.2.1' }] })),
  );
  const { resolver, journal, abort } = ask([server.address]);
  const ways = [{}, { checkingDisabled: true }, { dnssec: true }, { checkingDisabled: true, dnssec: true }] as const;
  for (const options of [...ways, ...ways]) await resolver.query('example.org', 'A', journal, abort.signal, options);
  await resolver.queryAt(server.address, 'example.org', 'A', journal, abort.signal, { checkingDisabled: true });

  const bits = server.questions.map(({ message }) => {
    const packet = Packet.parse(message);
    return [(message[3]! & 0x10) !== 0, packet.additionals[0]!.doFlag];
  });
  expect(bits).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
    [true, false],
  ]);
  expect(journal.lines.map(({ text }) => text)).toContain('example.org A without validation');
});

test('bogus is told from SERVFAIL by asking without validation, and says so itself', async () => {
  const server = await startDns(
    { zone: { 'signed.example': { A: ['192.0.2.1'] } }, faults: { 'signed.example': 'bogus' }, blockLists: {} },
    { delayMs: 0 },
  );
  open.push(server);
  const { resolver, query, journal, abort } = ask([`127.0.0.1:${server.udpPort}`]);
  expect(await failureOf(query('signed.example', 'A'))).toMatchObject({ trouble: 'servfail', ede: [6] });
  const answer = await resolver.query('signed.example', 'A', journal, abort.signal, { checkingDisabled: true });
  expect(answer.records.map(({ data }) => data)).toEqual(['192.0.2.1']);
});

test('extended errors are kept with an answer and with a failure, and their text is shown', async () => {
  const server = await serve((asked) => {
    const error = Packet.createErrorResponseFromRequest(Packet.parse(asked.message), asked.type === 1 ? 2 : 3, {
      infoCode: asked.type === 1 ? 7 : 15,
      extraText: 'signature ended',
    });
    asked.reply(error.toBuffer());
  });
  const { query, journal } = ask([server.address]);
  expect(await failureOf(query('example.org', 'A'))).toEqual({
    kind: 'dns',
    stage: 'dns',
    trouble: 'servfail',
    resolver: server.address,
    ede: [7],
  });
  expect(journal.lines[1]!.text).toMatch(/^example\.org A: SERVFAIL EDE 7: signature ended \(/);
  expect(await query('example.org', 'AAAA')).toMatchObject({ rcode: 'NXDOMAIN', ede: [15] });
});

test('the lab answers every type that can be asked for', async () => {
  const key = 'k'.repeat(300);
  const zone = {
    'lab.test': {
      CAA: ['0 issue "ca.example.net"'],
      DS: ['12345 13 2 deadbeef'],
      DNSKEY: ['257 3 13 AP8Q'],
      SOA: ['ns.lab.test admin.lab.test 1 2 3 4 60'],
      TXT: [key],
    },
    '_25._tcp.lab.test': { TLSA: ['3 1 1 deadbeef'] },
  };
  const server = await startDns({ zone, faults: {}, blockLists: {} }, { delayMs: 0 });
  open.push(server);
  const { data } = ask([`127.0.0.1:${server.udpPort}`]);
  for (const type of ['CAA', 'DS', 'DNSKEY', 'SOA', 'TXT'] as const) {
    expect(await data('lab.test', type)).toEqual(zone['lab.test'][type]);
  }
  expect(await data('_25._tcp.lab.test', 'TLSA')).toEqual(['3 1 1 deadbeef']);
});
