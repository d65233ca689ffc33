import { parseLogLine } from './log-line.ts';

/** A failure that a line of a mail server's log tells of. Texts are hostile. */
export interface LoggedFailure {
  readonly text: string;
  /** In the words of `explain --protocol` and `--phase`. */
  readonly protocol?: 'smtp' | 'imap' | 'pop3' | 'dsn' | 'tls' | 'socket';
  readonly phase?: string;
  readonly recipient?: string;
  /** The program is known to write this only when something failed. */
  readonly sure: boolean;
}

interface Form {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, program: string) => LoggedFailure | undefined;
}

const phaseOf = (command: string | undefined): string | undefined =>
  ({
    connect: 'banner',
    ehlo: 'ehlo',
    helo: 'ehlo',
    starttls: 'starttls',
    auth: 'auth',
    mail: 'mail',
    rcpt: 'rcpt',
    data: 'data',
    'end-of-message': 'data',
    bdat: 'data',
    unknown: undefined,
  })[(command ?? '').toLowerCase()];

const failure = (text: string, more: Omit<LoggedFailure, 'text' | 'sure'> = {}): LoggedFailure => ({
  text: text.trim(),
  sure: true,
  ...more,
});
const withRecipient = (recipient: string | undefined): { recipient?: string } =>
  recipient === undefined || recipient === '' ? {} : { recipient };
const withPhase = (phase: string | undefined): { phase?: string } => (phase === undefined ? {} : { phase });

