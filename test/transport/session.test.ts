import { once } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/model/limits.ts';
import { Secret } from '../../src/model/secret.ts';
import { smtpReply } from '../../src/protocols/smtp/reply.ts';
import { cut, drip, end, flood, hear, hearAnything, reset, say, upgrade } from '../hostile/scripted-server.ts';
import { dialled, failureOf, told } from './sockets.ts';

const reply = () => smtpReply(defaultLimits);

describe('sending', () => {
  test('lines leave with CRLF, in UTF-8, and stand in the transcript', async () => {
    const { server, session, journal } = await dialled([hear('EHLO'), hear('NOOP'), hear('gr'), say('250 ok\r\n')]);
    session.send('EHLO a');
    session.send(['NOOP', 'grüß']);
    await session.receive('capabilities', reply());
    expect(Buffer.from(server.clear, 'latin1').toString()).toBe('EHLO a\r\nNOOP\r\ngrüß\r\n');
    expect(told(journal).slice(1)).toEqual(['client EHLO a', 'client NOOP', 'client grüß', 'server 250 ok']);
  });

  test('what is shown may be something else', async () => {
    const { server, session, journal } = await dialled([hear('AUTH PLAIN'), say('235 ok\r\n')]);
    session.send('AUTH PLAIN AGFubgBodW50ZXIy', { shown: 'AUTH PLAIN [secret]' });
    await session.receive('auth', reply());
    expect(server.clear).toContain('AGFubgBodW50ZXIy');
    expect(told(journal)).toContain('client AUTH PLAIN [secret]');
    expect(told(journal).join()).not.toContain('AGFub');
  });

  test.each(['a\rb', 'a\nb', 'a\0b', 'a\r\nQUIT'])('%j is refused, and nothing of it leaves', async (line) => {
    const { server, session, journal } = await dialled([hear('NOOP'), say('250 ok\r\n')]);
    expect(() => session.send(['RSET', line])).toThrow(TypeError);
    expect(() => session.send(['RSET', line])).not.toThrow('QUIT');
    session.send('NOOP');
    await session.receive('greeting', reply());
    expect(server.clear).toBe('NOOP\r\n');
    expect(told(journal).join()).not.toContain('RSET');
  });

  test('characters whose other encodings hold a line end are harmless', async () => {
    const { server, session } = await dialled([hear(''), say('250 ok\r\n')]);
    session.send('\u010d\u010a');
    await session.receive('greeting', reply());
    expect(server.clear.split('\r\n')).toHaveLength(2);
  });

  test('a secret that was added is in no line, whoever says it', async () => {
    const { session, journal, redactor } = await dialled([hear('hunter2'), say('250 you said hunter2\r\n')]);
    redactor.add(new Secret('hunter2'));
    session.send('PASS hunter2');
    await session.receive('auth', reply());
    session.note('hunter2');
    expect(told(journal).slice(1)).toEqual([
      'client PASS [secret]',
      'server 250 you said [secret]',
      'mailcheck [secret]',
    ]);
  });
});

