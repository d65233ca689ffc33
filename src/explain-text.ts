import { explainedGroups, groupsOf } from './explained-groups.ts';
import { hiddenBehindRefusal } from './knowledge/provider-advice.ts';
import { providerNamed } from './knowledge/recognise-provider.ts';
import { extractFrom } from './knowledge/replies/extract.ts';
import { knownTexts } from './knowledge/replies/known-texts.ts';
import { type Hints, statementIn } from './knowledge/replies/pasted.ts';
import { createTextReader, type TextReader } from './knowledge/replies/read-text.ts';
import { type ExplainedText, type Extracted, longestText, type Reading } from './model/reading.ts';
import { type Bounce, bounceIn, looksLikeMessage, type OtherMessage } from './protocols/bounce/parse-bounce.ts';
import { failureIn, type LoggedFailure, looksLikeLog } from './protocols/mail-log/failures.ts';
import { repliesIn } from './protocols/pasted/replies.ts';
import { withoutSecrets } from './protocols/pasted/secrets.ts';
import { decodeFile } from './transport/decode.ts';
import { messageParts } from './transport/message-parts.ts';

/** What is known about a text beside its words. */
export interface TextHints extends Hints {
  /** Id, name or domain of the provider that wrote it. */
  readonly provider?: string;
  /** As what the server was used: to send one's own mail, or to hand mail over to its domain. */
  readonly role?: 'submission' | 'relay';
}

/** So many different texts of a log are compared with all known ones, which takes long; the others are read by codes and phrases. */
const mostCompared = 1000;

/** Made when the first text is read: comparing needs an index of all known texts. */
let reader: TextReader | undefined;
const theReader = (): TextReader => {
  reader ??= createTextReader(knownTexts);
  return reader;
};
const quickReader = createTextReader([]);

/** One text that was read. */
export interface ReadText {
  /** Without passwords. */
  readonly text: string;
  readonly reading: Reading;
  readonly extracted: Extracted;
  readonly line?: number;
  readonly recipient?: string;
}

/**
 * What one text means, with what was read out of it. Passwords in it are taken out first. @param text - hostile
 */
export function readOne(text: string, hints: TextHints = {}): ReadText {
  return readWith(theReader(), withoutSecrets(text), hints);
}

function readWith(by: TextReader, text: string, hints: TextHints): ReadText {
  const said = statementIn(text, hints);
  const found = extractFrom(said);
  const provider =
    hints.provider === undefined ? found.provider : (providerNamed(hints.provider)?.id ?? found.provider);
  const extracted = provider === undefined ? found : { ...found, provider };
  return { text, reading: inContext(by.read(said, hints), extracted, hints), extracted };
}

/**
 * Explains what somebody pasted or saved: a reply, several of them, a dialog, a log, a bounce, a message. Whatever is in
 * it, there is an answer; what cannot be read is said to be unknown. Passwords in it are not in the answer.
 */
export async function explainText(input: string | Uint8Array, hints: TextHints = {}): Promise<ExplainedText> {
  const bytes = typeof input === 'string' ? undefined : input.subarray(0, longestText);
  const { text, wide } =
    bytes === undefined ? { text: (input as string).slice(0, longestText), wide: true } : decodeFile(bytes);
  if (looksLikeMessage(text)) {
    // Its parts have charsets of their own, so it is taken apart as bytes where there are any.
    return explainMessage(bounceIn(await messageParts(bytes === undefined || wide ? Buffer.from(text) : bytes)), hints);
  }
  const safe = withoutSecrets(text.replace(/\r\n?/g, '\n'));
  if (looksLikeLog(safe)) return explainLog(safe, hints);
  const replies = repliesIn(safe).map(({ text: one, ...told }) => readOne(one, { ...told, ...hints }));
  return { kind: 'reply', groups: groupsOf(replies, hints) };
}

