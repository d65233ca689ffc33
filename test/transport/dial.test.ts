import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import type { Network, Route } from '../../src/model/network.ts';
import { createDialer } from '../../src/transport/dial.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { fakeJournal } from '../probes/fake-run.ts';
import { failureOf, networkAt, open, told } from './sockets.ts';

function dialer(network: Partial<Network>, connectMs = 10_000) {
  const limits = { ...defaultLimits, connectMs };
  const journal = fakeJournal();
  const abort = new AbortController();
  const { connect } = createDialer({ network: networkAt(0, network), limits, redactor: createRedactor() });
  const dial = (ip = '192.0.2.10', port = 993) =>
    connect({ host: 'mail.example.org', ip, port, journal, signal: abort.signal });
  return { dial, journal, abort };
}

async function listening(host = '127.0.0.1') {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.resume();
  });
  server.listen(0, host);
  await once(server, 'listening');
  open.push(server);
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const to = (route: Route) => ({ route: () => route });
const nowhere = (how: 'refused' | 'unreachable' | 'silent') => to({ to: 'nowhere', how });

describe('a connection', () => {
  test('goes where the route leads, and is told by the address that was meant', async () => {
    const { port } = await listening();
    const asked: unknown[] = [];
    const { dial, journal } = dialer({
      route(...question) {
        asked.push(question);
        return { to: 'address', ip: '127.0.0.1', port };
      },
    });
    const session = await dial();
    open.push(session);
    expect(asked).toEqual([['192.0.2.10', 993, 'tcp']]);
    expect(told(journal)).toEqual([expect.stringMatching(/^mailcheck connected to 192\.0\.2\.10:993 in \d+ ms$/)]);
    expect(journal.counts).toEqual({ connections: 1, roundTrips: 1, queries: 0 });
    expect([session.encrypted, session.tls, session.buffered]).toEqual([false, undefined, 0]);
  });

  test('to an IPv6 address is written with brackets', async () => {
    const { dial, journal } = dialer(nowhere('refused'));
    await failureOf(dial('2001:db8::10', 25));
    expect(told(journal)).toEqual(['!mailcheck connect to [2001:db8::10]:25: refused']);
  });
});

describe('no connection', () => {
  test('where nobody listens: the kernel refuses', async () => {
    const { port } = await listening();
    await open.pop()?.close();
    const { dial, journal } = dialer(to({ to: 'address', ip: '127.0.0.1', port }));
    expect(await failureOf(dial())).toEqual({ kind: 'refused', stage: 'connect', code: 'ECONNREFUSED' });
    expect(told(journal)).toEqual(['!mailcheck connect to 192.0.2.10:993: refused']);
    expect(journal.counts.connections).toBe(1);
  });

  test.each<['refused' | 'unreachable', object, string]>([
    ['refused', { kind: 'refused', stage: 'connect', code: 'ECONNREFUSED' }, 'refused'],
    ['unreachable', { kind: 'unreachable', stage: 'connect', code: 'EHOSTUNREACH' }, 'unreachable (EHOSTUNREACH)'],
  ])('on a route that is %s: as the kernel would say it, at once', async (how, failure, words) => {
    const { dial, journal } = dialer(nowhere(how));
    expect(await failureOf(dial())).toEqual(failure);
    expect(told(journal)).toEqual([`!mailcheck connect to 192.0.2.10:993: ${words}`]);
  });

  test('on a silent route: at the deadline', async () => {
    const { dial, journal } = dialer(nowhere('silent'), 40);
    const startedAt = performance.now();
    expect(await failureOf(dial())).toEqual({ kind: 'timeout', stage: 'connect', afterMs: 40 });
    expect(performance.now() - startedAt).toBeGreaterThan(35);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(told(journal)).toEqual(['!mailcheck connect to 192.0.2.10:993: no answer within 40 ms']);
  });

  test('to what is no address', async () => {
    const { dial } = dialer(to({ to: 'address', ip: '127.0.0.1', port: 0 }));
    expect(await failureOf(dial())).toMatchObject({
      kind: expect.stringMatching(/^(?:unreachable|refused)$/),
      stage: 'connect',
    });
  });

  test('after Ctrl-C, or before it', async () => {
    const { dial, abort, journal } = dialer(nowhere('silent'));
    const dialling = failureOf(dial());
    abort.abort();
    expect(await dialling).toEqual({ kind: 'closed', stage: 'connect', code: 'ABORTED' });
    expect(await failureOf(dial())).toEqual({ kind: 'closed', stage: 'connect', code: 'ABORTED' });
    expect(told(journal)).toEqual(Array(2).fill('!mailcheck connect to 192.0.2.10:993: given up by mailcheck'));
  });

  test('comes about after Ctrl-C, even where somebody listens', async () => {
    const server = await listening();
    const { dial, abort } = dialer(to({ to: 'address', ip: '127.0.0.1', port: server.port }));
    abort.abort();
    expect(await failureOf(dial())).toMatchObject({ code: 'ABORTED' });
    expect(server.connections()).toBe(0);
  });
});
