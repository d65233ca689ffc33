import { defineRule } from '../../model/finding.ts';
import { guessedHosts, mailExchangers, serviceRecords } from '../../probes/facts/dns.ts';
import * as facts from '../../probes/facts/settings.ts';
import { settingsAnswers } from '../../probes/facts/settings-answers.ts';
import { publications } from '../published-servers.ts';
import { stateOf } from '../settings-state.ts';
import { isServed } from '../wanted.ts';

export default defineRule({
  id: 'settings/none-found',
  title: 'No source names a mail server',
  severity: 'error',
  on: 'domain',
  reads: [
    serviceRecords,
    guessedHosts,
    mailExchangers,
    facts.tableByDomain,
    facts.pacc,
    facts.autoconfig,
    facts.wellKnown,
    facts.database,
    facts.autodiscover,
  ],
  messages: {
    none: 'Nobody names a mail server for {domain}: it publishes none, no table or database knows it, and none answers at the usual names{tried}.',
  },
  *check(at, view) {
    if (view.target.settings === undefined || publications(view).length > 0) return;
    const answers = settingsAnswers(at, view);
    // A source that could not be asked may know: that is not known to be absent. A provider without access is told of.
    if (answers.some((answer) => answer.settings !== undefined || stateOf(answer, at, view).state === 'failed')) return;
    if (view.value(serviceRecords, at) === undefined) return;
    const guessed = view.value(guessedHosts, at);
    const protocols = ['imap', 'pop3', 'smtp'] as const;
    if (guessed?.exist.some((host) => protocols.some((protocol) => isServed(host, protocol, view))) === true) return;
    const tried = guessed === undefined ? '' : ` (${guessed.tried.join(', ')})`;
    yield { message: 'none', args: { domain: at.name, tried } };
  },
});
