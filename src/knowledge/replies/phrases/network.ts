import type { Stage } from '../../../model/failure.ts';
import type { Phrase } from '../phrase.ts';

const resolving: readonly Stage[] = ['dns', 'connect', 'greeting'];
const connecting: readonly Stage[] = ['connect', 'greeting', 'tls', 'dns'];

/** What sockets, resolvers and the libraries above them say of a connection that did not come about or did not last. */
export const networkPhrases: readonly Phrase[] = [
  {
    pattern:
      /\be(?:servfail|ai_again|timeout|refused|badresp|formerr|noname server)\b(?! \d)|eai_again|temporary failure in name resolution|host not found,? try again|errno -3\b|\bwsatry_again\b|\b11002\b|server misbehaving|no (?:nameservers|dns servers|name servers)|(?:dns|mx|name|host)(?: \S{1,40}){0,3} (?:lookup|resolution|query|resolve\w{0,2}|request) (?:error|fail|did not complete|timed out|timeout)|lookup \S{1,80}(?: on \S{1,60})? (?:\S{1,20} )?(?:i\/o timeout|timeout|timed out)|temporary mx lookup|host lookup did not complete|lookup (?:failed|error) temporar|malformed or unexpected name server reply|\bservfail\b|dnssec|dns(?:sec)? (?:validation )?(?:failure|failed|bogus)|(?:dns|name) ?server(?:s)? (?:failed|failure|did not respond|not responding|unreachable|timed out)|transient (?:dns|name|resolver)/,
    meaning: 'dns-lookup-failed',
    source: 'Node.js (c-ares), glibc, Winsock, Go, Exim, Postfix, Haraka, Exchange',
  },
  {
    pattern:
      /\benotfound\b|\benodata\b|eai_no(?:name|data)|name or service not known|nodename nor servname|no such host|unknownhost|unknown host\b|could(?: not|n't) resolve (?:the )?(?:host|hostname|server|name|proxy)|(?:cannot|can't|unable to|failed to) resolve|(?:host|server|host ?name)(?: \S{1,80}){0,2} (?:could not|cannot|can't) be (?:found|resolved)|name (?:does not|doesn't) resolve|errno -[25]\b|\b11001\b|\b11004\b|no address associated|getaddrinfo (?:failed|error)|nom ou service inconnu|name oder (?:der )?dienst|nombre o servicio desconocido|nome o servizio sconosciuto|nome ou serviço desconhecido|hôte inconnu|unbekannter host|host desconocido|nameresolutionfailure|name_not_resolved|server (?:name )?is unknown|\(smtp\) \S{1,80} is unknown|can't find (?:the )?(?:host|server)|nxdomain/,
    meaning: 'host-not-found',
    at: resolving,
    when: 'uncoded',
    source: 'Node.js, glibc, macOS, Go, Java, curl, Winsock, PHP, .NET, Thunderbird',
  },
  {
    pattern:
      /econnrefused|connection refused|connect(?:ion)? (?:was |has been )?(?:actively )?refused|actively refused|errno (?:111|61)\b|\b10061\b|verbindung (?:wurde )?(?:verweigert|abgelehnt)|verbindungsaufbau abgelehnt|connexion refusee|connexion refusée|conexi[oó]n (?:rehusada|rechazada|denegada)|connessione rifiutata|conex[aã]o recusada|verbinding geweigerd|в соединении отказано|接続が拒否|拒绝连接/,
    meaning: 'connection-refused',
    at: ['connect'],
    source: 'every operating system, in several languages',
  },
  {
    pattern: /socket error(?: code)? 10061|connection refused ?\(/,
    meaning: 'connection-refused',
    source: 'Exchange Online',
  },
  {
    pattern:
      /e(?:hostunreach|netunreach|hostdown|netdown|addrnotavail|connecttimeout)\b|\betimedout\b|no route to host|network is unreachable|network unreachable|host is (?:down|unreachable)|(?:is|was) not reachable|errno (?:110|113|101|65|51|60)\b|\b100(?:60|65|51)\b|connect(?:ion|ing)?(?: \S{1,80}){0,4} (?:timed out|timeout|time-?out)|timed out (?:while |when )?(?:connecting|trying to connect)|connect timed out|connection timeout|connecttimeout|dial tcp(?: \S{1,80}){0,2} i\/o timeout|failed to respond|nicht (?:richtig )?reagiert|n'a pas répondu|no respondió|non ha risposto|não respondeu|operation timed out|semaphore timeout|no (?:internet|network) connection|not connected to the internet|zeitüberschreitung|délai (?:de connexion )?dépassé|tiempo de espera agotado|no hay ruta|keine route|aucune route/,
    meaning: 'host-unreachable',
    at: ['connect', 'dns', 'greeting', 'tls'],
    when: 'uncoded',
    source: 'every operating system, Node.js, Go, Java, Winsock, Postfix, Thunderbird',
  },
  {
    pattern: /connection timed out|connect error 10060|no route to host|network is unreachable/,
    meaning: 'host-unreachable',
    at: ['connect'],
    source: 'Postfix, Exim, Amazon SES',
  },
  {
    pattern:
      /ssh-\d\.\d|http\/1\.\d|<!doctype html|<html|weird server reply|\bunexpected (?:\S{1,20} )?(?:response|reply|greeting|banner)|(?:greeting|banner) (?:never|not|was not) received|(?:no|invalid|bad|unrecogni[sz]ed|missing|unknown) (?:\S{1,20} )?(?:greeting|banner|welcome)|response: -1|not an? (?:smtp|imap4?|pop3) (?:\S{1,10} )?server|(?:not|isn't) (?:speaking )?(?:smtp|imap|pop3)\b|unexpectedly closed: timed out|short (?:greeting|response)|malformed (?:greeting|banner)|did(?: not|n't) (?:send|receive) (?:a |the )?(?:greeting|banner|welcome)|waiting for (?:the )?(?:initial )?(?:greeting|banner|welcome)/,
    meaning: 'unexpected-greeting',
    at: ['connect', 'greeting', 'capabilities', 'tls'],
    source: 'nodemailer, Python, imapflow, fetchmail, services on the wrong port',
  },
  {
    pattern:
      /econnreset|econnaborted|\bepipe\b|connection reset|reset by (?:peer|remote)|broken pipe|errno (?:104|54|32)\b|\b1005[34]\b|forcibly closed|(?:connection|socket|session|server|peer|host|link)(?: \S{1,80}){0,6} (?:lost|dropped|aborted|interrupted|broken|died|(?:has |was |unexpectedly |been )?(?:closed|disconnected|terminated)|hung up|went away|hang up)|lost connection|unexpected(?:ly)? (?:eof|close|end of (?:file|stream|input)|disconnect|terminat|closed)|(?:closed|disconnected|terminated|dropped)(?: the)?(?: connection)? (?:unexpectedly|prematurely)|eof occurred|end of (?:file|stream)|^eof$|: eof\b|socket (?:closed|hang up|error)|connection (?:is )?(?:closed|not available|unavailable)|no longer connected|not connected\b|serverdisconnected|disconnected before|timed out while (?:sending|receiving|performing)|read timed out|(?:socket|read|write|response|idle) time-?out|timed out waiting for (?:a |the )?(?:server|response|reply)|did not respond|no response (?:from|received)|verbindung (?:wurde )?(?:getrennt|unterbrochen|zurückgesetzt|geschlossen)|connexion (?:perdue|interrompue|réinitialisée|fermée)|conexi[oó]n (?:perdida|cerrada|interrumpida)/,
    meaning: 'connection-dropped',
    when: 'uncoded',
    source: 'every operating system, nodemailer, imapflow, Python, Go, Thunderbird, Postfix, Exim',
  },
  {
    pattern:
      /(?:lost|died|broken|reset|dropped) (?:input )?connection|session (?:was )?open (?:for )?too long|connection (?:was |has been |is )?(?:abruptly )?(?:died|reset|lost|dropped|broken|aborted|closed)(?! ?\(policy)|timed out while (?:sending|receiving)|unexpected (?:eof|close)|remote (?:host|server) closed|closed connection|(?:read|write) error/,
    meaning: 'connection-dropped',
    at: ['greeting', 'capabilities', 'starttls', 'mail', 'rcpt', 'data', 'mailbox', 'folders'],
    source: 'qmail, Postfix, Exim, Exchange',
  },
  {
    pattern:
      /(?:could(?: not|n't)|cannot|can't|unable to|failed to|failure) (?:be )?(?:connect|contact|reach|open (?:a )?(?:connection|socket)|establish (?:a )?connection)|connect(?:ion|ing)?(?: \S{1,80}){0,5} (?:failed|error|unsuccessful|impossible)|error connecting|(?:is|are) not responding|not reachable|unreachable|server may be (?:unavailable|down)/,
    meaning: 'host-unreachable',
    at: connecting,
    when: 'uncoded',
    source: 'JavaMail, PHPMailer, Outlook, Apple Mail, .NET',
  },
];
