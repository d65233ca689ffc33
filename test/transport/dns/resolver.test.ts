import { once } from 'node:events';
import dns2, { Packet } from 'dns2';
import { expect, test } from 'vitest';
import { a, cname, network, replyTo, soa } from './fake-nameserver.ts';
import { ask, failureOf, serve } from './setup.ts';

test('gives records in presentation form, owner and target names in lower case', async () => {
  const base = { class: 1, ttl: 60 };
  const answers: Record<number, object[]> = {
    1: [a('MAIL.Example.org', '192.0.2.1')],
    28: [{ ...base, name: 'mail.example.org', type: 28, address: '2001:db8::1' }],
    15: [{ ...base, name: 'mail.example.org', type: 15, priority: 10, exchange: 'MX.Example.ORG' }],
    33: [
      { ...base, name: 'mail.example.org', type: 33, priority: 0, weight: 1, port: 993, target: 'Imap.example.org' },
    ],
    12: [{ ...base, name: 'mail.example.org', type: 12, domain: 'Host.example.org' }],
    16: [{ ...base, name: 'mail.example.org', type: 16, data: ['v=spf1 ', '-all'] }],
    2: [{ ...base, name: 'mail.example.org', type: 2, ns: 'NS.example.org' }],
    6: [soa('mail.example.org', 60)],
    5: [cname('mail.example.org', 'Other.example.org')],
    52: [{ ...base, name: 'mail.example.org', type: 52, data: Buffer.from('030101deadbeef', 'hex') }],
  };
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: answers[asked.type]! })));
  const { data, query } = ask([server.address]);

  expect(await data('mail.example.org', 'A')).toEqual(['192.0.2.1']);
  expect(await data('mail.example.org', 'AAAA')).toEqual(['2001:db8::1']);
  expect(await data('mail.example.org', 'MX')).toEqual(['10 mx.example.org']);
  expect(await data('mail.example.org', 'SRV')).toEqual(['0 1 993 imap.example.org']);
  expect(await data('mail.example.org', 'PTR')).toEqual(['host.example.org']);
  expect(await data('mail.example.org', 'TXT')).toEqual(['v=spf1 -all']);
  expect(await data('mail.example.org', 'NS')).toEqual(['ns.example.org']);
  expect(await data('mail.example.org', 'SOA')).toEqual(['ns.mail.example.org admin.mail.example.org 1 2 3 4 60']);
  expect(await data('mail.example.org', 'CNAME')).toEqual(['other.example.org']);
  expect(await data('mail.example.org', 'TLSA')).toEqual(['3 1 1 deadbeef']);
  expect((await query('mail.example.org', 'A')).records[0]!.name).toBe('mail.example.org');
});

test('writes a null MX and an SRV record without a service with the root as a dot', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers: [
          asked.type === 15
            ? { name: 'example.org', type: 15, class: 1, ttl: 60, priority: 0, exchange: '' }
            : { name: 'example.org', type: 33, class: 1, ttl: 60, priority: 0, weight: 0, port: 0, target: '' },
        ],
      }),
    ),
  );
  const { data } = ask([server.address]);
  expect(await data('example.org', 'MX')).toEqual(['0 .']);
  expect(await data('example.org', 'SRV')).toEqual(['0 0 0 .']);
});

test('asks with recursion, EDNS 1232, the AD bit and ids that differ', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })));
  const { query } = ask([server.address]);
  await Promise.all(Array.from({ length: 20 }, (_, n) => query(`h${n}.example.org`, 'A')));

  const asked = Packet.parse(server.questions[0]!.message);
  expect(asked.header.rd).toBe(1);
  expect(server.questions[0]!.message[3]! & 0x20).toBe(0x20);
  expect(asked.additionals[0]).toMatchObject({ type: 41, class: 1232 });
  const ids = new Set(server.questions.map((question) => question.message.readUInt16BE(0)));
  expect(ids.size).toBeGreaterThan(15);
});

test('reports the AD bit of the answer', async () => {
  const server = await serve((asked) => {
    const reply = replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] });
    if (asked.name === 'signed.example.org') reply[3]! |= 0x20;
    asked.reply(reply);
  });
  const { query } = ask([server.address]);
  expect((await query('signed.example.org', 'A')).authenticated).toBe(true);
  expect((await query('plain.example.org', 'A')).authenticated).toBe(false);
});

test('takes NXDOMAIN and an answer without records as answers', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { rcode: asked.name.startsWith('no') ? 3 : 0 })));
  const { query } = ask([server.address]);
  expect(await query('no.example.org', 'A')).toMatchObject({ rcode: 'NXDOMAIN', records: [] });
  expect(await query('empty.example.org', 'A')).toMatchObject({ rcode: 'NOERROR', records: [] });
});