describe('waiting for a reply', () => {
  const slack = 400;
  test.each<[string, Parameters<typeof dialled>[0], object, string]>([
    ['silence', [], { replyMs: 50 }, 'capabilities'],
    ['silence at the greeting', [], { greetingMs: 50 }, 'greeting'],
    ['a drip', [drip('250-x\r\n')], { replyMs: 50 }, 'capabilities'],
    ['a drip at the greeting', [drip('2')], { greetingMs: 50 }, 'greeting'],
  ])('%s ends at the deadline', async (_, script, limits, stage) => {
    const { session, journal } = await dialled(script, { limits });
    const startedAt = performance.now();
    const failure = await failureOf(session.receive(stage as 'greeting', reply()));
    const elapsed = performance.now() - startedAt;
    expect(failure).toEqual({ kind: 'timeout', stage, afterMs: 50 });
    expect(elapsed).toBeGreaterThan(45);
    expect(elapsed).toBeLessThan(50 + slack);
    expect(told(journal).at(-1)).toBe('!mailcheck no answer within 50 ms');
  });

  test('a deadline may be given with the question', async () => {
    const { session } = await dialled([]);
    expect(await failureOf(session.receive('data', reply(), { deadlineMs: 20 }))).toMatchObject({ afterMs: 20 });
  });

  test.each<[string, Parameters<typeof dialled>[0], object]>([
    ['a close', [end], { kind: 'closed', stage: 'mail' }],
    ['a close in the middle', [say('250-x\r\n25'), end], { kind: 'closed', stage: 'mail' }],
    ['a reset', [hearAnything, reset], { kind: 'reset', stage: 'mail', code: 'ECONNRESET' }],
    [
      'nonsense',
      [say('hello\r\n')],
      { kind: 'violation', stage: 'mail', violation: 'malformed-reply', received: 'hello' },
    ],
    ['no end', [flood('x')], { kind: 'violation', stage: 'mail', violation: 'line-too-long' }],
  ])('%s is a failure of the stage, and the session is over', async (_, script, failure) => {
    const { session, server } = await dialled(script);
    session.send('MAIL');
    expect(await failureOf(session.receive('mail', reply()))).toEqual(failure);
    session.send('RCPT');
    await server.quiet();
    expect(server.clear).not.toContain('RCPT');
  });

  test('a secret in what is quoted is replaced, and the quotation is short', async () => {
    const { session, redactor } = await dialled([say(`hunter2 ${'x'.repeat(2000)}\r\n`)]);
    redactor.add(new Secret('hunter2'));
    const failure = await failureOf(session.receive('greeting', reply()));
    expect('received' in failure && failure.received).toMatch(/^\[secret\] x{503}$/);
  });

  test('waits for the network are counted, not what had come already', async () => {
    const { session, journal } = await dialled([say('220 a\r\n220 b\r\n'), hear('X'), say('250 c\r\n')]);
    const count = () => journal.counts.roundTrips;
    expect(count()).toBe(1);
    await session.receive('greeting', reply());
    const afterGreeting = count();
    expect(session.buffered).toBe(7);
    await session.receive('greeting', reply());
    expect(count()).toBe(afterGreeting);
    session.send(['X']);
    await session.receive('mail', reply());
    expect(count()).toBe(afterGreeting + 1);
  });

  test('Ctrl-C ends it at once', async () => {
    const { session, abort, journal } = await dialled([]);
    const waiting = failureOf(session.receive('greeting', reply()));
    abort.abort();
    expect(await waiting).toEqual({ kind: 'closed', stage: 'greeting', code: 'ABORTED' });
    expect(told(journal).at(-1)).toBe('!mailcheck given up by mailcheck');
  });

  test('the line that a caller finds odd is marked', async () => {
    const { session, journal } = await dialled([say('220-a\r\n220 b\r\n')]);
    await session.receive('greeting', reply());
    session.unexpected();
    expect(told(journal).slice(1)).toEqual(['server 220-a', '!server 220 b']);
  });
});

