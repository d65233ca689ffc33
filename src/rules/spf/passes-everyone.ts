import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';
import { notesOf } from '../spf-notes.ts';

export default defineRule({
  id: 'spf/passes-everyone',
  title: 'SPF lets everybody send in the name of the domain',
  severity: 'error',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    all: 'The SPF record of {domain} ends in {term}: every server in the world may send in its name.',
    network:
      'The SPF record of {record} has {term}, which is every IPv{family} address: all of them may send for {domain}.',
  },
  *check(at, view) {
    const survey = view.value(spfSurvey, at);
    if (survey === undefined) return;
    const everybody = notesOf('every-address', at, view).filter(({ domain, at: place }) =>
      survey.networks.some((one) => one.domain === domain && one.at === place && one.qualifier === '+'),
    );
    for (const { domain: record, text = '', family } of everybody) {
      yield { message: 'network', args: { domain: at.name, record, term: text, family } };
    }
    if (survey.unlisted !== 'pass') return;
    const [last] = notesOf('all', at, view).filter(({ qualifier }) => qualifier === '+');
    yield { message: 'all', args: { domain: at.name, record: last?.domain ?? at.name, term: last?.text ?? '+all' } };
  },
});
