import { mailStages, type Phrase } from '../phrase.ts';

/** What servers say of the address that connects: its name, its listing, its reputation. */
export const addressPhrases: readonly Phrase[] = [
  { pattern: /\(bl\)$/, meaning: 'ip-blacklisted', at: mailStages, source: 'T-Online' },
  {
    pattern:
      /may not be (?:a )?mail exchanger|dial-?up|dynamic(?:ally)? (?:assigned |allocated )?(?:ip|address|host|range)|dynablock|\bpbl\b|transient ip|residential (?:ip|address)|not authorized to send email directly|(?:use|through|via) (?:\S{1,20} ){0,3}(?:smtp|mail|outgoing)[- ]?(?:server|relay)? (?:of|at|from) your (?:isp|service provider|provider)|your isp's (?:smtp|mail|outgoing)/,
    meaning: 'direct-send-blocked',
    at: mailStages,
    source: 'Gmail, T-Online, sendmail, Spamhaus PBL',
  },
  {
    pattern:
      /(?:cannot|can't|unable to) find your (?:reverse )?host ?name|forward dns (?:entry )?(?:\S{1,20} ){0,3}(?:not|point)|unresolvable relay host|mismatch\w{0,3} client ip|dns check failure|(?:not|n't) match (?:the )?(?:sending |client |connecting )?ip\b|dns:nr\b|host ?name (?:\S{1,60} ){0,4}(?:not|n't) (?:match|resolve)/,
    meaning: 'ptr-missing',
    at: mailStages,
    source: 'GMX, QQ Mail, Gmail, Courier',
  },
  {
    pattern:
      /spam(?:s|mers?|ming)? (?:\S{1,20} ){0,2}(?:from your|ips?\b|source|host)|(?:you are|your (?:host|ip|server) is|currently) sending spam|(?:like|known|suspected) (?:a )?spammer|suspected spam|zombie|spam(?:med|ming) (?:us|by|from)|sends? (?:too much |us )?spam/,
    meaning: 'reputation-poor',
    at: mailStages,
    source: 'Yahoo Japan, Proofpoint, older gateways',
  },
  {
    pattern:
      /(?:access|mail|e-?mail|messages?|connections?) from (?:your |this |the |that )?(?:ip|mail server|server|host|network|address)(?: address)?(?: \S{1,60}){0,4} (?:is |are |has been |was |been |temporarily )?(?:blocked|denied|refused|rejected|not accepted|banned)|not (?:currently )?accepting (?:mail|e-?mail|messages|connections) from (?:your|this|the)|no access from (?:mail )?server|bad sender ip|(?:adresse )?ip(?: \S{1,20}){0,3} bloqu[eé]e|(?:mail )?server at \S{1,60} is blocked|(?:your|this|source|client|sending|remote) (?:ip|host|server|network|address)(?: address)?(?: \S{1,60}){0,3} (?:is|has been|was) (?:temporarily |permanently |currently )?(?:blocked|banned|denied|refused|rejected)|(?:blocked|banned|denied|refused|rejected) (?:your|this|the) (?:ip|host|server|network)\b|(?:rtr:b|s3150|s3140)/,
    meaning: 'ip-blacklisted',
    at: mailStages,
    source: 'Orange, Microsoft, AOL, older gateways',
  },
  {
    pattern:
      /(?:turn on|enable|switch on|activate|configure|use) (?:\S{1,20} ){0,3}smtp[- ]auth|without (?:smtp )?auth(?:entication|enticating|orization)/,
    meaning: 'auth-required',
    at: mailStages,
    source: 'Exim (cPanel), Courier',
  },
  {
    pattern:
      /relay(?:ing)?,? (?:is |access |was )?(?:denied|not (?:permitted|allowed)|prohibited|refused|not authori[sz]ed)|(?:unable|not (?:permitted|allowed|authori[sz]ed)|cannot|do not|don't|won't|not configured) (?:to )?relay|open relay|we do not relay|no relay\b/,
    meaning: 'relay-denied',
    at: mailStages,
    source: 'Postfix, sendmail, Exim, Exchange, Yahoo, Mimecast',
  },
  {
    pattern:
      /as a relay, but i have not been configured|not our customer|isn't in my list of allowed rcpthost|not a gateway|(?:do not|don't|does not|doesn't|will not|won't) (?:handle|host|serve|accept) (?:mail|e-?mail|messages) for (?:that|this|the|your|<|\S{1,60}$)|specified domain is not allowed|not (?:a )?local host|not in my (?:list of )?rcpthosts|not (?:a )?local(?: domain|ly hosted)|non-local (?:recipient|domain)|domain (?:is )?not (?:hosted|handled|served) here/,
    meaning: 'relay-denied',
    at: mailStages,
    source: 'Symantec, sendmail, qmail, Courier',
  },
  {
    pattern: /delivery is not allowed to this address/,
    meaning: 'relay-denied',
    source: 'hMailServer',
  },
  {
    pattern:
      /grey-?list(?:ed|ing)?|gray-?list(?:ed|ing)?|not yet (?:been )?(?:authori[sz]ed|allowed|known|permitted|whitelisted|seen|accepted)|first (?:time|contact|attempt|delivery)(?: \S{1,20}){0,6} (?:again|later|retry)|(?:unknown|new|unfamiliar) (?:sender|triplet|tuple|server|client)(?: \S{1,20}){0,6} (?:again|later|retry|delay)|triplet/,
    meaning: 'greylisted',
    when: 'temporary',
    source: 'Postgrey, milter-greylist, rspamd, freenet',
  },
  {
    pattern:
      /\b(?:ptr\b|reverse[- ]dns|rdns|reverse (?:host ?name|lookup|mapping|name)|bad dns ptr|client host rejected: cannot find your host ?name|ip name lookup failed|no reverse)/,
    meaning: 'ptr-missing',
    at: mailStages,
    source: 'Gmail, GMX, Postfix, sendmail, MagicMail',
  },
  {
    pattern:
      /(?:lookup|resolve|resolving|resolution|check)(?: \S{1,20}){0,3} (?:helo|ehlo)\b|\b(?:helo|ehlo)\b(?:\/ehlo|\/helo)? (?:\S{1,64} ){0,4}(?:reject|invalid|not valid|malformed|must|does not|doesn't|mismatch|forged|bogus|unresolv|not fully|requires|violat|impersonat)|(?:invalid|bad|bogus|forged|malformed|need fully-qualified|fake|unresolvable) (?:\S{1,40} ){0,2}(?:helo|ehlo)\b/,
    meaning: 'helo-rejected',
    at: mailStages,
    source: 'Postfix, Exim, Gmail, hMailServer',
  },
  { pattern: /invalid domain (?:name|address)/, meaning: 'helo-rejected', at: ['capabilities'], source: 'Exchange' },
  {
    pattern:
      /(?:ip|address) (?:is )?(?:\S{1,40} )?(?:black|block)listed by (?:the )?recipient|not in (?:whitelist|allowlist) for rcpt|customer block list|\S{1,80}:blocked\)/,
    meaning: 'recipient-restricted',
    at: mailStages,
    source: 'Google Workspace',
  },
  {
    pattern:
      /(?:domain|url|uri|link|from)(?: \S{1,40}){0,4} (?:listed|blacklisted|blocklisted|present|found) (?:in|on|by|at) (?:the )?(?:spamhaus|dbl|surbl|uribl|[a-z]{0,20}\.?dbl)|(?:url|uri|link|domain)s?(?: or \S{1,10})?(?: \S{1,30}){0,8} complaints|sender (?:refused|rejected|blocked|denied) by (?:the )?(?:dnsbl|rbl|rhsbl|dbl)|rhsbl|(?:url|uri|link)s?(?: \S{1,30}){0,8} listed|blacklisted (?:url|link|domain|uri)|(?:domain|url|uri) (?:is )?(?:blacklisted|blocklisted|on (?:a|our) (?:black|block) ?list)|\b(?:uribl|surbl)\b|spamhaus\.org\/dbl|(?:sender address|helo command|sender domain)(?: \S{1,60}){0,4} blocked using/,
    meaning: 'domain-blacklisted',
    at: mailStages,
    source: 'iCloud, Ziggo, Exim with URIBL, Postfix reject_rhsbl',
  },
  {
    pattern: /rejected based on (?:geographical|geographic|country) |country (?:is )?(?:blocked|not allowed)/,
    meaning: 'policy-rejected',
    at: mailStages,
    source: 'countries.nerd.dk',
  },
  {
    pattern:
      /csi\.cloudmark|sendersupport\.olc|ipcheck\.proofpoint|blocked using|\bdnsbl\b|\brbl\b|\brblmx\b|cdrbl|in an? (?:rbl|dnsbl|blacklist|blocklist)|spamhaus|spamcop|sorbs\b|barracudacentral|invaluement|uceprotect|psbl\.|magicspam|\bxbl\b|\bsbl\b/,
    meaning: 'ip-blacklisted',
    at: mailStages,
    source: 'Postfix, Exim, Yahoo, AT&T, Cox and the lists named',
  },
  {
    pattern:
      /(?:ip|address|host|client|server|network)(?: \S{1,60}){0,3} (?:is |are |has been |was |been )?(?:on (?:a|our|the|an) (?:\S{1,20} ){0,2})?(?:black-?listed|block-?listed|blacklist|blocklist|block ?list)|(?:s3140|s3150)|banned sending ip|comcast block for spam|(?:your|sending|source) ip (?:address )?(?:\S{1,45} )?(?:is|has been|was) (?:blocked|banned|listed)|part of their network is on our block list/,
    meaning: 'ip-blacklisted',
    at: mailStages,
    source: 'Outlook.com, Exchange Online, Comcast, Orange, Proofpoint',
  },
  {
    pattern:
      /reputation|likely suspicious due to|unusual rate of unsolicited|\[tss?0\d\]|permanently deferred|suspected spam sender|due to (?:user|too many) complaints|unexpected volume or user complaints|excessive (?:user )?complaints/,
    meaning: 'reputation-poor',
    at: mailStages,
    source: 'Gmail, Yahoo, GoDaddy, Cloudmark, QQ Mail',
  },
  {
    pattern:
      /your access to (?:submit messages to )?this (?:e-?mail|mail) system has been rejected|your mail is not welcome/,
    meaning: 'policy-rejected',
    at: mailStages,
    source: 'Cisco IronPort, Haraka',
  },
];

