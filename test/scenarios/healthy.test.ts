import { describe, expect, test } from 'vitest';
import { loadScenario } from '../../src/lab/catalogue.ts';
import { healthy } from '../../src/lab/healthy.ts';
import type { ScenarioRun } from '../../src/lab/scenario.ts';
import { contradictions, schemaComplaints } from './consistency.ts';
import { diagnoseAs, diagnosePair, diagnoseScenario } from './diagnosed.ts';
import { formsOf } from './secret-forms.ts';

const all = healthy().servers;

describe.concurrent('a healthy world', { timeout: 60_000 }, () => {
  const ways: readonly (readonly [string, ScenarioRun])[] = [
    ['by an address whose servers the DNS announces', { servers: [] }],
    ['with the servers from the mail program', { servers: all }],
    ['without a password', { servers: all, credentials: 'none' }],
    ['with an access token', { servers: all, credentials: 'access-token' }],
    ['of somebody who cannot send', { servers: all, symptom: 'send' }],
    ['of somebody who gets no mail', { servers: all, symptom: 'receive' }],
    ['of somebody whose devices disagree', { servers: all, symptom: 'sync' }],
    ['to a recipient elsewhere', { servers: all, to: ['bob@example.com'] }],
  ];

  test.each(ways)('is found so %s', async (_, run) => {
    const { report, renderings, told, secrets, user } = await diagnosePair(['healthy'], run);
    expect(report.findings.map(({ rule, severity, text }) => `${rule} ${severity} ${text}`)).toEqual([]);
    expect(report.causes).toEqual([]);
    expect(report.verdict).toBe('healthy');
    expect(report.crashes).toEqual([]);
    expect(contradictions(report)).toEqual([]);
    expect(schemaComplaints(report, told)).toEqual([]);
    for (const secret of secrets) for (const form of formsOf(secret, user)) expect(renderings).not.toContain(form);
  });

  test('is on no block list, and the lists are sound', async () => {
    const { report } = await diagnoseAs(await loadScenario('healthy'), true);
    // A busy machine may answer itself too late; that is told, and counts for nothing.
    expect(report.findings.filter(({ args }) => args.why !== 'timeout')).toEqual([]);
    expect(report.verdict).toBe('healthy');
    const [asked] = report.evidence.filter(({ fact }) => fact === 'blocklist/listings');
    expect(asked?.outcome.status).toBe('observed');
  });

  test('is said to work, port by port', async () => {
    const { renderings } = await diagnoseScenario('healthy');
    expect(renderings).toContain('Mail for ann@lab.test: healthy. Nothing is wrong with what was tested.');
    for (const line of [
      'imap  mail.lab.test:993   TLS, login, folders',
      'smtp  mail.lab.test:465   TLS, login, envelope',
    ]) {
      expect(renderings).toContain(line);
    }
  });
});
