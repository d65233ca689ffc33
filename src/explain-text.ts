import { causes } from './causes/catalogue.ts';
import { stepsOnPage } from './explain.ts';
import { extractFrom } from './knowledge/replies/extract.ts';
import { knownTexts } from './knowledge/replies/known-texts.ts';
import { type Hints, statementIn } from './knowledge/replies/pasted.ts';
import { hiddenBehindBadCredentials, providerStep } from './knowledge/replies/provider-steps.ts';
import { providerNamed } from './knowledge/replies/providers.ts';
import { createTextReader, type TextReader } from './knowledge/replies/read-text.ts';
import {
  type ExplainedText,
  type Extracted,
  longestText,
  type NextStep,
  type ReadGroup,
  type Reading,
} from './model/reading.ts';
import { type Bounce, looksLikeMessage, type OtherMessage, parseBounce } from './protocols/bounce/parse-bounce.ts';
import { failureIn, looksLikeLog } from './protocols/mail-log/failures.ts';
import { repliesIn } from './protocols/pasted-replies.ts';

/** What is known about a text beside its words. */
export interface TextHints extends Hints {
  /** Id or name of the provider that wrote it. */
  readonly provider?: string;
  /** As what the server was used: to send one's own mail, or to hand mail over to its domain. */
  readonly role?: 'submission' | 'relay';
}

const mostRecipients = 16;

/** Made when the first text is read: comparing needs an index of all known texts. */
let reader: TextReader | undefined;
const theReader = (): TextReader => {
  reader ??= createTextReader(knownTexts);
  return reader;
};

/** One text that was read. */
export interface ReadText {
  readonly text: string;
  readonly reading: Reading;
  readonly extracted: Extracted;
  readonly line?: number;
  readonly recipient?: string;
}

/** What one text means, with what was read out of it. @param text - hostile */
export function readOne(text: string, hints: TextHints = {}): ReadText {
  const said = statementIn(text, hints);
  const found = extractFrom(said);
  const provider =
    hints.provider === undefined ? found.provider : (providerNamed(hints.provider)?.id ?? found.provider);
  const extracted = provider === undefined ? found : { ...found, provider };
  return { text, reading: inContext(theReader().read(said, hints), extracted, hints), extracted };
}

/**
 * Explains what somebody pasted or saved: a reply, several of them, a log, a bounce, a message. Whatever is in it, there
 * is an answer; what cannot be read is said to be unknown.
 */
export async function explainText(input: string, hints: TextHints = {}): Promise<ExplainedText> {
  const text = input.slice(0, longestText);
  if (looksLikeMessage(text)) return explainMessage(await parseBounce(text), hints);
  if (looksLikeLog(text)) return explainLog(text, hints);
  return {
    kind: 'reply',
    groups: grouped(
      repliesIn(text).map((one) => readOne(one, hints)),
      hints,
    ),
  };
}

function explainLog(text: string, hints: TextHints): ExplainedText {
  const lines = text.split(/\r?\n/);
  const reads: ReadText[] = [];
  for (const [index, line] of lines.entries()) {
    const told = line.trim() === '' ? undefined : failureIn(line);
    if (told === undefined) continue;
    const read = readOne(told.text, { ...told, ...hints });
    // Of a program that nobody knows, only what is understood counts as a failure.
    if (!told.sure && read.reading.confidence !== 'certain' && read.reading.confidence !== 'likely') continue;
    reads.push({ ...read, line: index + 1, ...(told.recipient === undefined ? {} : { recipient: told.recipient }) });
  }
  return {
    kind: 'log',
    groups: grouped(reads, hints),
    lines: { all: lines.filter((line) => line.trim() !== '').length, failures: reads.length },
  };
}

