import type { PastedReply } from './replies.ts';

/** What programs put before a line of a dialog: a time, and then an arrow, `S:`, `reply: b'`. The first of them counts. */
const marks =
  /^(?:.{0,60}?[\s\])]|)(?:(?<server><[-~=]{0,2}[*!]{0,2}|S\d{0,3}:|SERVER(?: -> CLIENT)?:|(?:reply|recv|read|received|response)\w{0,3}:)|(?<client>[-~=]{0,2}>[*!]{0,2}|C\d{0,3}:|CLIENT(?: -> SERVER)?:|(?:send|sent|write|wrote)\w{0,3}:)) ?b?["']?\s{0,4}/i;

/** Commands and when they are said; a tag is taken off before. */
const commands: readonly (readonly [RegExp, string, PastedReply['protocol']?])[] = [
  [/^(?:EHLO|HELO|LHLO)\b/i, 'ehlo', 'smtp'],
  [/^STARTTLS\b|^STLS\b/i, 'starttls'],
  [/^AUTH(?:ENTICATE)?\b/i, 'auth'],
  [/^MAIL FROM:/i, 'mail', 'smtp'],
  [/^RCPT TO:/i, 'rcpt', 'smtp'],
  [/^(?:DATA|BDAT \d+.*)$/i, 'data', 'smtp'],
  [/^\.$/, 'data', 'smtp'],
  [/^(?:USER|PASS|APOP) \S/, 'auth', 'pop3'],
  [/^(?:STAT|UIDL|RETR \d+|DELE \d+|TOP \d+ \d+)$/i, 'retr', 'pop3'],
];
const tagged: readonly (readonly [RegExp, string])[] = [
  [/^(?:LOGIN|AUTHENTICATE)\b/i, 'auth'],
  [/^STARTTLS\b/i, 'starttls'],
  [
    /^(?:SELECT|EXAMINE|APPEND|COPY|MOVE|FETCH|STORE|SEARCH|CREATE|RENAME|DELETE|SUBSCRIBE|LIST|LSUB|STATUS|IDLE|EXPUNGE)\b/i,
    '',
  ],
];
const tag = /^(?:[A-Za-z]{0,4}\d{1,8}|[A-Za-z.]) (?=[A-Za-z])/;

const positive = /^(?:[123]\d\d(?:[ -]|$)|\+|(?:[A-Za-z0-9.]{1,12} )?OK\b|\* (?!NO\b|BAD\b|BYE\b))/;
const refusing = /^[45]\d\d(?:[ -]|$)|^-ERR\b|^(?:[A-Za-z0-9.]{1,12} |\* )?(?:NO|BAD|BYE)\b/;

/**
 * The replies of a pasted dialog (of swaks, telnet, `openssl s_client`, the debug output of a library) that refuse, each
 * with the moment at which it was said. None where there is no dialog, or nothing is refused.
 */
export function dialogReplies(lines: readonly string[]): PastedReply[] {
  const found: PastedReply[] = [];
  let spoken = 0;
  let [moment, protocol]: readonly [string, PastedReply['protocol']] = ['banner', undefined];
  let open: string[] = [];
  for (const line of lines) {
    const mark = commandOf(withoutEnd(line)) === undefined ? marks.exec(line) : null;
    const said = withoutEnd(mark === null ? line : line.slice(mark[0].length));
    if (mark?.groups?.client === undefined && refusing.test(said)) {
      open.push(said);
      if (/^[45]\d\d-/.test(said)) continue;
      const text = open.join('\n');
      open = [];
      found.push({ text, ...(protocol === undefined ? {} : { protocol }), phase: moment });
      continue;
    }
    if (positive.test(said)) continue;
    const own = commandOf(said);
    if (own !== undefined || /^(?:QUIT|RSET|NOOP|(?:\S{1,12} )?LOGOUT)$/i.test(said)) spoken++;
    if (own !== undefined) [moment, protocol] = [own.phase, own.protocol ?? protocol];
  }
  return spoken === 0 ? [] : found;
}

const withoutEnd = (text: string): string => text.replace(/(?:\\r)?(?:\\n)?["']?\s*$/, '');

function commandOf(text: string): { readonly phase: string; readonly protocol?: PastedReply['protocol'] } | undefined {
  const plain = commands.find(([pattern]) => pattern.test(text));
  if (plain !== undefined) return { phase: plain[1], ...(plain[2] === undefined ? {} : { protocol: plain[2] }) };
  if (!tag.test(text)) return undefined;
  const command = text.replace(tag, '');
  const imap = tagged.find(([pattern]) => pattern.test(command));
  if (imap === undefined) return undefined;
  return { phase: imap[1] || (/^\w+/.exec(command)?.[0] ?? '').toLowerCase(), protocol: 'imap' };
}
