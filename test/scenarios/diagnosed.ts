import { expect } from 'vitest';
import { labTarget, labWishes } from '../../src/cli/lab-wishes.ts';
import { diagnose as diagnosis } from '../../src/commands/diagnose.ts';
import { dns } from '../../src/commands/dns.ts';
import { smtp } from '../../src/commands/smtp.ts';
import { diagnose, type Report, render } from '../../src/index.ts';
import { loadScenario } from '../../src/lab/catalogue.ts';
import { combine } from '../../src/lab/faults.ts';
import { healthy } from '../../src/lab/healthy.ts';
import type { WorldPlan } from '../../src/lab/plan.ts';
import type { Scenario, ScenarioRun } from '../../src/lab/scenario.ts';
import { credentialsOf, type StartedScenario } from '../../src/lab/start.ts';
import { startWorld } from '../../src/lab/world.ts';
import type { RunEvent } from '../../src/model/probe.ts';
import { renderEvent } from '../../src/report/json.ts';
import { isProblem } from '../../src/settings/problem.ts';
import { toTarget } from '../../src/settings/target.ts';

/** Silence is waited for no longer; what answers does so within a fraction of it, on a busy machine as well. */
const limits = { connectMs: 5_000, greetingMs: 15_000, dnsMs: 10_000 };

/** Thirty lists, each within three seconds, are a load for a busy machine: they are asked where they are the point. */
const ofLists = [
  'ip-blacklisted',
  'domain-blacklisted',
  'blocklist-refuses-resolver',
  'resolver-rewrites',
  'no-network',
  'dns-lookup-failed',
];

export interface Diagnosed {
  readonly report: Report;
  /** Everything that leaves the program: the report in each format, and the events. */
  readonly renderings: string;
  /** The lines of `--format ndjson`: the events, and the report. */
  readonly told: readonly string[];
  /** The secret that was logged in with, and those of the world. */
  readonly secrets: readonly string[];
  /** Who logged in. */
  readonly user: string;
}

const wishesOf = (run: ScenarioRun | undefined) =>
  (run?.records !== undefined ? dns : run?.send === true ? smtp : diagnosis).wishes ?? (() => expect.unreachable());

/** Diagnoses a lab scenario as `mailcheck diagnose --lab` does, or the command that shows it. */
export const diagnoseScenario = async (id: string): Promise<Diagnosed> =>
  diagnoseAs(await loadScenario(id), ofLists.includes(id));

/** Diagnoses the world in which the faults of several scenarios are at work, asked as all of their users would. */
export async function diagnosePair(ids: readonly string[], run?: ScenarioRun): Promise<Diagnosed> {
  const [first, ...others] = await Promise.all(ids.map(loadScenario));
  if (first === undefined) throw new RangeError('a pair of nothing');
  const both = {
    ...first,
    fault: (plan: WorldPlan) => void combine(plan, first.fault, ...others.map(({ fault }) => fault)),
    run: run ?? joined([first, ...others].map((one) => one.run ?? {})),
  };
  return diagnoseAs(
    both,
    ids.some((id) => ofLists.includes(id)),
  );
}

/** Nothing that one of them asks is left out: no symptom narrows, and servers that one names join those of the other. */
function joined(runs: readonly ScenarioRun[]): ScenarioRun {
  const { symptom: _, ...rest } = Object.assign({}, ...runs) as ScenarioRun;
  const named = runs.flatMap(({ servers }) => servers ?? []);
  const others = healthy().servers.filter(({ protocol }) => !named.some((one) => one.protocol === protocol));
  return { ...rest, servers: [...named, ...others] };
}

/** Diagnoses the world of a scenario, with or without asking block lists. */
export async function diagnoseAs(scenario: Scenario, blocklists: boolean): Promise<Diagnosed> {
  const world = await startWorld(combine(healthy(), scenario.fault));
  // Who asks about records logs in nowhere.
  const credentials = scenario.run?.records === undefined ? credentialsOf(world, scenario) : undefined;
  const lab: StartedScenario = { ...world, servers: scenario.run?.servers ?? world.servers, scenario, credentials };
  const events: RunEvent[] = [];
  try {
    const { wishes, options } = labWishes(
      lab,
      { wishes: wishesOf(scenario.run) },
      undefined,
      scenario.run?.send === true ? { send: true } : {},
    );
    const named = toTarget(wishes, options);
    if (isProblem(named)) throw new Error(named.problem);
    const target = labTarget(lab, named, { argument: undefined, options });
    const mechanism = scenario.run?.mechanism;
    const report = await diagnose({
      target: credentials === undefined ? target : { ...target, credentials: credentials.kind },
      network: lab.network,
      controls: lab.controls,
      allowPrivate: true,
      limits,
      blocklists,
      ...(options.send === true ? { send: {} } : {}),
      onEvent: (event) => events.push(event),
      ...(credentials === undefined ? {} : { credentials }),
      ...(mechanism === undefined ? {} : { mechanism }),
    });
    const told = [...events.map((event) => renderEvent(event)), render(report, 'ndjson')];
    return { report, told, renderings: [...texts(report), ...told].join(''), secrets: secretsOf(lab), user: lab.user };
  } finally {
    await lab.close();
  }
}

const texts = (report: Report): string[] => [
  render(report, 'text', { width: 100, transcript: true }),
  render(report, 'json'),
];

const secretsOf = ({ password, accessToken, credentials }: StartedScenario): string[] =>
  [password, accessToken, credentials?.secret].flatMap((one) => (one === undefined ? [] : [one.reveal()]));

/** `cert-expired certain`, in the report's order. */
export const causesOf = ({ causes }: Report): string[] => causes.map(({ id, confidence }) => `${id} ${confidence}`);
