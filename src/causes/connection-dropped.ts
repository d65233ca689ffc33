import { type Case, defineCause } from '../model/cause.ts';
import { connect, login } from '../probes/facts/mail.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { enumerate } from './enumerate.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, whereOf } from './where.ts';

const stageName: Readonly<Record<string, string>> = {
  connect: 'right after connecting',
  greeting: 'before any greeting',
  tls: 'during the TLS handshake',
  starttls: 'after STARTTLS',
  capabilities: 'while it was asked what it can do',
  auth: 'during the login',
  mail: 'at the sender',
  rcpt: 'at the recipient',
  data: 'while the message was sent',
  folders: 'while the folders were listed',
  mailbox: 'while the mailbox was read',
};

/** It ended before a login: a port that got so far does better. */
const isEarly = (at: Case): boolean =>
  at.findings.every((one) =>
    ['', 'connect', 'greeting', 'tls', 'starttls', 'capabilities'].includes(textOf(one, 'stage')),
  );

export default defineCause({
  id: 'connection-dropped',
  title: 'The connection is cut off in the middle',
  layer: 'network',
  sharing: 'host',
  symptoms: [{ rule: 'net/dropped' }, { rule: 'tls/handshake-failed', where: { reason: 'closed' } }],
  explains: publishedEchoes('reset', 'closed'),
  yieldsTo: ['resolver-rewrites', 'ipv6-broken', 'tls-mode-mismatch', 'too-many-connections'],
  expects: (at) => [
    {
      text: 'it happens on more than one connection',
      state: endpointsOf(at).length > 1 ? 'seen' : 'untested',
    },
  ],
  ruledOut: (at) =>
    stated('a closed port (the connection came about)', ...endpointsOf(at).map((one) => at.view.id(connect, one))),
  summary(at) {
    const stages = [
      ...new Set(
        at.findings
          .map((one) => (one.rule === 'tls/handshake-failed' ? 'tls' : textOf(one, 'stage')))
          .filter((one) => one !== ''),
      ),
    ];
    const when = enumerate(stages.map((one) => stageName[one] ?? `at stage ${one}`));
    return `${whereOf(at)}: the server accepted the connection and then it ended without a word${when === '' ? '' : `, ${when}`}.`;
  },
  actions(at) {
    const [one] = endpointsOf(at);
    return [
      {
        text: 'Try once more, and once without VPN, mail shield of the virus scanner or web filter; these cut connections they cannot read.',
        ...(one === undefined ? {} : { command: `${serverCommand(one)} --transcript` }),
      },
      ...useWorkingPort(at, (other) => isEarly(at) || at.view.value(login, other) !== undefined),
      {
        text: 'As administrator, read the server’s log at that minute: a crash, a connection limit, or fail2ban and the like.',
        command: one?.protocol === 'smtp' ? "journalctl -u 'postfix*' -n 100" : 'journalctl -u dovecot -n 100',
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
