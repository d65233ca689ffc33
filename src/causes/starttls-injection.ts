import { defineCause } from '../model/cause.ts';
import { starttls } from '../probes/facts/mail.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { stated } from './statement.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, whereOf } from './where.ts';

export default defineCause({
  id: 'starttls-injection',
  title: 'Plain text was slipped in before TLS began',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/starttls-injection' }],
  explains: publishedEchoes('violation'),
  ruledOut: (at) =>
    stated(
      'a server without STARTTLS (it agreed to begin TLS)',
      ...endpointsOf(at)
        .filter((one) => at.view.value(starttls, one) !== undefined)
        .map((one) => at.view.id(starttls, one)),
    ),
  summary: (at) =>
    `${whereOf(at)}: more text came after the go-ahead for TLS and before the handshake. A program that keeps it takes forged answers for encrypted ones, so the session was ended and no password sent.`,
  actions(at) {
    const [one] = endpointsOf(at);
    return [
      ...useWorkingPort(at),
      {
        text: 'Check from another network: if it is gone there, something in this network tampers with mail connections.',
        ...(one === undefined ? {} : { command: `${serverCommand(one)} --transcript` }),
      },
      {
        text: 'As administrator, update the mail server and any proxy before it; each has to throw away what it holds when TLS begins.',
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
