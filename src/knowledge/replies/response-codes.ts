import type { Protocol } from '../../model/subject.ts';
import { type ClaimTable, hint, loginReasons, sure, unless } from './claims.ts';

/** IMAP response codes: RFC 5530, 9051 7.1, 4978; `WEBALERT` and `THROTTLED` are Gmail's. */
const imap: ClaimTable = {
  AUTHENTICATIONFAILED: [unless(loginReasons, 'bad-credentials')],
  AUTHORIZATIONFAILED: [sure('permission-denied')],
  EXPIRED: [unless(['oauth-token-invalid'], 'account-locked')],
  PRIVACYREQUIRED: [sure('tls-required')],
  // RFC 5530 says no more than that a person must act; at the login it is about the account.
  CONTACTADMIN: [hint('account-locked', 'auth')],
  NOPERM: [unless(loginReasons, 'permission-denied')],
  INUSE: [sure('mailbox-in-use')],
  EXPUNGEISSUED: [sure('resync-needed')],
  CORRUPTION: [sure('resync-needed')],
  SERVERBUG: [sure('server-error')],
  CLIENTBUG: [hint('client-error')],
  CANNOT: [
    unless(
      ['namespace-prefix', 'folder-not-subscribed', 'mailbox-in-use', 'permission-denied'],
      'folder-operation-refused',
    ),
  ],
  LIMIT: [
    unless(['too-many-connections', 'rate-limited', 'too-many-login-attempts'], 'rate-limited', 'auth'),
    unless(
      ['too-many-connections', 'rate-limited', 'message-too-large'],
      'folder-operation-refused',
      'folders',
      'mailbox',
    ),
  ],
  // Gmail writes OVERQUOTA for its bandwidth limits, too.
  OVERQUOTA: [unless(['rate-limited', 'too-many-connections'], 'mailbox-full')],
  ALREADYEXISTS: [sure('folder-operation-refused')],
  HASCHILDREN: [sure('folder-operation-refused')],
  USEATTR: [sure('folder-operation-refused')],
  NONEXISTENT: [unless(['namespace-prefix', 'folder-not-subscribed'], 'folder-not-found')],
  TRYCREATE: [unless(['namespace-prefix'], 'folder-not-found')],
  UNAVAILABLE: [
    unless(
      [...loginReasons.filter((one) => one !== 'account-locked'), 'mailbox-in-use', 'mailbox-full', 'resync-needed'],
      'server-error',
    ),
  ],
  TOOBIG: [sure('message-too-large')],
  THROTTLED: [sure('rate-limited')],
  WEBALERT: [sure('web-login-required')],
  BADCHARSET: [sure('client-error')],
  'UNKNOWN-CTE': [sure('client-error')],
  COMPRESSIONACTIVE: [sure('client-error')],
  'READ-ONLY': [hint('permission-denied')],
};

/** POP3 response codes: RFC 2449 8, RFC 3206. Gmail writes every refused login as `SYS/PERM`. */
const pop3: ClaimTable = {
  AUTH: [unless(loginReasons, 'bad-credentials')],
  'IN-USE': [sure('mailbox-in-use')],
  'LOGIN-DELAY': [unless(['too-many-login-attempts'], 'rate-limited')],
  'SYS/TEMP': [unless([...loginReasons, 'mailbox-in-use', 'resync-needed'], 'server-error')],
  'SYS/PERM': [
    unless([...loginReasons, 'bad-credentials'], 'server-error', 'auth'),
    unless(['resync-needed', 'permission-denied', 'protocol-access-disabled', 'mailbox-in-use'], 'server-error'),
  ],
};

/** ManageSieve response codes: RFC 5804 1.3. */
const sieve: ClaimTable = {
  'AUTH-TOO-WEAK': [sure('auth-mechanism-unsupported')],
  'TRANSITION-NEEDED': [sure('auth-mechanism-unsupported')],
  'ENCRYPT-NEEDED': [sure('tls-required')],
  QUOTA: [sure('mailbox-full')],
  'QUOTA/MAXSCRIPTS': [sure('mailbox-full')],
  'QUOTA/MAXSIZE': [sure('mailbox-full')],
  TRYLATER: [unless(loginReasons, 'server-error')],
};

/** What the response codes of each protocol claim. SMTP has none: its numbers are in `smtp-codes.ts`. */
export const responseCodes: Readonly<Record<Protocol, ClaimTable>> = { smtp: {}, imap, pop3, sieve };

/** Replies that are coarse on their own: status words of IMAP (RFC 9051 7.1). */
export const imapStatus: ClaimTable = {
  BAD: [hint('client-error', 'auth', 'folders', 'mailbox', 'capabilities')],
};
