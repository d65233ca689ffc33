import { Packet } from 'dns2';
import { expect, test } from 'vitest';
import type { BulkAnswer } from '../../../src/model/bulk-resolver.ts';
import { type Asked, a, cname, network, replyTo, soa } from './fake-nameserver.ts';
import { bulk, serve } from './setup.ts';

const listed = (asked: Asked) => asked.reply(replyTo(asked, { answers: [a(asked.name, '127.0.0.2')] }));
const absent = (asked: Asked, minimum = 60) =>
  asked.reply(replyTo(asked, { rcode: 3, authorities: [soa('list.example', minimum)] }));

test('tells addresses, no addresses and no such name apart', async () => {
  const server = await serve((asked) => {
    if (asked.name.startsWith('no')) absent(asked);
    else if (asked.name.startsWith('empty')) asked.reply(replyTo(asked, {}));
    else asked.reply(replyTo(asked, { answers: [a(asked.name, '127.0.0.2'), a(asked.name, '127.0.0.11')] }));
  });
  const { ask } = bulk([server.address]);
  expect(await ask('2.0.0.127.List.example.')).toEqual({
    kind: 'answer',
    rcode: 'NOERROR',
    ips: ['127.0.0.2', '127.0.0.11'],
    cnames: [],
    resolver: server.address,
    ms: expect.any(Number),
  });
  expect(await ask('no.list.example')).toMatchObject({ kind: 'answer', rcode: 'NXDOMAIN', ips: [] });
  expect(await ask('empty.list.example')).toMatchObject({ kind: 'answer', rcode: 'NOERROR', ips: [] });
});

test.each([
  [2, 'servfail'],
  [5, 'refused'],
  [4, 'other-rcode'],
])('rcode %i is the trouble %s', async (rcode, trouble) => {
  const server = await serve((asked) => asked.reply(replyTo(asked, { rcode })));
  expect(await bulk([server.address]).ask('a.list.example')).toEqual({
    kind: 'trouble',
    trouble,
    resolver: server.address,
  });
});

test('keeps extended errors, with answers and with troubles', async () => {
  const server = await serve((asked) => {
    const [rcode, infoCode] = asked.name.startsWith('blocked') ? [3, 15] : [2, 22];
    asked.reply(Packet.createErrorResponseFromRequest(Packet.parse(asked.message), rcode, { infoCode }).toBuffer());
  });
  const { ask } = bulk([server.address]);
  expect(await ask('blocked.list.example')).toMatchObject({ kind: 'answer', rcode: 'NXDOMAIN', ede: [15] });
  expect(await ask('dead.list.example')).toMatchObject({ kind: 'trouble', trouble: 'servfail', ede: [22] });
});

test('follows aliases, also where the server leaves that to others', async () => {
  const server = await serve((asked) => {
    if (asked.name === 'whole.list.example') {
      asked.reply(replyTo(asked, { answers: [cname(asked.name, 'park.example'), a('park.example', '192.0.2.1')] }));
    } else if (asked.name === 'half.list.example') {
      asked.reply(replyTo(asked, { answers: [cname(asked.name, 'park.example')] }));
    } else if (asked.name === 'loop.list.example') {
      asked.reply(replyTo(asked, { answers: [cname(asked.name, asked.name)] }));
    } else asked.reply(replyTo(asked, { answers: [a(asked.name, '192.0.2.2')] }));
  });
  const { ask } = bulk([server.address]);
  expect(await ask('whole.list.example')).toMatchObject({ ips: ['192.0.2.1'], cnames: ['park.example'] });
  expect(await ask('half.list.example')).toMatchObject({ ips: ['192.0.2.2'], cnames: ['park.example'] });
  expect(await ask('loop.list.example')).toMatchObject({ kind: 'trouble', trouble: 'loop' });
  expect(server.questions.map(({ name }) => name)).toEqual([
    'whole.list.example',
    'half.list.example',
    'park.example',
    'loop.list.example',
  ]);
});

