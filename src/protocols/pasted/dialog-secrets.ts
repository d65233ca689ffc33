import { isMechanism, isWord, mark } from './secret-words.ts';

/** What stands before a client's words in the records of programs: a time, an arrow, `C:`, `send: '`. */
const before = String.raw`(?:[^\n]{0,80}?(?:\bC\d{0,3}:|[-~=]{0,2}>{1,3}|\bCLIENT(?: -> SERVER)?:|\b(?:send|sent|write|wrote)\w{0,3}:))?[ \t]*b?["'\x60]?`;
/** The end of a client's words: of the line, or of the string that a program shows. */
const after = String.raw`(?=["'\x60]?(?:\\r\\n|\\n)|\r?(?:\n|$)|["'\x60]\r?(?:\n|$))`;
const base64 = '[A-Za-z0-9+/_-]{2,8000}={0,2}';
const quoted = String.raw`"(?:[^"\\\n]|\\.){0,256}"`;

/** SMTP, POP3, IMAP and ManageSieve: an initial response behind its mechanism (RFC 4954, 5034, 4959, 5804). */
const initialResponse = new RegExp(
  String.raw`(\bAUTH(?:ENTICATE)?[ \t]+"?([A-Za-z][A-Za-z0-9_-]{2,24})"?[ \t]+(?:\{\d{1,6}\+?\}\s{0,2})?"?)(${base64})`,
  'gi',
);
const bearer = new RegExp(
  String.raw`(\b(?:XOAUTH2?|OAUTHBEARER|Bearer)[ \t=:]+"?)(${base64}(?:\.${base64}){0,3})`,
  'gi',
);
const imapLogin = new RegExp(
  String.raw`((?:^|\n)${before}((?:[A-Za-z]{0,4}\d{1,8}|[A-Za-z.])[ \t]+)?(LOGIN)[ \t]+(${quoted}|[^\s"{]{1,320})[ \t]+)(${quoted}|\S{1,1000}?)${after}`,
  'gi',
);
const pop3Pass = new RegExp(String.raw`((?:^|\n)${before}(PASS)[ \t]+)([^\n]{1,1000}?)${after}`, 'gi');
const apop = /(\bAPOP[ \t]+\S{1,320}[ \t]+)[0-9a-f]{32}\b/gi;

/** A pasted dialog of SMTP, IMAP, POP3 or ManageSieve without what logs in. */
export const withoutLogins = (text: string): string =>
  withoutLiterals(withoutResponses(text))
    .replace(initialResponse, (all, start: string, mechanism: string, token: string) =>
      isMechanism(mechanism) && isResponse(token) ? start + mark : all,
    )
    .replace(bearer, (all, start: string, token: string) =>
      token.length >= 12 && isResponse(token) ? start + mark : all,
    )
    .replace(
      imapLogin,
      (all, start: string, tag: string | undefined, command: string, user: string, password: string) =>
        (tag === undefined && command !== 'LOGIN') || isWord(user) || isMechanism(user) || password === mark
          ? all
          : start + mark,
    )
    .replace(pop3Pass, (all, start: string, command: string, password: string) =>
      isWord(password.split(' ', 1)[0] ?? '') || (command !== 'PASS' && password.includes(' ')) ? all : start + mark,
    )
    .replace(apop, `$1${mark}`);

/** Not a word of a sentence, a code, or one more mechanism. */
const isResponse = (token: string): boolean =>
  !isMechanism(token) && !isWord(token) && !/^(?:[A-Z]?[a-z]{1,15}|[A-Z]{1,8}|\d{1,3}(?:-.*)?)$/.test(token);

const challenge = /(?:^|[\s:'"<])334(?:[ -]|$)|^(?:[^\n]{0,80}?[\s:'"<])?\+(?: [^\n]*)?$/;
const begun = /\bAUTH(?:ENTICATE)?[ \t]+"?([A-Za-z][A-Za-z0-9_-]{2,24})"?["'\x60]?(?:\\r\\n|\\n)?["'\x60]?\r?$/i;
const verdict = /(?:^|[\s:'"<])(?:[245]\d\d[ -]|(?:OK|NO|BAD|\+OK|-ERR)\b)/;
const response = new RegExp(String.raw`^(${before})(${base64})(["'\x60]?(?:\\r\\n|\\n)?["'\x60]?\r?)$`, 'i');

/** What a client sends on lines of their own, behind a challenge or its own AUTH. */
function withoutResponses(text: string): string {
  let asked = false;
  const lines = text.split('\n').map((line) => {
    if (line.length > 9000) return line;
    const mechanism = begun.exec(line)?.[1];
    if (challenge.test(line) || (mechanism !== undefined && isMechanism(mechanism))) {
      asked = true;
      return line;
    }
    if (asked && verdict.test(line)) asked = false;
    const found = asked ? response.exec(line) : null;
    return found === null || /^(?:QUIT|RSET|NOOP|LOGOUT)$/i.test(found[2] as string)
      ? line
      : `${found[1]}${mark}${found[3]}`;
  });
  return lines.join('\n');
}

/** `a1 LOGIN {3}` (RFC 9051 section 4.3): name and password come on lines of their own. */
function withoutLiterals(text: string): string {
  let due = false;
  const lines = text.split('\n').map((line) => {
    const announces = /\{\d{1,6}\+?\}\r?$/.test(line);
    if (!due) {
      due = announces && /\bLOGIN\b/i.test(line.slice(0, 500));
      return line;
    }
    if (line.trim() === '' || challenge.test(line)) return line;
    due = announces;
    const start = new RegExp(`^${before}`, 'i').exec(line)?.[0] ?? '';
    return `${start}${mark}${announces ? (/ ?\{\d{1,6}\+?\}\r?$/.exec(line)?.[0] ?? '') : ''}`;
  });
  return lines.join('\n');
}