/** The first that fits is taken; `undefined` from `read` means: this line tells of no failure. */
const forms: readonly Form[] = [
  // Postfix, delivery: `to=<a@b>, relay=…, dsn=5.1.1, status=bounced (host … said: 550 …)`
  {
    pattern: /\bto=<([^>]{0,320})>,.{0,600}?\bstatus=(\w{1,20}) \((.*)\)$/s,
    read: ([, recipient, status, text]) =>
      status === 'sent' || status === 'delivered'
        ? undefined
        : failure(text ?? '', { protocol: 'dsn', phase: 'delivery', ...withRecipient(recipient) }),
  },
  // Postfix, reception: `NOQUEUE: reject: RCPT from host[ip]: 554 5.7.1 …; from=<> to=<> proto=ESMTP helo=<>`
  {
    pattern:
      /(?:reject|milter-reject|reject_warning): (\S{1,20}) from \S{1,300}: (.*?)(?:; from=<[^>]{0,320}>(?: to=<([^>]{0,320})>)?.*)?$/s,
    read: ([, command, text, recipient]) =>
      failure(text ?? '', { protocol: 'smtp', ...withPhase(phaseOf(command)), ...withRecipient(recipient) }),
  },
  {
    pattern: /(?:warning: )?\S{1,300}: (SASL \S{1,30} authentication failed.*)$/s,
    read: ([, text]) => failure(text ?? '', { protocol: 'smtp', phase: 'auth' }),
  },
  {
    pattern:
      /(?:TLS library problem|SSL_(?:accept|connect)(?:\(\))? (?:error|failed)|TLS (?:error|handshak\w{0,4})[^:]{0,200}):? ?(.*)$/is,
    read: ([all]) => failure(all, { protocol: 'tls', phase: 'tls' }),
  },
  {
    pattern: /^(?:warning: )?connect to \S{1,300}: (.*)$/s,
    read: ([, text]) => failure(text ?? '', { protocol: 'socket', phase: 'connect' }),
  },
  {
    pattern: /^(?:lost connection|timeout|improper command pipelining|too many errors) after (\S{1,20}).*$/s,
    read: ([all]) => failure(all, { protocol: 'smtp' }),
  },
  // Exim: `** a@b R=… T=…: text`, `== a@b R=… defer (-44): text`
  {
    pattern:
      /(?:^|\s)(?:\*\*|==) (\S{1,320})(?: <[^>]{0,320}>)?(?: [A-Z]{1,4}=\S{1,200}){0,8}(?: defer \(-?\d{1,4}\))?: (.*)$/s,
    read: ([, recipient, text]) =>
      failure(text ?? '', { protocol: 'dsn', phase: 'delivery', ...withRecipient(recipient) }),
  },
  {
    pattern: /rejected (RCPT|MAIL|EHLO|HELO|after DATA|connection|AUTH)\b(?: <?([^\s>]{1,320})>?)?.{0,300}?: (.*)$/s,
    read: ([, command, recipient, text]) =>
      failure(text ?? '', {
        protocol: 'smtp',
        ...withPhase(phaseOf(command === 'after DATA' ? 'data' : command === 'connection' ? 'connect' : command)),
        ...(command === 'RCPT' ? withRecipient(recipient) : {}),
      }),
  },
  {
    pattern: /authenticator failed for .{0,300}?: (.*)$/s,
    read: ([, text]) => failure(text ?? '', { protocol: 'smtp', phase: 'auth' }),
  },
  // sendmail: `to=<a@b>, …, dsn=5.1.1, stat=User unknown`, `ruleset=check_rcpt, …, reject=550 5.7.1 …`
  {
    pattern: /(?:\bto=<?([^\s,>]{1,320})>?,.{0,600})?\bdsn=([245]\.\d{1,3}\.\d{1,3}), stat=(.*)$/s,
    read: ([, recipient, dsn, stat]) =>
      /^(?:sent|queued)/i.test(stat ?? '')
        ? undefined
        : failure(`${dsn} ${stat}`, { protocol: 'dsn', phase: 'delivery', ...withRecipient(recipient) }),
  },
  {
    pattern: /ruleset=check_(\w{1,20}),.{0,600}?\breject=(.*)$/s,
    read: ([, ruleset, text]) =>
      failure(text ?? '', { protocol: 'smtp', ...withPhase(phaseOf(ruleset === 'relay' ? 'connect' : ruleset)) }),
  },
  // Dovecot: `imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a@b>, …`
  {
    pattern: /^(imap|pop3|managesieve|submission)-login: (.*)$/s,
    read: ([, service, text]) => {
      if (
        !/fail|denied|disabled|disallowed|too many|maximum|ssl|tls|error|internal|unsupported/i.test(text ?? '') ||
        /^(?:Info: )?Login: /.test(text ?? '')
      )
        return undefined;
      const said = /\(([^)]{1,300})\)/.exec(text ?? '')?.[1] ?? text ?? '';
      const tls = /SSL_accept|TLS handshak/i.test(text ?? '');
      return failure(
        tls ? (text ?? '') : said,
        tls
          ? { protocol: 'tls', phase: 'tls' }
          : { protocol: service === 'pop3' ? 'pop3' : service === 'submission' ? 'smtp' : 'imap', phase: 'auth' },
      );
    },
  },
  {
    pattern: /^(?:imap|pop3|lda|lmtp|quota-status|deliver)\(([^)]{0,320})\)(?:<[^ ]{1,80}>){0,3}: (.*)$/s,
    read: ([all, user, text]) => {
      if (/^(?:(?:Info: )?(?:Logged out|Disconnected)|msgid=.*saved mail to (?:INBOX|'INBOX'))/i.test(text ?? ''))
        return undefined;
      const mda = /^(?:lda|lmtp|deliver|quota-status)/.test(all);
      return {
        text: text ?? '',
        sure: /error|fail|exceed/i.test(text ?? ''),
        ...(mda ? { protocol: 'dsn', phase: 'delivery', ...withRecipient(user) } : { protocol: 'imap' }),
      };
    },
  },
  {
    pattern: /^auth(?:-worker)?(?:\(\d{1,10}\))?: (.*)$/s,
    read: ([, text]) => ({
      text: text ?? '',
      protocol: 'imap',
      phase: 'auth',
      sure: /mismatch|unknown user|fail|error|disabled/i.test(text ?? ''),
    }),
  },
];

/** Words without which a line of a program that nobody knows is not looked at. */
const trouble =
  /\b(?:error|errors|failed|failure|fails?|exception|refus\w{1,4}|reject\w{0,5}|denied|den(?:y|ies)|blocked|timed? ?out|unreachable|bounced|deferred|expired|invalid|unknown user|not allowed|traceback|fatal|e[A-Z]{4,20}|E[A-Z]{4,20}|[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3})\b/i;

/**
 * What one line of a log tells of a failure: of Postfix, Exim, sendmail and Dovecot by their forms, of other programs by
 * its words. Undefined: the line tells of none. @param line - without its line end
 */
export function failureIn(line: string): LoggedFailure | undefined {
  const short = line.slice(0, 4096);
  const parsed = parseLogLine(short);
  const text = parsed?.text ?? short;
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    if (match !== null) return read(match, parsed?.program ?? '');
  }
  return trouble.test(text) ? { text: text.trim(), sure: false } : undefined;
}

/** Is this a log: does most of it begin with a time, or is written as mail servers write? */
export function looksLikeLog(text: string): boolean {
  const lines = text
    .slice(0, 16_384)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 40);
  const stamped = lines.filter((line) => parseLogLine(line) !== undefined).length;
  return stamped > 0 && stamped * 2 >= lines.length;
}
