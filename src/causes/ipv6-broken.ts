import { type Case, defineCause, type Expectation } from '../model/cause.ts';
import { familyOf, here } from '../model/subject.ts';
import { localNetwork } from '../probes/facts/here.ts';
import { connect } from '../probes/facts/mail.ts';
import { portsCommand } from './command-line.ts';
import { connectionEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { reached } from './working-ports.ts';

/** A refusal came back, so packets get there over IPv6 and back. */
const refusal = (at: Case) =>
  at.view
    .all(connect)
    .find(
      ({ subject, outcome }) =>
        at.hosts.includes(subject.host) &&
        familyOf(subject.ip) === 6 &&
        outcome.status === 'failed' &&
        outcome.failure.kind === 'refused',
    );

/** Another host that answered over IPv6 in this run. */
const elsewhere = (at: Case) => reached(at, (one) => familyOf(one.ip) === 6 && !at.hosts.includes(one.host));

export default defineCause({
  id: 'ipv6-broken',
  title: 'IPv6 to the server does not work',
  layer: 'network',
  sharing: 'host',
  symptoms: [{ rule: 'net/ipv6-broken' }],
  explains: [...connectionEchoes, { rule: 'net/dropped', where: { stage: 'connect' } }],
  accountsFor: ({ subject }) => 'ip' in subject && familyOf(subject.ip) === 6,
  expects(at) {
    const own = at.view.value(localNetwork, here);
    const id = at.view.id(localNetwork, here);
    const list: Expectation[] = [];
    if (own !== undefined && id !== undefined) {
      list.push({
        text: 'this machine has an IPv6 address of its own',
        state: own.ipv6 ? 'seen' : 'absent',
        because: [id],
      });
    }
    const proof = elsewhere(at) ?? refusal(at);
    list.push({
      text: 'IPv6 works from here',
      state: proof === undefined ? 'untested' : 'seen',
      ...(proof === undefined ? {} : { because: [proof.id] }),
    });
    return list;
  },
  ruledOut(at) {
    const other = elsewhere(at);
    const refused = refusal(at);
    if (other !== undefined) return stated(`broken IPv6 here (${other.subject.host} answers over IPv6)`, other.id);
    return refused === undefined ? [] : stated('broken IPv6 here (the refusal came back over it)', refused.id);
  },
  summary(at) {
    const { first } = at;
    const ips = enumerate([...new Set(at.findings.map((one) => textOf(one, 'ip')))].filter((ip) => ip !== ''));
    const side =
      elsewhere(at) !== undefined
        ? 'Another server answers over IPv6, so the fault lies with this one.'
        : refusal(at) !== undefined
          ? 'It refuses at once, so IPv6 gets there and nothing listens.'
          : 'Whether the fault lies at the server or in the IPv6 of this network was not seen.';
    return `${textOf(first, 'host') || at.hosts.join(', ')} answers over IPv4, and no connection comes about over IPv6${ips === '' ? '' : ` (${ips})`}: programs that try IPv6 first hang or fail. ${side}`;
  },
  actions(at) {
    const host = at.hosts[0] ?? textOf(at.first, 'host');
    const isProved = (elsewhere(at) ?? refusal(at)) !== undefined;
    return [
      ...(isProved
        ? []
        : [
            {
              text: 'See whether IPv6 works from here at all: ask a host that is known to have it.',
              command: 'ping -6 -c 3 2620:fe::fe',
            },
          ]),
      {
        text: 'As administrator, let the mail services listen on IPv6 and open the firewall for it, or remove the AAAA record until they do.',
        command: 'ss -6 -ltn',
      },
      {
        text: 'Compare the AAAA record with the addresses that the server really has.',
        command: `dig AAAA ${hostWord(host)}`,
      },
      {
        text: 'Until then, use IPv4 only: switch IPv6 off for this network, or in the mail program.',
        command: `${portsCommand(host)} -4`,
      },
    ];
  },
  check: (at) => `${portsCommand(at.hosts[0] ?? textOf(at.first, 'host'))} -6`,
});
