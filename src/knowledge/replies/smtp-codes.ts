import type { Stage } from '../../model/failure.ts';
import { type Claim, type ClaimTable, claimIn, hint, loginReasons, sure, unless } from './claims.ts';

const envelope: readonly Stage[] = ['mail', 'rcpt', 'data'];
const credentials = unless([...loginReasons, 'server-error'], 'bad-credentials', 'auth');
const recipientGone = unless(
  [
    'recipient-disabled',
    'recipient-restricted',
    'recipient-domain-invalid',
    'mailbox-full',
    'rate-limited',
    'relay-denied',
    'address-syntax-invalid',
  ],
  'user-unknown',
  'rcpt',
  'data',
);

/**
 * Enhanced status codes without their class: RFC 3463 and IANA's registry (4954, 7372, 7505). Subjects that servers
 * use for anything (x.0.0, x.7.0, x.7.1, x.5.4) claim nothing.
 */
const registered: ClaimTable = {
  '1.1': [recipientGone],
  '1.2': [unless(['address-syntax-invalid', 'relay-denied', 'user-unknown'], 'recipient-domain-invalid', 'rcpt')],
  '1.3': [unless(['recipient-domain-invalid'], 'address-syntax-invalid', 'rcpt')],
  '1.6': [unless(['user-unknown'], 'recipient-disabled', 'rcpt', 'data')],
  '1.7': [hint('address-syntax-invalid', 'mail')],
  '1.8': [hint('sender-domain-unresolvable', 'mail', 'rcpt')],
  // RFC 7505: null MX. Exchange Online writes it for a recipient that its directory lacks.
  '1.10': [hint('recipient-domain-invalid', 'rcpt')],
  '2.1': [hint('recipient-disabled', 'rcpt')],
  '2.2': [unless(['greylisted', 'rate-limited'], 'mailbox-full')],
  '2.3': [hint('message-too-large', 'data', 'mail')],
  '2.4': [hint('server-error', 'rcpt', 'data')],
  '3.0': [hint('server-error', ...envelope)],
  '3.1': [hint('server-error', ...envelope)],
  '3.2': [hint('server-error', 'greeting', ...envelope)],
  '3.3': [hint('client-error', ...envelope)],
  '3.4': [hint('message-too-large')],
  '3.5': [hint('server-error')],
  '4.1': [hint('host-unreachable', 'connect')],
  '4.2': [hint('connection-dropped', 'connect')],
  '4.3': [hint('dns-lookup-failed', 'connect', 'dns')],
  '4.4': [hint('recipient-domain-invalid', 'rcpt')],
  '4.5': [hint('server-error', 'connect')],
  '4.6': [unless(['sending-suspended', 'rate-limited'], 'mail-loop')],
  '4.7': [hint('delivery-expired')],
  '5.1': [hint('client-error', 'mail', 'rcpt', 'data')],
  '5.2': [hint('message-malformed', 'data'), hint('client-error', 'mail', 'rcpt', 'data')],
  '5.3': [hint('too-many-recipients', ...envelope)],
  '5.6': [sure('client-error', 'auth')],
  '6.0': [hint('message-malformed', 'data')],
  '6.1': [hint('message-malformed', 'data')],
  '6.2': [hint('message-malformed', 'data')],
  '6.3': [hint('message-malformed', 'data')],
  '6.6': [hint('message-malformed', 'data')],
  '7.2': [hint('recipient-restricted', 'rcpt')],
  '7.3': [credentials],
  '7.4': [unless(loginReasons, 'auth-mechanism-unsupported', 'auth')],
  '7.8': [credentials],
  '7.9': [unless(loginReasons, 'auth-mechanism-unsupported', 'auth')],
  '7.10': [hint('tls-required')],
  '7.11': [unless(loginReasons, 'tls-required', 'auth')],
  '7.12': [hint('account-locked', 'auth')],
  '7.13': [unless(loginReasons, 'account-locked', 'auth'), hint('recipient-disabled', 'rcpt')],
  '7.14': [unless(loginReasons, 'web-login-required', 'auth')],
  '7.17': [hint('recipient-disabled', 'rcpt')],
  '7.18': [hint('recipient-disabled', 'rcpt')],
  '7.20': [hint('sender-unauthenticated', ...envelope)],
  '7.21': [hint('sender-unauthenticated', ...envelope)],
  '7.22': [hint('sender-unauthenticated', ...envelope)],
  '7.23': [hint('spf-fail', ...envelope)],
  '7.24': [hint('spf-fail', ...envelope)],
  '7.25': [hint('ptr-missing')],
  '7.26': [hint('sender-unauthenticated', ...envelope)],
  '7.27': [hint('sender-domain-unresolvable', ...envelope)],
  '7.29': [hint('sender-unauthenticated', ...envelope)],
};

