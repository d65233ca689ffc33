import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/loop',
  title: 'The SPF record leads back to itself',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    loop: 'The term "{term}" in the SPF record of {record} leads back to a record that led there: lookups run out, the result is permerror.',
  },
  *check(at, view) {
    // A circle is found at each of its records; one of them is enough to break it.
    for (const { domain: record, target, text = '' } of notesOf('loop', at, view).slice(0, 1)) {
      yield { message: 'loop', args: { domain: at.name, record, target, term: text } };
    }
  },
});
