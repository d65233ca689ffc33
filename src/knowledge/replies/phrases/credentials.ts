import type { Stage } from '../../../model/failure.ts';
import type { Phrase } from '../phrase.ts';

const auth: readonly Stage[] = ['auth'];

/** Mechanisms and the plain no; read after the finer reasons of `loginPhrases`. */
export const credentialPhrases: readonly Phrase[] = [
  {
    pattern:
      /(?:unsupported|unrecogni[sz]ed|unknown|invalid|bad|no such) (?:sasl )?(?:authentication|auth|sasl)? ?(?:mechanism|auth(?:entication)? (?:type|method|scheme))/,
    meaning: 'auth-mechanism-unsupported',
    at: auth,
    source: 'Exchange, Dovecot, Postfix, Cyrus',
  },
  {
    pattern:
      /unsupported (?:auth\w{0,12} )?method|mechanism (?:is |not |too ){0,3}(?:unsupported|unknown|unavailable|disabled|rejected|weak|supported|available|allowed|enabled|recogni[sz]ed|implemented)|(?:no|not a) (?:supported |valid |suitable )?(?:sasl )?(?:authentication |auth )?mechanism|no mechanism available/,
    meaning: 'auth-mechanism-unsupported',
    source: 'RFC 4954, Cyrus SASL, Postfix',
  },
  {
    pattern:
      /(?:xoauth2?|cram-md5|digest-md5|ntlm|gssapi|plain|login)\b(?: \S{1,20}){0,2} (?:no longer|not) (?:supported|available|enabled|implemented)/,
    meaning: 'auth-mechanism-unsupported',
    at: auth,
    source: 'Gmail, hMailServer',
  },
  {
    pattern:
      /(?:doesn't|does not|didn't|did not|not) (?:support|offer|advertise|announce|accept|allow)(?:ed|s|ing)? (?:smtp |the )?auth(?:entication)?\b|auth(?:entication)?(?: command| extension)? (?:used when not advertised|(?:is )?not (?:allowed|available|enabled|supported|implemented|advertised|offered))/,
    meaning: 'auth-mechanism-unsupported',
    at: auth,
    source: 'Exim, Postfix, GoDaddy',
  },
  {
    pattern:
      /temporary (?:authentication|auth|login|internal) (?:failure|error|problem)|(?:authentication|auth|login) (?:server|service|back-?end|database|daemon)(?: is)? (?:temporarily |currently )?(?:unavailable|not available|down|error|failure)/,
    meaning: 'server-error',
    at: auth,
    source: 'Postfix, Dovecot, Exim, Yahoo',
  },
  {
    pattern:
      /no (?:such )?(?:mailbox|user|account)\b|(?:invalid|incorrect|wrong|bad|unknown|no such|illegal) (?:(?:e-?mail|login|mailbox|your|imap|pop3?|smtp|or) ){0,2}(?:auth(?:entication)? data|credentials?|user ?name|user\b|user\/pass|user id|login|logon|password|passwd|account|auth\b)/,
    meaning: 'bad-credentials',
    at: auth,
    source: 'Exim, Gmail, mox, Proton, Brevo, Cyrus, Courier',
  },
  {
    pattern:
      /(?:user ?name|user|login|password|credentials?)(?: (?:and|or|and\/or) (?:the )?(?:user ?name|login|password))?(?: (?:is|are|was|were|supplied|provided|do|does|you entered)){0,3} (?:incorrect|invalid|wrong|unknown|not (?:accepted|correct|valid|found|match))/,
    meaning: 'bad-credentials',
    at: auth,
    source: 'Gmail 5.7.8, Exchange, Kerio, MDaemon',
  },
  {
    pattern:
      /(?:authentication|authenticate|authorization|auth|login|logon|sign-?in|log in)(?: has| attempt| was| is| credentials)? (?:failed|failure|fail|unsuccessful|rejected|denied|invalid|incorrect|error)\b/,
    meaning: 'bad-credentials',
    at: auth,
    source: 'Postfix, Dovecot, Zoho, Courier, Exchange, SendGrid',
  },
  {
    pattern:
      /(?:failed|could not|unable|cannot|can't) to (?:authenticate|log ?in)|not (?:be )?authenticated|password mismatch/,
    meaning: 'bad-credentials',
    at: auth,
    source: 'Stalwart, sendmail, dbmail',
  },
  {
    pattern: /(?:requested |proxy )?authori[sz]ation(?:-?id| id\w{0,6})? (?:denied|failed|not (?:allowed|permitted))/,
    meaning: 'permission-denied',
    at: auth,
    source: 'RFC 5530, Cyrus',
  },
  {
    pattern:
      /(?:login|log in|sign in|connecting) to (?:the )?(?:server|account) ?\S{0,80} (?:with username \S{1,80} )?failed|(?:verify|check) (?:that )?(?:your|the) (?:\S{1,20} ){0,3}(?:password|user ?name|credentials|account (?:name|info))|smtpauthenticationerror|authenticationfailedexception|could not authenticate\b|eauth\b|(?:re-?enter|enter) (?:your|the) password|anmeldung (?:\S{1,30} ){0,4}fehlgeschlagen|(?:falsches|ungültiges) (?:passwort|kennwort)|(?:benutzername|passwort|kennwort)(?: \S{1,20}){0,4} (?:falsch|ungültig|nicht korrekt|abgelehnt)|mot de passe(?: \S{1,20}){0,4} (?:incorrect|invalide|erroné|refusé)|identifiants? (?:\S{1,20} ){0,3}(?:incorrect|invalide)|contraseña(?: \S{1,20}){0,4} (?:incorrecta|inválida|no válida)|credenciales(?: \S{1,20}){0,3} (?:incorrectas|inválidas|no válidas)|authentification (?:\S{1,20} ){0,2}(?:échouée|échoué|a échoué|refusée)|autenticaci[oó]n (?:\S{1,20} ){0,2}(?:fallida|fallado|falló|incorrecta)|autenticazione (?:\S{1,20} ){0,2}(?:fallita|non riuscita)|credenziali (?:\S{1,20} ){0,2}(?:errate|non valide)|неверн\S{1,3} (?:\S{1,20} ){0,2}(?:парол|логин)|密码错误|认证失败|用户名或密码/,
    meaning: 'bad-credentials',
    at: ['auth', 'connect', 'greeting'],
    when: 'uncoded',
    source: 'Thunderbird, Apple Mail, Python, JavaMail, nodemailer',
  },
];