test.each([
  [2, 'servfail'],
  [5, 'refused'],
  [4, 'other-rcode'],
])('rcode %i is the failure %s', async (rcode, trouble) => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { rcode })));
  const failure = await failureOf(ask([server.address]).query('example.org', 'A'));
  expect(failure).toEqual({ kind: 'dns', stage: 'dns', trouble, resolver: server.address });
});

test('asks again without EDNS when the server answers FORMERR to it', async () => {
  const server = await serve((asked) => {
    const old = Packet.parse(asked.message).additionals.length > 0;
    asked.reply(replyTo(asked, old ? { rcode: 1 } : { answers: [a(asked.name, '192.0.2.1')] }));
  });
  expect(await ask([server.address]).data('example.org', 'A')).toEqual(['192.0.2.1']);
  expect(server.questions).toHaveLength(2);
});

test('a closed port fails at once, long before the deadline', async () => {
  const server = await serve(() => {});
  await server.close();
  const failure = await failureOf(ask([server.address], { dnsMs: 60_000 }).query('example.org', 'A'));
  expect(failure).toMatchObject({ trouble: 'unreachable', resolver: server.address });
});

test('goes on to the next server when one refuses, fails or is not there', async () => {
  const refusing = await serve((asked) => asked.reply(replyTo(asked, { rcode: 5 })));
  const failing = await serve((asked) => asked.reply(replyTo(asked, { rcode: 2 })));
  const good = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })));
  const { query, journal } = ask(['127.0.0.1:1', refusing.address, failing.address, good.address], {
    network: network({ '127.0.0.1:1/udp': { to: 'nowhere', how: 'refused' } }),
  });
  expect(await query('example.org', 'A')).toMatchObject({ resolver: good.address });
  expect(journal.counts).toMatchObject({ queries: 4, roundTrips: 4 });
  await query('other.example.org', 'A');
  expect(refusing.questions).toHaveLength(1);
});

test('when no server helps, the first that said something names the trouble', async () => {
  const silent = await serve(() => {});
  const failing = await serve((asked) => asked.reply(replyTo(asked, { rcode: 2 })));
  const failure = await failureOf(ask([silent.address, failing.address], { dnsMs: 1_000 }).query('example.org', 'A'));
  expect(failure).toMatchObject({ trouble: 'servfail', resolver: failing.address });
});

test('a lost packet is sent again and the answer to either is taken', async () => {
  let lost = 1;
  const server = await serve((asked) => {
    if (lost-- > 0) return;
    asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] }));
  });
  const { data, journal } = ask([server.address]);
  expect(await data('example.org', 'A')).toEqual(['192.0.2.1']);
  expect(journal.counts.queries).toBe(2);
  expect(server.questions).toHaveLength(2);
});

test('silence ends at the deadline as a timeout', async () => {
  const server = await serve(() => {});
  const { query, journal } = ask([server.address], { dnsMs: 50 });
  expect(await failureOf(query('example.org', 'A'))).toEqual({
    kind: 'dns',
    stage: 'dns',
    trouble: 'timeout',
    resolver: server.address,
  });
  expect(journal.lines.at(-1)).toMatchObject({ from: 'mailcheck', expected: false });
  expect(journal.lines.at(-1)!.text).toMatch(/^example\.org A: no answer in \d+ ms/);
});

test.each([
  ['silent', 'timeout'],
  ['refused', 'unreachable'],
  ['unreachable', 'unreachable'],
] as const)('a simulated server that is %s gives %s', async (how, trouble) => {
  const { query } = ask(['192.0.2.53:53'], {
    dnsMs: 50,
    network: network({ '192.0.2.53:53/udp': { to: 'nowhere', how } }),
  });
  expect(await failureOf(query('example.org', 'A'))).toMatchObject({ trouble, resolver: '192.0.2.53:53' });
});

test('names the server as configured although packets are led elsewhere', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })));
  const port = Number(server.address.split(':')[1]);
  const { query } = ask(['192.0.2.53:53'], {
    network: network({ '192.0.2.53:53/udp': { to: 'address', ip: '127.0.0.1', port } }),
  });
  expect((await query('example.org', 'A')).resolver).toBe('192.0.2.53:53');
});

test('without a usable server the failure is unreachable', async () => {
  expect(await failureOf(ask([]).query('example.org', 'A'))).toMatchObject({ trouble: 'unreachable' });
  expect(await failureOf(ask(['nonsense']).query('example.org', 'A'))).toMatchObject({ trouble: 'unreachable' });
});

test('asks a resolver over IPv6', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })), '::1');
  expect(await ask([server.address]).query('example.org', 'A')).toMatchObject({ resolver: server.address });
});

