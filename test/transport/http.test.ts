import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createAuthority } from '../../src/lab/certificates.ts';
import { Failed } from '../../src/model/failure.ts';
import type { Fetched, FetchOptions } from '../../src/model/fetcher.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import type { Route } from '../../src/model/network.ts';
import { createFetcher } from '../../src/transport/http.ts';
import { fakeJournal } from '../probes/fake-run.ts';

const authority = createAuthority('Test root');
const host = 'mta-sts.example.org';
const good = authority.issue({ names: [host] });

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that answers the first line of a question with whatever bytes, and counts who came. */
async function serve(
  answer: (socket: Socket, question: string) => void,
  certificate = good,
): Promise<{ port: number; questions: string[] }> {
  const questions: string[] = [];
  const context = createSecureContext(certificate);
  const server = createServer((raw) => {
    raw.on('error', () => {});
    const socket = new TLSSocket(raw, { isServer: true, secureContext: context });
    closers.push(() => raw.destroy());
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      const [head = '', body] = text.split('\r\n\r\n');
      if (body === undefined || Buffer.byteLength(body) < Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)) return;
      questions.push(text);
      answer(socket, text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { port: (server.address() as { port: number }).port, questions };
}

const get = (route: Route, limits: Partial<Limits> = {}, more: Partial<FetchOptions> = {}): Promise<Fetched> => {
  const network = {
    route: () => route,
    localAddresses: () => [],
    resolvers: () => [],
    roots: { pem: [authority.pem], only: true, source: 'test' },
  };
  const redactor = { add() {}, addDerived() {}, redact: (text: string) => text };
  return createFetcher({ network, limits: { ...defaultLimits, ...limits }, redactor }).get({
    host,
    ip: '192.0.2.20',
    path: '/.well-known/mta-sts.txt',
    longest: 64 * 1024,
    journal: fakeJournal(),
    signal: new AbortController().signal,
    ...more,
  });
};
const at = (port: number): Route => ({ to: 'address', ip: '127.0.0.1', port });
const failureOf = async (work: Promise<unknown>) => {
  const [settled] = await Promise.allSettled([work]);
  if (settled?.status !== 'rejected' || !(settled.reason instanceof Failed)) throw new Error('it did not fail');
  return settled.reason.failure;
};
const answered = (body: string, header = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n${header}Content-Length: ${body.length}\r\n\r\n${body}`;

describe('a file over HTTPS', () => {
  test('is fetched by one plain question, without anything that tells who asks', async () => {
    const { port, questions } = await serve((socket) => void socket.end(answered('version: STSv1\r\n')));
    expect(await get(at(port))).toMatchObject({
      kind: 'answered',
      status: 200,
      contentType: 'text/plain',
      body: 'version: STSv1\r\n',
      tls: { verified: true },
    });
    const [question = ''] = questions;
    expect(question).toMatch(/^GET \/\.well-known\/mta-sts\.txt HTTP\/1\.1\r\n/);
    expect(question.toLowerCase()).toContain(`host: ${host}`);
    expect(question.toLowerCase()).toContain('accept-encoding: identity');
    expect(question).not.toMatch(/cookie|authorization|referer/i);
  });

  test('may come in chunks', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n';
    const { port } = await serve((socket) => void socket.end(chunked));
    expect(await get(at(port))).toMatchObject({ body: 'abcde' });
  });

  test.each([301, 302, 307, 308])('a redirect %s is told and not followed', async (status) => {
    const { port, questions } = await serve(
      (socket) =>
        void socket.end(`HTTP/1.1 ${status} Moved\r\nLocation: http://127.0.0.1/x\r\nContent-Length: 0\r\n\r\n`),
    );
    expect(await get(at(port))).toMatchObject({ status, location: 'http://127.0.0.1/x' });
    expect(questions).toHaveLength(1);
  });

  test('a request for a password is not answered', async () => {
    const { port, questions } = await serve(
      (socket) => void socket.end('HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n'),
    );
    expect(await get(at(port))).toMatchObject({ status: 401 });
    expect(questions).toHaveLength(1);
  });

  test('a compressed answer is not unpacked', async () => {
    const { port } = await serve(
      (socket) => void socket.end(answered('\x1f\x8b\x08', 'Content-Encoding: gzip, gzip\r\n')),
    );
    const fetched = await get(at(port));
    expect(fetched).toMatchObject({ encoding: 'gzip, gzip' });
    expect(fetched).not.toHaveProperty('body');
  });

  test('an endless body ends at the cap', async () => {
    const { port } = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
      const more = () => {
        while (socket.writable && socket.write('x'.repeat(16_384)));
      };
      socket.on('drain', more);
      more();
    });
    const fetched = await get(at(port));
    expect(fetched).toMatchObject({ status: 200 });
    expect(fetched).not.toHaveProperty('body');
  });

  test('a body that trickles ends at the deadline', async () => {
    const { port } = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
      const timer = setInterval(() => socket.write('x'), 20);
      closers.push(() => clearInterval(timer));
    });
    const startedAt = performance.now();
    expect(await failureOf(get(at(port), { replyMs: 200 }))).toEqual({ kind: 'timeout', stage: 'http', afterMs: 200 });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test.each([
    ['no HTTP', 'SSH-2.0-x\r\n\r\n', { kind: 'violation', violation: 'malformed-reply' }],
    [
      'headers without end',
      `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(10_000)}\r\n`,
      { kind: 'violation', violation: 'reply-too-long' },
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', { kind: 'violation' }],
    ['less than promised', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', { kind: 'reset' }],
    ['nothing', '', { kind: 'reset' }],
  ])('%s is a failure', async (_, bytes, failure) => {
    const { port } = await serve((socket) => void socket.end(bytes));
    expect(await failureOf(get(at(port)))).toMatchObject({ stage: 'http', ...failure });
  });
});

