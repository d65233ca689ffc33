import type { Rule } from '../model/finding.ts';
import authNoCommonMechanism from './auth/no-common-mechanism.ts';
import authNotOffered from './auth/not-offered.ts';
import authPlaintextOffered from './auth/plaintext-offered.ts';
import authPlaintextOnly from './auth/plaintext-only.ts';
import authPreauthenticated from './auth/preauthenticated.ts';
import authProtocolsDisagree from './auth/protocols-disagree.ts';
import authRejected from './auth/rejected.ts';
import authUnproved from './auth/unproved.ts';
import blocklistListed from './blocklist/listed.ts';
import blocklistNameListed from './blocklist/name-listed.ts';
import blocklistPolicyListed from './blocklist/policy-listed.ts';
import blocklistTargetsListed from './blocklist/targets-listed.ts';
import blocklistUnusable from './blocklist/unusable.ts';
import dnsDomainLookupFailed from './dns/domain-lookup-failed.ts';
import dnsDomainNotFound from './dns/domain-not-found.ts';
import dnsHostNotFound from './dns/host-not-found.ts';
import dnsLookupFailed from './dns/lookup-failed.ts';
import dnsMxMissing from './dns/mx-missing.ts';
import dnsMxTargetMissing from './dns/mx-target-missing.ts';
import dnsNoServerFound from './dns/no-server-found.ts';
import dnsReverseNameMissing from './dns/reverse-name-missing.ts';
import hereClockWrong from './here/clock-wrong.ts';
import hereNoNetwork from './here/no-network.ts';
import hereResolverDead from './here/resolver-dead.ts';
import hereResolverFailing from './here/resolver-failing.ts';
import hereResolverRewrites from './here/resolver-rewrites.ts';
import imapFolderNotSubscribed from './imap/folder-not-subscribed.ts';
import imapNamespacePrefix from './imap/namespace-prefix.ts';
import imapQuotaFull from './imap/quota-full.ts';
import imapRefused from './imap/refused.ts';
import imapSpecialFolderMissing from './imap/special-folder-missing.ts';
import imapSubscribedFolderMissing from './imap/subscribed-folder-missing.ts';
import mailGreetingMissing from './mail/greeting-missing.ts';
import mailGreetingRefused from './mail/greeting-refused.ts';
import mailViolation from './mail/violation.ts';
import mailWrongService from './mail/wrong-service.ts';
import netDropped from './net/dropped.ts';
import netIpv6Broken from './net/ipv6-broken.ts';
import netPortBlockedHere from './net/port-blocked-here.ts';
import netRefused from './net/refused.ts';
import netTimeout from './net/timeout.ts';
import netUnreachable from './net/unreachable.ts';
import pop3Expire from './pop3/expire.ts';
import pop3LoginDelay from './pop3/login-delay.ts';
import pop3Refused from './pop3/refused.ts';
import pop3UidlMissing from './pop3/uidl-missing.ts';
import pop3UidlUnstable from './pop3/uidl-unstable.ts';
import smtpDeliveryRefused from './smtp/delivery-refused.ts';
import smtpRecipientRefused from './smtp/recipient-refused.ts';
import smtpSenderRefused from './smtp/sender-refused.ts';
import tlsCertificateDiffers from './tls/certificate-differs.ts';
import tlsCertificateExpired from './tls/certificate-expired.ts';
import tlsCertificateExpiresSoon from './tls/certificate-expires-soon.ts';
import tlsCertificateNameMismatch from './tls/certificate-name-mismatch.ts';
import tlsCertificateNotYetValid from './tls/certificate-not-yet-valid.ts';
import tlsCertificateUntrusted from './tls/certificate-untrusted.ts';
import tlsHandshakeFailed from './tls/handshake-failed.ts';
import tlsModeMismatch from './tls/mode-mismatch.ts';
import tlsOldVersion from './tls/old-version.ts';
import tlsRequired from './tls/required.ts';
import tlsStarttlsInjection from './tls/starttls-injection.ts';
import tlsStarttlsNotOffered from './tls/starttls-not-offered.ts';
import tlsStarttlsRefused from './tls/starttls-refused.ts';
import tlsStarttlsStripped from './tls/starttls-stripped.ts';
import tlsWeakKey from './tls/weak-key.ts';

/** Every rule, from this machine outwards. */
export const rules: readonly Rule[] = [
  hereClockWrong,
  hereNoNetwork,
  hereResolverDead,
  hereResolverFailing,
  hereResolverRewrites,
  dnsDomainLookupFailed,
  dnsDomainNotFound,
  dnsHostNotFound,
  dnsLookupFailed,
  dnsMxMissing,
  dnsMxTargetMissing,
  dnsNoServerFound,
  dnsReverseNameMissing,
  netDropped,
  netIpv6Broken,
  netPortBlockedHere,
  netRefused,
  netTimeout,
  netUnreachable,
  mailGreetingMissing,
  mailGreetingRefused,
  mailViolation,
  mailWrongService,
  tlsCertificateDiffers,
  tlsCertificateExpired,
  tlsCertificateExpiresSoon,
  tlsCertificateNameMismatch,
  tlsCertificateNotYetValid,
  tlsCertificateUntrusted,
  tlsHandshakeFailed,
  tlsModeMismatch,
  tlsOldVersion,
  tlsRequired,
  tlsStarttlsInjection,
  tlsStarttlsNotOffered,
  tlsStarttlsRefused,
  tlsStarttlsStripped,
  tlsWeakKey,
  authNoCommonMechanism,
  authNotOffered,
  authPlaintextOffered,
  authPlaintextOnly,
  authPreauthenticated,
  authProtocolsDisagree,
  authRejected,
  authUnproved,
  smtpDeliveryRefused,
  smtpRecipientRefused,
  smtpSenderRefused,
  imapFolderNotSubscribed,
  imapNamespacePrefix,
  imapQuotaFull,
  imapRefused,
  imapSpecialFolderMissing,
  imapSubscribedFolderMissing,
  pop3Expire,
  pop3LoginDelay,
  pop3Refused,
  pop3UidlMissing,
  pop3UidlUnstable,
  blocklistListed,
  blocklistNameListed,
  blocklistPolicyListed,
  blocklistTargetsListed,
  blocklistUnusable,
] as readonly unknown[] as readonly Rule[];
