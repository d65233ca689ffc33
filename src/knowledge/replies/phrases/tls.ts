import type { Stage } from '../../../model/failure.ts';
import type { Phrase } from '../phrase.ts';

/** Where TLS is spoken of; a receiver's opinion of the sender's TLS is read elsewhere. */
const securing: readonly Stage[] = ['tls', 'starttls', 'connect', 'greeting', 'capabilities', 'auth', 'data', 'rcpt'];

/** What TLS libraries and the programs above them say: the date and the name before the mere distrust. */
export const tlsPhrases: readonly Phrase[] = [
  {
    pattern:
      /cert(?:ificate)?(?: \S{1,60}){0,5} (?:(?:has|is|was|had) )?(?:expired|outdated|out of date|not yet (?:valid|active|activated)|not valid yet)|expired (?:\S{1,30} ){0,2}cert|cert_?(?:has_)?expired|cert_not_yet_valid|certificatenotyetvalid|certificateexpired|expired_certificate|certificate: (?:expired|notvalidyet)|chain uses expired|nottimevalid|not within its validity|(?:outside|beyond) (?:its|the) validity|certificate validity period|ssl alert number 45|zertifikat(?: \S{1,40}){0,3} abgelaufen|certificat(?: \S{1,40}){0,3} expiré|certificado(?: \S{1,40}){0,3} (?:caducado|expirad[oa]|vencido)|certificato(?: \S{1,40}){0,3} scaduto/,
    meaning: 'cert-expired',
    at: securing,
    source: 'OpenSSL, Node.js, GnuTLS, Go, Java, .NET, NSS, Exchange Online',
  },
  {
    pattern:
      /host ?name mismatch|altname|alt_name|subject alternative (?:dns )?names?\b|subjectaltname|certificate is (?:only )?valid for|(?:host ?name|host|server name|name|domain|address|cn|common name|certificate)(?: \S{1,80}){0,5} (?:(?:does|did|do)(?: not|n't)|not|cannot be) match|(?:doesn't|does not|didn't|did not|not) match(?: \S{1,60}){0,3} (?:host|server|cert|name|peer|target|domain|expected)|mismatch(?: \S{1,30}){0,3} (?:host|name|cn\b)|(?:name|cn|host) ?mismatch|namemismatch|no name matching|notvalidforname|not valid for (?:\S{1,20} )?(?:name|host|domain|server|['"])|bad_cert_domain|cert_common_name_invalid|target principal name|principal name is incorrect|certificate (?:belongs to|is for|was issued (?:for|to)) (?:a )?(?:different|another)|issued (?:for|to) (?:a )?(?:different|another)|x509_check_host|wrong (?:host|name) in cert|zertifikat(?: \S{1,40}){0,5} (?:passt nicht|stimmt nicht|nicht für)/,
    meaning: 'cert-hostname-mismatch',
    at: securing,
    source: 'OpenSSL, Node.js, GnuTLS, Go, Java, Python, .NET, NSS, Schannel',
  },
  {
    pattern:
      /self[- _]?signed|unable to (?:get|verify) (?:local |the )?(?:issuer|first|leaf)|unable_to_(?:get|verify)|local issuer|unknown (?:certificate )?(?:authority|issuer|ca\b)|unknown_ca|unknown_issuer|issuer (?:is |of \S{1,60} is )?(?:unknown|not trusted|untrusted)|signed by unknown|pkix path|certpath|path building|valid certification path|trust anchor|(?:not|isn't|is not|un)[- ]?trusted|untrusted|untrustedroot|partialchain|cert(?:ificate)?(?:_|'s)?[- ]?(?: \S{1,40}){0,4} (?:verify|verification|validation) (?:failed|failure|error|problem)|certificate_verify_failed|(?:verify|verification|validation)(?: of)?(?: \S{1,30}){0,3} (?:error|failed|failure)(?: \S{1,30}){0,3}[: ](?:num=\d|cert)|certificate (?:could not|cannot|can't|couldn't) be (?:verified|validated|trusted|authenticated)|(?:could not|cannot|can't|couldn't|unable to|failed to) (?:verify|validate|authenticate)(?: \S{1,40}){0,4} (?:cert|identity)|(?:remote|server|peer|security) certificate (?:is |was )?(?:invalid|not valid|rejected|not accepted|unacceptable|bad)|invalid (?:\S{1,20} )?certificate|bad certificate|certificate (?:unknown|revoked|problem|rejected|is invalid|error|required chain|chain)|tlsa|\bdane\b|no peer certificate|server certificate not (?:verified|trusted)|ssl alert number 4[268]|authenticity of|cannot verify server identity|zertifikat(?: \S{1,40}){0,4} (?:nicht (?:vertrauen|überprüft|gültig|verifiziert)|ungültig|unbekannt)|certificat(?: \S{1,40}){0,4} (?:non (?:fiable|valide|approuvé)|invalide)/,
    meaning: 'cert-untrusted',
    at: securing,
    source: 'OpenSSL, Node.js, GnuTLS, Go, Java, PHP, .NET, NSS, Exchange Online',
  },
  {
    pattern:
      /wrong[ _]version[ _]number|packet[ _]length[ _]too[ _]long|record[ _]too[ _]long|http[ _]request|ssl23_get_server_hello:unknown protocol|unknown protocol|(?:first|initial) record|does not look like (?:a )?tls|unexpected (?:tls|ssl) (?:packet|record|message)|unexpected packet (?:format|length)|tls packet with unexpected length|unrecogni[sz]ed ssl message|plain ?text connection|not an? (?:ssl|tls) (?:record|server|connection|handshake|message)|non[- ]?(?:ssl|tls)|wants a read first|cannot determine the frame size|corrupted frame|invalid tls (?:header|record)|(?:ssl|tls) (?:is )?(?:not|never) (?:spoken|expected)|(?:ssl|tls)(?: \S{1,20}){0,3} on (?:a )?(?:plain|non|starttls)|starttls (?:issued|used|requested) (?:inside|within|in) (?:a )?(?:tls|ssl)|already (?:in|under|using) tls|tls (?:is )?already active|invalidcontenttype|corrupt message|bad record type|unsupported record|0x800ccc1a/,
    meaning: 'tls-mode-mismatch',
    at: ['tls', 'starttls', 'connect', 'greeting', 'capabilities'],
    source: 'OpenSSL, GnuTLS, Go, Java, .NET, NSS, Dovecot',
  },
  {
    pattern:
      /(?:starttls|stls|(?:tls|ssl)(?! ?v?\d))(?: \S{1,30}){0,4} (?:(?:is|are|was) )?(?:not|n't) (?:\S{1,20} )?(?:support|offer|advertis|available|announce|implement|provide|enabled|allowed|possible)|(?:doesn't|does not|didn't|did not|not|no) (?:\S{1,20} )?(?:support|offer|advertise|announce|provide)(?:ed|s|ing)?(?: \S{1,30}){0,4} (?:starttls|stls|(?:tls|ssl)(?! ?v?\d)|encryption|secure)|starttls (?:failed|unavailable|refused|rejected)|could not (?:establish|start|negotiate) (?:a )?tls|(?:failed|unable|could not|cannot|error)(?: \S{1,20}){0,4} (?:starttls|upgrad\w{1,3}(?: \S{1,20}){0,3} (?:tls|starttls))|encrypt\w{1,3}(?: connection)? (?:is )?(?:unavailable|not available|not supported)|0x800ccc7d|tls not available|no starttls/,
    meaning: 'starttls-unavailable',
    at: ['starttls', 'tls', 'capabilities', 'auth', 'greeting', 'connect', 'mail'],
    source: 'Postfix, Python, nodemailer, Thunderbird, JavaMail, Outlook',
  },
  {
    pattern:
      /no shared cipher|no cipher(?:s|suites?)? |no_cypher_overlap|no_shared_cipher|cipher (?:suite )?mismatch|common (?:algorithm|cipher|protocol|version)|(?:unsupported|inappropriate|no appropriate|no supported|incompatible|wrong|obsolete|outdated|old) (?:\S{1,20} )?(?:protocol|tls|ssl|version|fallback|cipher)|unsupported_(?:protocol|version)|protocol[ _]version|no protocols available|(?:tls|ssl)(?:v| ?)?(?:\d(?:\.\d)?)?(?: \S{1,20}){0,5} (?:(?:is|are) )?(?:not|no longer) supported|(?:dh|ee|ca|rsa|ec|dsa)[ _](?:key|md|cert)[ _]?(?:is )?too[ _](?:small|weak|short)|key (?:is )?too (?:small|weak|short)|legacy[ _]renegotiation|insufficient security|handshake[ _]failure|handshake_failure|ssl alert number (?:40|70|71|86)|wrong signature type|no suitable signature|signature algorithm|algorithm mismatch|0x80090331|(?:upgrade|update) (?:\S{1,30} ){0,5}(?:tls|ssl)|(?:minimum|lower|higher|newer|older|at least) (?:\S{1,20} ){0,3}(?:tls|ssl) ?v?1|bad[ _]ecpoint|dh_key_too_small|diffie-hellman(?: \S{1,20}){0,8} (?:not acceptable|too (?:small|short)|not long enough)|weak (?:dh|diffie|cipher|key)/,
    meaning: 'tls-incompatible',
    at: securing,
    source: 'OpenSSL, GnuTLS, Java, Python, Go, NSS, Schannel, Microsoft 365',
  },
  {
    pattern:
      /(?:tls|ssl)(?: \S{1,30}){0,3} (?:handshake|negotiation|error|fail)|handshake (?:failed|error|failure)|(?:secure|encrypted) (?:connection|channel|link)(?: \S{1,30}){0,3} (?:fail|could not|error)/,
    meaning: 'tls-incompatible',
    at: ['tls', 'starttls'],
    when: 'uncoded',
    source: 'programs that name no reason',
  },
];
