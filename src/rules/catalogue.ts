import type { Rule } from '../model/finding.ts';
import authNoCommonMechanism from './auth/no-common-mechanism.ts';
import authNotOffered from './auth/not-offered.ts';
import authPlaintextOffered from './auth/plaintext-offered.ts';
import authPlaintextOnly from './auth/plaintext-only.ts';
import authPreauthenticated from './auth/preauthenticated.ts';
import authProtocolsDisagree from './auth/protocols-disagree.ts';
import authRejected from './auth/rejected.ts';
import authUnproved from './auth/unproved.ts';
import bimiRecordInvalid from './bimi/record-invalid.ts';
import bimiWithoutEnforcement from './bimi/without-enforcement.ts';
import blocklistListed from './blocklist/listed.ts';
import blocklistNameListed from './blocklist/name-listed.ts';
import blocklistPolicyListed from './blocklist/policy-listed.ts';
import blocklistTargetsListed from './blocklist/targets-listed.ts';
import blocklistUnusable from './blocklist/unusable.ts';
import caaMissing from './caa/missing.ts';
import caaNobodyMayIssue from './caa/nobody-may-issue.ts';
import caaUnknownCritical from './caa/unknown-critical.ts';
import daneInsecure from './dane/insecure.ts';
import daneLookupFailed from './dane/lookup-failed.ts';
import daneMismatch from './dane/mismatch.ts';
import daneNoStarttls from './dane/no-starttls.ts';
import daneRenewalBreaks from './dane/renewal-breaks.ts';
import daneUnusable from './dane/unusable.ts';
import dkimKeyInvalid from './dkim/key-invalid.ts';
import dkimKeyRevoked from './dkim/key-revoked.ts';
import dkimKeyWeak from './dkim/key-weak.ts';
import dkimLookupFailed from './dkim/lookup-failed.ts';
import dkimSelectorMissing from './dkim/selector-missing.ts';
import dkimSelectorUnknown from './dkim/selector-unknown.ts';
import dkimSeveralRecords from './dkim/several-records.ts';
import dkimTesting from './dkim/testing.ts';
import dkimWildcard from './dkim/wildcard.ts';
import dmarcDroppedTag from './dmarc/dropped-tag.ts';
import dmarcLookupFailed from './dmarc/lookup-failed.ts';
import dmarcMisplaced from './dmarc/misplaced.ts';
import dmarcMissing from './dmarc/missing.ts';
import dmarcNoReports from './dmarc/no-reports.ts';
import dmarcPolicyNone from './dmarc/policy-none.ts';
import dmarcRecordInvalid from './dmarc/record-invalid.ts';
import dmarcReportUnauthorised from './dmarc/report-unauthorised.ts';
import dmarcSeveralRecords from './dmarc/several-records.ts';
import dmarcSpecificationsDisagree from './dmarc/specifications-disagree.ts';
import dmarcSubdomainsOpen from './dmarc/subdomains-open.ts';
import dnsDomainLookupFailed from './dns/domain-lookup-failed.ts';
import dnsDomainNotFound from './dns/domain-not-found.ts';
import dnsGreetingNameDiffers from './dns/greeting-name-differs.ts';
import dnsHostNotFound from './dns/host-not-found.ts';
import dnsLookupFailed from './dns/lookup-failed.ts';
import dnsMxContradicts from './dns/mx-contradicts.ts';
import dnsMxDuplicate from './dns/mx-duplicate.ts';
import dnsMxIsAlias from './dns/mx-is-alias.ts';
import dnsMxMissing from './dns/mx-missing.ts';
import dnsMxNameInvalid from './dns/mx-name-invalid.ts';
import dnsMxPrivateAddress from './dns/mx-private-address.ts';
import dnsMxTargetMissing from './dns/mx-target-missing.ts';
import dnsNoMailHost from './dns/no-mail-host.ts';
import dnsNoServerFound from './dns/no-server-found.ts';
import dnsReverseNameMissing from './dns/reverse-name-missing.ts';
import dnssecBogus from './dnssec/bogus.ts';
import dnssecHostBogus from './dnssec/host-bogus.ts';
import dnssecUnsigned from './dnssec/unsigned.ts';
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
import lintFileRefused from './lint/file-refused.ts';
import lintNoServer from './lint/no-server.ts';
import lintOldTls from './lint/old-tls.ts';
import lintPasswordInFile from './lint/password-in-file.ts';
import lintPlainText from './lint/plain-text.ts';
import lintPort25 from './lint/port-25.ts';
import lintProviderCondition from './lint/provider-condition.ts';
import lintRelayByMx from './lint/relay-by-mx.ts';
import lintSettingInvalid from './lint/setting-invalid.ts';
import lintSettingOutdated from './lint/setting-outdated.ts';
import lintSettingsContradict from './lint/settings-contradict.ts';
import lintTlsOpportunistic from './lint/tls-opportunistic.ts';
import lintTlsPortMismatch from './lint/tls-port-mismatch.ts';
import lintVerificationOff from './lint/verification-off.ts';
import mailGreetingMissing from './mail/greeting-missing.ts';
import mailGreetingRefused from './mail/greeting-refused.ts';
import mailServiceNotWorking from './mail/service-not-working.ts';
import mailViolation from './mail/violation.ts';
import mailWrongService from './mail/wrong-service.ts';
import mtaStsMissing from './mta-sts/missing.ts';
import mtaStsMxCertificate from './mta-sts/mx-certificate.ts';
import mtaStsMxMismatch from './mta-sts/mx-mismatch.ts';
import mtaStsNotEnforced from './mta-sts/not-enforced.ts';
import mtaStsPolicyInvalid from './mta-sts/policy-invalid.ts';
import mtaStsPolicyUnavailable from './mta-sts/policy-unavailable.ts';
import mtaStsRecordInvalid from './mta-sts/record-invalid.ts';
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
import settingsAuthNotOffered from './settings/auth-not-offered.ts';
import settingsCertificateDoesNotCoverHost from './settings/certificate-does-not-cover-host.ts';
import settingsHttpOnly from './settings/http-only.ts';
import settingsNoAccess from './settings/no-access.ts';
import settingsNoneFound from './settings/none-found.ts';
import settingsNotPublished from './settings/not-published.ts';
import settingsPaccDigest from './settings/pacc-digest.ts';
import settingsPlaintextOffered from './settings/plaintext-offered.ts';
import settingsSourceFailed from './settings/source-failed.ts';
import settingsSourcesDisagree from './settings/sources-disagree.ts';
import settingsTargetDead from './settings/target-dead.ts';
import settingsTargetPrivate from './settings/target-private.ts';
import settingsValueUnusable from './settings/value-unusable.ts';
import settingsWildcardAnswers from './settings/wildcard-answers.ts';
import smtpDeliveryRefused from './smtp/delivery-refused.ts';
import smtpRecipientRefused from './smtp/recipient-refused.ts';
import smtpSenderRefused from './smtp/sender-refused.ts';
import spfDeadTerm from './spf/dead-term.ts';
import spfIncludeBroken from './spf/include-broken.ts';
import spfLookupFailed from './spf/lookup-failed.ts';
import spfLoop from './spf/loop.ts';
import spfMisplaced from './spf/misplaced.ts';
import spfMissing from './spf/missing.ts';
import spfOpenEnd from './spf/open-end.ts';
import spfPassesEveryone from './spf/passes-everyone.ts';
import spfPtr from './spf/ptr.ts';
import spfSenderNotAllowed from './spf/sender-not-allowed.ts';
import spfSeveralRecords from './spf/several-records.ts';
import spfSyntax from './spf/syntax.ts';
import spfTooManyLookups from './spf/too-many-lookups.ts';
import spfTooManyVoids from './spf/too-many-voids.ts';
import srvAliasDangling from './srv/alias-dangling.ts';
import srvContradicts from './srv/contradicts.ts';
import srvTargetAlias from './srv/target-alias.ts';
import srvTargetMissing from './srv/target-missing.ts';
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
import tlsRptMissing from './tls-rpt/missing.ts';
import tlsRptRecordInvalid from './tls-rpt/record-invalid.ts';

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
  dnsGreetingNameDiffers,
  dnsMxDuplicate,
  dnsMxIsAlias,
  dnsMxNameInvalid,
  dnsMxContradicts,
  dnsMxPrivateAddress,
  dnsNoMailHost,
  netDropped,
  netIpv6Broken,
  netPortBlockedHere,
  netRefused,
  netTimeout,
  netUnreachable,
  mailGreetingMissing,
  mailGreetingRefused,
  mailServiceNotWorking,
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
  srvAliasDangling,
  srvContradicts,
  srvTargetAlias,
  srvTargetMissing,
  settingsAuthNotOffered,
  settingsCertificateDoesNotCoverHost,
  settingsHttpOnly,
  settingsNoAccess,
  settingsNoneFound,
  settingsNotPublished,
  settingsPaccDigest,
  settingsPlaintextOffered,
  settingsSourceFailed,
  settingsSourcesDisagree,
  settingsTargetDead,
  settingsTargetPrivate,
  settingsValueUnusable,
  settingsWildcardAnswers,
  dnssecBogus,
  dnssecHostBogus,
  dnssecUnsigned,
  spfDeadTerm,
  spfIncludeBroken,
  spfLookupFailed,
  spfLoop,
  spfMisplaced,
  spfMissing,
  spfOpenEnd,
  spfPassesEveryone,
  spfPtr,
  spfSenderNotAllowed,
  spfSeveralRecords,
  spfSyntax,
  spfTooManyLookups,
  spfTooManyVoids,
  dkimKeyInvalid,
  dkimKeyRevoked,
  dkimKeyWeak,
  dkimLookupFailed,
  dkimSelectorMissing,
  dkimSelectorUnknown,
  dkimSeveralRecords,
  dkimTesting,
  dkimWildcard,
  dmarcDroppedTag,
  dmarcLookupFailed,
  dmarcMisplaced,
  dmarcMissing,
  dmarcNoReports,
  dmarcPolicyNone,
  dmarcRecordInvalid,
  dmarcReportUnauthorised,
  dmarcSeveralRecords,
  dmarcSpecificationsDisagree,
  dmarcSubdomainsOpen,
  mtaStsMissing,
  mtaStsMxCertificate,
  mtaStsMxMismatch,
  mtaStsNotEnforced,
  mtaStsPolicyInvalid,
  mtaStsPolicyUnavailable,
  mtaStsRecordInvalid,
  tlsRptMissing,
  tlsRptRecordInvalid,
  daneInsecure,
  daneLookupFailed,
  daneMismatch,
  daneNoStarttls,
  daneRenewalBreaks,
  daneUnusable,
  caaMissing,
  caaNobodyMayIssue,
  caaUnknownCritical,
  bimiRecordInvalid,
  bimiWithoutEnforcement,
  lintFileRefused,
  lintNoServer,
  lintOldTls,
  lintPasswordInFile,
  lintPlainText,
  lintPort25,
  lintProviderCondition,
  lintRelayByMx,
  lintSettingInvalid,
  lintSettingOutdated,
  lintSettingsContradict,
  lintTlsOpportunistic,
  lintTlsPortMismatch,
  lintVerificationOff,
] as readonly unknown[] as readonly Rule[];
