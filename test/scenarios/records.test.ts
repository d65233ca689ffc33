import { afterEach, describe, expect, test } from 'vitest';
import { diagnose, type Evidence, judge, type Report, render } from '../../src/index.ts';
import { loadScenarios } from '../../src/lab/catalogue.ts';
import { combine } from '../../src/lab/faults.ts';
import { healthy } from '../../src/lab/healthy.ts';
import type { ScenarioRun } from '../../src/lab/scenario.ts';
import { startScenario } from '../../src/lab/start.ts';
import { startWorld, type World } from '../../src/lab/world.ts';
import { atLeast } from '../../src/model/finding.ts';
import type { Target } from '../../src/model/target.ts';

let lab: World | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

/** What `mailcheck dns --lab ID` reports. */
async function audited(id: string, differs: Partial<Target> = {}): Promise<Report> {
  const started = await startScenario(id);
  return auditedIn(started, started.scenario.run?.records, differs);
}

async function auditedIn(
  world: World,
  records: ScenarioRun['records'] = {},
  differs: Partial<Target> = {},
): Promise<Report> {
  lab = world;
  const { selectors = [], sendingIps = [] } = records;
  return diagnose({
    limits: { connectMs: 500 },
    command: 'dns',
    network: lab.network,
    controls: lab.controls,
    blocklists: false,
    allowPrivate: true,
    target: {
      domain: 'lab.test',
      servers: [],
      protocols: ['smtp'],
      ceiling: 'connect',
      stopAfter: 'tls',
      survey: false,
      records: {
        selectors: selectors.map((selector) => ({ selector, domain: 'lab.test', source: 'named' })),
        sendingIps,
      },
      ...differs,
    },
  });
}

const grave = ({ findings }: Report): string[] =>
  findings.filter(({ severity }) => atLeast(severity, 'warning')).map(({ rule, text }) => `${rule}: ${text}`);

const scenarios = (await loadScenarios()).filter(({ run, id }) => run?.records !== undefined || id === 'dnssec-bogus');

describe('a scenario of records', () => {
  test.each(scenarios.map((one) => [one.id, one] as const))(
    '%s shows its cause first',
    async (_, { id, cause, also }) => {
      const report = await audited(id);
      expect(report.crashes).toEqual([]);
      const [first, ...others] = report.causes.map((one) => one.id);
      expect(first).toBe(cause);
      expect(others.filter((one) => also?.includes(one) !== true)).toEqual([]);
      expect(report.verdict).toBe('broken');
      // Nothing else is called broken because of it.
      const explained = new Set(report.causes.flatMap(({ explains }) => explains));
      const left = report.findings.filter(({ severity }, index) => atLeast(severity, 'error') && !explained.has(index));
      expect(left.map(({ rule }) => rule)).toEqual([]);
    },
  );
});

test('the healthy domain has right records, and nothing is found', async () => {
  const report = await audited('healthy');
  expect(report.verdict).toBe('healthy');
  expect(report.findings.map(({ rule, text }) => `${rule}: ${text}`)).toEqual([]);
  expect(report.records?.map(({ title }) => title)).toEqual([
    'MX',
    'SPF',
    'DKIM',
    'DMARC',
    'MTA-STS',
    'TLS-RPT',
    'DANE',
    'DNSSEC',
    'CAA',
    'Setup',
  ]);
});

test('lookups alone connect to nobody, and find nothing wrong either', async () => {
  const report = await audited('healthy', { ceiling: 'lookup' });
  expect(grave(report)).toEqual([]);
  expect(report.timing.connections).toBe(0);
  const counters = Object.values(lab?.counters.services ?? {}).map(({ connections }) => connections);
  expect(counters.every((count) => count === 0)).toBe(true);
});

test('a network that blocks port 25 is told as what it is: no fault of the domain', async () => {
  const report = await audited('port-blocked-here');
  expect(grave(report)).toEqual([]);
  expect(report.causes.map(({ id, severity }) => [id, severity])).toEqual([['port-blocked-here', 'notice']]);
});

test('a mail exchanger that is down is an error of the domain', async () => {
  const plan = combine(healthy(), ({ blocked }) => void blocked.push({ ip: '192.0.2.10', how: 'refused' }));
  plan.blocked.push({ ip: '2001:db8::10', how: 'refused' });
  const report = await auditedIn(await startWorld(plan));
  expect(report.verdict).toBe('broken');
  expect(report.causes[0]?.id).toBe('connection-refused');
});

describe('evidence of records that somebody has spoiled', () => {
  test('is judged and shown all the same, whatever a fact is', async () => {
    const report = await audited('healthy');
    const { evidence, interrupted: _, ...rest } = report;
    const whole: Evidence = { ...rest, observations: evidence };
    const observed = evidence.filter(({ outcome }) => outcome.status === 'observed');
    expect(observed.length).toBeGreaterThan(20);
    for (const one of observed) {
      const { value } = one.outcome as { readonly value: object };
      const fields = Object.keys(value).flatMap((name) =>
        [null, 5, 'x', [null]].map((odd) => ({ ...value, [name]: odd })),
      );
      for (const odd of [null, 5, 'x', [null], {}, ...fields]) {
        const changed = { ...one, outcome: { status: 'observed' as const, value: odd } };
        const observations = evidence.map((other) => (other === one ? changed : other));
        const judged = judge({ ...whole, observations });
        expect(render(judged, 'text'), one.id).toMatch(/^Mail for lab\.test:/);
      }
    }
  }, 60_000);
});
