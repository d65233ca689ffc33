import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/misplaced',
  title: 'An SPF record is written as, or kept where, nobody reads it',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    spelling: '{record} has "{text}", which is no SPF record: it must begin with v=spf1 and a space.',
    type: '{record} has an SPF record of the type SPF (99), which nobody reads any more: it belongs into a TXT record.',
  },
  *check(at, view) {
    const hasOwn = view.value(spfSurvey, at)?.records[0]?.state === 'one';
    const weight = hasOwn ? { severity: 'notice' as const } : {};
    for (const { domain: record, text = '' } of notesOf('resembles-spf', at, view)) {
      yield { message: 'spelling', args: { domain: at.name, record, text: text.slice(0, 80) }, ...weight };
    }
    for (const { domain: record, text = '' } of notesOf('spf-type', at, view)) {
      yield { message: 'type', args: { domain: at.name, record, text: text.slice(0, 80) }, ...weight };
    }
  },
});
