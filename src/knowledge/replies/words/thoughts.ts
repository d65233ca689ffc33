import type { Stage } from '../../../model/failure.ts';
import type { Meaning } from '../claims.ts';
import { mailStages } from '../phrase.ts';
import type { Idea } from './lexicon.ts';

/** Ideas that stand close together when somebody means one thing. */
export interface Thought {
  readonly ideas: readonly Idea[];
  readonly meaning: Meaning;
  readonly at?: readonly Stage[];
  readonly when?: 'temporary' | 'permanent' | 'uncoded';
  /** How much it says beside others: 1 to 9. */
  readonly weight: number;
}

const auth: readonly Stage[] = ['auth'];
const envelope: readonly Stage[] = ['mail', 'rcpt', 'data'];
const recipient: readonly Stage[] = ['rcpt', 'data'];
const content: readonly Stage[] = ['data'];
const folders: readonly Stage[] = ['folders', 'mailbox'];
const storing: readonly Stage[] = ['rcpt', 'data', 'mailbox', 'folders'];

const when = (meaning: Meaning, weight: number, at: readonly Stage[] | undefined, ...says: string[]): Thought[] =>
  says.map((words) => ({
    ideas: words.split(' ') as Idea[],
    meaning,
    weight,
    ...(at === undefined ? {} : { at }),
  }));

/** The same, only in texts of programs. */
const told = (meaning: Meaning, weight: number, at: readonly Stage[], ...says: string[]): Thought[] =>
  when(meaning, weight, at, ...says).map((thought) => ({ ...thought, when: 'uncoded' }));