/** Refusals of an address that give no better reason; read after what is said of the message. */
export const blockedPhrases: readonly Phrase[] = [
  {
    pattern:
      /(?:sender|user|recipient)(?: \S{1,60}){0,3} (?:is |in |on )?(?:\S{1,20} )?(?:black|block)[- ]?list(?:ed)?\b/,
    meaning: 'recipient-restricted',
    only: ['mail', 'rcpt'],
    source: 'personal block lists',
  },
  {
    pattern:
      /(?:sender|address|from)(?: \S{1,60}){0,4} (?:in|on) (?:my|the recipient's) black ?list|by (?:the )?recipient'?s? black ?list/,
    meaning: 'recipient-restricted',
    at: mailStages,
    source: 'personal block lists',
  },
  {
    pattern: /(?:domain|url|uri|link)(?: \S{1,60}){0,3} (?:black|block|deny)[- ]?list/,
    meaning: 'domain-blacklisted',
    at: mailStages,
    source: 'several gateways',
  },
  {
    pattern:
      /(?:black|block|deny)[- ]?list|listed (?:in|on|at|by) (?:\S{1,20} )?\S{1,60}\.[a-z]{2,10}\b|(?:blocked|refused|rejected|denied)(?: -|,|\.|:)? ?(?:please )?(?:see|visit|for abuse|for spam)|rejecting open proxy|host network not allowed|blocked by (?:our|the|\S{1,60}\.[a-z]{2,10})\b|has been banned|connection denied|open prox(?:y|ies)/,
    meaning: 'ip-blacklisted',
    at: mailStages,
    source: 'AT&T and many gateways',
  },
  {
    pattern: /bad ip profile|unusual rate of (?:mail|messages|e-?mail)|bounce attack|poor sender|sender ?score/,
    meaning: 'reputation-poor',
    at: mailStages,
    source: 'Gmail, MessageLabs',
  },
];