function explainLog(text: string, hints: TextHints): ExplainedText {
  const lines = text.split('\n');
  const { add, groups } = explainedGroups(hints);
  const readLine = createLineReader(hints);
  let [all, failures] = [0, 0];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    all++;
    const told = failureIn(line);
    if (told === undefined) continue;
    const read = readLine(told);
    // Of a program that nobody knows, only what is understood counts as a failure.
    if (!told.sure && read.reading.confidence !== 'certain' && read.reading.confidence !== 'likely') continue;
    failures++;
    add({ ...read, line: index + 1, ...(told.recipient === undefined ? {} : { recipient: told.recipient }) });
  }
  return { kind: 'log', groups: groups(), lines: { all, failures } };
}

/** Logs repeat themselves: a text is read once, whatever numbers and addresses stand in it. */
function createLineReader(hints: TextHints): (told: LoggedFailure) => ReadText {
  const read = new Map<string, ReadText>();
  return ({ text, protocol, phase }) => {
    const key = `${protocol} ${phase} ${text.slice(0, 2048).replace(/[\w.+=-]{1,64}@|\b(?=[\w:.]*\d)[\w:.]{6,80}\b/g, '#')}`;
    const before = read.get(key);
    if (before !== undefined) return { ...before, text };
    const told = {
      ...(protocol === undefined ? {} : { protocol }),
      ...(phase === undefined ? {} : { phase }),
      ...hints,
    };
    const fresh = readWith(read.size < mostCompared ? theReader() : quickReader, text, told);
    if (read.size < mostCompared) read.set(key, fresh);
    return fresh;
  };
}

function explainMessage(message: Bounce | OtherMessage, hints: TextHints): ExplainedText {
  if (message.kind === 'message') {
    const reads = message.fields
      .filter(({ name }) => /^x-|spam|^subject$|^authentication-results$/.test(name))
      .map(({ name, value }) => readOne(`${name}: ${value}`, { protocol: 'imap', phase: 'headers', ...hints }))
      .filter(({ reading }) => reading.cause === 'delivered-to-spam' && reading.confidence !== 'possible');
    return { kind: 'message', groups: groupsOf(reads, hints) };
  }
  const { form, from, reportingMta, subject, recipients } = message;
  const reads = recipients
    .filter(({ action }) => action === undefined || !/^(?:delivered|relayed|expanded)$/.test(action))
    .map(({ text, status, recipient, quoted, action }) => {
      const delayed = action === 'delayed' && text === '' ? 'delivery delayed' : text;
      const whole = quoted || status === undefined || delayed.includes(status) ? delayed : `${status} ${delayed}`;
      return {
        ...readOne(whole.trim() === '' ? (status ?? '') : whole, { protocol: 'dsn', phase: 'delivery', ...hints }),
        ...(recipient === undefined ? {} : { recipient }),
      };
    });
  return {
    kind: 'bounce',
    groups: groupsOf(reads, hints),
    bounce: {
      form,
      ...(from === undefined ? {} : { from }),
      ...(reportingMta === undefined ? {} : { reportingMta }),
      ...(subject === undefined ? {} : { subject: withoutSecrets(subject) }),
    },
  };
}

/** What else is known can add a doubt to a reading, never turn it round. */
function inContext(reading: Reading, { provider }: Extracted, { role }: TextHints): Reading {
  const known = reading.cause === 'bad-credentials' && provider !== undefined ? providerNamed(provider) : undefined;
  const hidden = known === undefined ? undefined : hiddenBehindRefusal(known);
  const also =
    hidden !== undefined
      ? {
          cause: hidden,
          because: 'this provider refuses the account password in mail programs',
          against: 'the text does not say so',
          open: true,
        }
      : reading.cause === 'relay-denied' && role === 'submission'
        ? {
            cause: 'auth-required',
            because: 'a submission server relays for those who have logged in',
            against: 'the text does not say so',
            open: true,
          }
        : undefined;
  if (also === undefined || reading.alternatives.some(({ cause }) => cause === also.cause)) return reading;
  return { ...reading, alternatives: [also, ...reading.alternatives] };
}
