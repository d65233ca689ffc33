import { defineRule } from '../../model/finding.ts';
import { tableByDomain, tableByExchanger } from '../../probes/facts/settings.ts';
import { publications } from '../published-servers.ts';

export default defineRule({
  id: 'settings/no-access',
  title: 'The provider has no access for mail programs',
  severity: 'error',
  on: 'domain',
  reads: [tableByDomain, tableByExchanger],
  messages: { none: '{provider} has neither IMAP nor POP3 nor SMTP for mail programs. {needs}' },
  *check(at, view) {
    const provider =
      (view.value(tableByDomain, at) ?? undefined)?.provider ?? view.value(tableByExchanger, at)?.provider;
    const settings = view.value(tableByDomain, at)?.settings ?? view.value(tableByExchanger, at)?.settings;
    if (provider === undefined || settings === undefined) return;
    if (settings.incoming.length + settings.outgoing.length > 0 || publications(view).length > 0) return;
    const needs = provider.needs.map((need) => `${need.replace(/[.]$/, '')}.`).join(' ');
    yield { message: 'none', args: { provider: provider.name, needs } };
  },
});
