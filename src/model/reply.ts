import type { Protocol } from './subject.ts';

/** A server's answer to one command, in the terms that all protocols share. Texts are as received (hostile). */
export interface ServerReply {
  readonly protocol: Protocol;
  /** SMTP: `535`. IMAP: `OK` `NO` `BAD` `BYE` `PREAUTH`. POP3: `+OK` `-ERR`. ManageSieve: `OK` `NO` `BYE`. */
  readonly status: string;
  /** RFC 3463 enhanced status code, `5.7.8`. */
  readonly enhanced?: string;
  /** IMAP RFC 5530, POP3 RFC 2449/3206 or ManageSieve response code, without brackets: `AUTHENTICATIONFAILED`, `SYS/PERM`. */
  readonly code?: string;
  /** The text after status and codes; several lines are joined by LF. */
  readonly text: string;
}

/** The reply on one line, as the server wrote it but for line ends. */
export function replyLine(reply: ServerReply): string {
  const code = reply.code === undefined ? '' : ` ${reply.protocol === 'sieve' ? `(${reply.code})` : `[${reply.code}]`}`;
  const enhanced = reply.enhanced === undefined ? '' : ` ${reply.enhanced}`;
  return `${reply.status}${enhanced}${code} ${reply.text.replaceAll('\n', ' / ')}`.trim();
}
