import type { Case } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { enumerate } from './enumerate.ts';
import { quoteAtEnd, textOf } from './text-of.ts';
import { placesOf } from './where.ts';

/** What a server refused, by the rule that found it. */
function deed(finding: Finding): string {
  const named = (what: string, name: string) =>
    `${what}${textOf(finding, name) === '' ? '' : ` ${textOf(finding, name)}`}`;
  switch (finding.rule) {
    case 'auth/rejected':
      return named('refuses the login of', 'user');
    case 'smtp/sender-refused':
      return textOf(finding, 'from') === '' ? 'refuses the empty sender' : named('refuses the sender', 'from');
    case 'smtp/recipient-refused':
      return named('refuses the recipient', 'to');
    case 'smtp/delivery-refused':
      return 'refuses the message';
    case 'tls/starttls-refused':
      return 'refuses STARTTLS';
    case 'imap/refused':
      return 'refuses to list the folders';
    case 'pop3/refused':
      return 'refuses to open the maildrop';
    case 'mail/greeting-refused':
      return 'turns the connection away';
    default:
      return 'answers';
  }
}

/**
 * `smtp.example.org on 587 refuses the sender ann@example.org: "550 …"`, where else it does so, and whether only
 * strangers meet it. `pick` chooses the refusals among the findings.
 */
export function refusalOf(at: Case, pick: (finding: Finding) => boolean = () => true): string {
  const picked = at.findings.filter(pick);
  const first = picked.find((finding) => textOf(finding, 'reply') !== '') ?? at.first;
  const place = placesOf([first])[0] ?? 'the server';
  const elsewhere = placesOf(picked.filter((finding) => placesOf([finding])[0] !== place));
  const reply = textOf(first, 'reply');
  const what = `${place} ${deed(first)}${isTemporary(first) ? ' for now' : ''}`;
  return [
    `${what}${reply === '' ? '.' : `: ${quoteAtEnd(reply)}`}`,
    ...(elsewhere.length === 0 ? [] : [`The same at ${enumerate(elsewhere)}.`]),
    ...(isAboutHere(picked) ? [ofStrangers] : []),
  ].join(' ');
}

/** Said of the network that mailcheck runs in, at a port where the owner of a mailbox has no business. */
export const isAboutHere = (findings: readonly Finding[]): boolean =>
  findings.length > 0 && findings.every(({ message }) => message === 'here');
const ofStrangers =
  'That was an attempt to deliver straight to port 25 from this network; mail programs log in at other ports and do not meet it.';

/** True when a reply put it off instead of refusing for good: SMTP 4xx, or an IMAP or POP3 code that says so. */
export const isTemporary = (finding: Finding): boolean =>
  /^4\d\d|\[(?:UNAVAILABLE|INUSE|LIMIT|SYS\/TEMP|IN-USE|LOGIN-DELAY)\]/i.test(textOf(finding, 'reply'));
