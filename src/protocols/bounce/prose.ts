import { type RecipientOutcome, spokenOutcome } from './delivery-status.ts';
import { outcomesInTranscript } from './transcript.ts';

const address = String.raw`[^\s<>"(),;:]{1,64}@[\w.-]{1,255}`;
const mostLines = 2000;
const mostLinesOfOne = 20;
/** Lines that begin the copy of the message, which is not read. */
const copyBegins =
  /^-{2,} ?(?:this is a copy|below this line|original message|returned message|message header|the (?:header|body)|unsent message|forwarded|enclosed|copie)|^ *-{3,} (?:original message|unsent message|message header)|^(?:original )?(?:message(?: headers)?|headers?) follows?\b|^original message:|^={10,}|^(?:return-path|received|x-original-to): ?\S/i;

/** One way in which bounces name a recipient. The first group of `head` that took part is the recipient. */
interface Form {
  readonly head: RegExp;
  /** Do only lines belong to it that stand further in? */
  readonly deeper?: boolean;
}

const forms: readonly Form[] = [
  // `<ann@example.org>:`, `"ann@example.org":`, `ann@example.org:`, and what follows until an empty line.
  {
    head: new RegExp(
      `^ {0,4}(?:<(${address})>|"(${address})"|(${address})) ?(?:\\((?:expanded from|reason|generated from)[^)]{0,200}\\))? ?:(?<rest>.*)$`,
      'i',
    ),
  },
  // Exim: the address stands in; Exchange: with the time behind it. Below it, further in, what was said.
  { head: new RegExp(`^[ \\t]{2,8}(${address})$`), deeper: true },
  { head: new RegExp(`^[ \\t]{0,8}(${address}) on [^\\n]{6,60}$`), deeper: true },
  // `Recipient address: ann@example.org`, `Could not be delivered to: <ann@example.org>`.
  {
    head: new RegExp(
      `^[ \\t]{0,8}(?:(?:failed |final |original )?recipient(?: address)?|(?:could|can) ?not be delivered to) ?: ?<?(${address})>?$`,
      'i',
    ),
  },
  // One line for all: `ann@example.org 550 5.1.1 User unknown`.
  { head: new RegExp(`^ {0,4}<?(${address})>?,? (?<rest>(?=[^\\n]{0,200}\\b[45]\\d\\d\\b)[^\\n]*)$`) },
];

/**
 * What a bounce says for people, read where no delivery status comes along: of qmail, Postfix, Exim, sendmail, Exchange
 * and those that write as they do. One outcome a recipient; none when the text names nobody.
 */
export function outcomesInProse(body: string): RecipientOutcome[] {
  const lines = beforeCopy(body).split('\n');
  const found = outcomesInTranscript(lines) ?? outcomesIn(lines);
  return oncePerRecipient(found.filter(({ text }) => text !== ''));
}

/** Some bounces name a recipient twice; what quotes a server is kept. */
function oncePerRecipient(found: readonly RecipientOutcome[]): RecipientOutcome[] {
  const kept = new Map<string, RecipientOutcome>();
  for (const one of found) {
    const key = one.recipient?.toLowerCase() ?? '';
    const before = kept.get(key);
    if (before === undefined || (one.quoted && !before.quoted)) kept.set(key, one);
  }
  return [...kept.values()];
}

/** The part before the copy of the message. */
export function beforeCopy(body: string): string {
  const lines = body.replace(/\r\n?/g, '\n').split('\n', mostLines);
  const end = lines.findIndex((line) => copyBegins.test(line));
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').replace(/^\n+|\s+$/g, '');
}

/** Each head with the lines that belong to it; what stands further in than a head is no head of its own. */
function outcomesIn(lines: readonly string[]): RecipientOutcome[] {
  const found: RecipientOutcome[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const form = forms.find(({ head }) => head.test(line));
    const match = form?.head.exec(line);
    if (form === undefined || match == null) continue;
    const rest = lines.slice(at + 1, at + 1 + mostLinesOfOne);
    const end = rest.findIndex(
      (next) =>
        next.trim() === '' ||
        (depth(next) <= depth(line) && (form.deeper === true || forms.some(({ head }) => head.test(next)))),
    );
    const own = end === -1 ? rest : rest.slice(0, end);
    const recipient = match.slice(1).find((one) => one !== undefined && /^\S+@\S+$/.test(one));
    found.push(spokenOutcome(recipient, [match.groups?.rest ?? '', ...own]));
    at += own.length;
  }
  return found;
}

const depth = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;
