import { dialogReplies } from './dialog.ts';

/** A reply in a pasted text, with what the text tells of the moment. Hostile. */
export interface PastedReply {
  readonly text: string;
  /** In the words of `explain --protocol` and `--phase`. */
  readonly protocol?: 'smtp' | 'imap' | 'pop3';
  readonly phase?: string;
}

/** How many replies of one paste are read. */
export const mostReplies = 1000;
/** Of a long trace, what is kept: the lines that say something went wrong. */
const longestReply = 2048;

const ofSmtp = /^\s*[245]\d\d(?:[ -]|$)/;
const lastOfSmtp = /^\s*[245]\d\d(?: |$)/;
const ofMailbox = /^(?:\* |[A-Za-z0-9.]{1,12} )?(?:NO|BAD|BYE)\b|^-ERR\b/;

/**
 * The replies in a pasted text: those that refuse in a dialog; several where each line is a whole one (`550 …` under
 * `452 …`, `NO …` under `BAD …`); else the text as one. A long trace is brought down to the lines that tell.
 */
export function repliesIn(text: string): PastedReply[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const dialog = dialogReplies(lines.slice(0, 20_000));
  if (dialog.length > 0) return dialog.slice(0, mostReplies);
  if (lines.length > 1 && lines.every((line) => ofSmtp.test(line))) {
    return blocks(lines, lastOfSmtp).slice(0, mostReplies);
  }
  if (lines.length > 1 && lines.every((line) => ofMailbox.test(line))) {
    return lines.slice(0, mostReplies).map((line) => ({ text: line }));
  }
  return [{ text: condensed(text.trim(), lines) }];
}

/** Lines in blocks, each up to a line that ends it. */
function blocks(lines: readonly string[], ends: RegExp): PastedReply[] {
  const found: string[][] = [[]];
  for (const line of lines) {
    found.at(-1)?.push(line);
    if (ends.test(line)) found.push([]);
  }
  return found.filter((block) => block.length > 0).map((block) => ({ text: block.join('\n') }));
}

/** Where a program was when it failed: frames of a stack, as Node.js, Java, .NET, Python, PHP and Go print them. */
const frame =
  /^\s+at \S|^\s*File "[^"]{1,300}", line \d|^#\d{1,3} |^\s*\.{3} \d{1,4} more$|^goroutine \d|^\t\S+\.go:\d/;

function condensed(text: string, lines: readonly string[]): string {
  const short = lines.some((line) => frame.test(line))
    ? lines
        .filter((line) => !frame.test(line))
        .join('\n')
        .trim()
    : text;
  if (short.length <= longestReply) return short;
  const telling = short
    .split('\n')
    .filter((line) => /error|exception|caused by|fail|refus|denied|reject|\b[45]\d\d[ -]|timed? ?out/i.test(line))
    .map((line) => line.trim().slice(0, 400));
  return (telling.length === 0 ? short : [...new Set(telling)].join('\n')).slice(0, longestReply);
}
