import { defaultLimits } from '../../src/model/limits.ts';
import type { ParserStep, ReplyParser } from '../../src/model/reply-parser.ts';

export const limits = defaultLimits;

/** Gives lines (strings) and literals (bytes) to a parser as the transport would, until it stops asking for more. */
export function feed<T>(parser: ReplyParser<T>, pieces: readonly (string | Uint8Array)[]): ParserStep<T> {
  let step: ParserStep<T> = { want: 'line' };
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') {
      if (!('want' in step) || step.want !== 'line') throw new Error(`no line wanted at piece ${index}`);
      step = parser.line(piece);
    } else {
      if (!('want' in step) || step.want !== 'literal' || step.bytes !== piece.length) {
        throw new Error(`no such literal wanted at piece ${index}`);
      }
      step = parser.literal!(piece);
    }
  }
  return step;
}

/** The reply that the pieces make. */
export function replyOf<T>(parser: ReplyParser<T>, pieces: readonly (string | Uint8Array)[]): T {
  const step = feed(parser, pieces);
  if (!('done' in step)) throw new Error(`not done: ${JSON.stringify(step)}`);
  return step.done;
}

export const bytes = (text: string): Buffer => Buffer.from(text);
