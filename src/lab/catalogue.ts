import type { Scenario } from './scenario.ts';

type Load = () => Promise<{ readonly default: Scenario }>;

/** One file a scenario, loaded on use. */
const scenarios: Readonly<Record<string, Load>> = {
  healthy: () => import('./scenarios/healthy.ts'),
  'account-locked': () => import('./scenarios/account-locked.ts'),
  'address-syntax-invalid': () => import('./scenarios/address-syntax-invalid.ts'),
  'app-password-required': () => import('./scenarios/app-password-required.ts'),
  'attachment-or-virus-blocked': () => import('./scenarios/attachment-or-virus-blocked.ts'),
  'auth-mechanism-unsupported': () => import('./scenarios/auth-mechanism-unsupported.ts'),
  'auth-required': () => import('./scenarios/auth-required.ts'),
  'bad-credentials': () => import('./scenarios/bad-credentials.ts'),
  'blocklist-refuses-resolver': () => import('./scenarios/blocklist-refuses-resolver.ts'),
  'cert-differs-between-ports': () => import('./scenarios/cert-differs-between-ports.ts'),
  'cert-expired': () => import('./scenarios/cert-expired.ts'),
  'cert-hostname-mismatch': () => import('./scenarios/cert-hostname-mismatch.ts'),
  'cert-untrusted': () => import('./scenarios/cert-untrusted.ts'),
  'client-error': () => import('./scenarios/client-error.ts'),
  'connection-dropped': () => import('./scenarios/connection-dropped.ts'),
  'connection-refused': () => import('./scenarios/connection-refused.ts'),
  'dane-mismatch': () => import('./scenarios/dane-mismatch.ts'),
  'delivery-expired': () => import('./scenarios/delivery-expired.ts'),
  'direct-send-blocked': () => import('./scenarios/direct-send-blocked.ts'),
  'dkim-key-unusable': () => import('./scenarios/dkim-key-unusable.ts'),
  'dmarc-fail': () => import('./scenarios/dmarc-fail.ts'),
  'dmarc-record-invalid': () => import('./scenarios/dmarc-record-invalid.ts'),
  'dns-lookup-failed': () => import('./scenarios/dns-lookup-failed.ts'),
  'domain-blacklisted': () => import('./scenarios/domain-blacklisted.ts'),
  'dnssec-bogus': () => import('./scenarios/dnssec-bogus.ts'),
  'folder-not-found': () => import('./scenarios/folder-not-found.ts'),
  'folder-not-subscribed': () => import('./scenarios/folder-not-subscribed.ts'),
  'folder-operation-refused': () => import('./scenarios/folder-operation-refused.ts'),
  greylisted: () => import('./scenarios/greylisted.ts'),
  'helo-rejected': () => import('./scenarios/helo-rejected.ts'),
  'host-not-found': () => import('./scenarios/host-not-found.ts'),
  'host-unreachable': () => import('./scenarios/host-unreachable.ts'),
  'ip-blacklisted': () => import('./scenarios/ip-blacklisted.ts'),
  'ipv6-broken': () => import('./scenarios/ipv6-broken.ts'),
  'mail-loop': () => import('./scenarios/mail-loop.ts'),
  'mailbox-full': () => import('./scenarios/mailbox-full.ts'),
  'mailbox-in-use': () => import('./scenarios/mailbox-in-use.ts'),
  'message-malformed': () => import('./scenarios/message-malformed.ts'),
  'message-too-large': () => import('./scenarios/message-too-large.ts'),
  'mta-sts-policy-mismatch': () => import('./scenarios/mta-sts-policy-mismatch.ts'),
  'namespace-prefix': () => import('./scenarios/namespace-prefix.ts'),
  'no-network': () => import('./scenarios/no-network.ts'),
  'oauth-required': () => import('./scenarios/oauth-required.ts'),
  'oauth-token-invalid': () => import('./scenarios/oauth-token-invalid.ts'),
  'permission-denied': () => import('./scenarios/permission-denied.ts'),
  'plaintext-login-only': () => import('./scenarios/plaintext-login-only.ts'),
  'policy-rejected': () => import('./scenarios/policy-rejected.ts'),
  'pop3-uidl-unstable': () => import('./scenarios/pop3-uidl-unstable.ts'),
  'port-blocked-here': () => import('./scenarios/port-blocked-here.ts'),
  'protocol-access-disabled': () => import('./scenarios/protocol-access-disabled.ts'),
  'ptr-missing': () => import('./scenarios/ptr-missing.ts'),
  'rate-limited': () => import('./scenarios/rate-limited.ts'),
  'recipient-disabled': () => import('./scenarios/recipient-disabled.ts'),
  'recipient-domain-invalid': () => import('./scenarios/recipient-domain-invalid.ts'),
  'recipient-restricted': () => import('./scenarios/recipient-restricted.ts'),
  'relay-denied': () => import('./scenarios/relay-denied.ts'),
  'reputation-poor': () => import('./scenarios/reputation-poor.ts'),
  'resolver-rewrites': () => import('./scenarios/resolver-rewrites.ts'),
  'resync-needed': () => import('./scenarios/resync-needed.ts'),
  'sender-domain-unresolvable': () => import('./scenarios/sender-domain-unresolvable.ts'),
  'sender-not-allowed': () => import('./scenarios/sender-not-allowed.ts'),
  'sender-unauthenticated': () => import('./scenarios/sender-unauthenticated.ts'),
  'sending-suspended': () => import('./scenarios/sending-suspended.ts'),
  'server-error': () => import('./scenarios/server-error.ts'),
  'spam-content': () => import('./scenarios/spam-content.ts'),
  'special-folder-missing': () => import('./scenarios/special-folder-missing.ts'),
  'spf-fail': () => import('./scenarios/spf-fail.ts'),
  'spf-permerror': () => import('./scenarios/spf-permerror.ts'),
  'starttls-injection': () => import('./scenarios/starttls-injection.ts'),
  'starttls-stripped': () => import('./scenarios/starttls-stripped.ts'),
  'starttls-unavailable': () => import('./scenarios/starttls-unavailable.ts'),
  'tls-incompatible': () => import('./scenarios/tls-incompatible.ts'),
  'tls-mode-mismatch': () => import('./scenarios/tls-mode-mismatch.ts'),
  'tls-required': () => import('./scenarios/tls-required.ts'),
  'too-many-connections': () => import('./scenarios/too-many-connections.ts'),
  'too-many-login-attempts': () => import('./scenarios/too-many-login-attempts.ts'),
  'too-many-recipients': () => import('./scenarios/too-many-recipients.ts'),
  'unexpected-greeting': () => import('./scenarios/unexpected-greeting.ts'),
  'user-unknown': () => import('./scenarios/user-unknown.ts'),
  'web-login-required': () => import('./scenarios/web-login-required.ts'),
};

/** The healthy world first. */
export const scenarioIds: readonly string[] = Object.keys(scenarios);

/** Throws a RangeError for an id that is none of `scenarioIds`. */
export async function loadScenario(id: string): Promise<Scenario> {
  const load = Object.hasOwn(scenarios, id) ? scenarios[id] : undefined;
  if (load === undefined) throw new RangeError(`no scenario of this name: ${id}`);
  return (await load()).default;
}

/** All of them, for a list. */
export const loadScenarios = (): Promise<Scenario[]> => Promise.all(scenarioIds.map(loadScenario));
