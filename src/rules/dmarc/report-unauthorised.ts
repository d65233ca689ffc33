import { defineRule } from '../../model/finding.ts';
import { reportAuthorisations } from '../../probes/facts/dmarc.ts';

export default defineRule({
  id: 'dmarc/report-unauthorised',
  title: 'DMARC reports go to a domain that has not agreed to them',
  severity: 'warning',
  on: 'domain',
  reads: [reportAuthorisations],
  messages: {
    unauthorised: 'Reports are to go to {to}, which does not say that it takes them: there is no "v=DMARC1" at {name}.',
  },
  *check(at, view) {
    for (const { domain, name, authorised, trouble } of view.value(reportAuthorisations, at)?.domains ?? []) {
      if (authorised || trouble !== undefined) continue;
      yield { message: 'unauthorised', args: { domain: at.name, to: domain, name } };
    }
  },
});
