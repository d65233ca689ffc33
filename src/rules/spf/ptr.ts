import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/ptr',
  title: 'The SPF record uses ptr',
  severity: 'notice',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    ptr: 'The SPF record of {record} has "{term}": slow, and not to be used (RFC 7208 5.5); some receivers pass it over.',
  },
  *check(at, view) {
    for (const { domain: record, text = '' } of notesOf('ptr', at, view)) {
      yield { message: 'ptr', args: { domain: at.name, record, term: text } };
    }
  },
});