test('goes on to the next server when one refuses, fails, or is not there, and stays with the first that answers', async () => {
  const closed = await serve(() => {});
  await closed.close();
  const refusing = await serve((asked) => asked.reply(replyTo(asked, { rcode: 5 })));
  const good = await serve(listed);
  const { ask } = bulk([closed.address, refusing.address, good.address]);
  expect(await ask('a.list.example')).toMatchObject({ kind: 'answer', resolver: good.address });
  const other = bulk([good.address, refusing.address]);
  expect(await other.ask('a.list.example')).toMatchObject({ resolver: good.address });
  expect(refusing.questions).toHaveLength(1);
});

test('when no server helps, the first that said something names the trouble', async () => {
  const closed = await serve(() => {});
  await closed.close();
  const failing = await serve((asked) => asked.reply(replyTo(asked, { rcode: 2 })));
  expect(await bulk([closed.address, failing.address]).ask('a.list.example')).toMatchObject({
    trouble: 'servfail',
    resolver: failing.address,
  });
});

test('a silent first server costs a few waits, then it is asked last', async () => {
  const silent = await serve(() => {});
  const good = await serve(listed);
  const { ask } = bulk([silent.address, good.address]);
  const first = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`a${n}.list.example`)));
  expect(first.every((answer) => answer.kind === 'answer')).toBe(true);
  const before = silent.questions.length;
  const then = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`b${n}.list.example`)));
  expect(then.every((answer) => answer.kind === 'answer')).toBe(true);
  expect(silent.questions).toHaveLength(before);
});

test('asks again without EDNS when the server answers FORMERR to it, and from then on at once', async () => {
  const server = await serve((asked) => {
    const old = Packet.parse(asked.message).additionals.length > 0;
    asked.reply(replyTo(asked, old ? { rcode: 1 } : { answers: [a(asked.name, '127.0.0.2')] }));
  });
  const { ask } = bulk([server.address]);
  for (const name of ['a.list.example', 'b.list.example']) {
    expect(await ask(name)).toMatchObject({ ips: ['127.0.0.2'] });
  }
  expect(server.questions).toHaveLength(3);
});

test('a closed port and a route that leads nowhere fail at once', async () => {
  const server = await serve(() => {});
  await server.close();
  expect(await bulk([server.address], { dnsMs: 60_000 }).ask('a.list.example')).toMatchObject({
    trouble: 'unreachable',
    resolver: server.address,
  });
  const nowhere = network({ '192.0.2.53:53/udp': { to: 'nowhere', how: 'unreachable' } });
  expect(await bulk(['192.0.2.53:53'], { network: nowhere }).ask('a.list.example')).toMatchObject({
    trouble: 'unreachable',
  });
});

test.each([[[]], [['nonsense']]])('without a usable server (%j) the trouble is unreachable', async (servers) => {
  expect(await bulk(servers).ask('a.list.example')).toMatchObject({ kind: 'trouble', trouble: 'unreachable' });
});

test('a name that cannot be asked for is malformed, and nothing is sent', async () => {
  const server = await serve(listed);
  const resolver = bulk([server.address]);
  expect(await resolver.ask(`${'l'.repeat(64)}.example`)).toEqual({ kind: 'trouble', trouble: 'malformed' });
  expect(resolver.counts).toEqual({ questions: 0, sent: 0, settled: 0 });
});

test('equal questions in flight are asked once, whatever their case', async () => {
  const held: Asked[] = [];
  const server = await serve((asked) => {
    held.push(asked);
    if (held.length === 2) for (const one of held) listed(one);
  });
  const { ask } = bulk([server.address]);
  const answers = await Promise.all(
    ['a.list.example', 'A.list.EXAMPLE', 'a.list.example.', 'b.list.example'].map((name) => ask(name)),
  );
  expect(answers.every((answer) => answer.kind === 'answer' && answer.ips[0] === '127.0.0.2')).toBe(true);
  expect(server.questions).toHaveLength(2);
});

