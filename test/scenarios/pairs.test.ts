import { describe, expect, test } from 'vitest';
import { days } from '../../src/lab/faults.ts';
import { type ScenarioRun, scenario } from '../../src/lab/scenario.ts';
import type { Report } from '../../src/model/report.ts';
import { contradictions } from './consistency.ts';
import { causesOf, diagnoseAs, diagnosePair } from './diagnosed.ts';

interface Pair {
  readonly of: readonly [string, string];
  /** Every cause that is named, in order. */
  readonly named: readonly string[];
  /** What the first one says was not tested because of it. */
  readonly hidden?: string;
  readonly verdict?: Report['verdict'];
  readonly run?: ScenarioRun;
}

/** The first hides the second: it is named, and what would have shown the other is listed as not tested. */
const hiding: readonly Pair[] = [
  {
    of: ['no-network', 'bad-credentials'],
    named: ['no-network certain'],
    hidden: 'connections',
    verdict: 'inconclusive',
  },
  { of: ['dns-lookup-failed', 'cert-expired'], named: ['dns-lookup-failed certain'], hidden: 'connections' },
  { of: ['dns-lookup-failed', 'mailbox-full'], named: ['dns-lookup-failed certain'], hidden: 'connections' },
  { of: ['host-not-found', 'folder-not-subscribed'], named: ['host-not-found certain'], hidden: 'connections' },
  { of: ['host-unreachable', 'account-locked'], named: ['host-unreachable certain'], hidden: 'login' },
  { of: ['connection-refused', 'special-folder-missing'], named: ['connection-refused certain'], hidden: 'folders' },
  { of: ['starttls-unavailable', 'relay-denied'], named: ['starttls-unavailable certain'], hidden: 'envelope' },
  { of: ['starttls-stripped', 'sender-not-allowed'], named: ['starttls-stripped certain'], hidden: 'envelope' },
  { of: ['tls-mode-mismatch', 'namespace-prefix'], named: ['tls-mode-mismatch certain'], hidden: 'folders' },
  { of: ['tls-incompatible', 'bad-credentials'], named: ['tls-incompatible certain'], hidden: 'login' },
  { of: ['cert-expired', 'folder-not-subscribed'], named: ['cert-expired certain'], hidden: 'folders' },
  { of: ['cert-expired', 'bad-credentials'], named: ['cert-expired certain'], hidden: 'login' },
  { of: ['cert-untrusted', 'oauth-required'], named: ['cert-untrusted certain'], hidden: 'login' },
  { of: ['cert-hostname-mismatch', 'account-locked'], named: ['cert-hostname-mismatch certain'], hidden: 'login' },
  { of: ['too-many-connections', 'folder-not-subscribed'], named: ['too-many-connections certain'], hidden: 'folders' },
  { of: ['server-error', 'pop3-uidl-unstable'], named: ['server-error certain'], hidden: 'maildrop' },
  { of: ['bad-credentials', 'folder-not-found'], named: ['bad-credentials certain'], hidden: 'folders' },
  { of: ['account-locked', 'rate-limited'], named: ['account-locked certain'], hidden: 'envelope' },
];

/** Neither hides the other: both are named, the graver first, then the one nearer to the root. */
const together: readonly Pair[] = [
  { of: ['ipv6-broken', 'bad-credentials'], named: ['bad-credentials certain', 'ipv6-broken likely'] },
  { of: ['ipv6-broken', 'connection-refused'], named: ['connection-refused certain', 'ipv6-broken likely'] },
  { of: ['ipv6-broken', 'cert-expired'], named: ['cert-expired certain', 'ipv6-broken likely'] },
  { of: ['port-blocked-here', 'bad-credentials'], named: ['bad-credentials certain', 'port-blocked-here certain'] },
  {
    of: ['port-blocked-here', 'connection-refused'],
    named: ['connection-refused certain', 'port-blocked-here certain'],
  },
  { of: ['resolver-rewrites', 'cert-expired'], named: ['cert-expired certain', 'resolver-rewrites certain'] },
  {
    of: ['resolver-rewrites', 'connection-refused'],
    named: ['connection-refused certain', 'resolver-rewrites certain'],
  },
  { of: ['host-not-found', 'bad-credentials'], named: ['host-not-found certain', 'bad-credentials certain'] },
  { of: ['greylisted', 'bad-credentials'], named: ['bad-credentials certain', 'greylisted certain'] },
  { of: ['ip-blacklisted', 'mailbox-full'], named: ['ip-blacklisted certain', 'mailbox-full certain'] },
  { of: ['ip-blacklisted', 'sender-not-allowed'], named: ['sender-not-allowed certain', 'ip-blacklisted certain'] },
  {
    of: ['cert-differs-between-ports', 'folder-not-found'],
    named: ['cert-differs-between-ports certain', 'folder-not-found certain'],
    verdict: 'degraded',
  },
  {
    of: ['folder-not-found', 'folder-not-subscribed'],
    named: ['folder-not-found certain', 'folder-not-subscribed certain'],
    verdict: 'degraded',
  },
  {
    of: ['namespace-prefix', 'folder-not-found'],
    named: ['folder-not-found certain', 'namespace-prefix certain'],
    verdict: 'degraded',
  },
  {
    of: ['protocol-access-disabled', 'rate-limited'],
    named: ['protocol-access-disabled certain', 'rate-limited certain'],
  },
  {
    of: ['plaintext-login-only', 'starttls-stripped'],
    named: ['starttls-stripped certain', 'plaintext-login-only certain'],
  },
  { of: ['mailbox-full', 'pop3-uidl-unstable'], named: ['mailbox-full certain', 'pop3-uidl-unstable certain'] },
  { of: ['connection-dropped', 'mailbox-full'], named: ['connection-dropped likely', 'mailbox-full certain'] },
  {
    of: ['unexpected-greeting', 'pop3-uidl-unstable'],
    named: ['unexpected-greeting certain', 'pop3-uidl-unstable certain'],
  },
  { of: ['oauth-token-invalid', 'greylisted'], named: ['oauth-token-invalid certain', 'greylisted certain'] },
  { of: ['starttls-injection', 'user-unknown'], named: ['starttls-injection certain', 'user-unknown certain'] },
  { of: ['policy-rejected', 'mailbox-in-use'], named: ['mailbox-in-use certain', 'policy-rejected likely'] },
  { of: ['client-error', 'sending-suspended'], named: ['sending-suspended certain', 'client-error likely'] },
  { of: ['connection-refused', 'host-unreachable'], named: ['host-unreachable certain', 'connection-refused certain'] },
];

