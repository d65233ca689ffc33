import { type RecipientOutcome, spokenOutcome } from './delivery-status.ts';

const address = String.raw`[^\s<>"(),;:]{1,64}@[\w.-]{1,255}`;
const heads = /^ *-{3,} (?:the following addresses|transcript of (?:the )?session|die folgenden)/i;
const bare = new RegExp(`^ {0,4}<?(${address})>?$`);
const verdict = new RegExp(`^[45]\\d\\d (?:[45]\\.\\d{1,3}\\.\\d{1,3} )?<?(${address})>?\\.{3} ?(.*)$`);
const reason = /^ {4}\(reason: (.*)\)$/;

/**
 * Bounces of sendmail: the recipients, their reasons, and the conversation in parts of their own; older ones have the
 * conversation alone. Undefined when it is no such bounce.
 */
export function outcomesInTranscript(lines: readonly string[]): RecipientOutcome[] | undefined {
  if (!lines.some((line) => heads.test(line))) return undefined;
  const recipients = [...new Set(lines.flatMap((line) => bare.exec(line)?.[1] ?? []))];
  const verdicts = verdictsIn(lines);
  if (recipients.length === 0 && verdicts.length > 0) return verdicts;
  const said = lines
    .filter((line) => /^<<< [45]\d\d|^[45]\d\d[ -]\d?/.test(line) || reason.test(line))
    .map((line) => reason.exec(line)?.[1] ?? line.replace(/^<<< /, ''));
  const each = recipients.map((recipient) => {
    const own =
      reasonBelow(lines, recipient) ?? said.find((line) => line.toLowerCase().includes(recipient.toLowerCase()));
    return spokenOutcome(recipient, [own ?? said[0] ?? '']);
  });
  return each.length > 0 ? each : said.slice(0, 1).map((line) => spokenOutcome(undefined, [line]));
}

/** `554 <ann@example.org>... Host unknown`, with what the other server said before it. */
function verdictsIn(lines: readonly string[]): RecipientOutcome[] {
  const found = new Map<string, RecipientOutcome>();
  let quoted: string[] = [];
  for (const line of lines) {
    if (/^While talking to |^\.{3} while talking to /i.test(line)) quoted = [];
    if (/^<<< [45]\d\d/.test(line)) quoted.push(line.replace(/^<<< /, ''));
    const match = verdict.exec(line);
    if (match === null) continue;
    const recipient = match[1] as string;
    if (!found.has(recipient)) found.set(recipient, spokenOutcome(recipient, [...quoted, line]));
    quoted = [];
  }
  return [...found.values()];
}

/** `(reason: 550 5.1.1 …)` on the line under the recipient. */
function reasonBelow(lines: readonly string[], recipient: string): string | undefined {
  const at = lines.findIndex((line) => bare.exec(line)?.[1] === recipient);
  return reason.exec(lines[at + 1] ?? '')?.[1];
}
