import { isContinuation, parseLogLine } from './log-line.ts';
import type { LoggedFailure } from './logged-failure.ts';
import { mailboxForms } from './mailbox-forms.ts';
import { transferForms } from './transfer-forms.ts';

export type { LoggedFailure } from './logged-failure.ts';

const forms = [...transferForms, ...mailboxForms];

/** Words without which a line of a program that nobody knows is not looked at. */
const trouble =
  /\b(?:errors?|failed|failures?|fails?|refus\w{1,4}|reject\w{0,5}|denied|den(?:y|ies)|blocked|timed? ?out|unreachable|bounced|deferred|expired|invalid|incorrect|unknown user|not allowed|unable to|could not|cannot|fatal|exceed(?:s|ed)|exception)\b/i;
/** Names of errors, and codes of replies. */
const coded = /\w(?:Error|Exception)\b|\bE[A-Z]{4,20}\b|(?:^|[^\d.])[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3}\b|[A-Z#<])/;

/** Programs whose lines are no mail. */
const others =
  /^(?:sshd|kernel|cron|anacron|sudo|su|systemd(?:-\w+)?|dbus(?:-daemon)?|ntpd|chronyd|networkmanager|dhclient)$/;

/**
 * What one line of a log tells of a failure: of Postfix, Exim, sendmail, qmail, Dovecot and the like by their forms, of
 * other programs by its words. Undefined: the line tells of none. @param line - without its line end
 */
export function failureIn(line: string): LoggedFailure | undefined {
  const short = line.slice(0, 4096);
  const { program = '', text } = parseLogLine(short) ?? { text: short };
  if (others.test(program)) return undefined;
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    if (match !== null) return read(match);
  }
  return trouble.test(text) || coded.test(text)
    ? { text: text.replace(/^[\s,|;:-]{1,8}/, '').trim(), sure: false }
    : undefined;
}

/** Is this a log: does most of it begin with a time, apart from lines that go on with the one before? */
export function looksLikeLog(text: string): boolean {
  const lines = text
    .slice(0, 16_384)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 60);
  const stamped = lines.filter((line) => parseLogLine(line) !== undefined);
  const own = lines.filter((line) => !isContinuation(line) || stamped.includes(line));
  return stamped.length > 0 && stamped.length * 2 >= own.length;
}
