import { causes } from './causes/catalogue.ts';
import { judge as judgeObservations } from './engine/judge.ts';
import { createView } from './engine/view.ts';
import { withoutCrash } from './engine/without-crash.ts';
import type { Finding, View } from './model/finding.ts';
import type { ListResult, ListTally } from './model/listing.ts';
import { type Evidence, type Report, schemaVersion } from './model/report.ts';
import { clientReports } from './overview/clients.ts';
import { deviceRemark } from './overview/device-remark.ts';
import { overview } from './overview/overview.ts';
import { settingsReport } from './overview/settings.ts';
import { listings, listTally, nameListings } from './probes/facts/blocklist.ts';
import { resultsIn, tallyIn } from './report/list-facts.ts';
import { rules } from './rules/catalogue.ts';
import { isSeenToWork, servicesToWork } from './rules/seen-to-work.ts';

const saidAnything = ({ grave, light, policy, clean }: ListTally): boolean => grave + light + policy + clean > 0;
const isTold = ({ verdict }: ListResult): boolean => verdict !== 'unknown' && verdict !== 'not-applicable';

/** True when a list said anything of what it was asked about. The evidence may come from a file and be of any shape. */
const listsSpoke = (view: View): boolean =>
  view.all(listTally).some(({ outcome }) => {
    const tally = outcome.status === 'observed' ? tallyIn(outcome.value) : undefined;
    return tally !== undefined && saidAnything(tally);
  }) ||
  [...view.all(listings), ...view.all(nameListings)].some(
    ({ outcome }) => outcome.status === 'observed' && resultsIn(outcome.value).some(isTold),
  );

/** Every service that has to work does, or what keeps it from that may be something that is accepted. */
const areProved = (view: View, accepted: readonly Finding[]): boolean =>
  servicesToWork(view).every(
    (one) =>
      isSeenToWork(one, view) || accepted.some(({ subject }) => !('protocol' in subject) || subject.protocol === one),
  );

/** True when any source knew the domain, or none of them failed to be heard. */
const sourcesSpoke = (view: View): boolean => {
  const states = settingsReport(view)?.sources.map(({ state }) => state) ?? [];
  return states.includes('found') || !states.includes('failed');
};

/** Judges evidence, today's or last week's: the same evidence gives the same report. */
export function judge(evidence: Evidence): Report {
  const now = new Date(evidence.startedAt);
  const faults: string[] = [];
  const { findings, diagnosis, crashes, over } = judgeObservations({
    rules,
    causes,
    observations: evidence.observations,
    target: evidence.target,
    now,
    ...(evidence.target.blacklist === undefined ? {} : { learnt: listsSpoke }),
    ...(evidence.target.settings === undefined ? {} : { learnt: sourcesSpoke }),
    proved: (view, accepted) =>
      withoutCrash('services that have to work', () => areProved(view, accepted), faults) === true,
    ...(evidence.interrupted === undefined ? {} : { interrupted: evidence.interrupted }),
  });
  const view = createView({ ...evidence, now });
  const settings = withoutCrash('overview of settings', () => settingsReport(view), faults);
  const clients = withoutCrash('overview of clients', () => clientReports(view), faults);
  const sections = Object.entries(overview(view)).flatMap(
    ([kind, tell]) => withoutCrash(`overview of ${kind}`, tell, faults) ?? [],
  );
  return {
    schemaVersion,
    tool: evidence.tool,
    command: evidence.command,
    startedAt: evidence.startedAt,
    target: evidence.target,
    verdict: diagnosis.verdict,
    causes: diagnosis.causes,
    findings,
    unexplained: diagnosis.unexplained,
    notTested: diagnosis.notTested,
    ...(evidence.target.records === undefined ? {} : { records: sections }),
    ...(settings === undefined ? {} : { settings }),
    ...(clients === undefined ? {} : { clients }),
    evidence: evidence.observations,
    timing: evidence.timing,
    ...(evidence.interrupted === undefined ? {} : { interrupted: evidence.interrupted }),
    remarks: [
      ...evidence.remarks,
      ...(diagnosis.verdict === 'healthy' ? deviceRemark(evidence.target.symptom, clients ?? []) : []),
      ...over.map(
        ({ id, until }) => `The profile accepted ${id} until ${until}; that day has passed, and it counts again.`,
      ),
    ],
    crashes: [...evidence.crashes, ...crashes, ...faults],
  };
}
