import type { RecipientOutcome } from './delivery-status.ts';

const address = String.raw`[^\s<>"(),;:]{1,64}@[\w.-]{1,255}`;
const mostLines = 400;
/** Lines that begin the copy of the message, which is not read. */
const copyBegins =
  /^-{2,} ?(?:this is a copy|below this line|original message|returned message|message header|the header|forwarded|enclosed|copie)|^(?:original )?(?:message(?: headers)?|headers?) follows?\b|^original message:|^={10,}|^(?:return-path|received|x-original-to): /i;
const sendmailHeads = /^ *-{3,} (?:the following addresses|transcript of session|die folgenden)/i;

/**
 * What a bounce says for people, read where no delivery status comes along: of qmail, Postfix, Exim, sendmail and those
 * that write as they do. One outcome a recipient; none when the text names nobody.
 */
export function outcomesInProse(body: string): RecipientOutcome[] {
  const all = body.replace(/\r\n?/g, '\n').split('\n').slice(0, mostLines);
  const end = all.findIndex((line) => copyBegins.test(line));
  const lines = end === -1 ? all : all.slice(0, end);
  const found = lines.some((line) => sendmailHeads.test(line))
    ? sendmail(lines)
    : [...headed(lines), ...indented(lines)];
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
  const lines = body.replace(/\r\n?/g, '\n').split('\n').slice(0, mostLines);
  const end = lines.findIndex((line) => copyBegins.test(line));
  return (end === -1 ? lines : lines.slice(0, end)).join('\n').trim();
}

/** `<ann@example.org>:` or `ann@example.org:`, and what follows until an empty line. */
function headed(lines: readonly string[]): RecipientOutcome[] {
  const head = new RegExp(
    `^ {0,4}(?:<(${address})>|(${address})) ?(?:\\((?:expanded from|reason|generated from)[^)]{0,200}\\))? ?:(.*)$`,
    'i',
  );
  return lines.flatMap((line, at) => {
    const match = head.exec(line);
    if (match === null) return [];
    const text = [match[3] ?? '', ...until(lines, at + 1, (next) => next.trim() === '' || head.test(next))];
    return [outcome(match[1] ?? match[2], text)];
  });
}

/** Exim: the address stands in, and below it, further in, what was said. */
function indented(lines: readonly string[]): RecipientOutcome[] {
  const head = new RegExp(`^( {2,8})(${address})$`);
  return lines.flatMap((line, at) => {
    const match = head.exec(line);
    if (match === null) return [];
    const deeper = new RegExp(`^ {${(match[1] ?? '').length + 1},}\\S`);
    return [
      outcome(
        match[2],
        until(lines, at + 1, (next) => !deeper.test(next)),
      ),
    ];
  });
}

/** sendmail: addresses with reasons in one part, the conversation in another. */
function sendmail(lines: readonly string[]): RecipientOutcome[] {
  const bare = new RegExp(`^ {0,4}<?(${address})>?$`);
  const recipients = lines.flatMap((line) => bare.exec(line)?.[1] ?? []);
  const said = lines
    .filter((line) => /^<<< [45]\d\d|^[45]\d\d[ -]\d?|^ {4}\(reason: /.test(line))
    .map((line) => line.replace(/^<<< | {4}\(reason: |\)$/g, ''));
  const each = recipients.map((recipient) => {
    const own = said.filter((line) => line.toLowerCase().includes(recipient.toLowerCase()));
    return outcome(recipient, own.length > 0 ? own.slice(0, 1) : said.slice(0, 1));
  });
  return each.length > 0 ? each : said.slice(0, 1).map((line) => outcome(undefined, [line]));
}

function until(lines: readonly string[], from: number, stop: (line: string) => boolean): string[] {
  const rest = lines.slice(from, from + 20);
  const end = rest.findIndex(stop);
  return end === -1 ? rest : rest.slice(0, end);
}

function outcome(recipient: string | undefined, text: readonly string[]): RecipientOutcome {
  const said = text
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
  return { ...(recipient === undefined ? {} : { recipient }), text: said, quoted: /\b[45]\d\d[ -]/.test(said) };
}