function explainMessage(message: Bounce | OtherMessage, hints: TextHints): ExplainedText {
  if (message.kind === 'message') {
    const reads = message.fields
      .filter(({ name }) => /^x-|spam|^subject$|^authentication-results$/.test(name))
      .map(({ name, value }) => readOne(`${name}: ${value}`, { protocol: 'imap', phase: 'headers', ...hints }))
      .filter(({ reading }) => reading.cause === 'delivered-to-spam' && reading.confidence !== 'possible');
    return { kind: 'message', groups: grouped(reads, hints) };
  }
  const { form, from, reportingMta, subject, recipients } = message;
  const reads = recipients
    .filter(({ action }) => action === undefined || action === 'failed' || action === 'delayed')
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
    groups: grouped(reads, hints),
    bounce: {
      form,
      ...(from === undefined ? {} : { from }),
      ...(reportingMta === undefined ? {} : { reportingMta }),
      ...(subject === undefined ? {} : { subject }),
    },
  };
}

/** What else is known can add a doubt to a reading, never turn it round. */
function inContext(reading: Reading, { provider }: Extracted, { role }: TextHints): Reading {
  const hidden =
    reading.cause === 'bad-credentials' && provider !== undefined ? hiddenBehindBadCredentials[provider] : undefined;
  const also =
    hidden !== undefined
      ? {
          cause: hidden,
          because: 'this provider refuses the account password in mail programs',
          against: 'the text does not say so',
        }
      : reading.cause === 'relay-denied' && role === 'submission'
        ? {
            cause: 'auth-required',
            because: 'a submission server relays for those who have logged in',
            against: 'the text does not say so',
          }
        : undefined;
  if (also === undefined || reading.alternatives.some(({ cause }) => cause === also.cause)) return reading;
  return { ...reading, alternatives: [also, ...reading.alternatives] };
}

function grouped(reads: readonly ReadText[], hints: TextHints): ReadGroup[] {
  const groups = new Map<string, ReadText[]>();
  for (const read of reads) {
    const key = `${read.reading.cause} ${read.reading.cause === 'unknown' ? '' : (read.extracted.provider ?? '')}`;
    groups.set(key, [...(groups.get(key) ?? []), read]);
  }
  return [...groups.values()]
    .map((same) => groupOf(same, hints))
    .sort((a, b) => Number(a.cause === 'unknown') - Number(b.cause === 'unknown') || b.count - a.count);
}

function groupOf(same: readonly ReadText[], hints: TextHints): ReadGroup {
  const [first] = same as [ReadText];
  const { cause } = first.reading;
  const recipients = [...new Set(same.flatMap(({ recipient }) => recipient ?? []))].slice(0, mostRecipients);
  return {
    ...first.reading,
    title: titleOf(cause),
    count: same.length,
    text: first.text,
    ...(first.line === undefined ? {} : { line: first.line }),
    recipients,
    extracted: first.extracted,
    steps: stepsFor(cause, first.extracted, hints),
  };
}

/** The title of a cause; what is unknown says so. */
export const titleOf = (cause: string): string =>
  cause === 'unknown'
    ? 'Nobody can tell from this text alone'
    : (causes.find(({ id }) => id === cause)?.title ?? cause);

function stepsFor(
  cause: string,
  { provider, blockLists, retryAfterSeconds }: Extracted,
  { role }: TextHints,
): NextStep[] {
  if (cause === 'unknown') return [];
  const own = providerStep(cause, provider);
  const list = blockLists.find(({ url }) => url !== undefined);
  return [
    ...(own === undefined
      ? []
      : [{ for: 'owner' as const, text: own.text, ...(own.url === undefined ? {} : { url: own.url }) }]),
    ...(list?.url === undefined || !/blacklisted|direct-send|reputation/.test(cause)
      ? []
      : [
          {
            for: 'administrator' as const,
            text: `Look the listing up at ${list.name} and ask for removal there.`,
            url: list.url,
          },
        ]),
    ...(retryAfterSeconds === undefined
      ? []
      : [{ for: 'owner' as const, text: `Wait ${spoken(retryAfterSeconds)} before the next try.` }]),
    ...stepsOnPage(cause, role),
  ];
}

function spoken(seconds: number): string {
  const [size, unit] = seconds >= 7200 ? [3600, 'hours'] : seconds >= 120 ? [60, 'minutes'] : [1, 'seconds'];
  return `${Math.ceil(seconds / size)} ${unit}`;
}