/** Read only when no phrase and no narrow code decides; so a guess, and called one. */
export const thoughts: readonly Thought[] = [
  // Logging in
  ...when(
    'bad-credentials',
    5,
    auth,
    'PASSWORD INVALID',
    'LOGIN INVALID',
    'USER INVALID',
    'USER UNKNOWN',
    'PASSWORD NOT EXIST',
    'USER NOT EXIST',
    'PASSWORD DENIED',
  ),
  ...when('bad-credentials', 3, auth, 'LOGIN DENIED', 'LOGIN NOT', 'LOGIN UNAVAILABLE'),
  ...when('app-password-required', 9, undefined, 'APPPASSWORD'),
  ...when('app-password-required', 6, auth, 'APPPASSWORD REQUIRED'),
  ...when('oauth-token-invalid', 7, undefined, 'TOKEN EXPIRED', 'TOKEN INVALID', 'TOKEN DENIED'),
  ...when('oauth-required', 6, auth, 'TOKEN REQUIRED'),
  ...when('web-login-required', 7, auth, 'BROWSER LOGIN', 'BROWSER REQUIRED'),
  ...when('account-locked', 6, auth, 'USER DISABLED', 'PASSWORD EXPIRED', 'LOGIN DISABLED', 'USER COMPROMISED'),
  ...when('too-many-login-attempts', 7, auth, 'TOOMANY LOGIN', 'TOOMANY INVALID', 'LOGIN RATE'),
  ...when('tls-required', 7, auth, 'TLS REQUIRED', 'REQUIRED TLS'),
  ...when('tls-required', 6, envelope, 'TLS REQUIRED'),
  ...when('auth-required', 6, mailStages, 'LOGIN REQUIRED', 'NOT LOGIN', 'LOGIN MISSING'),
  ...when('server-error', 4, auth, 'SYSTEM UNAVAILABLE', 'LOGIN LATER', 'SYSTEM LATER', 'SYSTEM NOT'),
  // Recipients
  ...when(
    'mailbox-full',
    7,
    storing,
    'QUOTA NOT',
    'MAILBOX FULL',
    'QUOTA FULL',
    'USER QUOTA',
    'QUOTA TOOMUCH',
    'MAILBOX QUOTA',
  ),
  ...when(
    'user-unknown',
    6,
    recipient,
    'USER UNKNOWN',
    'MAILBOX UNKNOWN',
    'ADDRESS UNKNOWN',
    'USER NOT EXIST',
    'MAILBOX NOT EXIST',
    'ADDRESS NOT EXIST',
    'RECIPIENT INVALID',
    'MAILBOX INVALID',
    'USER INVALID',
  ),
  ...when('user-unknown', 3, recipient, 'MAILBOX UNAVAILABLE', 'RECIPIENT NOT', 'MAILBOX NOT'),
  ...when('recipient-disabled', 7, recipient, 'USER DISABLED', 'MAILBOX DISABLED', 'RECIPIENT DISABLED'),
  ...when(
    'recipient-domain-invalid',
    7,
    recipient,
    'DOMAIN UNKNOWN',
    'DOMAIN NOT EXIST',
    'DOMAIN INVALID',
    'RECIPIENT DOMAIN',
  ),
  ...when('address-syntax-invalid', 5, envelope, 'ADDRESS INVALID', 'ADDRESS COMMAND'),
  ...when(
    'recipient-restricted',
    4,
    envelope,
    'RECIPIENT POLICY',
    'SENDER NOT ALLOWED RECIPIENT',
    'USER DENIED MESSAGE',
  ),
  // Senders
  ...when('relay-denied', 7, mailStages, 'RELAY DENIED', 'RELAY NOT', 'NOT ALLOWED RELAY', 'RELAY'),
  ...when(
    'sender-not-allowed',
    6,
    envelope,
    'SENDER NOT ALLOWED',
    'SENDER LOGIN',
    'SENDER PERMISSION',
    'NOT ALLOWED SENDER ADDRESS',
  ),
  ...when(
    'sender-domain-unresolvable',
    7,
    envelope,
    'SENDER DOMAIN NOT EXIST',
    'SENDER DOMAIN INVALID',
    'SENDER DOMAIN UNKNOWN',
    'SENDER NOT EXIST',
    'SENDER UNKNOWN',
    'SENDER INVALID',
  ),
  ...when('spf-fail', 9, mailStages, 'SPF'),
  ...when('dmarc-fail', 9, mailStages, 'DMARC'),
  ...when('sender-unauthenticated', 8, envelope, 'DKIM'),
  ...when('sender-unauthenticated', 5, content, 'DOMAIN LOGIN', 'MESSAGE LOGIN', 'NOT LOGIN MESSAGE'),
  ...when('ptr-missing', 9, mailStages, 'REVERSE'),
  ...when('helo-rejected', 8, mailStages, 'HELO', 'HELO INVALID'),
  ...when('direct-send-blocked', 7, mailStages, 'DYNAMIC IP', 'DYNAMIC'),
  ...when('ip-blacklisted', 8, mailStages, 'IP LIST', 'LIST', 'HOST LIST'),
  ...when('domain-blacklisted', 10, mailStages, 'DOMAIN LIST', 'SENDER LIST'),
  ...when('reputation-poor', 9, mailStages, 'REPUTATION'),
  ...when('ip-blacklisted', 5, mailStages, 'IP DENIED', 'HOST DENIED', 'CONNECTION DENIED'),
  ...when('sending-suspended', 6, envelope, 'USER COMPROMISED MESSAGE', 'COMPROMISED MESSAGE'),
  ...when('greylisted', 10, undefined, 'GREYLIST'),
  ...when('greylisted', 4, ['rcpt', 'data'], 'FIRST LATER'),
  // Messages
  ...when(
    'attachment-or-virus-blocked',
    8,
    undefined,
    'VIRUS',
    'ATTACHMENT DENIED',
    'ATTACHMENT NOT',
    'ATTACHMENT INVALID',
  ),
  ...when('spam-content', 7, content, 'SPAM'),
  ...when('spam-content', 6, content, 'CONTENT DENIED', 'CONTENT SPAM', 'CONTENT POLICY'),
  ...when('reputation-poor', 5, ['greeting', 'capabilities', 'mail', 'rcpt'], 'SPAM'),
  ...when(
    'message-too-large',
    7,
    ['mail', 'rcpt', 'data', 'mailbox'],
    'MESSAGE TOOMUCH SIZE',
    'ATTACHMENT TOOMUCH SIZE',
    'SIZE TOOMUCH',
    'TOOMUCH SIZE',
  ),
  ...when(
    'message-malformed',
    6,
    ['data', 'mailbox'],
    'HEADER INVALID',
    'HEADER MISSING',
    'HEADER TOOMANY',
    'MESSAGE INVALID',
    'HEADER',
    'CONTENT INVALID',
  ),
  ...when('mail-loop', 8, mailStages, 'LOOP'),
  // How much
  ...when('too-many-connections', 8, undefined, 'TOOMANY CONNECTION'),
  ...when('too-many-recipients', 8, envelope, 'TOOMANY RECIPIENT'),
  ...when('rate-limited', 6, undefined, 'RATE TOOMANY', 'TOOMANY MESSAGE', 'RATE', 'TOOMANY COMMAND'),
  // Servers
  ...when(
    'server-error',
    4,
    undefined,
    'SYSTEM UNAVAILABLE',
    'SYSTEM LATER',
    'UNAVAILABLE LATER',
    'SYSTEM NOT',
    'HOST UNAVAILABLE',
    'SYSTEM FULL',
  ),
  ...when('server-error', 2, undefined, 'UNAVAILABLE'),
  ...when('client-error', 5, undefined, 'COMMAND INVALID', 'COMMAND UNKNOWN', 'COMMAND NOT', 'TOOMANY INVALID COMMAND'),
  ...when('policy-rejected', 3, mailStages, 'POLICY', 'POLICY DENIED'),
  // Folders
  ...when('folder-not-found', 7, folders, 'FOLDER NOT EXIST', 'MAILBOX NOT EXIST', 'FOLDER UNKNOWN', 'MAILBOX UNKNOWN'),
  ...when('folder-not-subscribed', 8, folders, 'SUBSCRIPTION'),
  ...when('namespace-prefix', 8, folders, 'NAMESPACE'),
  ...when('permission-denied', 7, folders, 'PERMISSION', 'PERMISSION DENIED', 'NOT ALLOWED FOLDER'),
  ...when(
    'folder-operation-refused',
    5,
    folders,
    'FOLDER EXIST',
    'FOLDER DENIED',
    'FOLDER INVALID',
    'FOLDER TOOMANY',
    'FOLDER NOT',
  ),
  ...when('mailbox-in-use', 7, ['auth', 'mailbox', 'folders'], 'LOCK', 'MAILBOX LOCK'),
  // Transport
  ...told('connection-refused', 9, ['connect'], 'CONNECTION DENIED'),
  ...told('host-unreachable', 9, ['connect', 'dns'], 'NOT RESPOND', 'CONNECTION NOT RESPOND'),
  ...told('host-not-found', 8, ['dns', 'connect'], 'HOST UNKNOWN', 'HOST NOT EXIST', 'DOMAIN UNKNOWN'),
  ...when('cert-untrusted', 6, ['tls', 'starttls', 'connect'], 'CERTIFICATE'),
  ...when('cert-expired', 8, ['tls', 'starttls', 'connect'], 'CERTIFICATE EXPIRED'),
  ...when('starttls-unavailable', 6, ['starttls', 'capabilities'], 'TLS NOT', 'TLS UNAVAILABLE'),
  ...when('tls-incompatible', 4, ['tls'], 'TLS'),
  ...when(
    'connection-dropped',
    4,
    ['connect', 'greeting', 'capabilities', 'data', 'mailbox'],
    'CONNECTION UNAVAILABLE',
    'CONNECTION NOT',
  ),
];
