import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/include-broken',
  title: 'The SPF record includes one that does not work',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    missing:
      'The term "{term}" in the SPF record of {record} leads to {target}, which has no SPF record: the result is permerror.',
    several: '{target}, which the SPF record of {domain} leads to, has {count} SPF records: the result is permerror.',
    name: 'The term "{term}" in the SPF record of {record} leads to {target}, which cannot be a name.',
  },
  *check(at, view) {
    for (const { domain: record, target, text = '' } of notesOf('dead-target', at, view)) {
      yield { message: 'missing', args: { domain: at.name, record, target, term: text } };
    }
    for (const { domain: record, target, text = '' } of notesOf('target-not-a-name', at, view)) {
      yield { message: 'name', args: { domain: at.name, record, target, term: text }, severity: 'warning' };
    }
    for (const { domain: target, count } of notesOf('several-records', at, view)) {
      if (target === at.name) continue;
      yield { message: 'several', args: { domain: at.name, record: target, target, term: '', count } };
    }
  },
});
