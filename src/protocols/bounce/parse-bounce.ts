import PostalMime, { type Attachment } from 'postal-mime';
import { headerFields } from '../header-fields.ts';
import { parseDeliveryStatus, type RecipientOutcome } from './delivery-status.ts';
import { beforeCopy, outcomesInProse } from './prose.ts';

/** A message that reports what came of another one. Texts are hostile. */
export interface Bounce {
  readonly kind: 'bounce';
  /** `standard`: RFC 3464. `prose`: read out of its sentences. */
  readonly form: 'standard' | 'prose';
  readonly reportingMta?: string;
  readonly subject?: string;
  /** Who sent it on. */
  readonly from?: string;
  readonly recipients: readonly RecipientOutcome[];
}

/** A message that is no bounce: only its header is of use here. */
export interface OtherMessage {
  readonly kind: 'message';
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** The first fields of a message, wherever it was saved from. */
const messageFields =
  /^(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|x-[\w-]{1,40}|content-type|auto-submitted): ?/i;

/** Does a text begin like a message (RFC 5322) and not like a reply or a log? */
export function looksLikeMessage(text: string): boolean {
  const lines = text
    .slice(0, 4096)
    .replace(/^\ufeff?(?:From \S{1,200} [^\n]{1,60}\n)?/, '')
    .split(/\r?\n/, 12);
  const fields = lines.filter((line) => messageFields.test(line));
  return messageFields.test(lines[0] ?? '') && fields.length >= 2;
}

/** Takes a message apart. @param text - the message as it was saved; the caller caps its length */
export async function parseBounce(text: string): Promise<Bounce | OtherMessage> {
  const source = text.replace(/^\ufeff/, '').replace(/^From \S{1,200} [^\n]{1,60}\n/, '');
  const fields = headerFields(source);
  const mail = await PostalMime.parse(source, { maxNestingDepth: 20, forceRfc822Attachments: true });
  const about = {
    ...(mail.subject === undefined ? {} : { subject: mail.subject }),
    ...(mail.from?.address === undefined ? {} : { from: mail.from.address }),
  };
  const part = mail.attachments.find(({ mimeType }) => /^message\/(?:global-)?delivery-status$/i.test(mimeType));
  const body = mail.text ?? withoutTags(mail.html ?? '');
  const status = part === undefined ? undefined : parseDeliveryStatus(textOf(part));
  if (status !== undefined && status.recipients.length > 0) {
    return { kind: 'bounce', form: 'standard', ...about, ...status, recipients: withProse(status.recipients, body) };
  }
  if (!isBounce(fields, about.from, mail.subject)) return { kind: 'message', fields };
  const told = outcomesInProse(body);
  const failed = fields.find(({ name }) => name === 'x-failed-recipients')?.value.split(/,\s*/) ?? [];
  const recipients = told.length > 0 ? told : asOne(body, failed);
  return { kind: 'bounce', form: 'prose', ...about, recipients };
}

/** A status without words is explained by the sentences beside it. */
function withProse(recipients: readonly RecipientOutcome[], body: string): RecipientOutcome[] {
  if (recipients.every(({ text }) => text !== '')) return [...recipients];
  const told = outcomesInProse(body);
  return recipients.map((one) => {
    if (one.text !== '') return one;
    const same = told.find(({ recipient }) => recipient?.toLowerCase() === one.recipient?.toLowerCase());
    return { ...one, text: same?.text ?? (recipients.length === 1 ? quotedBy(beforeCopy(body)).slice(0, 2000) : '') };
  });
}

/** Sentences that name nobody in a known form: the whole text, for those whom the header names. */
function asOne(body: string, failed: readonly string[]): RecipientOutcome[] {
  const text = quotedBy(beforeCopy(body)).slice(0, 4000);
  const named =
    failed.length > 0
      ? failed
      : [...new Set(text.match(/[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/gi) ?? [])].slice(0, 1);
  const base = { text, quoted: /\b[45]\d\d[ -]/.test(text) };
  return named.length === 0 ? [base] : named.map((recipient) => ({ ...base, recipient }));
}

/** What a bounce quotes of the other server, behind its own sentences; all of it where it quotes nothing. */
function quotedBy(text: string): string {
  const quote =
    /(?:error that the other server returned was|response (?:from the (?:remote|other) server )?was|remote (?:host|server) (?:said|returned|replied)|server (?:responded|replied)(?: with)?|diagnostic information(?: for administrators)?|following (?:error|reason)(?: was given)?)[ :.]{0,3}\s{0,8}/i.exec(
      text,
    );
  const rest = quote === null ? '' : text.slice(quote.index + quote[0].length).trim();
  return rest.length < 8 ? text : rest;
}

function isBounce(fields: readonly { name: string; value: string }[], from: string | undefined, subject = ''): boolean {
  const value = (wanted: string): string => fields.find(({ name }) => name === wanted)?.value ?? '';
  return (
    /^<>$/.test(value('return-path')) ||
    /mailer-daemon|postmaster|mail delivery|microsoftexchange/i.test(`${from ?? ''} ${value('from')}`) ||
    value('x-failed-recipients') !== '' ||
    /report-type="?delivery-status/i.test(value('content-type')) ||
    /undeliver|delivery (?:status|failure|has failed|notification|delayed)|returned mail|mail delivery (?:failed|system)|failure notice|could not be delivered|unzustellbar|nicht zugestellt|non remis|no se pudo entregar/i.test(
      subject,
    )
  );
}

const textOf = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);

/** The words of an HTML page, roughly: for reading, not for showing. */
const withoutTags = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li)\b[^>]{0,500}>/gi, '\n')
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ');
