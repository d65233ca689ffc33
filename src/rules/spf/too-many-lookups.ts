import { defineRule } from '../../model/finding.ts';
import { endless, spfSurvey } from '../../probes/facts/spf.ts';

const limit = 10;

export default defineRule({
  id: 'spf/too-many-lookups',
  title: 'The SPF record needs more lookups than are allowed',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    many: 'The SPF record of {domain} needs {count} lookups, {limit} are allowed (RFC 7208 4.6.4): what comes after the tenth is permerror.',
  },
  *check(at, view) {
    const survey = view.value(spfSurvey, at);
    if (survey === undefined || survey.lookups <= limit || survey.lookups >= endless) return;
    const text = survey.records[0]?.texts[0]?.slice(0, 80) ?? '';
    yield { message: 'many', args: { domain: at.name, count: survey.lookups, limit, text } };
  },
});
