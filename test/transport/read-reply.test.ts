import { describe, expect, test } from 'vitest';
import type { ParserStep, ReplyParser } from '../../src/model/reply-parser.ts';
import { createByteQueue } from '../../src/transport/byte-queue.ts';
import type { Ending, Inbox } from '../../src/transport/inbox.ts';
import { readReply } from '../../src/transport/read-reply.ts';

/** Takes what arrives in so many chunks; behind the last one the peer is silent, or has gone. */
function inboxOf(chunks: readonly (string | Buffer)[], then: 'late' | 'ended' = 'late') {
  const queue = createByteQueue();
  const waiting = [...chunks];
  const ending: Ending | undefined = undefined;
  const untils: number[] = [];
  const inbox: Inbox = {
    queue,
    ending,
    async more(until) {
      untils.push(until);
      const chunk = waiting.shift();
      if (chunk === undefined) return then;
      queue.push(Buffer.from(chunk as string));
      return 'arrived';
    },
    end() {},
    detach() {},
  };
  return { inbox, untils, unread: () => waiting.length };
}

const caps = { maxLine: 8, maxReply: 30, maxLines: 3, maxLiteral: 6 };

/** Lines until one says `done`; `{n}` announces a literal. */
function parser(differs: Partial<ReplyParser<string[]>> = {}): ReplyParser<string[]> {
  const seen: string[] = [];
  const next = (text: string): ParserStep<string[]> => {
    seen.push(text);
    const literal = /\{(\d+)\}$/.exec(text);
    if (literal !== null) return { want: 'literal', bytes: Number(literal[1]) };
    if (text === 'bad') return { violation: 'malformed-reply' };
    return text.startsWith('done') ? { done: seen } : { want: 'line' };
  };
  return {
    ...caps,
    line: next,
    literal(bytes) {
      seen.push(`literal:${Buffer.from(bytes).toString()}`);
      return { want: 'line' };
    },
    ...differs,
  };
}

async function read(
  chunks: readonly (string | Buffer)[],
  differs: Partial<ReplyParser<string[]>> = {},
  then: 'late' | 'ended' = 'late',
) {
  const { inbox, untils, unread } = inboxOf(chunks, then);
  const told: string[] = [];
  let waits = 0;
  const result = await readReply(inbox, parser(differs), 12345, {
    text: (text) => void told.push(text),
    waiting: () => void waits++,
  });
  return { result, told, waits, untils, unread: unread(), left: inbox.queue.size };
}

const everyByte = (text: string): string[] => [...text];

describe('a reply', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['in one chunk', ['a\r\ndone\r\n'], ['a', 'done']],
    ['byte by byte', everyByte('a\r\ndone\r\n'), ['a', 'done']],
    ['with bare line feeds', ['a\ndone\n'], ['a', 'done']],
    ['with a literal', ['{3}\r\nx\r\ndone\r\n'], ['{3}', 'literal:x\r\n', 'done']],
    ['with a literal byte by byte', everyByte('{3}\r\nx\r\ndone\r\n'), ['{3}', 'literal:x\r\n', 'done']],
    ['with an empty literal', ['{0}\r\ndone\r\n'], ['{0}', 'literal:', 'done']],
    ['with an empty line', ['\r\ndone\r\n'], ['', 'done']],
    ['with carriage returns inside', ['a\rb\r\r\ndone\r\n'], ['a\rb\r', 'done']],
  ])('%s', async (_, chunks, seen) => {
    expect((await read(chunks)).result).toEqual({ done: seen });
  });

  test('leaves what comes behind it', async () => {
    expect(await read(['done\r\nmore\r\n'])).toMatchObject({ result: { done: ['done'] }, left: 6, waits: 0 + 1 });
  });

  test('is told as it was received: UTF-8 where it is that, else byte by byte', async () => {
    const { told } = await read([Buffer.from('ü\r\n'), Buffer.from([0xfc, 0x0d, 0x0a]), 'done\r\n']);
    expect(told).toEqual(['ü', 'ü', 'done']);
  });

  test('is waited for until one moment, however often', async () => {
    const { untils, waits } = await read(everyByte('a\r\ndone'));
    expect(new Set(untils)).toEqual(new Set([12345]));
    expect(waits).toBe(untils.length);
  });
});

