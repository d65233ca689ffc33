import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/missing',
  title: 'The domain has no SPF record',
  severity: 'warning',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    missing: '{domain} has no SPF record: receivers cannot tell who may send in its name, and trust its mail less.',
  },
  *check(at, view) {
    if (notesOf('resembles-spf', at, view).length > 0) return;
    const missing = notesOf('no-record', at, view).filter(({ domain }) => domain === at.name);
    if (missing.length > 0) yield { message: 'missing', args: { domain: at.name } };
  },
});
