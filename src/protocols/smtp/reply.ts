import type { Limits } from '../../model/limits.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { ParserStep, ReplyParser } from '../../model/reply-parser.ts';
import { isHostName } from '../dns-names.ts';
import { capKeywords, hasStrayControl, isMangled, type Keyword, mechanismNames, type Offered } from '../offered.ts';

/** `lines` is the text of each line, verbatim, behind the reply code. */
export type SmtpReply = ServerReply & { readonly lines: readonly string[] };

/** Reads one reply of SMTP or LMTP, of any number of lines (RFC 5321 4.2). */
export function smtpReply(limits: Limits): ReplyParser<SmtpReply> {
  const lines: string[] = [];
  let status: string | undefined;
  return {
    maxLine: limits.line,
    maxReply: limits.reply,
    maxLines: limits.replyLines,
    maxLiteral: 0,
    line(text): ParserStep<SmtpReply> {
      const parts = hasStrayControl(text) ? null : /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(text);
      if (parts === null || (status !== undefined && status !== parts[1])) return { violation: 'malformed-reply' };
      status = parts[1]!;
      lines.push(parts[3] ?? '');
      return parts[2] === '-' ? { want: 'line' } : { done: finish(status, lines) };
    },
  };
}

function finish(status: string, lines: readonly string[]): SmtpReply {
  const enhanced = enhancedCode(status, lines.at(-1)!) ?? enhancedCode(status, lines[0]!);
  const stripped = lines.map((line) => line.slice(enhancedCode(status, line)?.length ?? 0).replace(/^ /, ''));
  return {
    protocol: 'smtp',
    status,
    ...(enhanced === undefined ? {} : { enhanced }),
    text: (enhanced === undefined ? lines : stripped).join('\n'),
    lines,
  };
}

/** RFC 2034 wants the class of the code; a 5xx with a 4.x.x is met, and says something. */
function enhancedCode(status: string, line: string): string | undefined {
  const code = /^([245])\.\d{1,3}\.\d{1,3}(?= |$)/.exec(line);
  const sameSide = status.startsWith('2') ? code?.[1] === '2' : /^[45]/.test(status) && code?.[1] !== '2';
  return sameSide ? code?.[0] : undefined;
}

/** The extensions in an EHLO reply, whose first line is the server's name (RFC 5321 4.1.1.1). */
export function parseEhlo(lines: readonly string[]): Offered {
  const keywords: Keyword[] = [];
  const mangled: string[] = [];
  for (const line of lines.slice(1)) {
    const [word = '', ...args] = line.trim().split(/[ \t]+/);
    // `AUTH=LOGIN PLAIN` was written for Outlook 4; its first mechanism hangs on the keyword.
    const legacy = /^AUTH=(.*)$/i.exec(word);
    if (legacy) keywords.push({ name: 'AUTH=', args: [legacy[1]!, ...args].join(' ').trim() });
    else if (isMangled(word)) mangled.push(line.trim());
    else if (word !== '') keywords.push({ name: word.toUpperCase(), args: args.join(' ') });
  }
  const auth = keywords.filter(({ name }) => name === 'AUTH' || name === 'AUTH=');
  return {
    keywords: capKeywords(keywords),
    mechanisms: mechanismNames(auth.flatMap(({ args }) => args.split(' '))),
    starttls: keywords.some(({ name }) => name === 'STARTTLS'),
    mangled,
  };
}

/** The host that a greeting names first: a name with a dot, or an address literal. Lower case. */
export function greetingClaims(text: string): string | undefined {
  const word = /^[^\s]*/.exec(text)![0].replace(/\.$/, '').toLowerCase();
  if (/^\[[0-9a-f.:]{2,64}\]$/.test(word.replace('ipv6:', ''))) return word;
  return isHostName(word) && word.includes('.') ? word : undefined;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};
const dateTime =
  /\b(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec) (\d{4}) (\d{2}):(\d{2})(?::(\d{2}))? (?:([+-])(\d{2})(\d{2})\b|(UTC?|GMT|[ECMP][SD]T|Z)\b)/i;

/** The RFC 5322 date that Exim, Sendmail and Exchange put into their greeting, as ISO 8601 in UTC. */
export function greetingTime(text: string): string | undefined {
  const found = dateTime.exec(text);
  if (found === null) return undefined;
  const [, day, month, year, hour, minute, second = '0', sign, zoneHours, zoneMinutes, zone] = found;
  const offset =
    sign === undefined
      ? zones[zone!.toUpperCase()]! * 60
      : (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  if (Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const ms = Date.UTC(
    Number(year),
    months.indexOf(month!.toLowerCase()),
    Number(day),
    Number(hour),
    Number(minute) - offset,
    Number(second),
  );
  return new Date(ms).toISOString();
}
