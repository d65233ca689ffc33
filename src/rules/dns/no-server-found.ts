import { defineRule } from '../../model/finding.ts';
import { guessedHosts, mailExchangers, serviceRecords } from '../../probes/facts/dns.ts';
import { namedServers } from '../published-servers.ts';

export default defineRule({
  id: 'dns/no-server-found',
  title: 'No server was found for the domain',
  severity: 'error',
  on: 'domain',
  reads: [guessedHosts, serviceRecords],
  messages: { none: '{domain} announces no mail servers, and none of the usual names exists: {tried}.' },
  *check(at, view) {
    // Where settings are asked for it is settings/none-found.
    if (view.target.settings !== undefined || namedServers(view).length > 0) return;
    const guessed = view.value(guessedHosts, at);
    const records = view.value(serviceRecords, at);
    if (guessed === undefined || records === undefined || guessed.exist.length > 0 || guessed.tried.length === 0)
      return;
    if (records.records.length > 0 || view.value(mailExchangers, at)?.rcode === 'NXDOMAIN') return;
    yield { message: 'none', args: { domain: at.name, tried: guessed.tried.join(', ') } };
  },
});
