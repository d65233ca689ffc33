import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/syntax',
  title: 'An SPF record breaks the grammar',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    error:
      'The SPF record of {record} is wrong at character {at}: "{found}" stands where {expected} belongs. The whole record fails (permerror).',
    end: 'The SPF record of {record} is wrong at character {at}: {expected} is missing. The whole record fails (permerror).',
  },
  *check(at, view) {
    for (const { domain: record, error } of notesOf('syntax', at, view)) {
      const { problem, expected, found } = error;
      const args = { domain: at.name, record, at: error.at + 1, expected, found, problem };
      yield { message: found === '' ? 'end' : 'error', args };
    }
  },
});
