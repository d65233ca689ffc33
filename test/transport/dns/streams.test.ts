import { expect, test } from 'vitest';
import { type Asked, a, fakeNameserver, replyTo, soa } from './fake-nameserver.ts';
import {
  dohServer,
  dotServer,
  type HttpAsked,
  host,
  ip,
  type SecureAsked,
  type SecureNameserver,
  secureNetwork,
} from './fake-secure-nameserver.ts';
import { ask, bulk, failureOf, open, serve } from './setup.ts';

const answer = (asked: SecureAsked | Asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.1')] }));
function opened<T extends SecureNameserver>(server: T): T {
  open.push(server);
  return server;
}
const names = Array.from({ length: 20 }, (_, n) => `h${n}.example.org`);

test('a tcp:// resolver is asked over one connection only', async () => {
  const server = await serve(answer);
  const { data, journal } = ask([`tcp://${server.address}`]);
  expect(await data('example.org', 'A')).toEqual(['192.0.2.1']);
  expect(journal.counts).toMatchObject({ queries: 1, roundTrips: 2 });
  await Promise.all(names.map((name) => data(name, 'A')));
  expect(new Set(server.questions.map(({ over }) => over))).toEqual(new Set(['tcp']));
  expect(new Set(server.questions.map(({ socket }) => socket)).size).toBe(1);
  expect(journal.counts).toMatchObject({ queries: 21, roundTrips: 22 });
});

test('answers over a connection may come in any order', async () => {
  let held: Asked[] = [];
  const server = await serve((asked) => {
    held.push(asked);
    if (held.length < names.length) return;
    for (const one of held.reverse()) one.reply(replyTo(one, { answers: [a(one.name, `192.0.2.${one.name.length}`)] }));
    held = [];
  });
  const { data } = ask([`tcp://${server.address}`]);
  const answers = await Promise.all(names.map((name) => data(name, 'A')));
  expect(answers).toEqual(names.map((name) => [`192.0.2.${name.length}`]));
});

test('a connection that a server closes after an answer is opened again for the rest', async () => {
  const server = await serve((asked) => {
    answer(asked);
    asked.socket!.end();
  });
  const { data } = ask([`tcp://${server.address}`]);
  const answers = await Promise.all(names.slice(0, 5).map((name) => data(name, 'A')));
  expect(answers).toEqual(names.slice(0, 5).map(() => ['192.0.2.1']));
});

test('a server that closes without an answer is not asked for ever', async () => {
  const server = await serve((asked) => void asked.socket!.end());
  const failure = await failureOf(ask([`tcp://${server.address}`], { dnsMs: 60_000 }).query('example.org', 'A'));
  expect(failure).toMatchObject({ trouble: 'unreachable' });
  expect(server.questions).toHaveLength(1);
});

test('after a silence the next question gets a new connection', async () => {
  const server = await serve((asked) => {
    if (asked.name !== 'silent.example.org') answer(asked);
  });
  const { data, query } = ask([`tcp://${server.address}`], { dnsMs: 300 });
  expect(await data('first.example.org', 'A')).toEqual(['192.0.2.1']);
  expect(await failureOf(query('silent.example.org', 'A'))).toMatchObject({ trouble: 'timeout' });
  expect(await data('last.example.org', 'A')).toEqual(['192.0.2.1']);
  const [first, silent, last] = server.questions.map(({ socket }) => socket);
  expect(silent).toBe(first);
  expect(last).not.toBe(first);
});

test('a connection that nobody accepts any more fails at once', async () => {
  const server = await fakeNameserver(answer);
  await server.close();
  expect(await failureOf(ask([`tcp://${server.address}`], { dnsMs: 60_000 }).query('example.org', 'A'))).toMatchObject({
    trouble: 'unreachable',
    resolver: `tcp://${server.address}`,
  });
});

test.each([
  ['the name', `tls://${ip}#${host}`],
  ['the address', `tls://${ip}`],
])('over TLS the certificate is verified by %s, and one connection does for all', async (_, resolver) => {
  const server = opened(await dotServer(answer));
  const { data, journal } = ask([resolver], { network: secureNetwork(server.port) });
  expect(await data('example.org', 'A')).toEqual(['192.0.2.1']);
  expect(journal.counts).toMatchObject({ queries: 1, roundTrips: 3 });
  await Promise.all(names.map((name) => data(name, 'A')));
  expect(server.connections()).toBe(1);
  expect(journal.counts).toMatchObject({ queries: 21, roundTrips: 23 });
});

test('a connection under TLS that was closed meanwhile is opened again', async () => {
  const server = opened(await dotServer(answer));
  const { data } = ask([`tls://${ip}`], { network: secureNetwork(server.port) });
  await data('first.example.org', 'A');
  server.hangUp();
  expect(await data('next.example.org', 'A')).toEqual(['192.0.2.1']);
  expect(server.connections()).toBe(2);
});

test.each([
  ['another name', `tls://${ip}#other.lab.test`, {}, /certificate names dns\.lab\.test, 192\.0\.2\.53, not other/],
  ['no address', `tls://${ip}`, { names: [host], ips: [] }, /certificate names dns\.lab\.test, not 192\.0\.2\.53/],
  ['an expired certificate', `tls://${ip}`, { notBefore: new Date(0), notAfter: new Date(1e12) }, /not in its dates/],
  ['a self-signed one', `tls://${ip}`, { selfSigned: true }, /not trusted: DEPTH_ZERO_SELF_SIGNED_CERT/],
])('nothing is asked of a server with %s', async (_, resolver, certificate, why) => {
  const server = opened(await dotServer(answer, { names: [host], ips: [ip], ...certificate }));
  const { query, journal } = ask([resolver], { network: secureNetwork(server.port), dnsMs: 60_000 });
  expect(await failureOf(query('example.org', 'A'))).toMatchObject({ trouble: 'tls' });
  expect(server.questions).toHaveLength(0);
  expect(journal.lines.at(-1)).toMatchObject({ from: 'mailcheck', expected: false, text: expect.stringMatching(why) });
});

test('nothing is asked of a server that speaks no TLS', async () => {
  const plain = await serve((asked) => asked.socket?.end('220 mail.lab.test\r\n'));
  const port = Number(plain.address.split(':')[1]);
  const { query } = ask([`tls://${ip}`], { network: secureNetwork(port), dnsMs: 1_000 });
  expect(await failureOf(query('example.org', 'A'))).toMatchObject({ kind: 'dns' });
  expect(plain.questions).toHaveLength(0);
});

test('over HTTPS questions are posted with id 0, side by side on one connection', async () => {
  const server = opened(await dohServer(answer));
  const { data } = ask([`https://${ip}/dns-query`], { network: secureNetwork(server.port) });
  const answers = await Promise.all(names.map((name) => data(name, 'A')));
  expect(answers).toEqual(names.map(() => ['192.0.2.1']));
  expect(server.connections()).toBe(1);
  const asked = server.questions as readonly HttpAsked[];
  expect(asked.map(({ message }) => message.readUInt16BE(0))).toEqual(names.map(() => 0));
  expect(asked[0]!.headers).toMatchObject({
    ':method': 'POST',
    ':path': '/dns-query',
    ':authority': ip,
    'content-type': 'application/dns-message',
    accept: 'application/dns-message',
  });
});

test('the host of an HTTPS resolver is found by the resolvers of the system', async () => {
  const system = await serve((asked) => {
    if (asked.type === 1) asked.reply(replyTo(asked, { answers: [a(asked.name, ip)] }));
    else asked.reply(replyTo(asked, { authorities: [soa('lab.test', 60)] }));
  });
  const server = opened(await dohServer(answer));
  const network = secureNetwork(server.port, { systemResolvers: () => [system.address] });
  const { data } = ask([`https://${host}:8443/dns-query?x=1`], { network });
  expect(await data('example.org', 'A')).toEqual(['192.0.2.1']);
  expect(system.questions.map(({ name }) => name)).toEqual([host, host]);
  expect((server.questions as readonly HttpAsked[])[0]!.headers).toMatchObject({
    ':authority': `${host}:8443`,
    ':path': '/dns-query?x=1',
  });
});

test('an HTTPS resolver whose host is not found cannot be reached; a pinned one is', async () => {
  const server = opened(await dohServer(answer));
  const url = `https://${host}/dns-query`;
  const lost = ask([url], { network: secureNetwork(server.port) });
  expect(await failureOf(lost.query('example.org', 'A'))).toMatchObject({ trouble: 'unreachable', resolver: url });
  expect(lost.journal.lines.at(-1)!.text).toMatch(/no address of dns\.lab\.test/);
  const pinned = ask([url], { network: secureNetwork(server.port, { pinned: new Map([[host, [ip]]]) }) });
  expect(await pinned.data('example.org', 'A')).toEqual(['192.0.2.1']);
});

test('an HTTPS connection that is closed meanwhile is opened again', async () => {
  const server = opened(await dohServer(answer));
  const { data } = ask([`https://${ip}/dns-query`], { network: secureNetwork(server.port) });
  await data('first.example.org', 'A');
  server.hangUp();
  expect(await data('next.example.org', 'A')).toEqual(['192.0.2.1']);
});

test.each([
  ['403', (asked: HttpAsked) => asked.stream.respond({ ':status': 403 }, { endStream: true }), 'refused'],
  ['429', (asked: HttpAsked) => asked.stream.respond({ ':status': 429 }, { endStream: true }), 'refused'],
  ['500', (asked: HttpAsked) => asked.stream.respond({ ':status': 500 }, { endStream: true }), 'malformed'],
  ['a page', (asked: HttpAsked) => asked.reply(Buffer.from('<html>'.repeat(20))), 'malformed'],
  ['nothing', (asked: HttpAsked) => asked.reply(Buffer.alloc(0)), 'malformed'],
  ['without end', (asked: HttpAsked) => asked.reply(Buffer.alloc(200_000)), 'malformed'],
  ['a reset', (asked: HttpAsked) => asked.stream.close(2), 'malformed'],
  [
    'the answer to another question',
    (asked: HttpAsked) => {
      const reply = replyTo(asked, { answers: [a(asked.name, '203.0.113.66')] });
      reply.write('x', 13);
      asked.reply(reply);
    },
    'malformed',
  ],
])('over HTTPS %s is the trouble it means', async (_, act, trouble) => {
  const server = opened(await dohServer(act));
  const { query } = ask([`https://${ip}/dns-query`], { network: secureNetwork(server.port), dnsMs: 60_000 });
  expect(await failureOf(query('example.org', 'A'))).toMatchObject({ trouble });
});

test('a server without HTTP/2 is not asked', async () => {
  const server = opened(await dotServer(answer));
  const { query, journal } = ask([`https://${ip}/dns-query`], { network: secureNetwork(server.port) });
  expect(await failureOf(query('example.org', 'A'))).toMatchObject({ trouble: 'unreachable' });
  expect(journal.lines.at(-1)!.text).toMatch(/does not speak HTTP\/2/);
});

test('silence over TLS and HTTPS ends at the deadline', async () => {
  const dot = opened(await dotServer(() => {}));
  const doh = opened(await dohServer(() => {}));
  for (const [resolver, { port }] of [
    [`tls://${ip}`, dot],
    [`https://${ip}/q`, doh],
  ] as const) {
    const { query } = ask([resolver], { network: secureNetwork(port), dnsMs: 400 });
    expect(await failureOf(query('example.org', 'A'))).toMatchObject({ trouble: 'timeout', resolver });
  }
});

test('the next server is asked when one cannot be verified', async () => {
  const unverified = opened(await dotServer(answer, { names: [host], ips: [ip], selfSigned: true }));
  const good = await serve(answer);
  const { query } = ask([`tls://${ip}`, good.address], { network: secureNetwork(unverified.port) });
  expect(await query('example.org', 'A')).toMatchObject({ resolver: good.address });
});

test('bulk questions go over TCP, TLS and HTTPS as well', async () => {
  const tcp = await serve(answer);
  const dot = opened(await dotServer(answer));
  const doh = opened(await dohServer(answer));
  for (const [resolver, port] of [
    [`tcp://${tcp.address}`, 0],
    [`tls://${ip}`, dot.port],
    [`https://${ip}/q`, doh.port],
  ] as const) {
    const { ask: askBulk, counts } = bulk([resolver], { network: secureNetwork(port) });
    const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => askBulk(`n${n}.list.example`)));
    expect(answers.every((one) => one.kind === 'answer' && one.resolver === resolver)).toBe(true);
    expect(counts).toEqual({ questions: 300, sent: 300, settled: 300 });
  }
  expect([dot.connections(), doh.connections()]).toEqual([1, 1]);
});
