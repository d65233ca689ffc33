import { mailStages, type Phrase } from '../phrase.ts';

/** What servers say of how much and how often. */
export const limitPhrases: readonly Phrase[] = [
  {
    pattern: /loops? back to (?:myself|me|itself|us)|points? (?:back )?to (?:local ?host|myself|itself|us)\b/,
    meaning: 'mail-loop',
    source: 'Postfix, Exim, sendmail',
  },
  {
    pattern: /mail file size exceeds/,
    meaning: 'mailbox-full',
    at: ['rcpt', 'data'],
    source: 'Domino',
  },
  {
    pattern:
      /outbound (?:mail )?quota|quota for sending|(?:e-?mail|sending|credits?|plan|account) limit (?:is |has been |was )?(?:reached|exceeded)|maximum credits|queue quota|transfer quota|max(?:imum)? messages? per (?:connection|session)/,
    meaning: 'rate-limited',
    source: 'Gmail, Mailtrap, Exchange Online, Stalwart',
  },
  {
    pattern: /received complaints|too many (?:unwanted|spam|unsolicited)|complaint rate/,
    meaning: 'reputation-poor',
    at: mailStages,
    source: 'Outlook.com, SFR',
  },
  {
    pattern:
      /(?:daily|hourly|monthly|message|sending|submission) (?:\S{1,20} ){0,2}quota ?(?:is |has been |was )?(?:exceed|reach|used)|submissionquotaexceeded/,
    meaning: 'rate-limited',
    at: ['mail', 'rcpt', 'data'],
    source: 'Amazon SES, Exchange Online',
  },
  {
    pattern:
      /(?:due to|because of|based on|owing to) (?:\S{1,30} ){0,6}reputation|reputation (?:\S{1,20} ){0,3}(?:too low|low|poor|bad)/,
    meaning: 'reputation-poor',
    at: mailStages,
    source: 'Gmail, Yahoo',
  },
  {
    pattern:
      /\bsize limit\b|message size \(|(?:message|mail) (?:length|size) (?:\S{1,20} ){0,2}(?:exceeds?|limit|over|too)|taille (?:limite|maximale?)|size limits? of|exceed(?:s|ed)?(?: \S{1,20}){0,3} (?:message )?(?:size|length) limits?|message (?:is )?too big|exceeds (?:the )?(?:fixed|configured) (?:maximum|limit)/,
    meaning: 'message-too-large',
    at: ['mail', 'rcpt', 'data', 'mailbox'],
    source: 'RFC 3463, Orange, Gmail',
  },
  {
    pattern:
      /(?:low|poor|bad|weak|negative) (?:\S{1,20} )?reputation|reputation (?:is |of \S{1,40} )?(?:\S{1,20} )?(?:low|poor|bad)/,
    meaning: 'reputation-poor',
    at: mailStages,
    source: 'Gmail, GoDaddy, Cloudmark',
  },
  {
    pattern:
      /(?:insufficient|not enough|no more|out of|low) (?:\S{1,20} )?(?:disk|system|storage|queue|spool) (?:space|resources|storage)|too much load|(?:ports?|servers?|system|resources?) (?:are |is )?busy|space shortage|(?:mail )?system (?:is )?full|load (?:average )?(?:is )?too high|(?:server|system|machine|host) (?:is )?(?:too busy|overloaded|under (?:heavy|high) load)/,
    meaning: 'server-error',
    at: ['greeting', 'capabilities', 'mail', 'rcpt', 'data'],
    when: 'temporary',
    source: 'sendmail, Exchange, Postfix, Exim',
  },
  {
    pattern:
      /(?:mailbox|maildrop|inbox)(?: \S{1,20}){0,2} exceed|exceed\w{0,3}(?: \S{1,20}){0,3} (?:disk|storage)\b|disk ?(?:space )?quota/,
    meaning: 'mailbox-full',
    at: ['rcpt', 'data', 'mailbox', 'folders'],
    source: 'cPanel, Courier, sendmail, web.de',
  },
  {
    pattern:
      /(?:message|mail|literal|content|size|data)(?: \S{1,30}){0,3} (?:is )?too (?:large|big|long)|message file too big|too much mail data|(?:message|mail|content|literal) (?:\S{1,20} )?size (?:\S{1,20} ){0,2}exceed|exceed(?:s|ed)?(?: \S{1,30}){0,3} message size|max(?:imum)? (?:message )?size exceeded|recipsizelimit|exceed\w{0,3}(?: \S{1,30}){0,4} (?:mailsize|message ?size|allowed size|size limit|maximum size)|(?:size|message) (?:is )?(?:larger|bigger|greater) than|larger than (?:the )?(?:maximum|allowed|limit)|maximum (?:allowed |permitted )?(?:message |mail )?size/,
    meaning: 'message-too-large',
    at: ['mail', 'rcpt', 'data', 'mailbox'],
    source: 'Postfix, Exchange, Gmail, Amazon SES, Cyrus',
  },
  {
    pattern:
      /too many (?:\S{1,30} ){0,3}(?:errors\b|(?:unrecogni[sz]ed|unknown|invalid|bad|junk|nonmail|smtp|unauthenticated)(?: imap| pop3| smtp)? commands|protocol violations)/,
    meaning: 'client-error',
    source: 'Postfix, Exim, Gmail',
  },
  {
    pattern:
      /(?:too many|maximum|max|exceed(?:s|ed)?|limit|number of)(?: \S{1,30}){0,3} (?:connections?|sessions|connected clients|clients connected|concurrent clients)\b|too many (?:connected |concurrent |simultaneous )?clients|connection limit(?: \S{1,20}){0,4} (?:reached|exceeded)|concurrent (?:connection|session)s? (?:limit|exceeded)|max_userip_connections/,
    meaning: 'too-many-connections',
    source: 'Gmail, Dovecot, Postfix, Exim, Courier, GoDaddy',
  },
  {
    pattern:
      /too frequent(?:ly)? connect|connect(?:ion)? (?:rate|frequency)|connect(?:ing|ions) too (?:fast|often|frequent)|(?:ip )?frequency limited/,
    meaning: 'rate-limited',
    source: 'SendGrid, Postfix, QQ Mail',
  },
  {
    pattern:
      /too many recipients (?:from|this|per|in the last|today|for this) ?(?:hour|day|minute)?|too many recent messages/,
    meaning: 'rate-limited',
    at: mailStages,
    source: 'Postfix (anvil), GoDaddy, Comcast',
  },
  {
    pattern:
      /too (?:many|much) recipients?|max(?:imum)? (?:of |number of )?\d{0,7} ?recipients|recipients? (?:limit|count) (?:exceeded|reached)|number of recipients/,
    meaning: 'too-many-recipients',
    at: mailStages,
    source: 'Postfix, Exim, Gmail, mox',
  },
];

/** Read after the reasons that a server gives for slowing somebody down. */
export const ratePhrases: readonly Phrase[] = [
  {
    pattern:
      /try again slower|threshold (?:is |has been |was )?exceed|exceeded (?:the |an? )?(?:\S{1,20} )?(?:threshold|number of (?:posts|messages|mails))|slow(?:er| down)\b|excessive (?:volume|rate|number|traffic|messages)|(?:per|an?) (?:hour|day|minute)\b(?: \S{1,20}){0,4} (?:limit|exceed)|relay (?:limit|quota)|(?:daily|hourly|monthly) (?:\S{1,20} )?(?:limit|quota|allowance)|rate[- ]?limit|throttl|exceeded (?:the |their |its |your |command |permitted )?(?:\S{1,30} ){0,4}(?:limits?\b|per (?:hour|day|minute))|(?:send(?:ing)?|message|daily|hourly|bandwidth|submission) ?(?:\S{1,20} )?(?:limit|quota) ?(?:is |has been |was )?(?:exceeded|reached)|submissionquotaexceeded|thread limit exceeded|too (?:many|much) (?:\S{1,30} ){0,2}(?:messages|mails|mail\b|e-?mails|commands|requests|traffic)|receiving mail (?:at a rate|too quickly)|sending (?:mail )?too (?:fast|quickly|many)|login delay|logins must be at least|minimum login delay/,
    meaning: 'rate-limited',
    source: 'Gmail, Exchange Online, Mail.ru, Comcast, IONOS, cPanel, Cyrus',
  },
];
