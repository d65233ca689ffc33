import { type Case, defineCause } from '../model/cause.ts';
import { envelope } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { envelopeCheck } from './envelope-check.ts';
import { needsLogin, receivesFor, wasAuthenticated } from './needs-login.ts';
import { refusalOf } from './refusal.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

const isExchanger = (at: Case): boolean =>
  at.findings.some((one) => one.subject.kind === 'endpoint' && receivesFor(at.view, one.subject, textOf(one, 'to')));

export default defineCause({
  id: 'relay-denied',
  title: 'The server does not forward mail to this recipient',
  layer: 'envelope',
  sharing: 'host',
  symptoms: refusedAs('relay-denied'),
  yieldsTo: ['auth-required'],
  excluded: (at) => at.findings.every((finding) => needsLogin(finding, at.view)),
  ruledOut(at) {
    const loggedIn = endpointsOf(at).filter((one) => wasAuthenticated(at.view, one));
    return stated('a missing login (it was made and accepted)', ...loggedIn.map((one) => at.view.id(envelope, one)));
  },
  summary(at) {
    const domain = textOf(at.first, 'to').split('@')[1];
    const [one] = endpointsOf(at);
    if (isExchanger(at)) {
      return `${refusalOf(at)} The MX record of ${domain} names this server, yet the server does not know the domain as its own: mail to it bounces.`;
    }
    return one !== undefined && wasAuthenticated(at.view, one)
      ? `${refusalOf(at)} The login was accepted, and still mail to that domain is not forwarded for it.`
      : `${refusalOf(at)} The server forwards only for its own users and domains.`;
  },
  actions(at) {
    const domain = textOf(at.first, 'to').split('@')[1] ?? 'DOMAIN';
    if (isExchanger(at)) {
      return [
        {
          text: `As administrator, list ${domain} among the domains that the server receives for (in Postfix mydestination, virtual_mailbox_domains or relay_domains).`,
          command: 'postconf mydestination virtual_mailbox_domains relay_domains',
        },
        {
          text: 'Or correct the MX record, if mail is to go to another server.',
          command: `dig MX ${hostWord(domain, 'DOMAIN')}`,
        },
      ];
    }
    return [
      { text: 'Use the outgoing server of the provider that hosts the sender’s address, with its name and password.' },
      { text: 'Check that the recipient’s address is right; a mistyped domain looks foreign to the server.' },
      {
        text: 'As administrator, add the domain or the client to what may be relayed.',
        command: 'postconf smtpd_relay_restrictions mynetworks relay_domains',
      },
    ];
  },
  check: envelopeCheck,
});
