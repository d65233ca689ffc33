import type { Stage } from '../../../model/failure.ts';
import { mailStages, type Phrase } from '../phrase.ts';

const envelope: readonly Stage[] = ['mail', 'rcpt', 'data'];

/** What servers say of the sender: its domain's proofs, its right to the address, its own provider's ban. */
export const senderPhrases: readonly Phrase[] = [
  {
    pattern: /not authenticated (?:by organi[sz]ation|for (?:group|public folder))/,
    meaning: 'recipient-restricted',
    at: envelope,
    source: 'Exchange',
  },
  {
    pattern: /not authorized to perform \W?ses:send/,
    meaning: 'sender-not-allowed',
    at: envelope,
    source: 'Amazon SES',
  },
  {
    pattern:
      /(?:\d{1,3}\.){3}\d{1,3}\]? is not (?:allowed|authori[sz]ed|permitted) to send (?:\S{1,12} )?(?:from|for|as)/,
    meaning: 'spf-fail',
    at: envelope,
    source: 'Exim, Courier, several filters',
  },
  {
    pattern: /(?:sender|client) ip must resolve/,
    meaning: 'ptr-missing',
    at: envelope,
    source: 'sendmail',
  },
  {
    pattern:
      /(?:emetteur|sender|expediteur) invalide|bogus mail from|invalid (?:envelope )?sender\b|(?:domain|host|user|address|sender|mailbox) (?:\S{1,60} )?(?:may |does |do |did )?(?:not|n't) (?:exist|resolve|found)|(?:no such|unknown|invalid|non-?existent|unresolvable|bad) (?:\S{1,20} )?(?:domain|host)|dns check failed|(?:domain|sender)(?: \S{1,40}){0,4} (?:no|without|any) (?:valid )?(?:mx|dns)|does not exist/,
    meaning: 'sender-domain-unresolvable',
    only: ['mail'],
    source: 'QQ Mail, Courier, Exim: said of MAIL FROM',
  },
  {
    pattern:
      /(?:sender|from|envelope(?: domain)?)(?: \S{1,80}){0,4} (?:not (?:the )?same|(?:doesn't|does not|not|isn't) match|mismatch\w{0,3}|not owned)(?: \S{1,20}){0,4} (?:auth|user|login|account|smtp)|unauthori[sz]ed (?:use of )?(?:the )?(?:sender|from)/,
    meaning: 'sender-not-allowed',
    at: envelope,
    source: 'Orange, OpenSMTPD, iRedMail, MagicMail',
  },
  {
    pattern: /resolver\.rst\.(?:notauthorized|authrequired|sendernotauth)/,
    meaning: 'recipient-restricted',
    at: envelope,
    source: 'Exchange',
  },
  {
    pattern:
      /ipv6 sending guidelines|missing ptr records|(?:fix|check|add|missing|without|no|invalid|valid|configure|requires?|bad) (?:\S{1,20} ){0,3}(?:reverse dns|rdns|ptr\b)|unverif[iy]\w{0,4} sending ips?|(?:sending|client) ips? (?:\S{1,40} ){0,3}(?:unverif|not verif)/,
    meaning: 'ptr-missing',
    at: envelope,
    source: 'Gmail',
  },
  { pattern: /multiple authentication checks failed/, meaning: 'sender-unauthenticated', source: 'RFC 7372' },
  {
    pattern:
      /neither (?:spf|dkim)|(?:spf|dkim) (?:and|or|nor) (?:spf|dkim)|dkim,? spf|(?:spf|dkim) = did not pass \S{0,6} ?(?:spf|dkim)/,
    meaning: 'sender-unauthenticated',
    at: envelope,
    source: 'Gmail 5.7.26',
  },
  {
    pattern: /\bdmarc\b/,
    meaning: 'dmarc-fail',
    at: envelope,
    source: 'Gmail, Mail.ru, Comcast, Mimecast, OpenDMARC, La Poste',
  },
  {
    pattern:
      /\bspf\b|openspf|sender policy framework|not (?:permitted|allowed|authori[sz]ed) to send (?:mail|email|from|messages)?(?: \S{1,40}){0,3} ?(?:on behalf|for domain)|invalid ip for sending mail of domain/,
    meaning: 'spf-fail',
    at: envelope,
    source: 'pypolicyd-spf, Exim, GoDaddy, Mimecast, Orange, Yahoo Japan',
  },
  {
    pattern:
      /\b(?:dkim|domainkeys?|arc)\b(?: \S{1,30}){0,4} (?:fail|not pass|invalid|missing|required|bad|unsigned|none)|(?:pass|passed|fail\w{0,3})(?: \S{1,20}){0,3} (?:authentication|auth) (?:checks?|tests?|requirements?)|authenticat\w{1,5}(?: \S{1,20}){0,6} (?:dkim|spf)\b|(?:dkim|spf)(?: \S{1,20}){0,3} (?:and|or) (?:dkim|spf)|unauthenticated (?:email|mail|message)|spoof(?:ed|ing)|is unauthenticated|required authentication level|arc validation/,
    meaning: 'sender-unauthenticated',
    at: envelope,
    source: 'Gmail, Outlook.com, RFC 8617',
  },
  {
    pattern:
      /no longer allowed to send|suspected of sending|blacklisted user|sending from (?:this|your) (?:account|address|domain)(?: \S{1,20}){0,3} (?:suspended|blocked|disabled|paused)|unusual (?:sending )?activity|outboundspamexception|sending (?:has been |is )?(?:paused|suspended|disabled|blocked)|outgoing (?:e-?mail |mail )?(?:\S{1,60} ){0,4}(?:is |has been )?(?:blocked|suspended|disabled|stopped)|bad outbound sender|your (?:\S{1,40} )?account (?:has been |is |was )(?:suspended|disabled|blocked|locked)|not allowed to send:|traffic not accepted from this ip|spam abuse detected|tenant has exceeded threshold|account (?:\S{1,40} )?(?:has been |is |was )?(?:suspended|disabled|blocked) (?:from|for) sending|(?:blocked|suspended|restricted|prevented) from sending|wascl useraction/,
    meaning: 'sending-suspended',
    at: envelope,
    source: 'Outlook.com, Exchange Online, Amazon SES, Zoho, Mailgun',
  },
  {
    pattern:
      /not owned by (?:user|auth)|does not have permissions? to send as|sendasdenied|send ?as this sender|not (?:a|an|match a) (?:verified )?sender (?:signature|identity)|verified sender identity|sender identity|from(?: header| envelope)?(?: address)?(?: \S{1,80}){0,3} (?:must|should|does not|doesn't|is not|isn't|not)(?: \S{1,20}){0,3} (?:belong|match|one of your|owned|same as|correspond)|not (?:authori[sz]ed|allowed|permitted) to (?:send|use)(?: \S{1,20}){0,4} (?:address|identity|alias|sender)\b|must (?:be )?(?:equal|the same as|same as|match) (?:the )?(?:authori[sz]|authenticat|login|user)\w{0,12} ?user|not (?:authori[sz]ed|allowed|permitted) to (?:send|use|relay)(?: \S{1,20}){0,3} (?:as|from|this) (?:that |this |the )?(?:e-?mail|from|sender|address|user|<)/,
    meaning: 'sender-not-allowed',
    at: envelope,
    source: 'Exchange, Postfix, SendGrid, Postmark, 163, QQ Mail, Proton Bridge',
  },
  {
    pattern: /sender address rejected: (?:not logged in|access denied: not logged)|not logged in/,
    meaning: 'auth-required',
    at: envelope,
    source: 'Postfix reject_sender_login_mismatch',
  },
  {
    pattern:
      /domain (?:\S{1,60} ){0,2}(?:is )?not (?:yet )?(?:verified|configured|registered|validated)|verify your domain|unconfigured sending domain|unverified (?:sending )?(?:domain|sender|address)|(?:e-?mail address|from address|sender)(?: \S{1,60}){0,2} is not verified|sender (?:is )?not (?:allowed|authori[sz]ed|permitted)\b|from address (?:is )?not (?:allowed|permitted|owned)|relayed? from (?:address|domain) (?:is )?not (?:allowed|verified)/,
    meaning: 'sender-not-allowed',
    at: ['mail', 'data'],
    source: 'Amazon SES, Yahoo, Zoho',
  },
  {
    pattern:
      /need ehlo and auth first|(?:send|issue|use) (?:an? )?auth\b|(?:auth(?:entication|orization)?|authori[sz]ation|login|log ?in|smtp auth) (?:is )?(?:required|needed|first|necessary)|authentification requise|not authenticated|unauthenticated senders|must (?:first )?(?:be authenticated|authenticate|log ?in)|need to (?:authenticate|log ?in)|authenticate first|requires? (?:smtp )?auth(?:entication|orization)\b|please (?:authenticate|log ?in)(?! to your)|client was not authenticated/,
    meaning: 'auth-required',
    at: mailStages,
    source: 'Postfix, Exchange, Gmail, QQ Mail, SendGrid, Orange, Mail.ru',
  },
  {
    pattern:
      /sender verif(?:y|ication) failed|verification failed for|(?:unresolvable|invalid|unknown|non-?existent) (?:\S{1,20} )?(?:from|sender|mailfrom|envelope)(?:'s)? (?:address |email )?domain|(?:sender|from|mail ?from)(?: \S{1,60}){0,4} (?:domain )?(?:not found|does not exist|does not resolve|cannot be resolved|unresolvable|could not be (?:resolved|verified))|valid sender domain|domain in mail from|(?:sender|mail ?from|envelope)(?: \S{1,60}){0,4} (?:no|not have|without|any) (?:\S{1,10} ){0,2}(?:mx|a) (?:or \S{1,10} )?records?|mailfrom domain not configured|domain of sender address \S{1,80} does not (?:exist|resolve)|sender address rejected: (?:unverified|undeliverable)/,
    meaning: 'sender-domain-unresolvable',
    at: envelope,
    source: 'Postfix, Exim, sendmail, Yahoo, AT&T, mox',
  },
];