test('equal questions in flight and within their TTL are asked once, whatever their case', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })));
  const { data, journal } = ask([server.address]);
  await Promise.all([data('example.org', 'A'), data('Example.ORG.', 'A'), data('example.org', 'A')]);
  expect(await data('EXAMPLE.org', 'A')).toEqual(['192.0.2.1']);
  expect(server.questions).toHaveLength(1);
  expect(journal.counts.queries).toBe(1);
  expect(journal.lines.at(-1)!.text).toBe('example.org A is known: NOERROR 192.0.2.1');
});

test('an absent name is remembered only as long as its SOA says', async () => {
  const server = await serve((asked) => {
    const minimum = asked.name.startsWith('kept') ? 60 : 0;
    asked.reply(replyTo(asked, { rcode: 3, authorities: [soa('example.org', minimum)] }));
  });
  const { query } = ask([server.address]);
  for (const name of ['kept.example.org', 'brief.example.org']) {
    await query(name, 'A');
    await query(name, 'A');
  }
  expect(server.questions.map((question) => question.name)).toEqual([
    'kept.example.org',
    'brief.example.org',
    'brief.example.org',
  ]);
});

test('a failure is not remembered', async () => {
  let broken = true;
  const server = await serve((asked) => asked.reply(replyTo(asked, broken ? { rcode: 2 } : { rcode: 3 })));
  const { query } = ask([server.address]);
  await failureOf(query('example.org', 'A'));
  broken = false;
  expect((await query('example.org', 'A')).rcode).toBe('NXDOMAIN');
});

test('queryAt asks the one server, past the cache', async () => {
  const first = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })));
  const second = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.2')] })));
  const { query, resolver, journal, abort } = ask([first.address, second.address]);
  await query('example.org', 'A');
  const answer = await resolver.queryAt(second.address, 'example.org', 'A', journal, abort.signal);
  expect(answer.records[0]!.data).toBe('192.0.2.2');
  await resolver.queryAt(second.address, 'example.org', 'A', journal, abort.signal);
  expect(second.questions).toHaveLength(2);
});

test('pinned names are answered by hand for addresses, and asked for anything else', async () => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { rcode: 3 })));
  const pinned = new Map([['Mail.example.org', ['192.0.2.9', '2001:db8::9']]]);
  const { query, data } = ask([server.address], { pinned });
  expect(await data('mail.example.org', 'A')).toEqual(['192.0.2.9']);
  expect(await data('mail.example.org', 'AAAA')).toEqual(['2001:db8::9']);
  expect(server.questions).toHaveLength(0);
  expect(await query('mail.example.org', 'MX')).toMatchObject({ rcode: 'NXDOMAIN' });
});

test('Ctrl-C ends a question at once and sends nothing more', async () => {
  const server = await serve(() => abort.abort());
  const { query, abort } = ask([server.address], { dnsMs: 60_000 });
  expect(await failureOf(query('example.org', 'A'))).toMatchObject({ kind: 'dns' });
  expect(await failureOf(query('other.example.org', 'A'))).toMatchObject({ kind: 'dns' });
  expect(server.questions).toHaveLength(1);
});

test('hundreds of questions under one signal make no warning', async () => {
  const warnings: Error[] = [];
  const collect = (warning: Error) => warnings.push(warning);
  process.on('warning', collect);
  const server = await serve((asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] })));
  const { query } = ask([server.address]);
  await Promise.all(Array.from({ length: 200 }, (_, n) => query(`h${n}.example.org`, 'A')));
  await new Promise((done) => setImmediate(done));
  process.off('warning', collect);
  expect(warnings).toEqual([]);
});

test('writes the question and the answer into the journal', async () => {
  const server = await serve((asked) =>
    asked.reply(
      replyTo(asked, {
        answers: [{ name: asked.name, type: 15, class: 1, ttl: 60, priority: 10, exchange: 'mx.example.org' }],
      }),
    ),
  );
  const { query, journal } = ask([server.address]);
  await query('example.org', 'MX');
  expect(journal.lines[0]).toEqual({ from: 'client', encrypted: false, expected: true, text: 'example.org MX' });
  expect(journal.lines[1]).toMatchObject({ from: 'server', expected: true });
  expect(journal.lines[1]!.text).toMatch(/^example\.org MX: NOERROR 10 mx\.example\.org \(127\.0\.0\.1:\d+, \d+ ms\)$/);
  expect(journal.counts).toMatchObject({ queries: 1, roundTrips: 1 });
});

test('understands the server of dns2', async () => {
  const server = dns2.createServer({
    udp: true,
    handle: (request, send) => {
      const response = Packet.createResponseFromRequest(request);
      response.answers.push(new Packet.Resource(a(request.questions[0]!.name, '192.0.2.7')));
      void send(response);
    },
  });
  const { udp } = await server.listen({ udp: { port: 0, address: '127.0.0.1' } });
  const closed = once(server, 'close');
  expect(await ask([`127.0.0.1:${udp!.port}`]).data('example.org', 'A')).toEqual(['192.0.2.7']);
  await server.close();
  await closed;
});
