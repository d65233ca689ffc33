import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';

export default defineRule({
  id: 'spf/open-end',
  title: 'SPF says nothing about servers that it does not name',
  severity: 'notice',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    open: 'The SPF record of {domain} leaves servers that it does not name neutral (?all, or no all): it stops no forgery. End it in -all or ~all.',
  },
  *check(at, view) {
    if (view.value(spfSurvey, at)?.unlisted === 'neutral') yield { message: 'open', args: { domain: at.name } };
  },
});
