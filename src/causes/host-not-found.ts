import { type Case, defineCause } from '../model/cause.ts';
import { domain, host } from '../model/subject.ts';
import {
  addresses,
  guessedHosts,
  ipv4Addresses,
  ipv6Addresses,
  mailExchangers,
  serviceRecords,
} from '../probes/facts/dns.ts';
import { diagnoseCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';

const of = (at: Case, rule: string) => at.findings.filter((finding) => finding.rule === rule);
const hostsOf = (at: Case): string[] => [...new Set(of(at, 'dns/host-not-found').map((one) => textOf(one, 'host')))];

const ofMessage = (at: Case, message: string): string[] => [
  ...new Set(
    of(at, 'dns/host-not-found')
      .filter((one) => (one.message === 'no-name') === (message === 'no-name'))
      .map((one) => textOf(one, 'host')),
  ),
];

/** Servers of the domain that do exist: announced, guessed, or looked up in this run. */
function known(at: Case): string[] {
  const name = at.view.target.domain;
  if (name === undefined) return [];
  const services = at.view.value(serviceRecords, domain(name))?.records.map(({ target }) => target) ?? [];
  const guesses = at.view.value(guessedHosts, domain(name))?.exist ?? [];
  const found = at.view
    .all(addresses)
    .filter(({ outcome }) => outcome.status === 'observed' && outcome.value.ips.length > 0)
    .map(({ subject }) => subject.name)
    .filter((one) => one.endsWith(`.${name}`));
  const missing = hostsOf(at);
  return [...new Set([...services, ...guesses, ...found])].filter((one) => one !== '.' && !missing.includes(one));
}

/** The diagnosis again, with a name that exists in place of those that do not. */
function repaired(at: Case, exists: string): string {
  const missing = hostsOf(at);
  const { target } = at.view;
  const servers = target.servers.map((one) => (missing.includes(one.host) ? { ...one, host: exists } : one));
  return diagnoseCommand({
    ...target,
    servers: servers.length > 0 ? servers : [{ protocol: 'imap', host: exists }],
  });
}

export default defineCause({
  id: 'host-not-found',
  title: 'The name does not exist in the DNS',
  layer: 'dns',
  sharing: 'run',
  symptoms: [{ rule: 'dns/host-not-found' }, { rule: 'dns/domain-not-found' }, { rule: 'dns/mx-target-missing' }],
  explains: [
    { rule: 'dns/no-server-found' },
    { rule: 'dns/mx-missing' },
    { rule: 'settings/none-found' },
    ...publishedEchoes('no-address'),
  ],
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
    const [absent, bare] = [ofMessage(at, 'no-name'), ofMessage(at, 'no-address')];
    const gone = of(at, 'dns/domain-not-found').map((one) => textOf(one, 'domain'));
    const targets = of(at, 'dns/mx-target-missing');
    if (gone.length > 0) sentences.push(`The mail domain ${enumerate(gone)} does not exist.`);
    if (absent.length > 0) {
      sentences.push(`The DNS knows no ${enumerate(absent)}: a typing error, or a server that is no longer there.`);
    }
    if (bare.length > 0) {
      sentences.push(`${enumerate(bare)} ${bare.length === 1 ? 'is' : 'are'} in the DNS, but without an address.`);
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
      actions.push({
        text: `Try ${exists}, which exists and belongs to this domain.`,
        command: repaired(at, exists),
      });
    }
    const [gone] = of(at, 'dns/domain-not-found').map((one) => textOf(one, 'domain'));
    const [target] = of(at, 'dns/mx-target-missing').map((one) => textOf(one, 'domain'));
    if (gone !== undefined) {
      actions.push({ text: `Check the spelling of ${gone}, letter by letter: it stands behind the @ of the address.` });
    }
    if (hostsOf(at).length > 0) {
      actions.push({
        text: 'Compare the name, letter by letter, with the one on the provider’s page for setting up mail programs.',
      });
    }
    if (target !== undefined) {
      actions.push({
        text: `As administrator of ${target}, correct the MX record, or give the server that it names an address.`,
        command: `dig MX ${hostWord(target, 'DOMAIN')}`,
      });
    }
    const [name] = [...hostsOf(at), ...(gone === undefined ? [] : [gone])];
    if (name === undefined) return actions;
    actions.push({
      text: 'If the name is right and yours, its A or AAAA record is missing, or the domain has lapsed: mend it where the zone is kept.',
      command: `dig ${hostWord(name, 'NAME')}`,
    });
    return actions;
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
