import type { Attachment } from 'postal-mime';
import { type MessageParts, wordsOfHtml } from '../protocols/bounce/message-parts.ts';
import { headerFields } from '../protocols/header-fields.ts';

/** Deeper parts are attacks, not mail. */
const deepest = 20;
/** As are so many of them: lines that may begin a part. */
const mostParts = 1000;
/** Reports stand before the copy of the message, however large that is. */
const longest = 1024 * 1024;

/**
 * Takes a message apart: what it says, and what it reports (RFC 2045, RFC 3462). One that is built against the rules is
 * all text. @param source - as it was saved; its first megabyte is read
 */
export async function messageParts(source: Uint8Array): Promise<MessageParts> {
  // A byte a character: parts may be in charsets of their own.
  const bytes = Buffer.from(source.subarray(0, longest))
    .toString('latin1')
    .replace(/\r\n?/g, '\n')
    .replace(mailboxLine, '');
  const fields = headerFields(Buffer.from(bytes, 'latin1').toString('utf8'));
  const { default: PostalMime } = await import('postal-mime');
  const end = bytes.indexOf('\n\n');
  const unparted = end === -1 ? '' : bytes.slice(end + 2);
  const plain = { fields, body: unparted, statuses: [] };
  if (bytes.split('\n--', mostParts).length === mostParts) return plain;
  try {
    const mail = await PostalMime.parse(Buffer.from(bytes, 'latin1'), {
      maxNestingDepth: deepest,
      forceRfc822Attachments: true,
    });
    return {
      fields,
      ...(mail.subject === undefined ? {} : { subject: mail.subject }),
      ...(mail.from?.address === undefined ? {} : { from: mail.from.address }),
      // Where a boundary is missing, nothing is found in between.
      body: [mail.text, wordsOfHtml(mail.html ?? ''), unparted].find(isWritten) ?? '',
      statuses: mail.attachments.filter(({ mimeType }) => isStatus(mimeType)).map(textOf),
    };
  } catch {
    return plain;
  }
}

/** What mailbox files (RFC 4155) and editors put before a message. */
const mailboxLine = /^(?:\xef\xbb\xbf)?(?:From \S{1,200} [^\n]{1,60}\n)?/;

const isWritten = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
const isStatus = (type: string): boolean => /^message\/(?:global-)?delivery-status$/i.test(type);
const textOf = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);
