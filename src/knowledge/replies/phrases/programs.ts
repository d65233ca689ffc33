import type { Phrase } from '../phrase.ts';

/** NetEase (163, 126, yeah.net) says no more than a code: help.mail.163.com, "退信代码". */
const netEaseCodes: readonly Phrase[] = [
  { pattern: /\b(?:hl:(?:icc|mep)|rp:ccl|mi:ccl)\b/, meaning: 'too-many-connections', source: 'NetEase' },
  {
    pattern: /\b(?:hl:(?:ifc|itc|rep)|rp:(?:drc|rcl|rtl)|mi:(?:dmc|stc|frl|fqc))\b/,
    meaning: 'rate-limited',
    source: 'NetEase',
  },
  { pattern: /\b(?:rp|mi):cel\b/, meaning: 'client-error', source: 'NetEase: too many errors' },
  { pattern: /\brp:trc\b/, meaning: 'too-many-recipients', source: 'NetEase' },
  { pattern: /\bmi:spf\b/, meaning: 'spf-fail', source: 'NetEase' },
  { pattern: /\bmi:dma\b/, meaning: 'dmarc-fail', source: 'NetEase' },
  { pattern: /\bmi:spb\b/, meaning: 'ip-blacklisted', source: 'NetEase' },
  { pattern: /\bdt:spm\b/, meaning: 'spam-content', source: 'NetEase' },
];

/** What Outlook shows in the end, whatever came before it. */
export const outlookCodes: readonly Phrase[] = [
  { pattern: /0x800ccc0d|0x80072ee7/, meaning: 'host-not-found', source: 'Outlook: server not found' },
  {
    pattern: /0x800ccc(?:0e|10|11|13)|0x8004210[89]|0x8004210[ab]/,
    meaning: 'host-unreachable',
    source: 'Outlook: no connection, or no answer in time',
  },
  {
    pattern: /0x800ccc(?:0f|19)|0x80072efe/,
    meaning: 'connection-dropped',
    source: 'Outlook: connection lost, or timed out',
  },
  {
    pattern: /0x800ccc(?:18|91|92)|0x800ccccd/,
    meaning: 'bad-credentials',
    source: 'Outlook: the server refused the login',
  },
  { pattern: /0x800ccc(?:80|81)/, meaning: 'auth-mechanism-unsupported', source: 'Outlook: no common way to log in' },
  { pattern: /0x800ccc78/, meaning: 'auth-required', source: 'Outlook: sender rejected without a login' },
  { pattern: /0x800ccc79/, meaning: 'relay-denied', source: 'Outlook: recipient rejected' },
  { pattern: /0x800ccc(?:60|67)/, meaning: 'server-error', source: 'Outlook: server not available' },
  { pattern: /0x800ccc6b/, meaning: 'mailbox-full', source: 'Outlook: storage exceeded' },
  { pattern: /0x800ccc6[89]/, meaning: 'user-unknown', source: 'Outlook: mailbox unavailable' },
  { pattern: /0x800ccc6f/, meaning: 'spam-content', source: 'Outlook: message refused' },
];