describe('a document', () => {
  const body = '<a>é</a>';
  const xml = `HTTP/1.1 200 OK\r\nLast-Modified: Tue, 24 Nov 2026 12:00:00 GMT\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

  test('is read, with the digest of its bytes and its age', async () => {
    const { port, questions } = await serve((socket) => void socket.end(xml));
    const fetched = await get(at(port), {}, { asDocument: true, path: '/x?a=b%40c', accept: 'text/xml' });
    expect(fetched).toMatchObject({
      document: { kind: 'xml', root: { name: 'a', text: 'é' } },
      digest: createHash('sha256').update(body).digest('base64'),
      lastModified: '2026-11-24T12:00:00.000Z',
    });
    expect(fetched).not.toHaveProperty('body');
    expect(questions[0]).toMatch(/^GET \/x\?a=b%40c HTTP\/1\.1\r\n[\s\S]*accept: text\/xml\r\n/);
  });

  test('that is none is told', async () => {
    const { port } = await serve((socket) => void socket.end(answered('<!DOCTYPE html><html></html>')));
    expect(await get(at(port), {}, { asDocument: true })).toMatchObject({
      document: { kind: 'unreadable', problem: 'web-page' },
    });
  });

  test('may be asked for by POST, still without anything that tells who asks', async () => {
    const { port, questions } = await serve((socket) => void socket.end(xml));
    const post = { type: 'text/xml; charset=utf-8', body: '<é/>' };
    expect(await get(at(port), {}, { asDocument: true, post })).toMatchObject({ document: { kind: 'xml' } });
    const [question = ''] = questions;
    expect(question).toMatch(/^POST \/\.well-known\/mta-sts\.txt HTTP\/1\.1\r\n/);
    expect(question.toLowerCase()).toContain('content-type: text/xml; charset=utf-8\r\ncontent-length: 5\r\n');
    expect(question).not.toMatch(/cookie|authorization|referer/i);
  });

  test('holds no password in the transcript', async () => {
    const { port } = await serve((socket) => void socket.end(answered('<a>\n<password>canary</password>\n</a>')));
    const journal = fakeJournal();
    await get(at(port), {}, { asDocument: true, journal });
    expect(JSON.stringify(journal.lines)).toContain('<password>[secret]</password>');
    expect(JSON.stringify(journal.lines)).not.toContain('canary');
  });

  test('over plain HTTP is told apart, and asked for without a handshake', async () => {
    const server = createServer((socket) => void socket.on('error', () => {}).end(xml));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const journal = fakeJournal();
    const { port } = server.address() as { port: number };
    const fetched = await get(at(port), {}, { asDocument: true, plaintext: true, journal });
    expect(fetched).toMatchObject({ status: 200, document: { kind: 'xml' } });
    expect(fetched).not.toHaveProperty('tls');
    expect(journal.lines.every(({ encrypted }) => !encrypted)).toBe(true);
    expect(journal.counts.roundTrips).toBe(2);
  });

  test('has one deadline for everything where there is one', async () => {
    const failure = await failureOf(get({ to: 'nowhere', how: 'silent' }, {}, { patienceMs: 50 }));
    expect(failure).toMatchObject({ kind: 'timeout', stage: 'connect' });
  });
});

describe('a server that does not prove itself is asked nothing', () => {
  test.each([
    ['for another name', authority.issue({ names: ['www.example.org'] })],
    ['signed by itself', authority.issue({ names: [host], selfSigned: true })],
    ['expired', authority.issue({ names: [host], notBefore: new Date(0), notAfter: new Date(86_400_000) })],
    ['of an unknown authority', createAuthority('Other').issue({ names: [host] })],
  ])('certificate %s', async (_, certificate) => {
    const { port, questions } = await serve((socket) => void socket.end(answered('x')), certificate);
    expect(await get(at(port))).toMatchObject({ kind: 'unverified', tls: { verified: false } });
    expect(questions).toEqual([]);
  });
});

describe('no connection', () => {
  test('refused', async () => {
    expect(await failureOf(get({ to: 'nowhere', how: 'refused' }))).toMatchObject({
      kind: 'refused',
      stage: 'connect',
    });
  });
  test('silent', async () => {
    const failure = await failureOf(get({ to: 'nowhere', how: 'silent' }, { connectMs: 50 }));
    expect(failure).toMatchObject({ kind: 'timeout', stage: 'connect' });
  });
});