const rows = (pairs: readonly Pair[]) => pairs.map((pair) => [pair.of.join(' and '), pair] as const);

async function diagnosed({ of, run }: Pair): Promise<Report> {
  const { report, renderings, secrets } = await diagnosePair(of, run);
  expect(report.crashes).toEqual([]);
  expect(contradictions(report)).toEqual([]);
  for (const secret of secrets) expect(renderings).not.toContain(secret);
  return report;
}

describe.concurrent('two faults, of which one hides the other', { timeout: 60_000 }, () => {
  test.each(rows(hiding))('%s', async (_, pair) => {
    const report = await diagnosed(pair);
    expect(causesOf(report)).toEqual(pair.named);
    expect(report.unexplained).toEqual([]);
    expect(report.verdict).toBe(pair.verdict ?? 'broken');
    expect(report.causes[0]?.notTested.map(({ what }) => what)).toContain(pair.hidden);
  });
});

describe.concurrent('two faults that both show', { timeout: 60_000 }, () => {
  test.each(rows(together))('%s', async (_, pair) => {
    const report = await diagnosed(pair);
    expect(causesOf(report)).toEqual(pair.named);
    expect(report.unexplained).toEqual([]);
    expect(report.verdict).toBe(pair.verdict ?? 'broken');
  });
});

describe.concurrent('two faults of one thing', { timeout: 60_000 }, () => {
  test('a mistyped name that the resolver makes up is the resolver’s, and the spelling is asked for first', async () => {
    const report = await diagnosed({ of: ['resolver-rewrites', 'host-not-found'], named: [] });
    const [cause, ...more] = report.causes;
    expect(more).toEqual([]);
    expect(cause).toMatchObject({ id: 'resolver-rewrites', severity: 'error', confidence: 'certain' });
    expect(cause?.actions[0]?.text).toBe('Check the spelling of mial.lab.test: it is probably wrong.');
  });

  test('a folder that is hidden because of the prefix is no fault of its own', async () => {
    const report = await diagnosed({ of: ['folder-not-subscribed', 'namespace-prefix'], named: [] });
    expect(causesOf(report)).toEqual(['namespace-prefix certain']);
    expect(report.causes[0]?.explains).toHaveLength(2);
  });

  test('a certificate that is old, home-made and for another name has three', async () => {
    const all = scenario({
      id: 'three',
      title: 'Three faults',
      story: 'The certificate is that of a test machine which nobody has looked after.',
      fault(plan) {
        plan.certificates.mail = {
          names: ['test.lab.test'],
          notAfter: days(-12),
          notBefore: days(-102),
          selfSigned: true,
        };
      },
    });
    const { report } = await diagnoseAs(all, false);
    expect(causesOf(report)).toEqual([
      'cert-expired certain',
      'cert-hostname-mismatch certain',
      'cert-untrusted certain',
    ]);
    expect(contradictions(report)).toEqual([]);
    expect(report.unexplained).toEqual([]);
  });

  test('a password that is wrong and tried too often cannot be judged', async () => {
    const report = await diagnosed({ of: ['bad-credentials', 'too-many-login-attempts'], named: [] });
    expect(causesOf(report)).toEqual(['too-many-login-attempts certain']);
    expect(report.causes[0]?.summary).toContain('Whether the password is right is not known');
  });
});