describe('the change to TLS', () => {
  const goAhead = [hear('STARTTLS'), say('220 go\r\n')];

  test('gives a new socket, which knows nothing of before', async () => {
    const { session, server, journal } = await dialled([...goAhead, upgrade(), hear('EHLO'), say('250 ok\r\n')]);
    session.send('STARTTLS');
    await session.receive('starttls', reply());
    expect([session.encrypted, session.tls]).toEqual([false, undefined]);
    const view = await session.startTls('tls');
    expect(view).toMatchObject({ verified: true, serverName: 'mail.lab.test' });
    expect([session.encrypted, session.tls, session.buffered]).toEqual([true, view, 0]);
    session.send('EHLO a');
    await session.receive('capabilities', reply());
    expect(server.clear).not.toContain('EHLO');
    expect(server.secured).toBe('EHLO a\r\n');
    expect(journal.lines.filter(({ encrypted }) => encrypted).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^certificate CN=mail\.lab\.test, valid until \d{4}-\d\d-\d\d, TLSv1\.[23] TLS_/),
      'EHLO a',
      '250 ok',
    ]);
  });

  test.each([
    ['a whole reply', '250-x\r\n250 AUTH PLAIN\r\n', '250-x\r\n250 AUTH PLAIN'],
    ['a line end', '\r\n', ''],
    ['half a reply', '25', '25'],
    ['a single byte', '\x16', '\x16'],
    ['bytes that are no text', '\xff\xfe', 'ÿþ'],
    ['ten kilobytes', 'x'.repeat(10_000), 'x'.repeat(512)],
  ])('%s behind the go-ahead ends the session before anything of TLS is sent', async (_, injected, received) => {
    const { session, server, journal } = await dialled([hear('STARTTLS'), say(`220 go\r\n${injected}`)]);
    session.send('STARTTLS');
    await session.receive('starttls', reply());
    expect(await failureOf(session.startTls('tls'))).toEqual({
      kind: 'violation',
      stage: 'tls',
      violation: 'starttls-injection',
      received,
    });
    await server.quiet();
    expect(server.clear).toBe('STARTTLS\r\n');
    expect(told(journal).slice(-2)).toEqual([`!server ${received}`, '!mailcheck session ended: starttls-injection']);
  });

  test('with a peer that spoke before it was spoken to: plain text at a port for TLS, and no attack', async () => {
    const { session, server } = await dialled([say('220 a\r\n220 b\r\n')]);
    await session.receive('greeting', reply());
    expect(await failureOf(session.startTls('tls'))).toEqual({
      kind: 'tls',
      stage: 'tls',
      reason: 'not-tls',
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
      received: '220 b',
    });
    await server.quiet();
    expect(server.clear).toBe('');
  });

  test('is not begun after the peer has gone, or after Ctrl-C', async () => {
    const gone = await dialled([hear('STARTTLS'), say('220 go\r\n'), end]);
    gone.session.send('STARTTLS');
    await gone.session.receive('starttls', reply());
    await gone.server.quiet();
    expect(await failureOf(gone.session.startTls('tls'))).toMatchObject({ stage: 'tls' });
    const stopped = await dialled(goAhead);
    stopped.session.send('STARTTLS');
    await stopped.session.receive('starttls', reply());
    stopped.abort.abort();
    expect(await failureOf(stopped.session.startTls('tls'))).toEqual({ kind: 'closed', stage: 'tls', code: 'ABORTED' });
  });

  test('Ctrl-C in the middle of the handshake ends it', async () => {
    const { session, abort } = await dialled([...goAhead, hearAnything]);
    session.send('STARTTLS');
    await session.receive('starttls', reply());
    const shaking = failureOf(session.startTls('tls'));
    abort.abort();
    expect(await shaking).toEqual({ kind: 'closed', stage: 'tls', code: 'ABORTED' });
  });

  test('a stream that is cut off without the alert of TLS is truncated in the middle of a reply', async () => {
    const { session } = await dialled([...goAhead, upgrade(), say('250-x\r\n'), cut]);
    session.send('STARTTLS');
    await session.receive('starttls', reply());
    await session.startTls('tls');
    expect(await failureOf(session.receive('capabilities', reply()))).toMatchObject({ violation: 'truncated' });
  });
});

describe('the end', () => {
  test('says goodbye and waits a little for the peer, not for its answer', async () => {
    const { session, server, journal } = await dialled([hear('QUIT')]);
    const startedAt = performance.now();
    session.close('QUIT');
    session.close('QUIT');
    await server.quiet();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(server.clear).toBe('QUIT\r\n');
    expect(told(journal).filter((line) => line.includes('QUIT'))).toEqual(['client QUIT']);
  });

  test('says nothing to a peer that has gone', async () => {
    const { session, journal } = await dialled([end]);
    await failureOf(session.receive('greeting', reply()));
    session.close('QUIT');
    expect(told(journal).join()).not.toContain('QUIT');
  });

  test('handing over gives up the socket, a greeting and what had come', async () => {
    const { session, server } = await dialled([say('220 a\r\n220 b\r\n'), hear('NOOP')]);
    await session.receive('greeting', reply());
    const socket = session.handOver('* hello\r\n') as Socket;
    socket.resume();
    const [first] = await once(socket, 'data');
    expect(String(first)).toBe('* hello\r\n220 b\r\n');
    session.send('RSET');
    socket.write('NOOP\r\n');
    socket.end();
    await server.quiet();
    expect(server.clear).toBe('NOOP\r\n');
  });

  test('Ctrl-C also ends what was handed over', async () => {
    const { session, abort } = await dialled([say('220 a\r\n')]);
    await session.receive('greeting', reply());
    const socket = session.handOver('') as Socket;
    abort.abort();
    expect(socket.destroyed).toBe(true);
  });
});
