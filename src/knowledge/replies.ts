import type { Stage } from '../model/failure.ts';
import type { ServerReply } from '../model/reply.ts';
import { type Claim, claimIn, type Meaning } from './reply-claims.ts';
import { imapStatus, responseCodes } from './reply-codes.ts';
import { clientPhrases } from './reply-patterns-client.ts';
import { credentialPhrases } from './reply-patterns-credentials.ts';
import { folderPhrases } from './reply-patterns-folder.ts';
import { limitPhrases, serverPhrases } from './reply-patterns-limits.ts';
import { loginPhrases } from './reply-patterns-login.ts';
import { messagePhrases } from './reply-patterns-message.ts';
import { recipientPhrases } from './reply-patterns-recipient.ts';
import { senderPhrases } from './reply-patterns-sender.ts';
import type { Phrase } from './reply-phrase.ts';
import { basicCodes, enhancedClaim } from './smtp-codes.ts';

export type { Meaning } from './reply-claims.ts';

/** Every phrase, the specific before the general: the first that matches is believed. */
export const phrases: readonly Phrase[] = [
  ...loginPhrases,
  ...folderPhrases,
  ...limitPhrases,
  ...senderPhrases,
  ...recipientPhrases,
  ...clientPhrases,
  ...messagePhrases,
  ...credentialPhrases,
  ...serverPhrases,
];

/** How much of a reply's text is read; a hostile server may write more. */
const readAtMost = 2048;

/**
 * What a refusing reply means at a stage: the id of a root cause, or `unknown`. Codes are trusted before texts where
 * their definition is narrow; where servers use one code for many things, the text decides and the code is the
 * fallback. A reply that refuses nothing, and one that nobody can read, is `unknown`: a wrong meaning is worse.
 */
export function meaningOf(reply: ServerReply, stage: Stage): Meaning {
  const word = (reply.code ?? '').split(' ', 1)[0]!.toUpperCase();
  // RFC 5530: the one code that reproaches the client although the command succeeded.
  if (/^(?:2|3|OK|\+OK|PREAUTH)/i.test(reply.status)) return word === 'CLIENTBUG' ? 'client-error' : 'unknown';
  const text = readable(reply.text);
  const claim = codeClaim(reply, word, text, stage);
  if (claim !== undefined && claim.yieldsTo === undefined) return claim.meaning;
  return spoken(reply, text, stage, claim?.yieldsTo) ?? claim?.meaning ?? 'unknown';
}

function codeClaim(reply: ServerReply, word: string, text: string, stage: Stage): Claim | undefined {
  if (reply.protocol !== 'smtp') {
    return (
      claimIn(responseCodes[reply.protocol], word, stage) ??
      (reply.protocol === 'imap' ? claimIn(imapStatus, reply.status.toUpperCase(), stage) : undefined)
    );
  }
  // qmail, IronPort and Symantec write the enhanced status code inside the text: `(#5.7.1)`.
  const enhanced = reply.enhanced ?? /#([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
  return (
    (enhanced === undefined ? undefined : enhancedClaim(enhanced, stage)) ?? claimIn(basicCodes, reply.status, stage)
  );
}

/** The meaning of the first phrase found, among `allowed` if the code leaves only those. */
function spoken(
  reply: ServerReply,
  text: string,
  stage: Stage,
  allowed: Claim['yieldsTo'] = 'anything',
): Meaning | undefined {
  const found = phrases.find(
    ({ pattern, meaning, at, of, when }) =>
      (allowed === 'anything' || allowed.includes(meaning)) &&
      (at === undefined || at.includes(stage)) &&
      (of === undefined || of.includes(reply.protocol)) &&
      (when === undefined || reply.status.startsWith(when === 'temporary' ? '4' : '5')) &&
      pattern.test(text),
  );
  return found?.meaning;
}

/** Lower case, single spaces, straight quotes, and without the codes that a quoted reply repeats on every line. */
function readable(text: string): string {
  return text
    .slice(0, readAtMost)
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .replace(/ [245]\d\d-(?:[245]\.\d{1,3}\.\d{1,3}\b)?/g, '');
}
