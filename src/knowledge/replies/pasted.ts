import type { Stage } from '../../model/failure.ts';
import type { TextOrigin } from '../../model/reading.ts';
import type { Protocol } from '../../model/subject.ts';
import { plainText, type Statement } from './statement.ts';

const envelopeStages: readonly Stage[] = ['mail', 'rcpt', 'data'];
const mailboxStages: readonly Stage[] = ['mailbox', 'folders'];

/** The stages behind the words that people, logs and libraries have for a moment of a conversation. */
const phaseStages: Readonly<Record<string, readonly Stage[]>> = {
  resolve: ['dns'],
  dns: ['dns'],
  lookup: ['dns'],
  connect: ['connect', 'greeting'],
  banner: ['greeting'],
  greeting: ['greeting'],
  ehlo: ['capabilities'],
  helo: ['capabilities'],
  capability: ['capabilities'],
  capabilities: ['capabilities'],
  starttls: ['starttls'],
  stls: ['starttls'],
  tls: ['tls'],
  auth: ['auth'],
  login: ['auth'],
  authenticate: ['auth'],
  mail: ['mail'],
  from: ['mail'],
  rcpt: ['rcpt'],
  data: ['data'],
  eod: ['data'],
  envelope: envelopeStages,
  delivery: ['greeting', 'capabilities', 'starttls', 'mail', 'rcpt', 'data', 'dns', 'connect', 'tls'],
  headers: ['data', 'mailbox'],
  ...Object.fromEntries(
    ['create', 'rename', 'delete', 'subscribe', 'unsubscribe', 'list', 'lsub', 'folders', 'namespace'].map((phase) => [
      phase,
      mailboxStages,
    ]),
  ),
  ...Object.fromEntries(
    [
      'select',
      'examine',
      'append',
      'copy',
      'move',
      'fetch',
      'store',
      'search',
      'expunge',
      'close',
      'idle',
      'sync',
      'status',
      'retr',
      'dele',
      'uidl',
      'stat',
      'quota',
      'mailbox',
    ].map((phase) => [phase, mailboxStages]),
  ),
};

/** Every word that `phase` may be. */
export const phases: readonly string[] = Object.keys(phaseStages);

const originStages: Readonly<Record<TextOrigin, readonly Stage[]>> = {
  smtp: [],
  imap: ['connect', 'greeting', 'capabilities', 'starttls', 'auth', 'folders', 'mailbox'],
  pop3: ['connect', 'greeting', 'capabilities', 'starttls', 'auth', 'mailbox'],
  sieve: ['connect', 'greeting', 'capabilities', 'starttls', 'auth', 'mailbox'],
  dsn: phaseStages.delivery as readonly Stage[],
  tls: ['tls', 'starttls'],
  socket: ['connect', 'greeting', 'dns', 'tls'],
  dns: ['dns'],
};

/** What is known about a text beside its words. */
export interface Hints {
  readonly protocol?: TextOrigin;
  /** A word of `phases`; another is not known and says nothing. */
  readonly phase?: string;
}

/** Response codes that stand nowhere but in IMAP and POP3 replies. */
const imapCode =
  /\[(AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED|CONTACTADMIN|NOPERM|INUSE|EXPUNGEISSUED|CORRUPTION|SERVERBUG|CLIENTBUG|CANNOT|LIMIT|OVERQUOTA|ALREADYEXISTS|HASCHILDREN|USEATTR|NONEXISTENT|TRYCREATE|UNAVAILABLE|TOOBIG|THROTTLED|WEBALERT|ALERT|BADCHARSET|READ-ONLY)\b[^\]]{0,300}\]/i;
const pop3Code = /\[(AUTH|IN-USE|LOGIN-DELAY|SYS\/TEMP|SYS\/PERM)\]/i;

