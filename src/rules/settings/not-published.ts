import { defineRule } from '../../model/finding.ts';
import { serviceRecords } from '../../probes/facts/dns.ts';
import { autoconfig, autodiscover, pacc, wellKnown } from '../../probes/facts/settings.ts';
import { settingsAnswers } from '../../probes/facts/settings-answers.ts';
import { ownSources, publications } from '../published-servers.ts';
import { stateOf } from '../settings-state.ts';

export default defineRule({
  id: 'settings/not-published',
  title: 'The domain does not say what its mail servers are',
  severity: 'notice',
  on: 'domain',
  reads: [serviceRecords, pacc, autoconfig, wellKnown, autodiscover],
  messages: {
    nothing:
      '{domain} publishes neither SRV records nor autoconfig nor PACC: mail programs depend on what others know of it, or guess.',
  },
  *check(at, view) {
    // The owner of a mailbox cannot change it.
    const { settings, address } = view.target;
    if (settings === undefined || address !== undefined) return;
    const own = settingsAnswers(at, view).filter(({ source }) => ownSources.includes(source));
    if (own.some((answer) => stateOf(answer, at, view).state !== 'absent')) return;
    if (view.value(serviceRecords, at) === undefined || publications(view).length === 0) return;
    yield { message: 'nothing', args: { domain: at.name } };
  },
});
