import type { Stage } from '../../../model/failure.ts';
import type { Phrase } from '../phrase.ts';

const auth: readonly Stage[] = ['auth'];

/** What servers say of a login: first who is allowed in which way, at last the plain no. */
export const loginPhrases: readonly Phrase[] = [
  {
    pattern:
      /(?:plain|clear)[- ]?(?:text )?(?:login|auth\w{0,12}|port)(?: \S{1,12}){0,4} disabled|disabled(?: \S{1,12}){0,3} (?:clear|plain)[- ]?text/,
    meaning: 'tls-required',
    at: auth,
    source: 'Courier, Cyrus, James',
  },
  {
    pattern: /(?:auth\w{0,12}|login)(?: \S{1,20}){0,4} \(?rate[- ]?limit/,
    meaning: 'too-many-login-attempts',
    at: auth,
    source: 'Stalwart, WildDuck, maddy',
  },
  {
    pattern:
      /starttls-not-supported|(?:tls|encryption|starttls)(?: \S{1,20}){0,2} required,? but (?:\S{1,20} ){0,3}(?:not (?:support|offered|supported|available|advertised)|unavailable)|required (?:\S{1,20} ){0,2}(?:tls|starttls)(?: \S{1,20}){0,3} not (?:offered|supported|available)/,
    meaning: 'starttls-unavailable',
    source: 'Postfix, Exchange Online',
  },
  {
    pattern: /(?:application|app)[- ]?(?:specific )?password|parol prilozheniya|授权码|authorization code/,
    meaning: 'app-password-required',
    source: 'Gmail, Mail.ru, Purelymail, iCloud, QQ Mail',
  },
  {
    pattern: /(?:log|sign) ?in (?:with|via|through|using) (?:your )?(?:web )?browser|web ?login required|login via web/,
    meaning: 'web-login-required',
    source: 'Gmail',
  },
  {
    pattern:
      /accept (?:the |our )?(?:\S{1,20} )?(?:eula|terms|conditions|agreement)|(?:verify|confirm|validate) (?:your |the )?(?:account|identity|sign-?in|login|phone)|captcha|(?:approve|confirm) (?:the |this |your )?(?:sign-?in|login|device)|unusual (?:sign-?in|login|activity)|suspicious (?:sign-?in|login)|(?:sign|log) ?in (?:to|at|on) (?:the |our |your )?(?:web|website|webmail|site|portal|account page)/,
    meaning: 'web-login-required',
    at: auth,
    source: 'Yandex, Microsoft, Mail.ru, Naver',
  },
  {
    pattern: /accounts\.google\.com\/(?:signin|continuesignin)/,
    meaning: 'web-login-required',
    source: 'Gmail 5.7.14',
  },
  {
    pattern: /aadsts500(?:53|57)|aadsts50055/,
    meaning: 'account-locked',
    source: 'Microsoft Entra ID: locked, disabled, password expired',
  },
  {
    pattern: /aadsts(?:5007[2469]|50158|53003|16000|50125)/,
    meaning: 'web-login-required',
    source: 'Microsoft Entra ID: multi-factor, conditional access, consent',
  },
  { pattern: /aadsts50126/, meaning: 'bad-credentials', source: 'Microsoft Entra ID' },
  {
    pattern: /aadsts(?:65001|70008|70043|700082|50173|50089|500133|700084|7000215|700016)/,
    meaning: 'oauth-token-invalid',
    source: 'Microsoft Entra ID: tokens and client secrets',
  },
  {
    pattern: /basicauthblocked|basic auth(?:entication)? (?:is|has been) (?:disabled|not supported|blocked|turned off)/,
    meaning: 'oauth-required',
    source: 'Exchange Online',
  },
  {
    pattern: /(?:use|using|requires?|required:?|switch to|support(?:s|ed)? only|only) (?:oauth|xoauth|modern auth)/,
    meaning: 'oauth-required',
    at: auth,
    source: 'Microsoft, Yahoo',
  },
  {
    pattern:
      /(?:does not|doesn't|not|n't) (?:have |has )?(?:\S{1,20} )?(?:imap|pop3?|smtp)(?: \S{1,20}){0,2} (?:enabled|allowed|activated|permitted)|(?:imap|pop3?|smtp)(?: \S{1,20}){0,3} (?:disabled|deactivated|switched off|turned off|not (?:enabled|activated|allowed|permitted|active)) for (?:this|your|the)|access to (?:the )?(?:requested |this )?service (?:is |has been )?(?:disabled|denied|not allowed|forbidden)|^(?:\d{3} )?user has no permission|access rights? to (?:this |the )?service|(?:service|protocol)(?: is)? not (?:enabled|activated|open(?:ed)?|available) for (?:this|your|the)|(?:enable|activate|turn on|switch on|open) (?:the )?(?:imap|pop3?|smtp|external access|third-party)/,
    meaning: 'protocol-access-disabled',
    at: auth,
    source: '163, QQ Mail, Zoho, Kerio, Zimbra',
  },
  {
    pattern: /smtpclientauth(?:entication)? is disabled|did not meet the criteria to be authenticated/,
    meaning: 'protocol-access-disabled',
    source: 'Exchange Online 5.7.139',
  },
  {
    pattern: /security defaults policy/,
    meaning: 'protocol-access-disabled',
    at: auth,
    source: 'Exchange Online 5.7.139',
  },
  {
    pattern:
      /not enabled for (?:imap|pop)|(?:not|n't) have access to this service|enable (?:imap|pop3?|smtp)\b|enable your account for/,
    meaning: 'protocol-access-disabled',
    at: auth,
    source: 'Gmail, Zoho',
  },
  {
    pattern:
      /\b(?:imap4?|pop3?|smtp|protocol|service|access|user)(?: access)? (?:(?:is|has been|are|not|protocol) ){0,2}(?:disabled|not enabled|not allowed|unavailable for|not permitted|not authori[sz]ed) (?:for|to|by|on|in)\b/,
    meaning: 'protocol-access-disabled',
    at: auth,
    of: ['imap', 'pop3'],
    source: 'Zoho, Exchange, Courier, Kerio',
  },
  {
    pattern:
      /\b(?:imap4?|pop3?)(?:\/smtp)? access for (?:\S{1,20} )?account (?:is )?disabled|\b(?:imap4?|pop3?)(?:\/smtp)?(?: access| service| protocol)? (?:(?:is|has been) )?(?:currently )?(?:disabled|not enabled|switched off|turned off)/,
    meaning: 'protocol-access-disabled',
    at: auth,
    source: 'Yandex, 163, Yahoo',
  },
  {
    pattern: /account is abnormal, service is not open/,
    meaning: 'bad-credentials',
    at: auth,
    source: 'QQ Mail: one text for every refused login',
  },
  {
    pattern:
      /accesstokenexpired|(?:access ?token|oauth2? ?token|bearer token|refresh token|\btoken) (?:(?:is|was|has|has been|have) )?(?:expired|revoked|invalid|not valid|malformed)|(?:invalid|expired|revoked) (?:(?:access|oauth2?|bearer|refresh) ?)?token/,
    meaning: 'oauth-token-invalid',
    source: 'Exchange Online, Fastmail, Yahoo',
  },
  {
    pattern:
      /invalid_grant|invalid_token|invalid[_ ]scope|insufficient[_ ]scope|oauth2?(?:[- ]\S{1,30}){1,3} (?:fehlgeschlagen|failed|échou|fallid)|invalid_client|"schemes" ?: ?"bearer|invalid sasl argument|user is authenticated but not connected/,
    meaning: 'oauth-token-invalid',
    source: 'Gmail XOAUTH2, RFC 7628, Exchange Online',
  },
  {
    pattern:
      /too many (?:(?:bad|failed|failing|invalid|incorrect|wrong|unsuccessful|consecutive|recent) ){0,2}(?:auth\b|auth commands|authentication|login|log-?in|logon|password|sign-?in)/,
    meaning: 'too-many-login-attempts',
    source: 'Postfix, Yahoo, Proton, Kerio',
  },
  {
    pattern:
      /too many errors, you have been temporarily|(?:maximum|max|number) (?:\S{1,20} ){0,3}(?:failed|bad|invalid|incorrect) (?:login|auth\w{0,12}|password)|(?:login|auth\w{0,12}|password|failed)(?: \S{1,20}){0,3} too many times|auth(?:entication)? (?:error|failure)s? (?:limit|count|rate)|(?:auth|login)(?: \S{1,20}){0,2} limit (?:is )?exceed/,
    meaning: 'too-many-login-attempts',
    at: ['greeting', 'auth'],
    source: 'SocketLabs',
  },
  {
    pattern:
      /(?:exceeded|maximum|max) (?:(?:the|number|of) ){0,3}(?:login|logon|authentication|auth) (?:attempts|failures|tries|limit)|temporarily (?:blocked|locked|banned|disabled) (?:due to|because of) (?:too many|repeated|multiple|failed)|(?:multiple|repeated) (?:failed|unsuccessful) (?:login|logon|auth)/,
    meaning: 'too-many-login-attempts',
    at: ['greeting', 'auth'],
    source: 'hMailServer, cPanel',
  },
  {
    pattern: /too many (?:(?:invalid|failed) )?(?:attempts|requests)|too frequent login|login frequen/,
    meaning: 'too-many-login-attempts',
    at: auth,
    source: 'several',
  },
  {
    pattern:
      /\b(?:account|user|mailbox|password|login|your email)(?: (?:is|has|has been|was|account))? (?:currently |temporarily |administratively |permanently )?(?:disabled|locked|suspended|blocked|deactivated|inactive|closed|frozen|expired)/,
    meaning: 'account-locked',
    at: auth,
    source: 'Dovecot, Cyrus, Zoho, Exchange',
  },
  {
    pattern:
      /\b(?:disabled|locked|suspended|deactivated|frozen) (?:account|user)|password (?:has |is )?expired|account(?: \S{1,12}){0,2} (?:temporarily |currently )?unavailable|passwor[dt] change required|password (?:must|has to|needs to|should) (?:be )?(?:changed|change|reset)|change (?:your |the )?password (?:first|before)|must change (?:your |the )?password/,
    meaning: 'account-locked',
    at: auth,
    source: 'Courier, Kerio, MDaemon',
  },
  {
    pattern:
      /\b(?:without|requires?|needs?|must use|use|over|under|only (?:allowed|available|permitted)) (?:(?:an?|or|with|via|first|in|is|your) ){0,2}(?:ssl|tls|starttls|stls|encrypt|secure (?:connection|channel|session)|security layer|layer\b)/,
    meaning: 'tls-required',
    at: auth,
    source: 'Dovecot, Cyrus, Courier, Exim',
  },
  {
    pattern:
      /disabled on the clear-?text|plain (?:text )?login(?: \S{1,20}){0,4} disabled|(?:insecure|unencrypted|non-?(?:ssl|tls|secure|encrypted)|not (?:encrypted|secure)) (?:connection|session|login|channel|access|link)|(?:plain ?text|clear ?text)(?: \S{1,20}){0,2} (?:disallowed|disabled|not allowed|not permitted|prohibited|forbidden|refused)/,
    meaning: 'tls-required',
    at: auth,
    source: 'Dovecot, Cyrus',
  },
  {
    pattern:
      /(?:not|n't) sent over (?:a )?(?:tls|ssl|secure|encrypted)|(?:tls|ssl|encryption|encrypted connection)(?:-connection| connection)? (?:is |was )?(?:required|needed|must be)|(?:issue|run|use|send|do) (?:an? )?(?:starttls|stls)|requires? (?:an? )?(?:encrypt|tls|ssl)/,
    meaning: 'tls-required',
    source: 'hMailServer, Postfix, sendmail, Exim',
  },
];
