import { type Case, defineCause } from '../model/cause.ts';
import { domain, host } from '../model/subject.ts';
import { guessedHosts, ipv4Addresses, ipv6Addresses, mailExchangers, serviceRecords } from '../probes/facts/dns.ts';
import { diagnoseCommand, userOf } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { hostWord, userWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const of = (at: Case, rule: string) => at.findings.filter((finding) => finding.rule === rule);
const hostsOf = (at: Case): string[] => [...new Set(of(at, 'dns/host-not-found').map((one) => textOf(one, 'host')))];

/** Names that the domain itself, or a guess, says are there. */
function known(at: Case): string[] {
  const name = at.view.target.domain;
  if (name === undefined) return [];
  const services = at.view.value(serviceRecords, domain(name))?.records.map(({ target }) => target) ?? [];
  const guesses = at.view.value(guessedHosts, domain(name))?.exist ?? [];
  const missing = hostsOf(at);
  return [...new Set([...services, ...guesses])].filter((one) => one !== '.' && !missing.includes(one));
}

export default defineCause({
  id: 'host-not-found',
  title: 'The name does not exist in the DNS',
  layer: 'dns',
  sharing: 'run',
  symptoms: [{ rule: 'dns/host-not-found' }, { rule: 'dns/domain-not-found' }, { rule: 'dns/mx-target-missing' }],
  explains: [{ rule: 'dns/no-server-found' }, { rule: 'dns/mx-missing' }],
  yieldsTo: ['no-network'],
  ruledOut(at) {
    const [name] = hostsOf(at);
    const [gone] = of(at, 'dns/domain-not-found').map((one) => textOf(one, 'domain'));
    if (name !== undefined) {
      const ids = [at.view.id(ipv4Addresses, host(name)), at.view.id(ipv6Addresses, host(name))];
      const answer = at.view.value(ipv4Addresses, host(name)) ?? at.view.value(ipv6Addresses, host(name));
      return answer === undefined
        ? []
        : stated(`a dead resolver (${answer.resolver} answered: no such name or no address)`, ...ids);
    }
    return gone === undefined || at.view.value(mailExchangers, domain(gone)) === undefined
      ? []
      : stated('a dead resolver (it answered: no such name)', at.view.id(mailExchangers, domain(gone)));
  },
  summary(at) {
    const sentences: string[] = [];
    const names = hostsOf(at);
    const gone = of(at, 'dns/domain-not-found').map((one) => textOf(one, 'domain'));
    const targets = of(at, 'dns/mx-target-missing');
    if (gone.length > 0) sentences.push(`The mail domain ${enumerate(gone)} does not exist.`);
    if (names.length > 0) {
      const does = names.length === 1 ? 'has no address in the DNS, or does' : 'have no address in the DNS, or do';
      sentences.push(`${enumerate(names)} ${does} not exist at all.`);
    }
    for (const one of targets.slice(0, 2)) {
      sentences.push(
        `The MX record of ${textOf(one, 'domain')} names ${textOf(one, 'host')}, which has no address: mail to it cannot be delivered there.`,
      );
    }
    return sentences.join(' ');
  },
  actions(at) {
    const actions: { text: string; command?: string }[] = [];
    const [exists] = known(at);
    if (hostsOf(at).length > 0 && exists !== undefined) {
      const address = userWord(userOf(at.view) ?? 'ADDRESS', 'ADDRESS');
      const protocol = at.view.target.servers.find((one) => hostsOf(at).includes(one.host))?.protocol;
      const option = protocol === undefined || protocol === 'sieve' ? 'imap' : protocol;
      actions.push({
        text: `Try ${exists}, which exists and belongs to this domain.`,
        command: `mailcheck diagnose ${address} --${option} ${hostWord(exists)}`,
      });
    }
    actions.push({
      text: 'Compare the name, letter by letter, with the one on the provider’s page for setting up mail programs.',
    });
    const [name] = [...hostsOf(at), ...at.findings.map((one) => textOf(one, 'domain'))];
    actions.push({
      text: 'If the name is right and yours, its A or AAAA record is missing, or the domain has lapsed: mend it where the zone is kept.',
      command: `dig ${hostWord(name ?? 'NAME', 'NAME')}`,
    });
    return actions;
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
