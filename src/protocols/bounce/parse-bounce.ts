import type { HeaderField } from '../header-fields.ts';
import { parseDeliveryStatus, type RecipientOutcome } from './delivery-status.ts';
import type { MessageParts } from './message-parts.ts';
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
  readonly fields: readonly HeaderField[];
}

/** The first fields of a message, wherever it was saved from. */
const messageFields =
  /^(?:return-path|received|from|to|subject|date|message-id|mime-version|delivered-to|x-[\w-]{1,40}|content-type|auto-submitted): ?/i;

/** Does a text begin like a message (RFC 5322) and not like a reply or a log? */
export function looksLikeMessage(text: string): boolean {
  const lines = text
    .slice(0, 4096)
    .replace(/\r\n?/g, '\n')
    .replace(/^\ufeff?(?:From \S{1,200} [^\n]{1,60}\n)?/, '')
    .split('\n', 12);
  return messageFields.test(lines[0] ?? '') && lines.filter((line) => messageFields.test(line)).length >= 2;
}

/** What a message reports: by its delivery status, else by its sentences. */
export function bounceIn({ fields, subject, from, body, statuses }: MessageParts): Bounce | OtherMessage {
  const about = { ...(subject === undefined ? {} : { subject }), ...(from === undefined ? {} : { from }) };
  // Some gateways write the delivery status into the text.
  const written = /^ *final-recipient: *rfc822 *;/im.test(body) ? [beforeCopy(body)] : [];
  const status = [...statuses, ...written].map(parseDeliveryStatus).find(({ recipients }) => recipients.length > 0);
  if (status !== undefined) {
    return { kind: 'bounce', form: 'standard', ...about, ...status, recipients: withProse(status.recipients, body) };
  }
  if (!isBounce(fields, from, subject)) return { kind: 'message', fields };
  const told = outcomesInProse(body);
  const failed = fields.flatMap(({ name, value }) => (name === 'x-failed-recipients' ? value.split(/,\s*/) : []));
  return { kind: 'bounce', form: 'prose', ...about, recipients: told.length > 0 ? told : asOne(body, failed) };
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
  const named = failed.length > 0 ? failed : recipientIn(text);
  const base = { text, quoted: /\b[45]\d\d[ -]/.test(text) };
  return named.length === 0 ? [base] : named.map((recipient) => ({ ...base, recipient }));
}

const address = String.raw`[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}`;
const labelled = new RegExp(String.raw`\b(?:to|recipient|address)[ \t]{0,3}:[ \t]{0,3}<?(${address})`, 'i');
const unlabelled = new RegExp(String.raw`(?<!\bfrom[ \t]{0,3}:[ \t]{0,3}<?)(?<![\w.+-])${address}`, 'i');

/** The one whom sentences name, not the sender. */
function recipientIn(text: string): string[] {
  const found = labelled.exec(text)?.[1] ?? unlabelled.exec(text)?.[0];
  return found === undefined ? [] : [found];
}

/** What a bounce quotes of the other server, behind its own sentences; all of it where it quotes nothing. */
function quotedBy(text: string): string {
  const quote =
    /(?:error that the other server returned was|response (?:from the (?:remote|other) server )?was|remote (?:host|server) (?:said|returned|replied)|server (?:responded|replied)(?: with)?|diagnostic information(?: for administrators)?|error message below|following (?:error|reason)(?: was given)?)[ :.]{0,3}\s{0,8}/i.exec(
      text,
    );
  const rest = quote === null ? '' : text.slice(quote.index + quote[0].length).trim();
  return rest.length < 8 ? text : rest;
}

/** Subjects of bounces, as servers and providers write them in the languages of their users. */
const subjects =
  /undeliver|delivery (?:status|failure|has failed|notification|delayed|report)|returned mail|mail delivery (?:failed|system)|failure notice|could ?n.t be delivered|unzustellbar|nicht zugestellt|zustellung|non remis|remise|échec|no se pudo entregar|no entregad|devuelto|não (?:foi )?entregue|mancata consegna|impossibile recapitare|onbestelbaar|niet (?:afgeleverd|bezorgd)|kunde inte levereras|niedostarcz|не доставлен|недостав|退信|无法(?:投递|送达)|配信(?:不能|できません|エラー)|メールエラー/i;

function isBounce(fields: readonly HeaderField[], from: string | undefined, subject = ''): boolean {
  const value = (wanted: string): string => fields.find(({ name }) => name === wanted)?.value ?? '';
  return (
    /^<>$/.test(value('return-path')) ||
    /mailer-daemon|post_?master|mail delivery|microsoftexchange/i.test(`${from ?? ''} ${value('from')}`) ||
    value('x-failed-recipients') !== '' ||
    /report-type="?delivery-status/i.test(value('content-type')) ||
    subjects.test(subject)
  );
}
