import { causes } from './causes/catalogue.ts';
import { judge as judgeObservations } from './engine/judge.ts';
import { createView } from './engine/view.ts';
import { withoutCrash } from './engine/without-crash.ts';
import { type Evidence, type Report, schemaVersion } from './model/report.ts';
import { overview } from './overview/overview.ts';
import { rules } from './rules/catalogue.ts';

/** Judges evidence, today's or last week's: the same evidence gives the same report. */
export function judge(evidence: Evidence): Report {
  const now = new Date(evidence.startedAt);
  const { findings, diagnosis, crashes } = judgeObservations({
    rules,
    causes,
    observations: evidence.observations,
    target: evidence.target,
    now,
    ...(evidence.interrupted === undefined ? {} : { interrupted: evidence.interrupted }),
  });
  const faults: string[] = [];
  const sections = Object.entries(overview(createView({ ...evidence, now }))).flatMap(
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
    evidence: evidence.observations,
    timing: evidence.timing,
    ...(evidence.interrupted === undefined ? {} : { interrupted: evidence.interrupted }),
    remarks: evidence.remarks,
    crashes: [...evidence.crashes, ...crashes, ...faults],
  };
}
