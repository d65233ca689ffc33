import type { Limits } from '../../model/limits.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { ParserStep, ReplyParser } from '../../model/reply-parser.ts';
import { capKeywords, hasStrayControl, isMangled, mechanismNames, type OfferedWithLogin } from '../offered.ts';

/** `lines` is the body of a multi-line reply, dot-stuffing undone, without the final dot. */
export type Pop3Reply = ServerReply & { readonly lines: readonly string[] };

/** Reads one reply (RFC 1939 3). With `multiline`, a positive one goes on until the line of a single dot. */
export function pop3Reply(limits: Limits, options: { readonly multiline: boolean }): ReplyParser<Pop3Reply> {
  const lines: string[] = [];
  let first: Pop3Reply | undefined;
  return {
    ...caps(limits),
    line(text): ParserStep<Pop3Reply> {
      if (hasStrayControl(text)) return { violation: 'malformed-reply' };
      if (first === undefined) {
        first = statusLine(text);
        if (first === undefined) return { violation: 'malformed-reply' };
        return options.multiline && first.status === '+OK' ? { want: 'line' } : { done: first };
      }
      if (text === '.') return { done: { ...first, lines } };
      lines.push(text.startsWith('.') ? text.slice(1) : text);
      return { want: 'line' };
    },
  };
}

/** Reads the answer to a step of AUTH (RFC 5034 4): a challenge, still in base64, or the final reply. */
export function pop3Continuation(limits: Limits): ReplyParser<Pop3Reply | { readonly challenge: string }> {
  return {
    ...caps(limits),
    line(text) {
      if (hasStrayControl(text)) return { violation: 'malformed-reply' };
      if (text === '+' || text.startsWith('+ ')) return { done: { challenge: text.slice(2) } };
      const reply = statusLine(text);
      return reply === undefined ? { violation: 'malformed-reply' } : { done: reply };
    },
  };
}

const caps = (limits: Limits) => ({
  maxLine: limits.line,
  maxReply: limits.reply,
  maxLines: limits.replyLines,
  maxLiteral: 0,
});

function statusLine(line: string): Pop3Reply | undefined {
  const parts = /^(\+OK|-ERR)(?: (.*))?$/.exec(line);
  if (parts === null) return undefined;
  const rest = parts[2] ?? '';
  // RFC 2449 8; a bracketed APOP time stamp or number is no response code.
  const coded = /^\[([A-Z][A-Z0-9-]*(?:\/[A-Z0-9-]+)*)\](?: (.*))?$/i.exec(rest);
  return {
    protocol: 'pop3',
    status: parts[1]!,
    ...(coded ? { code: coded[1]!.toUpperCase() } : {}),
    text: coded ? (coded[2] ?? '') : rest,
    lines: [],
  };
}

export interface Capa extends OfferedWithLogin {
  /** Least seconds between logins. */
  readonly loginDelay?: number;
  readonly expireDays?: number;
  readonly expireNever?: boolean;
}

/** The lines of a CAPA reply (RFC 2449). */
export function parseCapa(lines: readonly string[]): Capa {
  const words = lines.map((line) => line.trim().split(/[ \t]+/)).filter(([name]) => name !== '');
  const all = words.map(([name, ...args]) => ({ name: name!.toUpperCase(), args: args.join(' ') }));
  const keywords = capKeywords(all.filter(({ name }) => !isMangled(name)));
  const argument = (wanted: string) => keywords.find(({ name }) => name === wanted)?.args;
  const delay = /^\d{1,9}(?= |$)/.exec(argument('LOGIN-DELAY') ?? '');
  const days = /^\d{1,9}(?= |$)/.exec(argument('EXPIRE') ?? '');
  return {
    keywords,
    mechanisms: mechanismNames(keywords.flatMap(({ name, args }) => (name === 'SASL' ? args.split(' ') : []))),
    starttls: argument('STLS') !== undefined,
    plainLogin: argument('USER') !== undefined,
    mangled: all.map(({ name }) => name).filter(isMangled),
    ...(delay ? { loginDelay: Number(delay[0]) } : {}),
    ...(days ? { expireDays: Number(days[0]) } : {}),
    ...(/^NEVER(?: |$)/i.test(argument('EXPIRE') ?? '') ? { expireNever: true } : {}),
  };
}

/** The time stamp that a greeting offers for APOP (RFC 1939 7), angle brackets included. */
export const apopTimestamp = (text: string): string | undefined => /<[^<>\s@]{1,255}@[^<>\s@]{1,255}>/.exec(text)?.[0];
