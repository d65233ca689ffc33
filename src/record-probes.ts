import type { Probe } from './model/probe.ts';
import { probeBimiRecord } from './probes/records/bimi-record.ts';
import { probeCaaRecords } from './probes/records/caa-records.ts';
import { probeDaneRecords } from './probes/records/dane-records.ts';
import { probeDkimKeys } from './probes/records/dkim-keys.ts';
import { probeDmarcPolicy } from './probes/records/dmarc-policy.ts';
import { probeReportAuthorisations } from './probes/records/report-authorisations.ts';
import { probeSetupRecords } from './probes/records/setup-records.ts';
import { probeStsPolicy } from './probes/records/sts-policy.ts';
import { probeStsRecords } from './probes/records/sts-records.ts';
import { probeTlsReporting } from './probes/records/tls-reporting.ts';
import { probeSpfResult } from './probes/spf/probe-result.ts';
import { probeSpfSurvey } from './probes/spf/probe-survey.ts';
import type { WebLookUp } from './probes/web/ask-web.ts';

/**
 * What a domain publishes about its mail: all of it where records are asked for. Who cannot send hears of a broken SPF
 * record as well, whatever else is wrong.
 */
export function recordProbes(look: WebLookUp): readonly Probe[] {
  const { records, symptom } = look.target;
  const audit = [
    probeSpfResult(look),
    probeDkimKeys(look),
    probeDmarcPolicy(look),
    probeReportAuthorisations(look),
    probeStsRecords(look),
    probeStsPolicy(look),
    probeTlsReporting(look),
    probeBimiRecord(look),
    probeCaaRecords(look),
    probeDaneRecords(look),
    probeSetupRecords(look),
  ];
  const wanted = [
    ...(records !== undefined || symptom === 'send' ? [probeSpfSurvey(look)] : []),
    ...(records === undefined ? [] : audit),
  ];
  return wanted as readonly unknown[] as readonly Probe[];
}
