import type { Stage } from '../../../model/failure.ts';
import { mailStages, type Phrase } from '../phrase.ts';

const carrying: readonly Stage[] = ['data', 'mailbox'];

/** What servers say of the message: its size, its form, its content, its way. */
export const messagePhrases: readonly Phrase[] = [
  {
    pattern:
      /message filtered|recurrent pattern|mass mailer|spam(?: or |\/| and )(?:a )?virus|virus(?: or |\/| and )spam|blocked by (?:our|the) (?:\S{1,20} )?filter|ofr_?(?:\d{3}_)?506\b/,
    meaning: 'spam-content',
    at: ['data', 'rcpt'],
    source: 'Orange, several filters',
  },
  {
    pattern:
      /\bvirus|malware|infected|trojan|banned: |blacklisted (?:\S{1,10} ){0,2}file|content of attachment|unsafe content|forbidden (?:attachment|file)|(?:executable|illegal) attachment|(?:attachments?|file types?|file names?|extensions?)(?: \S{1,20}){0,3} (?:not allowed|blocked|banned|forbidden|prohibited|rejected)|content presents a potential|(?:not|never) accept(?: \S{1,20}){0,6} attachments?|potential security issue|message content and attachment content/,
    meaning: 'attachment-or-virus-blocked',
    at: carrying,
    source: 'Gmail, amavis, ClamAV milters, GoDaddy',
  },
  {
    pattern:
      /headers? (?:is |are |size )?(?:,? or recipient list,? )?(?:too (?:large|long|big)|exceed)|header error|message ended early|mime complexity|improperly[- ]formatted|encoded-word syntax|unnecessary base64|rfcmessagenoncompliant/,
    meaning: 'message-malformed',
    at: carrying,
    source: 'sendmail',
  },
  {
    pattern:
      /too many hops|hop count exceeded|exceeded \d{1,4} hops|(?:mail|routing|message) loop|loops? (?:back|detected)|possible loop/,
    meaning: 'mail-loop',
    at: mailStages,
    source: 'Postfix, sendmail, Gmail, ImprovMX, Exchange',
  },
  {
    pattern:
      /not rfc ?\d{0,5} ?compliant|not (?:rfc[- ]?)?(?:5322|2822|822) compliant|bare (?:<?lf\b|line[- ]?feed|newline|carriage|<?cr\b)|smtplf|(?:does not|doesn't|must) (?:contain|have|include)s? (?:\S{1,10} ){0,2}(?:from|date|to|subject|message-id)?:? ?headers?|(?:missing|duplicate|multiple|blank|invalid|malformed|bad) (?:\S{1,20} ){0,4}(?:headers?\b|from:|date:|message-id)|too many mime parts|nul characters|lines? (?:is |are )?(?:too long|longer than)|line length|8-?bit (?:data|characters) (?:in|not)|improper use of 8-bit|(?:malformed|invalid|bad) mime/,
    meaning: 'message-malformed',
    at: carrying,
    source: 'Gmail, Yahoo, qmail, Haraka, Cyrus, amavis, GoDaddy',
  },
  {
    pattern:
      /\bspam(?:assassin|signature| ?filter| ?content| ?message| ?score|\b)|spamm?ing\b|anti-?spam|bulk e?-?mail\b|junk ?mail|unsolicited|content filter|content (?:is |was )?(?:rejected|denied|blocked)|banned content|\bube\b|dt:spm|nature of the content|mcspamsignature/,
    meaning: 'spam-content',
    at: ['data'],
    source: 'Gmail, Proton, Mimecast, Barracuda, amavis, QQ Mail, 163',
  },
];
