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

/** How one kind of lines is written. Of all forms the first that fits is taken. */
export interface Form {
  readonly pattern: RegExp;
  /** Undefined: this line tells of no failure. */
  readonly read: (match: RegExpExecArray) => LoggedFailure | undefined;
}

/** What a program only writes when something failed. */
export const failure = (text: string | undefined, more: Omit<LoggedFailure, 'text' | 'sure'> = {}): LoggedFailure => ({
  text: (text ?? '').trim(),
  sure: true,
  ...more,
});

/** A delivery that failed, for a recipient. */
export const undelivered = (text: string | undefined, recipient?: string): LoggedFailure =>
  failure(text, { protocol: 'dsn', phase: 'delivery', ...toWhom(recipient) });

/** Nothing is failed by lines of this form. */
export const harmless = (pattern: RegExp): Form => ({ pattern, read: () => undefined });

export const toWhom = (recipient: string | undefined): { recipient?: string } =>
  recipient === undefined || recipient === '' ? {} : { recipient };

const phases: Readonly<Record<string, string>> = {
  connect: 'banner',
  connection: 'banner',
  relay: 'banner',
  ehlo: 'ehlo',
  helo: 'ehlo',
  starttls: 'starttls',
  auth: 'auth',
  mail: 'mail',
  rcpt: 'rcpt',
  data: 'data',
  'after data': 'data',
  'end-of-message': 'data',
  bdat: 'data',
};

/** The moment that a command is said at. */
export function at(command: string | undefined): { phase?: string } {
  const phase = phases[(command ?? '').toLowerCase()];
  return phase === undefined ? {} : { phase };
}
