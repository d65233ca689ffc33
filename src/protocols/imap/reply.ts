import type { Limits } from '../../model/limits.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { ParserStep, ReplyParser } from '../../model/reply-parser.ts';
import { hasStrayControl } from '../offered.ts';
import { type ReadStep, type ValueReader, valueReader, type WireValue } from '../values.ts';

export type ImapValue = WireValue;

/** One `*` response. For `* 3 EXISTS`, the name is EXISTS and the first value `3`; numbers stay text. */
export interface Untagged {
  /** Upper case. */
  readonly name: string;
  /** Empty for OK, NO and BAD. */
  readonly values: readonly ImapValue[];
  /** What followed the name, verbatim, without the bytes of literals; for OK, NO and BAD without the code. */
  readonly text: string;
  readonly status?: 'OK' | 'NO' | 'BAD';
  readonly code?: string;
}

export interface Tagged {
  readonly tag: string;
  readonly status: string;
  readonly code?: string;
  readonly text: string;
}

/**
 * Status, code and text are those of the first tag that was not answered OK, else of the last one sent.
 * `BYE` when the server left; `+` when it asks to go on.
 */
export interface ImapReply extends ServerReply {
  readonly untagged: readonly Untagged[];
  /** In the order of the answers. */
  readonly tagged: readonly Tagged[];
  /** What followed `+ `. */
  readonly continuation?: string;
}

/** Reads the greeting: one untagged status line (RFC 9051 7.1). */
export function imapGreeting(limits: Limits): ReplyParser<ImapReply> {
  return {
    ...caps(limits),
    line(text) {
      const greeting = hasStrayControl(text) ? null : /^\* (OK|PREAUTH|BYE|NO|BAD)(?: (.*))?$/i.exec(text);
      if (greeting === null) return { violation: 'malformed-reply' };
      return { done: reply(statusPart(greeting[1]!, greeting[2]), [], []) };
    },
  };
}

/**
 * Reads untagged data until each of the tags is answered, in whatever order.
 * With `continuation`, a `+` line ends the reply; without, it is unsolicited.
 */
export function imapReply(
  tag: string | readonly string[],
  limits: Limits,
  options: { readonly continuation?: boolean } = {},
): ReplyParser<ImapReply> {
  const tags = typeof tag === 'string' ? [tag] : tag;
  const tagged: Tagged[] = [];
  const untagged: Untagged[] = [];
  let data: { readonly name: string; readonly texts: string[]; readonly reader: ValueReader } | undefined;

  function proceed(step: ReadStep): ParserStep<ImapReply> {
    if (step !== 'complete') {
      return 'literal' in step ? { want: 'literal', bytes: step.literal } : step;
    }
    const { name, texts, reader } = data!;
    untagged.push({ name, values: reader.values, text: texts.join('') });
    data = undefined;
    return { want: 'line' };
  }

  function dataLine(text: string): ParserStep<ImapReply> {
    const parts = /^\* (?:(\d{1,20}) )?([A-Z][A-Z0-9._-]*)(?: (.*))?$/i.exec(text);
    if (parts === null) return { violation: 'malformed-reply' };
    const [, number, name, rest = ''] = parts;
    data = { name: name!.toUpperCase(), texts: [rest], reader: valueReader(limits, { plus: false }) };
    if (number !== undefined) data.reader.text(number);
    return proceed(data.reader.text(rest));
  }

  function statusLine(word: string, rest: string | undefined): ParserStep<ImapReply> {
    const part = statusPart(word, rest);
    if (part.status === 'BYE') return { done: reply(part, untagged, tagged) };
    if (part.status === 'PREAUTH') return { violation: 'unsolicited-reply' };
    untagged.push({ name: part.status, values: [], ...part, status: part.status as 'OK' | 'NO' | 'BAD' });
    return { want: 'line' };
  }

  function taggedLine(text: string): ParserStep<ImapReply> {
    const parts = /^([^\s(){%*"\\+]+) (OK|NO|BAD)(?: (.*))?$/i.exec(text);
    if (parts === null) return { violation: 'malformed-reply' };
    const own = parts[1]!;
    if (!tags.includes(own) || tagged.some((one) => one.tag === own)) return { violation: 'unsolicited-reply' };
    tagged.push({ tag: own, ...statusPart(parts[2]!, parts[3]) });
    if (tagged.length < tags.length) return { want: 'line' };
    const inOrder = tags.map((name) => tagged.find((one) => one.tag === name)!);
    return { done: reply(inOrder.find(({ status }) => status !== 'OK') ?? inOrder.at(-1)!, untagged, tagged) };
  }

  return {
    ...caps(limits),
    line(text) {
      if (hasStrayControl(text)) return { violation: 'malformed-reply' };
      if (data !== undefined) {
        data.texts.push(text);
        return proceed(data.reader.text(text));
      }
      if (text === '+' || text.startsWith('+ ')) {
        if (options.continuation !== true) return { violation: 'unsolicited-reply' };
        const continuation = text.slice(2);
        return { done: { ...reply({ status: '+', text: continuation }, untagged, tagged), continuation } };
      }
      const status = /^\* (OK|NO|BAD|BYE|PREAUTH)(?: (.*))?$/i.exec(text);
      if (status !== null) return statusLine(status[1]!, status[2]);
      return text.startsWith('* ') ? dataLine(text) : taggedLine(text);
    },
    literal(bytes) {
      data?.reader.literal(bytes);
      return { want: 'line' };
    },
  };
}

const caps = (limits: Limits) => ({
  maxLine: limits.imapLine,
  maxReply: limits.reply,
  maxLines: limits.replyLines,
  maxLiteral: limits.literal,
});

type StatusPart = { readonly status: string; readonly code?: string; readonly text: string };

/** The response code (RFC 5530, RFC 9051 7.1) with its name in upper case and its arguments verbatim. */
function statusPart(word: string, rest = ''): StatusPart {
  const status = word.toUpperCase();
  const end = rest.startsWith('[') ? codeEnd(rest) : -1;
  if (end < 0) return { status, text: rest };
  const code = rest.slice(1, end).replace(/^[^ ]+/, (name) => name.toUpperCase());
  return { status, code, text: rest.slice(end + 1).replace(/^ /, '') };
}

function codeEnd(text: string): number {
  let quoted = false;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    else if (quoted && text[at] === '\\') at++;
    else if (!quoted && text[at] === ']') return at;
  }
  return -1;
}

const reply = (part: StatusPart, untagged: readonly Untagged[], tagged: readonly Tagged[]): ImapReply => ({
  protocol: 'imap',
  status: part.status,
  ...(part.code === undefined ? {} : { code: part.code }),
  text: part.text,
  untagged,
  tagged,
});
