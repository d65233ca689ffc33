import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/lookup-failed',
  title: 'A name that SPF needs cannot be looked up',
  severity: 'warning',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    failed:
      'Looking up {name} ({type}) for the SPF record of {record} failed ({trouble}): receivers put mail off (temperror).',
  },
  *check(at, view) {
    for (const { domain: record, name, type, failure } of notesOf('dns', at, view)) {
      const trouble = failure.kind === 'dns' ? failure.trouble : failure.kind;
      yield { message: 'failed', args: { domain: at.name, record, name, type, trouble } };
    }
  },
});
