import { describe, expect, test } from 'vitest';
import { loadScenario, scenarioIds } from '../../src/lab/catalogue.ts';
import type { Confidence } from '../../src/model/cause.ts';
import type { Report } from '../../src/model/report.ts';
import { contradictions, judgedAgain, schemaComplaints } from './consistency.ts';
import { causesOf, diagnoseScenario } from './diagnosed.ts';
import { formsOf } from './secret-forms.ts';

/** What one expects of each: how sure the diagnosis is of its cause, and what it says of the mail. */
const expected: Readonly<Record<string, readonly [Confidence, Report['verdict']]>> = {
  'account-locked': ['certain', 'broken'],
  'app-password-required': ['certain', 'broken'],
  'address-syntax-invalid': ['certain', 'broken'],
  'attachment-or-virus-blocked': ['certain', 'broken'],
  'auth-mechanism-unsupported': ['certain', 'broken'],
  'auth-required': ['certain', 'broken'],
  'bad-credentials': ['certain', 'broken'],
  // Receivers ask with resolvers of their own.
  'blocklist-refuses-resolver': ['certain', 'healthy'],
  'cert-differs-between-ports': ['certain', 'degraded'],
  'cert-expired': ['certain', 'broken'],
  'cert-hostname-mismatch': ['certain', 'broken'],
  'cert-untrusted': ['certain', 'broken'],
  // Whether mail programs send the same is not known.
  'client-error': ['likely', 'broken'],
  // One connection was cut; a second one would have shown that it is no accident.
  'connection-dropped': ['likely', 'broken'],
  'connection-refused': ['certain', 'broken'],
  'delivery-expired': ['certain', 'broken'],
  // Strangers meet it at port 25; the owner of the mailbox does not.
  'direct-send-blocked': ['certain', 'healthy'],
  'dmarc-fail': ['certain', 'broken'],
  'dns-lookup-failed': ['certain', 'broken'],
  'domain-blacklisted': ['certain', 'broken'],
  'folder-not-found': ['certain', 'degraded'],
  'folder-not-subscribed': ['certain', 'degraded'],
  'folder-operation-refused': ['certain', 'broken'],
  greylisted: ['certain', 'healthy'],
  'helo-rejected': ['certain', 'broken'],
  'host-not-found': ['certain', 'broken'],
  'host-unreachable': ['certain', 'broken'],
  'ip-blacklisted': ['certain', 'broken'],
  // No other server was there to show that IPv6 works from here.
  'ipv6-broken': ['likely', 'degraded'],
  'mail-loop': ['certain', 'broken'],
  'mailbox-full': ['certain', 'broken'],
  'mailbox-in-use': ['certain', 'broken'],
  'message-malformed': ['certain', 'broken'],
  'message-too-large': ['certain', 'broken'],
  'namespace-prefix': ['certain', 'degraded'],
  'no-network': ['certain', 'inconclusive'],
  'oauth-required': ['certain', 'broken'],
  'oauth-token-invalid': ['certain', 'broken'],
  'permission-denied': ['certain', 'broken'],
  'plaintext-login-only': ['certain', 'broken'],
  // The server keeps its rule to itself.
  'policy-rejected': ['likely', 'broken'],
  'pop3-uidl-unstable': ['certain', 'broken'],
  // Most networks do so, and no mail program minds.
  'port-blocked-here': ['certain', 'healthy'],
  'protocol-access-disabled': ['certain', 'broken'],
  'rate-limited': ['certain', 'broken'],
  'recipient-disabled': ['certain', 'broken'],
  'recipient-restricted': ['certain', 'broken'],
  'relay-denied': ['certain', 'broken'],
  // It is the record of this network, not of the mailbox.
  'reputation-poor': ['certain', 'healthy'],
  // The servers asked for have addresses of their own.
  'resolver-rewrites': ['certain', 'degraded'],
  'resync-needed': ['certain', 'broken'],
  'sender-domain-unresolvable': ['certain', 'broken'],
  'sender-not-allowed': ['certain', 'broken'],
  'sender-unauthenticated': ['certain', 'broken'],
  'sending-suspended': ['certain', 'broken'],
  'server-error': ['certain', 'broken'],
  'spam-content': ['certain', 'broken'],
  'special-folder-missing': ['certain', 'degraded'],
  'starttls-injection': ['certain', 'broken'],
  'starttls-stripped': ['certain', 'broken'],
  'starttls-unavailable': ['certain', 'broken'],
  'tls-incompatible': ['certain', 'broken'],
  'tls-mode-mismatch': ['certain', 'broken'],
  'tls-required': ['certain', 'broken'],
  'too-many-connections': ['certain', 'broken'],
  'too-many-login-attempts': ['certain', 'broken'],
  'too-many-recipients': ['certain', 'broken'],
  'unexpected-greeting': ['certain', 'broken'],
  'user-unknown': ['certain', 'broken'],
  'web-login-required': ['certain', 'broken'],
  'dane-mismatch': ['certain', 'broken'],
  'dkim-key-unusable': ['certain', 'broken'],
  'dmarc-record-invalid': ['certain', 'broken'],
  'dnssec-bogus': ['certain', 'broken'],
  'mta-sts-policy-mismatch': ['certain', 'broken'],
  'ptr-missing': ['certain', 'broken'],
  'recipient-domain-invalid': ['certain', 'broken'],
  'spf-fail': ['certain', 'broken'],
  'spf-permerror': ['certain', 'broken'],
};

test('something is expected of every scenario', () => {
  expect(Object.keys(expected).sort()).toEqual(scenarioIds.filter((id) => id !== 'healthy').sort());
});

describe.concurrent('each scenario', { timeout: 60_000 }, () => {
  test.each(scenarioIds.filter((id) => id !== 'healthy'))('%s is named first, as surely as one may', async (id) => {
    const { report, renderings, told, secrets, user } = await diagnoseScenario(id);
    const { also = [] } = await loadScenario(id);
    const [confidence, verdict] = expected[id] ?? [];

    expect(causesOf(report)[0]).toBe(`${id} ${confidence}`);
    expect(report.causes.slice(1).map((cause) => cause.id)).toEqual(also);
    expect(report.unexplained).toEqual([]);
    expect(report.verdict).toBe(verdict);
    expect(report.crashes).toEqual([]);
    expect(contradictions(report)).toEqual([]);
    expect(schemaComplaints(report, told)).toEqual([]);
    // Saved, read again, and in another order, it is the same to the last word.
    expect(judgedAgain(report)).toMatchObject({ causes: report.causes, findings: report.findings, verdict });
    expect(renderings).not.toMatch(/\bundefined\b|(?<![\w+/=])NaN(?![\w+/=])|\[object /);
    for (const secret of secrets) for (const form of formsOf(secret, user)) expect(renderings).not.toContain(form);
  });
});
