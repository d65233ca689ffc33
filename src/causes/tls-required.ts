import { type Case, defineCause } from '../model/cause.ts';
import type { Endpoint } from '../model/subject.ts';
import { offer } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { quote, textOf } from './text-of.ts';
import { endpointsOf, isSamePort, whereOf } from './where.ts';
import { modeName, workingPorts } from './working-ports.ts';

/** Where TLS was seen to be offered: on the port itself by STARTTLS, or on another one. */
function secured(at: Case): Endpoint | undefined {
  const [one] = endpointsOf(at).filter((each) => at.view.value(offer, each)?.starttls === true);
  return one === undefined ? workingPorts(at)[0] : { ...one, security: 'starttls' };
}

export default defineCause({
  id: 'tls-required',
  title: 'The server demands encryption first',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/required' }, ...refusedAs('tls-required')],
  explains: [{ rule: 'auth/not-offered' }],
  accountsFor: isSamePort,
  yieldsTo: ['starttls-stripped'],
  expects: (at) => [{ text: 'the server offers TLS', state: secured(at) === undefined ? 'untested' : 'seen' }],
  summary(at) {
    const reply = textOf(at.first, 'reply');
    const [one] = endpointsOf(at);
    const mode = one?.security === 'none' ? ' over a connection without encryption' : '';
    return `${whereOf(at)} takes no login or mail${mode}${reply === '' ? '' : `: ${quote(reply)}`}.`;
  },
  actions(at) {
    const better = secured(at);
    const [one] = endpointsOf(at);
    return [
      {
        text:
          better === undefined
            ? 'Turn on TLS in the mail program: SSL/TLS on 993, 995 and 465, or STARTTLS on 143, 110 and 587.'
            : `Turn on ${modeName[better.security]} on port ${better.port} in the mail program, which the server offers.`,
        ...(better === undefined
          ? one === undefined
            ? {}
            : { command: serverCommand({ ...one, security: 'starttls' }) }
          : { command: serverCommand(better) }),
      },
      {
        text: 'On a relaying mail server, turn on TLS for outgoing mail.',
        command: 'postconf -e smtp_tls_security_level=may && systemctl reload postfix',
      },
    ];
  },
  check(at) {
    const better = secured(at) ?? endpointsOf(at)[0];
    return better === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(better);
  },
});
