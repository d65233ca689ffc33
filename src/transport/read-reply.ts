import type { Violation } from '../model/failure.ts';
import type { ParserStep, ReplyParser } from '../model/reply-parser.ts';
import { decodeText } from './decode.ts';
import type { Inbox } from './inbox.ts';

/** What came of reading one reply. `midReply`: some of it had arrived. */
export type Reading<T> =
  | { readonly done: T }
  | { readonly violation: Violation; readonly received?: string }
  | { readonly stopped: 'ended' | 'late'; readonly midReply: boolean };

export interface ReadingEvents {
  text(received: string): void;
  /** The network is about to be waited for. */
  waiting(): void;
}

const LF = 0x0a;
const CR = 0x0d;
/** Bytes of a line without end that are looked at. */
const excerpted = 512;

/**
 * Feeds a parser until its reply is complete, under its caps. Whatever exceeds a cap is refused before it is read:
 * a literal at its announcement, a line at the byte that is too much.
 */
export async function readReply<T>(
  inbox: Inbox,
  parser: ReplyParser<T>,
  until: number,
  events: ReadingEvents,
): Promise<Reading<T>> {
  const { queue } = inbox;
  let step: ParserStep<T> = { want: 'line' };
  let text = '';
  let bytes = 0;
  let lines = 0;
  for (;;) {
    if ('done' in step) return step;
    if ('violation' in step) return { violation: step.violation, received: text };
    let taken: Buffer | undefined;
    let line: Buffer | undefined;
    if (step.want === 'line') {
      if (lines >= parser.maxLines) return { violation: 'reply-too-long' };
      taken = queue.takeLine();
      line = taken === undefined ? undefined : withoutEnd(taken);
      const length = taken?.length ?? queue.unfinished;
      if ((line?.length ?? unfinishedContent(inbox, parser.maxLine)) > parser.maxLine)
        return { violation: 'line-too-long' };
      if (bytes + length > parser.maxReply) return { violation: 'reply-too-long' };
    } else {
      if (step.bytes > parser.maxLiteral) return { violation: 'literal-too-long', received: text };
      if (bytes + step.bytes > parser.maxReply) return { violation: 'reply-too-long', received: text };
      taken = queue.take(step.bytes);
    }
    if (taken === undefined) {
      events.waiting();
      const why = await inbox.more(until);
      if (why === 'arrived') continue;
      const rest = queue.peek(excerpted);
      const done = lines === 0 ? parser.unfinished?.(rest) : undefined;
      if (done === undefined) return { stopped: why, midReply: bytes + queue.size > 0 };
      events.text(decodeText(rest));
      return { done };
    }
    bytes += taken.length;
    if (line !== undefined) {
      lines++;
      text = decodeText(line);
      events.text(text);
      step = parser.line(text);
    } else {
      if (taken.length > 0) events.text(decodeText(taken));
      if (parser.literal === undefined) throw new TypeError('a parser asked for a literal that it does not take');
      step = parser.literal(taken);
    }
  }
}

/** Bytes of a line that has not ended; a CR that may belong to the line end is left out. */
function unfinishedContent(inbox: Inbox, cap: number): number {
  const length = inbox.queue.unfinished;
  if (length !== cap + 1) return length;
  return inbox.queue.peek(length)[cap] === CR ? cap : length;
}

function withoutEnd(line: Buffer): Buffer {
  const end = line.at(-1) === LF ? line.length - 1 : line.length;
  return line.subarray(0, line[end - 1] === CR ? end - 1 : end);
}
