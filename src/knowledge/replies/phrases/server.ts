import { mailStages, type Phrase } from '../phrase.ts';

/** What servers say of themselves. */
export const serverPhrases: readonly Phrase[] = [
  {
    pattern: /(?:cannot|unable to|could not|failed to) connect to (?:the )?(?:smtp|imap|pop3?|mail) server/,
    meaning: 'host-unreachable',
    at: ['greeting'],
    source: 'mail proxies of virus scanners',
  },
  {
    pattern:
      /tls (?:is )?(?:not available|unavailable|not supported|not configured|disabled)|starttls (?:\S{1,20} ){0,2}(?:not (?:supported|available|advertised|implemented)|unavailable|disabled)|starttls command used when not advertised/,
    meaning: 'starttls-unavailable',
    at: ['starttls', 'auth', 'capabilities'],
    source: 'Postfix, Exim, Exchange, RFC 3207',
  },
  {
    pattern:
      /command not understood|command (?:is )?(?:not recogni[sz]ed|unrecogni[sz]ed|not implemented|unknown)|(?:unknown|unrecogni[sz]ed) command/,
    meaning: 'starttls-unavailable',
    at: ['starttls'],
    source: 'sendmail, Exim, filtering firewalls',
  },
  {
    pattern:
      /auto-?logout|idle (?:for )?too long|inactivity|idle time-?out|(?<!retry )timeout exceeded|(?:command|data|session|idle) (?:timeout|timed out)|timed out waiting for (?:command|input|data)/,
    meaning: 'connection-dropped',
    source: 'hMailServer, Dovecot, Postfix, Exchange',
  },
  {
    pattern:
      /state is inconsistent|inconsistent state|view is (?:now )?inconsistent|format corruption|corrupt(?:ed|ion)?\b|uidvalidity (?:has )?changed/,
    meaning: 'resync-needed',
    at: ['auth', 'folders', 'mailbox'],
    source: 'Dovecot, Cyrus',
  },
  {
    pattern:
      /(?:mailbox|maildrop|folder) (?:is )?(?:already |currently |being )?(?:locked|in use|busy)|already locked|mailbox lock|lock busy|locked by another/,
    meaning: 'mailbox-in-use',
    at: ['auth', 'folders', 'mailbox'],
    source: 'Dovecot, Courier, hMailServer, qpopper',
  },
  {
    pattern:
      /server (?:is )?shutting down|(?:temporary|internal) (?:server )?error|server error|internal (?:resources|software|problem)|system (?:config|i\/o) error|server configuration (?:error|problem)|local configuration error|configuration error|(?:insufficient|not enough|low) (?:\S{1,20} )?(?:disk|system|storage) (?:space|resources|storage)|(?:unable|failed) to read (?:controls|config)|no healthy secondary|queue file write error|unable to authenticate at present|could not be saved|down for maintenance|under maintenance|(?:too busy|overloaded|system load)|temporarily (?:unable|rejected message)|database (?:error|unavailable)|temporary (?:system|local|lookup|internal) (?:problem|failure|error)|local (?:error|problem)|try again later \(?(?:mfe|system)/,
    meaning: 'server-error',
    source: 'Postfix, Exim, sendmail, Exchange, qmail, Gmail, Yahoo, Mimecast',
  },
  {
    pattern:
      /excessive amounts of data|synchroni[sz]ation error|bad sequence of commands|out of sequence|must precede|illegal in state|invalid state|not allowed in this state|invalid system flag|argument error|command parameter not implemented|protocol error/,
    meaning: 'client-error',
    source: 'Postfix, Exim, Gmail, hMailServer, Exchange',
  },
  {
    pattern: /(?:server|service) (?:is )?(?:currently |temporarily )?(?:unavailable|not available)(?! ?; ?client)/,
    meaning: 'server-error',
    when: 'temporary',
    source: 'RFC 5321 4.2.3',
  },
  {
    pattern: /(?:server|service) (?:is )?(?:currently |temporarily )?(?:unavailable|not available)/,
    meaning: 'server-error',
    of: ['imap', 'pop3', 'sieve'],
    source: 'Exchange, Yahoo',
  },
  {
    pattern:
      /policy|administrative prohibition|administratively|access denied|not accepted here|(?:mail|message|you are|is) not welcome|go away/,
    meaning: 'policy-rejected',
    at: mailStages,
    when: 'permanent',
    source: 'Mimecast, Zoho, IONOS, Exim, Postfix',
  },
  {
    pattern: /polic(?:y|ies)|administrative prohibition/,
    meaning: 'policy-rejected',
    at: mailStages,
    source: 'IONOS, Barracuda, Zoho',
  },
  {
    pattern:
      /(?:unable|failed|can't|cannot|could not|couldn't|error) (?:to )?(?:contact|load|open|read|write|create|fork|execute|allocate|process|save|store|queue|look ?up|access|reach)(?:ing)?\b|interrupted system call|misconfigured|input\/output error|i\/o error|no mdb|internal (?:system |processing )?error|system error|not accepting (?:connections|mail|messages|network|smtp)|not (?:currently |temporarily )?available|(?:local|processing|software|backend|back-end|service|resource) (?:error|failure|problem)|error in processing|mailing list expansion|temporarily (?:not available|unavailable|deferred|rejected|out of)|service (?:not|un)available|closing transmission channel|out of memory|resources? (?:\S{1,20} )?(?:unavailable|exhausted)|maintenance/,
    meaning: 'server-error',
    when: 'temporary',
    source: 'RFC 5321, RFC 3463, every server',
  },
  {
    pattern:
      /(?:interrupted system call|remote server is misconfigured|internal (?:system |processing )?error|system error|input\/output error|(?:unable|failed) to contact \S{1,30} server|local error in processing|output file|not accepting network messages|system not (?:capable|accepting))/,
    meaning: 'server-error',
    source: 'RFC 3463, sendmail, qmail',
  },
  {
    pattern:
      /syntax error|protocol (?:violation|deviation)|expected response code 3\d\d but got|no configuration file|account \S{1,40} not found: no|unimplemented command|command (?:is )?not implemented|unrecogni[sz]ed command|(?:rcpt|mail|helo|ehlo|data|user|select|pass) (?:to |command )?first\b|talk\w{0,3} too soon|early talk|before (?:the )?(?:greeting|banner)|invalid characters? in|invalid flag|select a (?:mailbox|folder)|^\d{3} [\d.]{5,9} syntax:|need (?:rcpt|mail|helo|ehlo)|no data after bdat|(?:unauthenticated|invalid|unknown|bad|unsupported|unrecogni[sz]ed) (?:smtp |imap |pop3? )?(?:commands?|parameters?|arguments?|options?|flags?)\b|may not be repeated|must be issued|not permitted in this state|pipelining/,
    meaning: 'client-error',
    source: 'RFC 5321, Postfix, Exim, sendmail',
  },
  {
    pattern:
      /(?:unable|not able|could(?: not|n't)|cannot|can't|failed|wasn't able) to (?:establish (?:an? )?(?:smtp )?connection|connect)|could not connect|(?:host|server|destination|network) (?:is )?unreachable|not accept (?:our )?(?:requests? to connect|connection)|(?:server|host) did not respond|no answer from host|: timed out|connect(?:ion)? (?:timed out|timeout)/,
    meaning: 'host-unreachable',
    at: ['connect'],
    source: 'qmail, Gmail, Outlook.com, DragonFly',
  },
  {
    pattern: /(?:timeout|timed out) (?:waiting|while|-)|closing connection|connection (?:lost|dropped|reset|expired)/,
    meaning: 'connection-dropped',
    at: ['connect', 'greeting', 'data', 'mailbox'],
    source: 'several',
  },
  {
    pattern:
      /at this time|while being processed|requested action aborted(?!: exceeded)|temporarily rejected (?:this |the |your )?message|service (?:is )?(?:temporarily )?unavailable(?! ?;)/,
    meaning: 'server-error',
    source: 'RFC 5321, Gmail, SendGrid',
  },
  {
    pattern:
      /\bbatv\b|backscatter|bouncedeny|(?:sender|message|mail) (?:was |is |has been )?(?:rejected|refused|denied)\b|not allowed to (?:connect|send)|access[- ]denied|command rejected/,
    meaning: 'policy-rejected',
    at: ['greeting', 'capabilities', 'mail', 'rcpt', 'data'],
    when: 'permanent',
    source: 'many gateways that give no reason',
  },
];

/** Said when nothing else is: the message grew old. */
export const lastPhrases: readonly Phrase[] = [
  {
    pattern:
      /(?:message|mail|delivery)(?: \S{1,30}){0,4} (?:expired|given up|gave up|giving up|returned to sender after)|retry (?:time|timeout|limit|period)(?: \S{1,20}){0,2} (?:not reached|exceeded|expired|reached)|failing for a long time|queue\.expired|(?:undeliver\w{1,4}|not (?:be )?delivered|could not be delivered|unable to deliver|in (?:the )?queue|trying)(?: \S{1,20}){0,5} (?:for|after|within|since|in) (?:\S{1,12} )?\d{1,4}(?:\.\d)? ?(?:day|hour|minute|d\b|h\b)|deleted from queue|too (?:old|long in (?:the )?queue)|delivery (?:has been |is |was )?(?:delayed|time expired)|delivery time expired|still (?:being )?(?:tried|trying|queued|in the queue|undelivered)|will (?:continue to )?(?:keep trying|retry|be retried|be tried again)|retry ?timeout|(?:still|yet) not (?:been )?delivered|has not (?:yet )?been delivered|warning: message (?:still )?(?:undelivered|delayed)|in der warteschlange|zustellung (?:\S{1,20} ){0,3}verzögert|remise (?:\S{1,20} ){0,3}retardée/,
    meaning: 'delivery-expired',
    at: ['data', 'rcpt', 'greeting', 'connect'],
    source: 'Exim, sendmail, Postfix, Exchange, Amazon SES, Gmail',
  },
  {
    pattern:
      /\bexpired\b|gave up|giving up|queue too long|message timed out|delivery timeout|(?:could not be|not) delivered (?:for|within|after)|delivery (?:attempts|failed \d{1,3})|for the last \d{1,8} seconds|has been delayed/,
    meaning: 'delivery-expired',
    at: ['connect'],
    source: 'qmail, DragonFly, OpenSMTPD, IMail',
  },
];
