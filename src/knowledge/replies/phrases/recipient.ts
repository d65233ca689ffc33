import { mailStages, type Phrase, recipientStages } from '../phrase.ts';

/** What servers say of the recipient: its address, its domain, its mailbox, its own wishes. */
export const recipientPhrases: readonly Phrase[] = [
  {
    pattern:
      /no such (?:mail )?domain|domain must exist|unknown (?:mail )?domain|(?:mail )?domain (?:\S{1,60} ){0,6}(?:is )?(?:unknown|unreachable)|(?:couldn't|could not|cannot|can't|unable to) (?:find|resolve|locate) (?:an? |any )?(?:mail exchanger|gateway|mx|route|host)|no (?:mx|mail exchanger)s?\b|(?:mx|srv)(?: \S{1,10}){0,3} records?(?: \S{1,20}){0,3} no (?:smtp )?service|(?:dns|mx) records?(?: \S{1,30}){0,5} (?:could not|cannot) be found|domain (?:has )?no (?:valid )?(?:mx|mail)|no valid mx|null mx|mx records? points? to|does not accept mail(?! from)|unable to route|no route to (?:domain|recipient)/,
    meaning: 'recipient-domain-invalid',
    at: ['rcpt'],
    source: 'Courier, qmail, Exim, Domino, Exchange',
  },
  {
    pattern:
      /no space left|(?:not|n't|does not) (?:have )?(?:enough|sufficient) (?:\S{1,20} )?(?:space|room|storage)|space (?:has been |is )?(?:used up|exhausted|full)|too many messages (?:on the server|in (?:the )?(?:mailbox|inbox))|exceed\w{0,3} receiving limit|(?:mail file|mailfile|mail ?box|inbox) (?:size )?(?:exceeds?|is over|limit)|exceeded storage allocation|storage (?:is )?(?:full|exceeded|limit)|account is over|boite (?:\S{1,20} ){0,3}pleine/,
    meaning: 'mailbox-full',
    at: ['rcpt', 'data', 'mailbox', 'folders'],
    source: 'Domino, Yahoo, KDDI, Orange, RFC 5321',
  },
  {
    pattern:
      /(?:is|has been|was|been|account|user|temporar\w{2}) (?:currently |temporarily )?(?:suspended|terminated|locked|deactivated)\b|suspend the service|no longer accepts?|is now (?:disabled|closed|suspended|inactive)|inactive (?:e-?mail|address|user|mailbox|account)|not an active (?:address|user|account|mailbox)|(?:mailbox|address) (?:has |is )?expired|extended inactivity|mail receiving disabled/,
    meaning: 'recipient-disabled',
    at: recipientStages,
    source: 'NTT docomo, Yahoo, AOL, Mail.ru',
  },
  {
    pattern: /5\.4\.1 \S{1,80} ?(?:address )?rejected: access denied|user missing home directory|not our user\b/,
    meaning: 'user-unknown',
    at: recipientStages,
    source: 'Exchange Online (edge blocking by the directory), Courier, sendmail',
  },
  {
    pattern:
      /(?:over|exceed(?:s|ed|ing)?|reached|out of|insufficient|not enough)(?: \S{1,30}){0,3} (?:quota|storage|space)|quota (?:\S{1,20} )?(?:exceeded|violation|reached|full)|over ?quota|quotaexceeded|mailbox (?:is |size limit |has )?(?:full|exceed)|(?:inbox|user's mailbox|mailbox|account) is (?:full|over|out of)|mailfolder is full|full mailbox/,
    meaning: 'mailbox-full',
    at: ['rcpt', 'data', 'mailbox', 'folders'],
    source: 'Gmail, Exchange, iCloud, web.de, Yandex, Comcast, Dovecot',
  },
  {
    pattern:
      /must include (?:a )?(?:host|domain)|not a valid e-?mail address|empty e-?mail address|address syntax error|single label domain|domain name required|not in the form required|not (?:a )?valid rfc[- ]?5321 address|syntactically invalid|(?:bad|invalid|illegal|malformed) (?!message size|orcpt)(?:\S{1,20} ){0,2}(?:address )?syntax|(?:must|should) contain a domain|restricted characters in address|malformed address|need fully-qualified address|domain (?:part )?(?:is )?missing|unqualified address|invalid (?:\S{1,20} )?address format/,
    meaning: 'address-syntax-invalid',
    at: ['mail', 'rcpt', 'data'],
    source: 'Gmail, Exim, Postfix, sendmail',
  },
  {
    pattern:
      /infodomainnonexistent|null ?mx\b|find the recipient domain|host unknown|recipient address reserved by rfc|(?<!sender address )rejected: domain not found|domain (?:name )?(?:\S{1,80} )?(?:not found|does not exist|doesn't exist|not reachable|has no mx)|dns error when resolving mx|unrouteable (?:mail )?domain|(?:unknown|invalid|bad|non-?existent) (?:recipient|destination|remote) (?:mail )?domain|nxdomain|is not reachable|does not accept (?:e-?)?mail \(null/,
    meaning: 'recipient-domain-invalid',
    at: recipientStages,
    source: 'Gmail, ZoneMTA, sendmail, Postfix, Exchange Online, Haraka',
  },
  {
    pattern:
      /(?:blocked|refused|rejected|denied|restricted) (?:\S{1,20} ){0,3}(?:due to |by |because of )(?:the |this |your )?(?:recipients?\b|users?\b|recipient'?s? (?:preferences|policy))|manually blocked senders|(?:rejected|refused|blocked) by (?:the )?(?:destination|recipients?)\b|not (?:authori[sz]ed|allowed|permitted) to (?:send|post|mail)(?: \S{1,20}){0,3} (?:to|this) (?:this |the |that )?(?:recipient|group|list|mailbox|distribution)|blocked by (?:the )?recipient|only accepts? (?:mail|messages|email) from|allowed (?:senders|list)/,
    meaning: 'recipient-restricted',
    at: mailStages,
    source: 'QQ Mail, MagicMail, Mimecast, Facebook, Exchange',
  },
  {
    pattern:
      /\b(?:recipient|mailbox|account|user|address)(?: \S{1,60}){0,6} (?:is |has been |was |currently |temporar\w{0,4} ){0,3}(?:disabled|suspended|inactive|deactivated|locked|discontinued|blocked due to inactivity|frozen|no longer (?:valid|active|in use|available|on server|accepting))|\b(?:disabled|inactive|suspended|deactivated) (?:recipient|mailbox|account|user|address)|(?:recipient|mailbox|destinataire|boite|empf[aä]nger\w{0,4}|postfach)(?: \S{1,60}){0,6} (?:blocked|archived|bloqu[eé]e?|archiv[eé]e?|d[eé]sactiv[eé]e?|gesperrt|deaktiviert|deleted|removed|terminated|cancell?ed|retired|expired|quarantined|suppressed|moved)\b|previously bounced|suppress(?:ed|ion) list|on (?:the |a |our )?suppression|(?:has|have) moved|no longer (?:here|with us|employed|works|exists)|left the (?:company|organi[sz]ation)|no longer on server|is no longer (?:valid|active|available|in use)|not active\b|account (?:is )?closed/,
    meaning: 'recipient-disabled',
    at: recipientStages,
    source: 'sendmail, Cyrus, Yahoo, AT&T, iCloud, Gmail',
  },
  {
    pattern:
      /(?:user|mailbox|recipient|address|account|alias|addressee|email)(?: \S{1,80}){0,2} (?:is )?(?:unknown|not found|(?:does|do|did)(?: not|n't) exist|couldn't be found|not known|non-?existent|not listed|not recogni[sz]ed|not a valid (?:mailbox|user|recipient))/,
    meaning: 'user-unknown',
    at: recipientStages,
    source: 'Postfix, Exim, Zoho, Mail.ru, Domino, Facebook',
  },
  {
    pattern:
      /not a member of (?:the )?domain|not (?:an? |one of )?(?:our |your )?(?:registered|known|valid|local|existing|current|hosted)(?: \S{1,20}){0,2} (?:user|users|mailbox|recipient|account|address|customer|customers|subscriber)\b|(?:not|n't|no) (?:have |has |an? |any ){1,3}account (?:here|with|on|at|by)|(?:no such|unknown|invalid|non-?existent|unroute?able|undeliverable|illegal|bad destination) (?:or (?:unknown|illegal|invalid) )?(?:local |recipient |destination |email |virtual )?(?:user|mailbox|recipient|address|alias|account|person|mail ?drop|local part)|unknown or illegal alias|doesn't have an? \S{1,60} account|not in (?:the |our )?recipient list|no mailbox (?:here )?(?:by that name|found|with that|associated)|no (?:one|body) by that name|recipientnotfound|rejected: user unknown|mailbox not (?:found|available here)|there (?:is no|isn't an?) (?:such )?(?:user|mailbox|account|recipient|person)|account (?:you tried to reach |that you tried to reach )?does not exist/,
    meaning: 'user-unknown',
    at: recipientStages,
    source: 'cPanel, qmail, Gmail, Yahoo, iCloud, ZEROSPAM, Exchange',
  },
  {
    pattern:
      /mailbox (?:is )?unavail?i?a?ble|does(?: not|n't) exist|not a (?:known|valid|local) (?:user|recipient|address|mailbox)|no account by that name|(?:user|recipient|address|mailbox) (?:invalid|not present|unavailable)|not in my validrcptto|badrcptto/,
    meaning: 'user-unknown',
    at: recipientStages,
    when: 'permanent',
    source: 'RFC 5321 4.2.3, QQ Mail, Outlook.com, qmail',
  },
  {
    pattern:
      /(?:can't|cannot|will not|won't|unable to) (?:accept|deliver to|find) (?:this |that |the )?(?:user|recipient|mailbox|address)|no mail ?box|no ?one at this address|userunknown|recipient ?not ?found|badrecipientto|no \S{1,60} in (?:the )?name directory|unknown local(?: |-)?part|nessun utente|[>'"] (?:\S{1,20} ){0,2}not found|not email addresses|recipient is not local|not (?:a )?valid recipient|\brecipient (?:unknown|invalid|rejected)\b|(?<!sender )address rejected\.?(?: [([]|$)|(?:valid|known|real) recipients?\b|mailbox name not allowed|user not local|bad destination mailbox/,
    meaning: 'user-unknown',
    at: recipientStages,
    when: 'permanent',
    source: 'Domino, qmail, Google, RFC 5321, many gateways',
  },
  {
    pattern:
      /(?:members?[- ]only|non-?members?|closed) (?:mailing )?(?:list|group)|only members|(?:not|n't) allowed to (?:e-?mail|mail|send to|write to) (?:\S{1,20} ){0,3}(?:list|group)|members of (?:this|the) (?:list|group)|not (?:allowed|permitted|authori[sz]ed|able) to post|(?:not|isn't) (?:a member of|in|subscribed to) (?:this|the) (?:group|list)|not pre-?approved|only (?:accepts?|accepting|allows?)(?: \S{1,12}){0,2} (?:mail|messages?|e-?mails?)(?: \S{1,10}){0,2} from|only accepting|protected by|rule imposed|restricted (?:the )?(?:sms|e-?mail)|not accepting (?:any )?mail/,
    meaning: 'recipient-restricted',
    at: mailStages,
    source: 'mailing lists, Google Groups, Yahoo',
  },
];