/** Codes whose class matters: a passing trouble of the server, or a lasting fault of the other side. */
const classed: ClaimTable = {
  '4.3.0': [hint('server-error')],
  '4.3.1': [hint('server-error')],
  '4.3.2': [hint('server-error')],
  '4.3.5': [hint('server-error')],
  '5.3.5': [hint('server-error')],
  '4.4.2': [hint('connection-dropped')],
  '4.4.5': [hint('server-error')],
  '5.4.4': [hint('recipient-domain-invalid', 'rcpt')],
  // A temporary x.1.1 is a lookup that failed or an address not verified yet, not a missing mailbox.
  '4.1.1': [],
  '4.1.2': [hint('dns-lookup-failed', 'rcpt')],
  '4.1.8': [hint('sender-domain-unresolvable', 'mail', 'rcpt')],
  '4.2.1': [],
  '5.5.1': [hint('client-error', 'capabilities', 'data')],
};

/** Exchange's own numbers: learn.microsoft.com, "Email non-delivery reports and SMTP errors in Exchange Online". */
const exchange: ClaimTable = {
  '5.1.20': [hint('message-malformed')],
  '5.1.90': [sure('rate-limited')],
  '5.2.122': [sure('rate-limited')],
  '5.4.14': [sure('mail-loop')],
  '5.4.310': [sure('recipient-domain-invalid')],
  '5.4.312': [sure('dns-lookup-failed')],
  '5.4.316': [hint('delivery-expired')],
  '5.6.11': [sure('message-malformed')],
  '5.7.54': [sure('relay-denied')],
  '5.7.57': [sure('auth-required')],
  '5.7.60': [sure('sender-not-allowed')],
  '5.7.64': [sure('relay-denied')],
  '5.7.12': [sure('recipient-restricted')],
  '5.7.124': [sure('recipient-restricted')],
  '5.7.133': [sure('recipient-restricted')],
  '5.7.134': [sure('recipient-restricted')],
  '5.7.135': [sure('recipient-restricted')],
  '5.7.136': [sure('recipient-restricted')],
  '5.7.321': [sure('starttls-unavailable')],
  '5.7.322': [sure('cert-expired')],
  '5.7.323': [sure('cert-untrusted')],
  '5.7.501': [sure('sending-suspended')],
  '5.7.502': [sure('sending-suspended')],
  '5.7.503': [sure('sending-suspended')],
  '5.7.506': [sure('helo-rejected')],
  '5.7.507': [sure('recipient-restricted')],
  '5.7.508': [sure('rate-limited')],
  '5.7.509': [sure('dmarc-fail')],
  '5.7.511': [sure('ip-blacklisted')],
  '5.7.512': [sure('message-malformed')],
  '5.7.513': [sure('recipient-restricted')],
  '5.7.515': [sure('sender-unauthenticated')],
  '5.7.705': [sure('sending-suspended')],
  '5.7.708': [sure('sending-suspended')],
  '5.7.750': [sure('sending-suspended')],
  '4.7.66': [sure('tls-incompatible')],
  '5.7.66': [sure('tls-incompatible')],
};

/** Exchange numbers its verdicts on a sending address by blocks of a hundred or fifty. */
function exchangeRange(enhanced: string): Claim | undefined {
  const [, kind, number] = /^([45])\.7\.(\d{3})$/.exec(enhanced) ?? [];
  const detail = Number(number);
  if (kind === '5' && detail >= 606 && detail <= 649) return sure('ip-blacklisted');
  if (kind === '4' && ((detail >= 500 && detail <= 699) || (detail >= 850 && detail <= 899)))
    return hint('reputation-poor');
  return undefined;
}

/** What an enhanced status code (`5.7.8`) claims at a stage. */
export function enhancedClaim(enhanced: string, stages: readonly Stage[]): Claim | undefined {
  if (Object.hasOwn(classed, enhanced)) return claimIn(classed, enhanced, stages);
  return (
    claimIn(exchange, enhanced, stages) ?? exchangeRange(enhanced) ?? claimIn(registered, enhanced.slice(2), stages)
  );
}

/** Basic codes that mean one thing at a stage: RFC 4954 6, 3207 4, 5321 4.2, 7504. */
export const basicCodes: ClaimTable = {
  '454': [hint('starttls-unavailable', 'starttls'), hint('server-error', 'auth')],
  '500': [
    hint('starttls-unavailable', 'starttls'),
    hint('auth-mechanism-unsupported', 'auth'),
    hint('client-error', ...envelope),
  ],
  '501': [
    hint('client-error', 'auth', 'starttls'),
    hint('helo-rejected', 'capabilities'),
    hint('address-syntax-invalid', 'mail', 'rcpt'),
  ],
  '502': [
    hint('starttls-unavailable', 'starttls'),
    hint('auth-mechanism-unsupported', 'auth'),
    hint('client-error', 'capabilities'),
  ],
  '503': [hint('client-error', 'auth', ...envelope)],
  '504': [
    unless(loginReasons, 'auth-mechanism-unsupported', 'auth'),
    hint('helo-rejected', 'capabilities'),
    hint('client-error', 'mail', 'data'),
  ],
  '530': [unless(loginReasons, 'tls-required', 'auth'), hint('auth-required', 'mail', 'rcpt', 'data')],
  '534': [unless(loginReasons, 'auth-mechanism-unsupported', 'auth')],
  '535': [unless([...loginReasons, 'server-error'], 'bad-credentials', 'auth')],
  '538': [unless(loginReasons, 'tls-required', 'auth')],
  '555': [hint('client-error', 'mail', 'rcpt')],
  '556': [hint('recipient-domain-invalid', 'rcpt')],
};
