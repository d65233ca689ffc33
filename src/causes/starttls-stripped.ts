import { type Case, defineCause } from '../model/cause.ts';
import { offer } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { plainEchoes, publishedEchoes } from './echoes.ts';
import { quote, textOf } from './text-of.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, isSamePort, whereOf } from './where.ts';

const mangled = (at: Case) => endpointsOf(at).filter((one) => (at.view.value(offer, one)?.mangled.length ?? 0) > 0);

export default defineCause({
  id: 'starttls-stripped',
  title: 'STARTTLS is taken out on the way',
  layer: 'network',
  sharing: 'host',
  symptoms: [{ rule: 'tls/starttls-stripped' }],
  explains: [
    { rule: 'tls/starttls-not-offered' },
    { rule: 'tls/starttls-refused' },
    { rule: 'tls/required' },
    { rule: 'auth/plaintext-only' },
    { rule: 'auth/not-offered' },
    ...plainEchoes,
    ...publishedEchoes('withheld', 'rejected'),
    ...refusedAs('tls-required'),
  ],
  accountsFor: isSamePort,
  expects(at) {
    const seen = mangled(at);
    const because = seen.map((one) => at.view.id(offer, one)).filter((id) => id !== undefined);
    return [
      {
        text: 'the offer arrives with the line overwritten',
        state: seen.length > 0 ? 'seen' : 'untested',
        ...(because.length > 0 ? { because } : {}),
      },
    ];
  },
  summary(at) {
    const line = mangled(at).flatMap((one) => at.view.value(offer, one)?.mangled ?? [])[0];
    const sign = line === undefined ? textOf(at.first, 'sign') : `the line arrives as ${quote(line)}`;
    return `${whereOf(at)} lacks STARTTLS, and there is a sign that something between here and the server removes it${sign === '' ? '' : ` (${sign})`}. A password would be readable on the way, so none is sent.`;
  },
  actions(at) {
    const [one] = endpointsOf(at);
    return [
      ...useWorkingPort(at),
      { text: 'Use a port with TLS from the start (993, 995, 465): there is nothing in it to take out.' },
      {
        text: 'Try from another network; if STARTTLS is there, the firewall, mail shield or provider of this network removes it.',
        ...(one === undefined ? {} : { command: serverCommand(one) }),
      },
      { text: 'As administrator of a Cisco ASA or the like, switch off the inspection of ESMTP or let it allow TLS.' },
      { text: 'Change the password if a mail program here has logged in without encryption.' },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