test('what is known is not asked again; what holds for no time, and a trouble, is', async () => {
  const server = await serve((asked) => {
    if (asked.name.startsWith('kept')) absent(asked);
    else if (asked.name.startsWith('brief')) absent(asked, 0);
    else asked.reply(replyTo(asked, { rcode: 2 }));
  });
  const { ask } = bulk([server.address]);
  for (const name of ['kept', 'brief', 'failing']) {
    await ask(`${name}.list.example`);
    await ask(`${name}.list.example`);
  }
  expect(server.questions.map(({ name }) => name.split('.')[0])).toEqual([
    'kept',
    'brief',
    'brief',
    'failing',
    'failing',
  ]);
});

test('never more are in flight than the window has, and room is there when few wait', async () => {
  const held: Asked[] = [];
  let most = 0;
  const server = await serve((asked) => {
    held.push(asked);
    most = Math.max(most, held.length);
    // The window is full, or the end is near: answer one, and another question may come.
    if (held.length === 4 || server.questions.length > 37) for (const one of held.splice(0)) listed(one);
  });
  const resolver = bulk([server.address], { window: 4 });
  const asked: Promise<BulkAnswer>[] = [];
  let waiting = 0;
  for (let n = 0; n < 40; n++) {
    await resolver.room();
    asked.push(resolver.ask(`a${n}.list.example`));
    waiting = Math.max(waiting, resolver.counts.questions - resolver.counts.settled);
  }
  await Promise.all(asked);
  expect(most).toBe(4);
  // In flight and twice as many again.
  expect(waiting).toBeLessThanOrEqual(12);
  expect(resolver.counts).toEqual({ questions: 40, sent: 40, settled: 40 });
});

test('a lane that does not answer leaves the others their share', async () => {
  const held: Asked[] = [];
  const server = await serve((asked) => {
    if (asked.name.endsWith('dead.example')) held.push(asked);
    else listed(asked);
  });
  const { ask } = bulk([server.address], { window: 8 });
  const dead = { inFlight: 3 };
  const hanging = Array.from({ length: 20 }, (_, n) => ask(`a${n}.dead.example`, dead));
  const others = await Promise.all(Array.from({ length: 50 }, (_, n) => ask(`a${n}.list.example`, {})));
  expect(others.every((answer) => answer.kind === 'answer')).toBe(true);
  expect(held).toHaveLength(3);
  expect(hanging).toHaveLength(20);
});

test('keeps to a rate, for a server and for a lane', async () => {
  const server = await serve(listed);
  const start = performance.now();
  const paced = bulk([server.address], { perSecond: 100 });
  await Promise.all(Array.from({ length: 25 }, (_, n) => paced.ask(`a${n}.list.example`)));
  // Five may go at once, twenty have to wait for a hundredth of a second each.
  expect(performance.now() - start).toBeGreaterThanOrEqual(195);
  const again = performance.now();
  const lane = { perSecond: 100 };
  const { ask } = bulk([server.address]);
  await Promise.all(Array.from({ length: 25 }, (_, n) => ask(`b${n}.list.example`, lane)));
  expect(performance.now() - again).toBeGreaterThanOrEqual(195);
});

test('Ctrl-C ends everything as aborted, at once, and sends nothing more', async () => {
  const abort = new AbortController();
  const server = await serve(() => abort.abort());
  const resolver = bulk([server.address], { window: 2, signal: abort.signal, dnsMs: 60_000 });
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => resolver.ask(`a${n}.list.example`)));
  expect(answers).toEqual(Array.from({ length: 10 }, () => ({ kind: 'aborted' })));
  expect(await resolver.ask('later.list.example')).toEqual({ kind: 'aborted' });
  await resolver.room();
  expect(server.questions.length).toBeLessThanOrEqual(2);
  expect(resolver.counts.sent).toBe(2);
});

test('closing it ends what waits, and an aborted signal asks nothing', async () => {
  const server = await serve(() => {});
  const resolver = bulk([server.address]);
  const waiting = resolver.ask('a.list.example');
  resolver.close();
  expect(await waiting).toEqual({ kind: 'aborted' });
  const late = bulk([server.address], { signal: AbortSignal.abort() });
  expect(await late.ask('a.list.example')).toEqual({ kind: 'aborted' });
  expect(late.counts.sent).toBe(0);
});
