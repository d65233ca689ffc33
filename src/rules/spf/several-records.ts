import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/several-records',
  title: 'The domain has several SPF records',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    own: '{domain} has {count} SPF records: one is allowed, with several the result is permerror (RFC 7208 3.2).',
  },
  *check(at, view) {
    for (const { domain, count } of notesOf('several-records', at, view)) {
      if (domain === at.name) yield { message: 'own', args: { domain, count } };
    }
  },
});
