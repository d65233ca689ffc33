import type { Cause } from '../model/cause.ts';
import accountLocked from './account-locked.ts';
import addressSyntaxInvalid from './address-syntax-invalid.ts';
import appPasswordRequired from './app-password-required.ts';
import attachmentOrVirusBlocked from './attachment-or-virus-blocked.ts';
import authMechanismUnsupported from './auth-mechanism-unsupported.ts';
import authRequired from './auth-required.ts';
import badCredentials from './bad-credentials.ts';
import blocklistRefusesResolver from './blocklist-refuses-resolver.ts';
import certDiffersBetweenPorts from './cert-differs-between-ports.ts';
import certExpired from './cert-expired.ts';
import certHostnameMismatch from './cert-hostname-mismatch.ts';
import certUntrusted from './cert-untrusted.ts';
import clientError from './client-error.ts';
import connectionDropped from './connection-dropped.ts';
import connectionRefused from './connection-refused.ts';
import daneMismatch from './dane-mismatch.ts';
import deliveredToSpam from './delivered-to-spam.ts';
import deliveryExpired from './delivery-expired.ts';
import directSendBlocked from './direct-send-blocked.ts';
import dkimKeyUnusable from './dkim-key-unusable.ts';
import dmarcFail from './dmarc-fail.ts';
import dmarcRecordInvalid from './dmarc-record-invalid.ts';
import dnsLookupFailed from './dns-lookup-failed.ts';
import dnssecBogus from './dnssec-bogus.ts';
import domainBlacklisted from './domain-blacklisted.ts';
import folderNotFound from './folder-not-found.ts';
import folderNotSubscribed from './folder-not-subscribed.ts';
import folderOperationRefused from './folder-operation-refused.ts';
import greylisted from './greylisted.ts';
import heloRejected from './helo-rejected.ts';
import hostNotFound from './host-not-found.ts';
import hostUnreachable from './host-unreachable.ts';
import ipBlacklisted from './ip-blacklisted.ts';
import ipv6Broken from './ipv6-broken.ts';
import mailLoop from './mail-loop.ts';
import mailboxFull from './mailbox-full.ts';
import mailboxInUse from './mailbox-in-use.ts';
import messageMalformed from './message-malformed.ts';
import messageTooLarge from './message-too-large.ts';
import mtaStsPolicyMismatch from './mta-sts-policy-mismatch.ts';
import namespacePrefix from './namespace-prefix.ts';
import noNetwork from './no-network.ts';
import oauthRequired from './oauth-required.ts';
import oauthTokenInvalid from './oauth-token-invalid.ts';
import permissionDenied from './permission-denied.ts';
import plaintextLoginOnly from './plaintext-login-only.ts';
import policyRejected from './policy-rejected.ts';
import pop3UidlUnstable from './pop3-uidl-unstable.ts';
import portBlockedHere from './port-blocked-here.ts';
import protocolAccessDisabled from './protocol-access-disabled.ts';
import ptrMissing from './ptr-missing.ts';
import rateLimited from './rate-limited.ts';
import recipientDisabled from './recipient-disabled.ts';
import recipientDomainInvalid from './recipient-domain-invalid.ts';
import recipientRestricted from './recipient-restricted.ts';
import relayDenied from './relay-denied.ts';
import reputationPoor from './reputation-poor.ts';
import resolverRewrites from './resolver-rewrites.ts';
import resyncNeeded from './resync-needed.ts';
import senderDomainUnresolvable from './sender-domain-unresolvable.ts';
import senderNotAllowed from './sender-not-allowed.ts';
import senderUnauthenticated from './sender-unauthenticated.ts';
import sendingSuspended from './sending-suspended.ts';
import serverError from './server-error.ts';
import spamContent from './spam-content.ts';
import specialFolderMissing from './special-folder-missing.ts';
import spfFail from './spf-fail.ts';
import spfPermerror from './spf-permerror.ts';
import starttlsInjection from './starttls-injection.ts';
import starttlsStripped from './starttls-stripped.ts';
import starttlsUnavailable from './starttls-unavailable.ts';
import tlsIncompatible from './tls-incompatible.ts';
import tlsModeMismatch from './tls-mode-mismatch.ts';
import tlsRequired from './tls-required.ts';
import tooManyConnections from './too-many-connections.ts';
import tooManyLoginAttempts from './too-many-login-attempts.ts';
import tooManyRecipients from './too-many-recipients.ts';
import unexpectedGreeting from './unexpected-greeting.ts';
import userUnknown from './user-unknown.ts';
import webLoginRequired from './web-login-required.ts';

/** Every root cause, from the machine outwards to the mailbox. */
export const causes: readonly Cause[] = [
  noNetwork,
  dnsLookupFailed,
  dnssecBogus,
  hostNotFound,
  recipientDomainInvalid,
  senderDomainUnresolvable,
  resolverRewrites,
  blocklistRefusesResolver,
  portBlockedHere,
  connectionRefused,
  hostUnreachable,
  ipv6Broken,
  connectionDropped,
  starttlsStripped,
  tlsModeMismatch,
  tlsRequired,
  starttlsUnavailable,
  starttlsInjection,
  tlsIncompatible,
  plaintextLoginOnly,
  certUntrusted,
  certHostnameMismatch,
  certExpired,
  certDiffersBetweenPorts,
  mtaStsPolicyMismatch,
  daneMismatch,
  unexpectedGreeting,
  tooManyConnections,
  serverError,
  clientError,
  badCredentials,
  appPasswordRequired,
  oauthRequired,
  oauthTokenInvalid,
  webLoginRequired,
  protocolAccessDisabled,
  accountLocked,
  sendingSuspended,
  authMechanismUnsupported,
  tooManyLoginAttempts,
  authRequired,
  heloRejected,
  relayDenied,
  senderNotAllowed,
  tooManyRecipients,
  userUnknown,
  recipientRestricted,
  recipientDisabled,
  addressSyntaxInvalid,
  greylisted,
  rateLimited,
  ipBlacklisted,
  domainBlacklisted,
  reputationPoor,
  directSendBlocked,
  policyRejected,
  spamContent,
  deliveredToSpam,
  attachmentOrVirusBlocked,
  messageTooLarge,
  messageMalformed,
  mailLoop,
  deliveryExpired,
  spfPermerror,
  spfFail,
  dmarcFail,
  senderUnauthenticated,
  dkimKeyUnusable,
  dmarcRecordInvalid,
  ptrMissing,
  mailboxFull,
  permissionDenied,
  mailboxInUse,
  folderNotSubscribed,
  folderNotFound,
  folderOperationRefused,
  namespacePrefix,
  specialFolderMissing,
  resyncNeeded,
  pop3UidlUnstable,
];
