import { defineProbe } from '../../model/probe.ts';
import { isDmarcRecord } from '../../protocols/dmarc/record.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';
import { attempt, type LookUp, together } from '../dns/look-up.ts';
import { dmarcPolicy, type ReportAuthorisation, reportAuthorisations } from '../facts/dmarc.ts';
import { textsAt } from './texts.ts';
import { troubleOf } from './trouble-of.ts';

const mostDomains = 10;

/** Asks each other domain that the policy sends reports to whether it takes them. */
export const probeReportAuthorisations = (look: LookUp) =>
  defineProbe({
    id: 'dmarc/report-authorisations',
    on: 'domain',
    effect: 'lookup',
    needs: [dmarcPolicy],
    yields: [reportAuthorisations],
    async run(at, run) {
      const found = run.value(dmarcPolicy, at);
      const governing = found?.governing.rfc9989 ?? found?.governing.rfc7489;
      const record = found?.names.find(({ name }) => name === governing)?.records[0];
      const domains = [...(record?.aggregate ?? []), ...(record?.failure ?? [])].flatMap((one) => one.domain ?? []);
      const others = governing === undefined ? [] : await outside(governing, [...new Set(domains)]);
      if (others.length === 0) return run.skip(reportAuthorisations, 'not-applicable');
      await run.stage(reportAuthorisations, async () => {
        const once = together(run);
        const asked = others.slice(0, mostDomains).map(async (domain): Promise<ReportAuthorisation> => {
          const name = `${governing}._report._dmarc.${domain}`;
          const answer = await attempt(textsAt(look, once, name));
          return 'failure' in answer
            ? { domain, name, authorised: false, trouble: troubleOf(answer.failure) }
            : { domain, name, authorised: answer.value.texts.some(isDmarcRecord) };
        });
        return { domains: await Promise.all(asked) };
      });
    },
  });

/** Domains of another organisation than the one that the record is of: only they are asked (RFC 7489 7.1). */
async function outside(of: string, domains: readonly string[]): Promise<string[]> {
  const home = (await registrableDomain(of)) ?? of;
  const homes = await Promise.all(domains.map(registrableDomain));
  return domains.filter((domain, index) => (homes[index] ?? domain) !== home);
}
