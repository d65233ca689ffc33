import { withoutLogins } from './dialog-secrets.ts';
import { isWord, mark } from './secret-words.ts';

/** `imaps://ann:secret@mail.example.org`; a port and a path with an address in it are none. */
const inUrl =
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>]{0,320}:)(?!\d{1,5}(?:[/?#\s]|$))[^\s"'<>]{1,256}(?=@[^\s@"'<>])/gi;
const authorization = /(\bAuthorization["']?[ \t]*[:=][ \t]*["']?(?:Basic|Bearer|Digest)[ \t]+)[^\s"']{4,8000}/gi;

/** `password=…`, `"pass": "…"`, `smtp_password => '…'`, `(given password: …)`, Dovecot's `resp=…`. */
const setting =
  /((?:\b|_|#011)(pass(?:word|wd|phrase|code)?|pwd|passwort|secret|(?:(?:access|refresh|id|auth|api|bearer)[-_ ]?)?token|client[-_]secret|api[-_]?key|resp)["']?[ \t]{0,4}(=>|:=|=|:)[ \t]{0,4})("(?:[^"\\\n]|\\.){1,256}"|'(?:[^'\\\n]|\\.){1,256}'|["']?(?:[^\s"',;&)}\]]|[,;&)}\]](?![\s,;)}\]]|[\w-]{1,40}[=:]|$)){1,8000})(?=([\s\S]?))/gi;

/** `server.login("ann", "secret")` and `imap_open(…, 'secret')` as stack traces show them. */
const argument =
  /(\b(?:login|authenticate|imap_open|auth|credentials?)\([^()\n]{1,300},[ \t]{0,4})("[^"\n]{1,256}"|'[^'\n]{1,256}')(?=[ \t]{0,4}[,)])/gi;

/** Options of curl, swaks and their like. */
const option =
  /((?:^|\s)(?:--?(?:auth-?|smtp-?|user-?)?pass(?:word|wd)?[= \t]+|-ap[ \t]+|(?:-u|--user)[= \t]+["']?[^\s:"']{1,320}:))("[^"\n]{1,256}"|'[^'\n]{1,256}'|[^\s"']{1,500})/gi;

const forWhom = /(\bpass(?:word|wd)?[ \t]+(?:for|of)[ \t]+\S{1,320}[ \t]*:[ \t]*)(\S{1,500})/gi;

/**
 * A pasted text without the passwords and tokens in it: of dialogs, settings, URLs, stack traces, command lines. What is
 * no secret stays as it is, so that the text can still be read. Takes time linear to the text's length.
 */
export const withoutSecrets = (text: string): string =>
  withoutLogins(text)
    .replace(authorization, `$1${mark}`)
    .replace(inUrl, `$1${mark}`)
    .replace(argument, (_, start: string, value: string) => start + inQuotesOf(value))
    .replace(option, unlessWord)
    .replace(forWhom, unlessWord)
    .replace(setting, (all, start: string, key: string, sign: string, value: string, next: string) =>
      isSetting(key, sign, value, next) ? start + inQuotesOf(value) : all,
    );

/** The mark with the quotes that stood around the value. */
const inQuotesOf = (value: string): string =>
  `${/^["']/.exec(value)?.[0] ?? ''}${mark}${/(?<=.)["']$/.exec(value)?.[0] ?? ''}`;

const unlessWord = (all: string, start: string, value: string): string =>
  isWord(value) ? all : start + inQuotesOf(value);

function isSetting(key: string, sign: string, value: string, next: string): boolean {
  if (isWord(value)) return false;
  if (/^(?:resp|token)$/i.test(key)) return sign !== ':' && value.length >= 12;
  // Behind a colon may also follow the rest of a sentence: `wrong password: try again`.
  if (sign !== ':' || /^["']/.test(value)) return true;
  return /^[\s,;)}\]]?$/.test(next) && next !== ' ' && !/@.*\.|^\d{3}$|^\[|^[a-z]{2,20}_[a-z_]{2,30}$/.test(value);
}
