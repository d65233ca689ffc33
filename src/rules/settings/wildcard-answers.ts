import { defineRule } from '../../model/finding.ts';
import { autoconfig, pacc, wildcard } from '../../probes/facts/settings.ts';
import { isWildcard } from '../settings-state.ts';

export default defineRule({
  id: 'settings/wildcard-answers',
  title: 'Wildcard DNS answers where mail programs look for settings',
  severity: 'notice',
  on: 'domain',
  reads: [wildcard, autoconfig, pacc],
  messages: {
    wildcard:
      'Every name below {domain} leads to {where}, {host} among them, where there are no settings: mail programs wait for it, and take what it says. Give the name an address of its own, or none.',
  },
  *check(at, view) {
    for (const [fact, label] of [[autoconfig, 'autoconfig'] as const, [pacc, 'ua-auto-config'] as const]) {
      const answer = view.value(fact, at);
      if (answer === undefined || answer.result.kind === 'settings' || !isWildcard(answer, at, view)) continue;
      const where = answer.alias ?? answer.ips.slice(0, 3).join(', ');
      yield { message: 'wildcard', args: { domain: at.name, host: `${label}.${at.name}`, where } };
    }
  },
});
