import { defineCause } from '../model/cause.ts';
import type { Security } from '../model/subject.ts';
import { otherMode } from '../probes/facts/mail.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { conversationEchoes } from './echoes.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf, isSamePort, whereOf } from './where.ts';
import { modeName } from './working-ports.ts';

const modeOf = (value: string): Security | undefined =>
  value === 'tls' || value === 'starttls' || value === 'none' ? value : undefined;

const inWords = (value: string): string => {
  const mode = modeOf(value);
  return mode === undefined ? value : modeName[mode];
};

export default defineCause({
  id: 'tls-mode-mismatch',
  title: 'The wrong TLS mode is set for this port',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/mode-mismatch' }],
  explains: conversationEchoes,
  accountsFor: isSamePort,
  yieldsTo: ['resolver-rewrites'],
  ruledOut: (at) =>
    stated(
      'a server that is down (it answers in the other mode)',
      ...endpointsOf(at).map((one) => at.view.id(otherMode, one)),
    ),
  summary: (at) =>
    `${whereOf(at)}: ${inWords(textOf(at.first, 'asked'))} fails, and ${inWords(textOf(at.first, 'works'))} works on the same port.`,
  actions(at) {
    const [one] = endpointsOf(at);
    const works = modeOf(textOf(at.first, 'works'));
    if (one === undefined || works === undefined) return [{ text: 'Choose the other TLS mode.' }];
    const setting = works === 'tls' ? '"SSL/TLS"' : '"STARTTLS"';
    return [
      {
        text: `Set the connection security for port ${one.port} to ${setting} in the mail program (${modeName[works]}).`,
        command: serverCommand({ ...one, security: works }),
      },
      {
        text: 'Or keep the mode and change the port: TLS from the start belongs to 465, 993 and 995, STARTTLS to 587, 143 and 110.',
        command: portsCommand(one.host),
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    const works = modeOf(textOf(at.first, 'works'));
    if (one === undefined) return portsCommand(at.hosts[0] ?? 'HOST');
    return serverCommand(works === undefined ? one : { ...one, security: works });
  },
});
