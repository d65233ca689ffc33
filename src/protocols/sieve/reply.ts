import type { Limits } from '../../model/limits.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { ParserStep, ReplyParser } from '../../model/reply-parser.ts';
import { capKeywords, hasStrayControl, isMangled, mechanismNames, type OfferedWithLogin } from '../offered.ts';
import { type ReadStep, type ValueReader, valueReader, type WireValue } from '../values.ts';

/** `lines` holds the values of each line before the final one. */
export interface SieveReply extends ServerReply {
  readonly lines: readonly (readonly WireValue[])[];
}

/** Reads lines of strings until OK, NO or BYE (RFC 5804 1.2, 4). A referral is text and is never followed. */
export function sieveReply(limits: Limits): ReplyParser<SieveReply> {
  const lines: (readonly WireValue[])[] = [];
  let reader: ValueReader | undefined;
  let status: string | undefined;

  function proceed(step: ReadStep): ParserStep<SieveReply> {
    if (step !== 'complete') return 'literal' in step ? { want: 'literal', bytes: step.literal } : step;
    const { values } = reader!;
    reader = undefined;
    if (status !== undefined) return { done: finish(status, values, lines) };
    lines.push(values);
    return { want: 'line' };
  }

  return {
    maxLine: limits.line,
    maxReply: limits.reply,
    maxLines: limits.replyLines,
    maxLiteral: limits.literal,
    line(text) {
      if (hasStrayControl(text)) return { violation: 'malformed-reply' };
      if (reader !== undefined) return proceed(reader.text(text));
      const final = /^(OK|NO|BYE)(?: (.*))?$/i.exec(text);
      if (final === null && !/^["{]/.test(text)) return { violation: 'malformed-reply' };
      status = final?.[1]?.toUpperCase();
      reader = valueReader(limits, { plus: true });
      return proceed(reader.text(final === null ? text : (final[2] ?? '')));
    },
    literal(bytes) {
      reader?.literal(bytes);
      return { want: 'line' };
    },
  };
}

function finish(status: string, values: readonly WireValue[], lines: SieveReply['lines']): SieveReply {
  const [first, ...others] = values;
  const coded = Array.isArray(first);
  const code = coded
    ? words(first)
        .join(' ')
        .replace(/^[^ ]+/, (name) => name.toUpperCase())
    : undefined;
  return {
    protocol: 'sieve',
    status,
    ...(code === undefined ? {} : { code }),
    text: words(coded ? others : values).join(' '),
    lines,
  };
}

/** Each string of a value, lists opened; the reader has bounded their depth. */
const words = (values: readonly WireValue[]): string[] =>
  values.flatMap((value) => (typeof value === 'string' ? [value] : value === null ? ['NIL'] : words(value)));

/** The capability lines (RFC 5804 1.7). There is no login beside SASL. */
export function parseSieveCapabilities(lines: SieveReply['lines']): OfferedWithLogin {
  const all = lines.map(words).flatMap(([name, ...args]) => (name ? [{ name, args: args.join(' ') }] : []));
  const keywords = all
    .filter(({ name }) => !isMangled(name))
    .map(({ name, args }) => ({ name: name.toUpperCase(), args }));
  return {
    keywords: capKeywords(keywords),
    mechanisms: mechanismNames(keywords.flatMap(({ name, args }) => (name === 'SASL' ? args.split(' ') : []))),
    starttls: keywords.some(({ name }) => name === 'STARTTLS'),
    plainLogin: false,
    mangled: all.map(({ name }) => name).filter(isMangled),
  };
}
