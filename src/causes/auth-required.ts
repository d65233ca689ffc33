import { type Case, defineCause } from '../model/cause.ts';
import { envelope } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { diagnoseCommand, serverCommand, userOf } from './command-line.ts';
import { loginOffer, needsLogin, wasAuthenticated } from './needs-login.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { endpointsOf } from './where.ts';
import { modeName, workingPorts } from './working-ports.ts';

const said = (at: Case): boolean => at.findings.some(({ args }) => args.meaning === 'auth-required');

export default defineCause({
  id: 'auth-required',
  title: 'The server wants a login before it sends',
  layer: 'envelope',
  sharing: 'host',
  symptoms: [...refusedAs('auth-required'), { rule: 'smtp/recipient-refused', where: { meaning: 'relay-denied' } }],
  excluded: (at) => !at.findings.some((finding) => needsLogin(finding, at.view)),
  expects(at) {
    if (said(at)) return [];
    return [
      { text: 'the server offers a login', state: 'seen' },
      { text: 'the same recipient is accepted after a login', state: 'untested' },
    ];
  },
  ruledOut(at) {
    const [one] = endpointsOf(at);
    if (one === undefined) return [];
    const offered = loginOffer(at.view, one);
    return [
      ...(offered?.offered === true ? stated('a server without logins (it offers them)', offered.id) : []),
      ...(at.view.value(envelope, one) === undefined || wasAuthenticated(at.view, one)
        ? []
        : stated('a login without the right to relay (nobody had logged in)', at.view.id(envelope, one))),
    ];
  },
  summary(at) {
    const [one] = endpointsOf(at);
    const done = one !== undefined && wasAuthenticated(at.view, one);
    return `${refusalOf(at)} ${done ? 'The login that was made does not count there.' : 'Nobody had logged in on this connection.'}`;
  },
  actions(at) {
    const [one] = endpointsOf(at);
    const user = userOf(at.view);
    const other = workingPorts(at).find(({ port }) => port !== 25);
    const submission = one?.port === 25 ? other : one;
    return [
      {
        text: 'Turn on authentication for the outgoing server in the mail program, with the same name and password as for receiving.',
      },
      submission === undefined
        ? { text: 'Use the submission port 465 (TLS from the start) or 587 (STARTTLS) instead of port 25.' }
        : {
            text: `Send through port ${submission.port} with ${modeName[submission.security]} and log in there.`,
            command: serverCommand(submission, { user }),
          },
      { text: 'For a device that cannot log in, have the administrator allow its address, or set up a relay for it.' },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? diagnoseCommand(at.view.target, 'send') : serverCommand(one, { user: userOf(at.view) });
  },
});
