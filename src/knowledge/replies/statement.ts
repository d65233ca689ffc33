import type { Stage } from '../../model/failure.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Protocol } from '../../model/subject.ts';

/** What somebody said, with what is known of where. Texts are hostile. */
export interface Statement {
  /** As it was written, at most 2048 characters. */
  readonly text: string;
  /** The same for reading: lower case, single spaces, straight quotes, no codes inside. */
  readonly plain: string;
  /** The same without what a program wrapped around the reply, where a reply is quoted in it. */
  readonly inner?: string;
  readonly protocol?: Protocol;
  /** SMTP: `535`. IMAP: `NO` `BAD` `BYE` `OK`. POP3: `-ERR`. */
  readonly status?: string;
  /** RFC 3463: `5.7.8`. */
  readonly enhanced?: string;
  /** Response code without brackets: `AUTHENTICATIONFAILED`. */
  readonly code?: string;
  /** Where in the conversation it may have been said; empty: nobody knows. */
  readonly stages: readonly Stage[];
}

/** How much of a text is read; a hostile server may write more. */
const readAtMost = 2048;

/** A reply that a probe received at a stage. */
export function statementOf(reply: ServerReply, stage: Stage): Statement {
  // qmail, IronPort and Symantec write the enhanced status code inside the text: `(#5.7.1)`.
  const enhanced = reply.enhanced ?? /#([45]\.\d{1,3}\.\d{1,3})\b/.exec(reply.text.slice(0, readAtMost))?.[1];
  return {
    text: reply.text.slice(0, readAtMost),
    plain: plainText(reply.text),
    protocol: reply.protocol,
    status: reply.status,
    ...(enhanced === undefined ? {} : { enhanced }),
    ...(reply.code === undefined ? {} : { code: reply.code }),
    stages: [stage],
  };
}

/** Lower case, single spaces, straight quotes, and without the codes that a quoted reply repeats on every line. */
export function plainText(text: string): string {
  return (
    text
      .slice(0, readAtMost)
      .toLowerCase()
      .replaceAll(/[’‘]/g, "'")
      .replaceAll(/[“”«»]/g, '"')
      .replaceAll(/[‐‑–—]/g, '-')
      .replace(/\s+/g, ' ')
      // Postfix writes it in front of every reason, whatever that is about.
      .replaceAll('recipient address rejected: ', 'rejected: ')
      .replace(/ [245]\d\d-(?:[245]\.\d{1,3}\.\d{1,3}\b)?/g, '')
  );
}
