import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/dead-term',
  title: 'A term of the SPF record does nothing',
  severity: 'notice',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    void: 'The term "{term}" in the SPF record of {record} leads to nothing: {name} has no {type} record.',
    unreachable:
      'The term "{term}" in the SPF record of {record} stands behind all, or beside it: it is never looked at.',
    modifier:
      'The term "{term}" in the SPF record of {record} is taken for an unknown modifier and passed over: a colon was meant.',
    private:
      'The term "{term}" in the SPF record of {record} allows addresses that no mail comes from in the Internet ({network}).',
  },
  *check(at, view) {
    const args = ({ domain: record, text = '' }: { domain: string; text?: string }) => ({
      domain: at.name,
      record,
      term: text,
    });
    for (const note of notesOf('void', at, view)) {
      yield { message: 'void', args: { ...args(note), name: note.name, type: note.type } };
    }
    for (const note of notesOf('unreachable', at, view)) yield { message: 'unreachable', args: args(note) };
    for (const note of notesOf('unknown-modifier', at, view)) {
      if (note.mechanism) yield { message: 'modifier', args: args(note), severity: 'warning' };
    }
    for (const note of notesOf('not-public', at, view)) {
      if (note.class === 'documentation') continue;
      yield { message: 'private', args: { ...args(note), network: note.network } };
    }
  },
});
