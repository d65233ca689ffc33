import { type Case, defineCause } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { controlPort } from '../probes/facts/here.ts';
import { diagnoseCommand } from './command-line.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { reached, workingPorts } from './working-ports.ts';

const portOf = (at: Case): number => Number(at.first.args.port);
const control = (at: Case) => {
  const value = at.view.value(controlPort, here);
  return value?.port === portOf(at) ? value : undefined;
};

export default defineCause({
  id: 'port-blocked-here',
  title: 'This network blocks the port',
  layer: 'network',
  sharing: 'run',
  symptoms: [{ rule: 'net/port-blocked-here' }],
  explains: [{ rule: 'net/timeout' }, { rule: 'net/unreachable' }],
  accountsFor: ({ subject }, at) =>
    subject.kind === 'endpoint' && at.findings.some(({ args }) => Number(args.port) === subject.port),
  yieldsTo: ['no-network'],
  expects(at) {
    const id = at.view.id(controlPort, here);
    const hosts = control(at)?.hosts ?? [];
    const shut = hosts.length > 0 && hosts.every(({ outcome }) => outcome !== 'open');
    return [
      {
        text: `servers known to serve port ${portOf(at)} cannot be reached on it either`,
        state: shut ? 'seen' : hosts.length === 0 ? 'untested' : 'absent',
        ...(id !== undefined && hosts.length > 0 ? { because: [id] } : {}),
      },
    ];
  },
  ruledOut(at) {
    const open = reached(at, ({ port }) => port !== portOf(at));
    return [
      ...(control(at) === undefined
        ? []
        : stated('one server’s own firewall (servers elsewhere time out as well)', at.view.id(controlPort, here))),
      ...(open === undefined ? [] : stated(`no network here (port ${open.subject.port} works)`, open.id)),
    ];
  },
  summary(at) {
    const port = portOf(at);
    const controls = textOf(at.first, 'controls');
    const seen = controls === '' ? '' : `, ${controls} included`;
    const usual =
      port === 25
        ? ' Most home, mobile and cloud networks block port 25; mail programs send through 465 or 587 and do not need it.'
        : '';
    return `Port ${port} times out at every server asked${seen}, while other connections work: outgoing traffic to it is blocked between this machine and the internet.${usual}`;
  },
  actions(at) {
    const port = portOf(at);
    const [other] = workingPorts(at);
    const host = control(at)?.hosts[0]?.host;
    return [
      {
        text:
          port === 25
            ? 'Hand outgoing mail to your provider’s submission server on 465 or 587 with a login; port 25 is only for mail between servers.'
            : `Use another port of the service${other === undefined ? '' : `, such as ${other.port}`}.`,
      },
      { text: 'If this machine is a mail server, ask its provider to open the port, or relay through a smarthost.' },
      {
        text: 'Check the port from another network before you call the server broken.',
        ...(host === undefined ? {} : { command: `nc -vz -w 10 ${hostWord(host)} ${port}` }),
      },
    ];
  },
  check: ({ view }) => diagnoseCommand(view.target),
});