/** What mail programs, queues and libraries say in their own words. */
export const programPhrases: readonly Phrase[] = [
  {
    pattern: /fingerprints?(?: \S{1,60}){0,8} (?:not match|mismatch|changed|differ)/,
    meaning: 'cert-untrusted',
    source: 'msmtp, offlineimap',
  },
  { pattern: /\bip sans\b|any ip san/, meaning: 'cert-hostname-mismatch', source: 'Go' },
  {
    pattern: /disk full|no space left on device|cannot connect to (?:saslauthd|the auth)|insufficient system storage/,
    meaning: 'server-error',
    at: ['auth', 'data', 'mail', 'greeting'],
    source: 'qmail, Cyrus SASL, Exim, RFC 5321',
  },
  { pattern: /querymx e(?:nodata|notfound)/, meaning: 'recipient-domain-invalid', source: 'Node.js asked for MX' },
  { pattern: /\(auth failed/, meaning: 'bad-credentials', source: "Dovecot's log" },
  {
    pattern: /maximum number of connections|connection limit reached/,
    meaning: 'too-many-connections',
    source: 'Thunderbird',
  },
  {
    pattern: /net::opentimeout|execution expired|net::readtimeout/,
    meaning: 'host-unreachable',
    source: 'Ruby',
  },
  {
    pattern: /\(?-98(?:07|12|13|43|14|15|36|24|40)\)?/,
    meaning: 'cert-untrusted',
    at: ['tls', 'connect'],
    when: 'uncoded',
    source: 'SecureTransport: errSSLXCertChainInvalid and its neighbours',
  },
  {
    pattern: /ssl(?:\/tls)? on port (?:143|110|25|587|2525)\b|sec_e_invalid_token/,
    meaning: 'tls-mode-mismatch',
    source: 'Apple Mail, Schannel',
  },
  {
    pattern:
      /(?:xoauth2|oauthbearer)\b(?: \S{1,20}){0,5} (?:fail|reject|error|invalid|expired)|(?:fail\w{0,4}|reject\w{0,3})(?: \S{1,20}){0,5} \(?(?:method )?(?:xoauth2|oauthbearer)/,
    meaning: 'oauth-token-invalid',
    source: 'msmtp, mutt, offlineimap',
  },
  {
    pattern:
      /(?:'|")?mx(?:'|")? lookup(?: \S{1,80}){0,5} nxdomain|name service error for name=\S{1,255} type=\S{1,5}: host not found(?!,? try)|host or domain name not found|nxdomain/,
    meaning: 'recipient-domain-invalid',
    at: ['rcpt'],
    source: 'Gmail, Postfix',
  },
  ...netEaseCodes,
  {
    pattern:
      /x-(?:spam|barracuda-spam|ham|cmae|rspamd|spamd)-?\w{0,12}: ?(?:yes|true|spam|reject)|x-spam-status: yes|x-spam-level: ?\*{5}|stored mail into mailbox '?[^' ]{0,30}(?:junk|spam)|x-gmx-antispam: ?[1-9]|x-yahoofilteredbulk|filterresults: ?junk|\bdest:j\b|\bsfv:sp[mb]\b|\bscl:? ?[5-9]\b|x-mailscanner-spam\w{0,6}: ?(?:spam|yes)|(?:moved|filed|sorted|delivered|sent|placed|went|goes|go|routed|saved|stored|landed|put) (?:\S{1,30} ){0,4}(?:in |into |to )(?:\S{1,20} ){0,3}(?:junk|spam|bulk)\b|fileinto \S{0,6}(?:junk|spam)|subject: ?\[?\*{0,5}(?:spam|junk)\b|passed spam|identified spam|(?:tagged|flagged|marked|classified|identified) (?:it )?as (?:spam|junk)\b(?! and)|x-spam-flag: ?yes|ordner ["']?(?:spam|junk)|spam-?ordner|dossier (?:spam|indésirables)|correo no deseado/,
    meaning: 'delivered-to-spam',
    when: 'uncoded',
    source: 'SpamAssassin, amavis, Rspamd, Microsoft 365, GMX, Yahoo, Pigeonhole, Barracuda',
  },
  {
    pattern:
      /(?:cannot|can't|could not|couldn't|unable to|failed to) (?:create|get|obtain|refresh|acquire|fetch|renew) (?:\S{1,20} ){0,2}(?:access |refresh |oauth2? )?token|token (?:refresh|request|exchange) (?:failed|error|rejected)|oauth2?(?: \S{1,20}){0,3} (?:failed|error|rejected|denied)/,
    meaning: 'oauth-token-invalid',
    source: 'nodemailer, Thunderbird, offlineimap',
  },
  {
    pattern: /authentication failure while connecting to server (?:outlook|imap\.gmail|smtp\.office365)/,
    meaning: 'oauth-token-invalid',
    source: 'Thunderbird after OAuth2',
  },
  {
    pattern:
      /no (?:recipients?|password|credentials|username|user|sender|server|host)(?: address(?:es)?)? (?:\S{1,20} )?(?:defined|configured|given|specified|provided|set|supplied)|missing (?:credentials|password|user ?name|recipients?|host|login)|(?:missing|no) "?(?:auth|pass|user)"? (?:option|setting|config)|not (?:yet )?configured\b(?! (?:to|for))|must (?:call|be called) /,
    meaning: 'client-error',
    when: 'uncoded',
    source: 'nodemailer, imapflow, Python, PHPMailer',
  },
  {
    pattern:
      /lock (?:failure|file)|(?:unable|cannot|could not|failed) to (?:create|get|obtain|acquire|open) (?:\S{1,30} ){0,3}lock|timed out waiting for (?:\S{1,20} )?lock|(?:mailbox|maildrop|file) (?:is )?locked|lock(?:ed)? by (?:another|other)/,
    meaning: 'mailbox-in-use',
    at: ['mailbox', 'folders', 'auth', 'data'],
    source: 'Postfix local, procmail, imapflow, Dovecot',
  },
  {
    pattern:
      /(?:channel|box|folder|mailbox|store) (?:\S{1,80} ){0,6}(?:cannot|can't|could not) be (?:opened|selected|found)|(?:folder|mailbox)(?: \S{1,60}){0,3} (?:missing(?! namespace)|doesn't exist|does not exist|not found|no longer exists)/,
    meaning: 'folder-not-found',
    at: ['folders', 'mailbox'],
    source: 'mbsync, offlineimap, Thunderbird',
  },
  {
    pattern:
      /would you like to subscribe|not subscribed|subscrib\w{0,5} (?:to )?(?:\S{1,40} )?(?:failed|refused|first|denied)|(?:un)?subscription/,
    meaning: 'folder-not-subscribed',
    at: ['folders', 'mailbox'],
    source: 'Thunderbird, Dovecot',
  },
  {
    pattern:
      /does not have a message with uid|uid ?validity|no (?:such|matching) messages?|message (?:has been |was |is )?(?:expunged|deleted|gone|no longer)|unknown uid|out of sync|resync|index (?:\S{1,30} ){0,3}(?:reset|corrupt|damaged|broken|inconsistent)/,
    meaning: 'resync-needed',
    at: ['folders', 'mailbox'],
    source: 'offlineimap, Dovecot, Cyrus, mbsync',
  },
  {
    pattern: /invalid input from \d/,
    meaning: 'client-error',
    source: 'QQ Mail',
  },
  {
    pattern:
      /does not (?:seem to )?support (?:encrypted passwords|the selected authentication|this authentication)|auth(?:entication)? method (?:\S{1,20} ){0,3}(?:not supported|unsupported|not available)|change the ['"]?authentication method|no (?:supported |suitable |compatible |common |usable )?(?:auth\w{0,12}|sasl|login) (?:methods?|mechanisms?|schemes?)/,
    meaning: 'auth-mechanism-unsupported',
    at: ['auth', 'connect', 'capabilities'],
    source: 'Thunderbird, Python, PHPMailer, .NET',
  },
];