/** A status code as it stands at the start of a reply, wherever the reply is quoted. */
const smtpReply =
  /(?:^|[\n('"<[|=>]|[:;] |\b(?:said:?|returned|error|code|status|reply|response|server|with) )[ \t]{0,3}(?:smtp[ \t;]{0,3})?\(?b?['"]?([2345]\d\d)(?<!443|465|587|585)(?=[ \-,:;)'"]|\.(?!\d)|$)[ \-,.:;)'"]{0,4}b?['"]?(?:\(?#?([245]\.[0-7]\.\d{1,3})(?![.\d]))?/gi;
const enhancedCode = /(?:^|[^\d.])(?:#|\bdsn=|status: ?)?([45]\.[0-7]\.\d{1,3})(?![.\d])/;

/**
 * Reads a text that somebody pasted: finds the reply in what a program wrapped around it, its codes, and what it tells
 * of protocol and moment. What the hints say is believed.
 */
export function statementIn(text: string, hints: Hints = {}): Statement {
  const short = withChallenge(text.slice(0, 2048).trim());
  const imap = hints.protocol === undefined || hints.protocol === 'imap' ? imapReply(short) : undefined;
  const pop3 = hints.protocol === undefined || hints.protocol === 'pop3' ? pop3Reply(short) : undefined;
  const smtp =
    imap === undefined && pop3 === undefined && !/imap|pop3|sieve/.test(hints.protocol ?? '')
      ? smtpCodes(short)
      : undefined;
  const { at, ...codes }: Found = imap ?? pop3 ?? smtp ?? {};
  const found: Found = codes;
  const protocol = protocolOf(hints.protocol) ?? found.protocol;
  return {
    text: short,
    plain: plainText(short),
    ...(at === undefined || at === 0 ? {} : { inner: plainText(short.slice(at)) }),
    ...codes,
    ...(protocol === undefined ? {} : { protocol }),
    stages: stagesOf(short, hints, found),
  };
}

/** A SASL challenge that holds JSON (RFC 7628 section 3.2.2, XOAUTH2) is read as well. */
function withChallenge(text: string): string {
  const [encoded] = /\beyJ[A-Za-z0-9+/]{16,1500}={0,2}/.exec(text) ?? [];
  if (encoded === undefined) return text;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  return /^\{".*\}$/s.test(decoded) ? `${text} ${decoded}` : text;
}

type Found = Pick<Statement, 'protocol' | 'status' | 'enhanced' | 'code'> & {
  /** Where in the text the reply begins. */
  readonly at?: number;
};

const protocolOf = (origin: TextOrigin | undefined): Protocol | undefined =>
  origin === 'smtp' || origin === 'imap' || origin === 'pop3' || origin === 'sieve'
    ? origin
    : origin === 'dsn'
      ? 'smtp'
      : undefined;

function imapReply(text: string): Found | undefined {
  const status = /(?:^|[\n:>"'] ?)(?:\* |[a-z0-9.]{1,20} )?(OK|NO|BAD|BYE|PREAUTH)\b(?: |\[|$)/i.exec(text);
  const code = imapCode.exec(text);
  // Upper case and at the start, or with a response code: else it is the English word.
  const upper = status !== null && /^[A-Z]+$/.test(status[1] ?? '') && (status.index === 0 || code !== null);
  if (!upper && code === null) return undefined;
  return {
    protocol: 'imap',
    status: upper ? (status?.[1] ?? 'NO') : 'NO',
    ...(code === null ? {} : { code: code[0].slice(1, -1) }),
  };
}

function pop3Reply(text: string): Found | undefined {
  const status = /(?:^|[\s:"'])(-ERR|\+OK)\b/i.exec(text);
  const code = pop3Code.exec(text);
  if (status === null && code === null) return undefined;
  return {
    protocol: 'pop3',
    status: status?.[1]?.toUpperCase() ?? '-ERR',
    ...(code === null ? {} : { code: code[1] as string }),
  };
}

function smtpCodes(text: string): Found | undefined {
  const replies = [...text.matchAll(smtpReply)].filter(([, status]) => status !== undefined);
  const refusals = replies.filter(([, status]) => /^[45]/.test(status as string));
  const best = refusals.find(([, , enhanced]) => enhanced !== undefined) ?? refusals[0] ?? replies[0];
  const enhanced = best?.[2] ?? enhancedCode.exec(text)?.[1];
  if (best === undefined && enhanced === undefined) return undefined;
  return {
    protocol: 'smtp',
    ...(best === undefined ? {} : { status: best[1] as string, at: best.index + best[0].indexOf(best[1] as string) }),
    ...(enhanced === undefined ? {} : { enhanced }),
  };
}

/** What programs write beside a reply about the command that it answers. */
const moments: readonly (readonly [RegExp, readonly Stage[]])[] = [
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:initial connection|connect)|refused to talk to me|greeted me|while receiving the initial server greeting/i,
    ['greeting'],
  ],
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:pipelined )?(?:ehlo|helo|lhlo)\b/i,
    ['capabilities'],
  ],
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:pipelined )?starttls\b/i,
    ['starttls'],
  ],
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:pipelined )?auth\b|sasl authentication failed|\bsmtpauthenticationerror|\beauth\b|authenticationfailedexception|could not authenticate/i,
    ['auth'],
  ],
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:pipelined )?mail(?: |_)?from\b|smtpsenderrefused/i,
    ['mail'],
  ],
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:pipelined )?rcpt(?: |_)?to\b|smtprecipientsrefused/i,
    ['rcpt'],
  ],
  [
    /(?:in reply to|after|response to|during|while (?:sending|performing)(?: the)?) (?:end of )?(?:pipelined )?(?:end of |sending )?(?:data|message body|dot|\.)(?=[\s):]|$)|smtpdataerror/i,
    ['data'],
  ],
];

function stagesOf(text: string, hints: Hints, found: Found): readonly Stage[] {
  const named = hints.phase === undefined ? undefined : phaseStages[hints.phase.toLowerCase()];
  if (named !== undefined && hints.phase !== 'delivery') return named;
  const told = moments.find(([pattern]) => pattern.test(text));
  if (told !== undefined) return told[1];
  if (named !== undefined) return named;
  if (hints.protocol !== undefined && originStages[hints.protocol].length > 0) return originStages[hints.protocol];
  return found.protocol === undefined ? [] : stagesByCode(found);
}

/** Codes that are at home in one part of a conversation. */
function stagesByCode({ protocol, status = '', enhanced = '', code = '' }: Found): readonly Stage[] {
  if (protocol === 'imap' || protocol === 'pop3') {
    return /^(?:AUTHENTICATIONFAILED|AUTHORIZATIONFAILED|EXPIRED|PRIVACYREQUIRED|WEBALERT|AUTH)\b/i.test(code)
      ? ['auth']
      : originStages[protocol];
  }
  if (/^53[458]|^432/.test(status) || /^[45]\.7\.(?:8|9|11|12|14|139)$/.test(enhanced)) return ['auth'];
  if (/^55[0-5]|^45[0-2]|^571|^541/.test(status)) return ['greeting', 'capabilities', 'mail', 'rcpt', 'data'];
  return [];
}