describe('caps: as much as is allowed, and one more', () => {
  test.each<[string, string, object]>([
    ['a line of 8 bytes', '12345678\r\ndone\r\n', { done: ['12345678', 'done'] }],
    ['a line of 9 bytes', '123456789\r\ndone\r\n', { violation: 'line-too-long' }],
    ['a line of 9 bytes without end', '123456789', { violation: 'line-too-long' }],
    ['three lines', 'a\r\nb\r\ndone\r\n', { done: ['a', 'b', 'done'] }],
    ['four lines', 'a\r\nb\r\nc\r\ndone\r\n', { violation: 'reply-too-long' }],
    ['a literal of 6 bytes', '{6}\r\n123456done\r\n', { done: ['{6}', 'literal:123456', 'done'] }],
    ['a literal of 7 bytes', '{7}\r\n', { violation: 'literal-too-long', received: '{7}' }],
    [
      '30 bytes',
      '{6}\r\n123456{6}\r\n123456done12\r\n',
      { done: ['{6}', 'literal:123456', '{6}', 'literal:123456', 'done12'] },
    ],
    ['31 bytes', '{6}\r\n123456{6}\r\n123456done123\r\n', { violation: 'reply-too-long' }],
  ])('%s', async (_, text, result) => {
    for (const chunks of [[text], everyByte(text)]) expect((await read(chunks)).result).toEqual(result);
  });

  test('a line is refused at the byte that is too much, before any other is read', async () => {
    expect(await read([...everyByte('123456789'), 'unread'])).toMatchObject({
      result: { violation: 'line-too-long' },
      unread: 1,
    });
  });

  test('a carriage return at the cap may be that of the line end, and is none when something else follows', async () => {
    expect((await read(['12345678\r', '\ndone\r\n'])).result).toEqual({ done: ['12345678', 'done'] });
    expect((await read(['12345678\r', 'x'])).result).toEqual({ violation: 'line-too-long' });
    expect((await read(['12345678\r'], {}, 'ended')).result).toEqual({ stopped: 'ended', midReply: true });
  });

  test('a literal that is too long for the reply is refused at its announcement', async () => {
    const text = '{6}\r\n123456{6}\r\n123456{6}\r\n';
    expect((await read([text], { maxLines: 9 })).result).toEqual({ violation: 'reply-too-long', received: '{6}' });
    expect((await read(['{999999}\r\n'], { maxLiteral: 1e9 })).result).toEqual({
      violation: 'reply-too-long',
      received: '{999999}',
    });
  });

  test('what a parser calls a violation is one, with the line', async () => {
    expect((await read(['bad\r\n'])).result).toEqual({ violation: 'malformed-reply', received: 'bad' });
  });
});

describe('a reply that does not come', () => {
  test.each<[string, readonly string[], 'late' | 'ended', object]>([
    ['silence', [], 'late', { stopped: 'late', midReply: false }],
    ['a close', [], 'ended', { stopped: 'ended', midReply: false }],
    ['silence in a line', ['do'], 'late', { stopped: 'late', midReply: true }],
    ['a close between lines', ['a\r\n'], 'ended', { stopped: 'ended', midReply: true }],
    ['a close in a literal', ['{6}\r\n123'], 'ended', { stopped: 'ended', midReply: true }],
  ])('%s', async (_, chunks, then, result) => {
    expect((await read(chunks, {}, then)).result).toEqual(result);
  });

  test('what a parser understands without a line end is a reply, if it is the first line', async () => {
    const unfinished = (bytes: Uint8Array) =>
      bytes.length > 0 ? [`rest:${Buffer.from(bytes).toString()}`] : undefined;
    expect((await read(['SSH-2.0'], { unfinished })).result).toEqual({ done: ['rest:SSH-2.0'] });
    expect((await read(['SSH-2.0'], { unfinished })).told).toEqual(['SSH-2.0']);
    expect((await read([], { unfinished })).result).toEqual({ stopped: 'late', midReply: false });
    expect((await read(['a\r\nSSH'], { unfinished })).result).toEqual({ stopped: 'late', midReply: true });
  });
});

test('a parser that asks for a literal and takes none is at fault itself', async () => {
  const { literal: _literal, ...withoutLiteral } = parser();
  const { inbox } = inboxOf(['{3}\r\n123']);
  const reading = readReply(inbox, withoutLiteral, 1, { text() {}, waiting() {} });
  await expect(reading).rejects.toThrow(TypeError);
});
