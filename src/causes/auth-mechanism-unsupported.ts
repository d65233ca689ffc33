import { type Action, type Case, defineCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { securedOffer } from '../probes/facts/mail.ts';
import { refusedAs } from '../rules/refusals.ts';
import { serverCommand, userOf } from './command-line.ts';
import { enumerate } from './enumerate.ts';
import { loginCheck } from './login-check.ts';
import { offersOnlyTokens } from './offered-mechanisms.ts';
import { refusalOf } from './refusal.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf, whereOf } from './where.ts';
import { modeName, workingPorts } from './working-ports.ts';

const of = (at: Case, rule: string) => at.findings.filter((finding) => finding.rule === rule);
const aSecret = (at: Case): string =>
  at.view.target.credentials === 'access-token' ? 'an access token' : 'a password';
/** Another port of the host that does offer a login. */
const better = (at: Case) =>
  workingPorts(at).find((one) => {
    const offered = at.view.value(securedOffer, one);
    return offered !== undefined && (offered.plainLogin || offered.mechanisms.length > 0);
  });

/** The setting in the mail program that fits what is offered. */
function chosenBy(at: Case): Action[] {
  const uncommon = of(at, 'auth/no-common-mechanism');
  const offered = uncommon.map((one) => textOf(one, 'offered')).join(' ');
  if (/GSSAPI|NTLM|GS2-/.test(offered)) {
    return [
      {
        text: 'Choose Kerberos (GSSAPI) or NTLM as the authentication method in the mail program, on a machine that is signed in to the organisation’s domain.',
      },
    ];
  }
  if (uncommon.length > 0 && at.view.target.credentials === 'access-token') {
    return [{ text: 'Log in with the password: the server takes no access token there.', command: loginCheck(at) }];
  }
  // Where none is offered there is nothing to choose.
  if (uncommon.length === 0 && of(at, 'auth/not-offered').length === at.findings.length) return [];
  return [
    {
      text: 'Choose another authentication method in the mail program, one that the server offers.',
      command: loginCheck(at),
    },
  ];
}

export default defineCause({
  id: 'auth-mechanism-unsupported',
  title: 'The server offers no way of logging in that fits',
  layer: 'account',
  sharing: 'host',
  symptoms: [
    { rule: 'auth/no-common-mechanism' },
    { rule: 'auth/not-offered' },
    ...refusedAs('auth-mechanism-unsupported'),
  ],
  yieldsTo: ['oauth-required', 'starttls-stripped', 'tls-required'],
  excluded: (at) =>
    at.view.target.credentials === 'password' &&
    at.findings.every((one) => one.rule === 'auth/no-common-mechanism' && offersOnlyTokens(one)),
  ruledOut: (at) =>
    stated(
      'a missing encryption (the offer inside TLS was read)',
      ...endpointsOf(at)
        .filter((one) => at.view.value(securedOffer, one) !== undefined)
        .map((one) => at.view.id(securedOffer, one)),
    ),
  summary(at) {
    const uncommon = of(at, 'auth/no-common-mechanism');
    const none = of(at, 'auth/not-offered');
    if (uncommon.length > 0) {
      const offered = textOf(uncommon[0] as Finding, 'offered');
      const same = uncommon.filter((one) => textOf(one, 'offered') === offered);
      const names = enumerate(offered.split(', ')) || 'mechanisms';
      return `${whereOf({ findings: same })} offers only ${names} for logging in, none of which mailcheck can use with ${aSecret(at)}.`;
    }
    if (none.length > 0) {
      return `${whereOf({ findings: none })} offers no login at all, so the name and password were not tried.`;
    }
    return refusalOf(at);
  },
  actions(at) {
    const other = better(at);
    const at25 = at.ports.includes(25);
    const user = userOf(at.view);
    return [
      ...(other === undefined
        ? []
        : [
            {
              text: `Log in on port ${other.port} with ${modeName[other.security]}, which offers a login.`,
              command: serverCommand(other, { user }),
            },
          ]),
      ...(at25
        ? [
            {
              text: 'Use the submission port 465 or 587 for sending: port 25 is for mail between servers and often has no login.',
            },
          ]
        : []),
      ...chosenBy(at),
      endpointsOf(at)[0]?.protocol === 'smtp'
        ? {
            text: 'As administrator of Postfix, turn on SASL for the submission service and check that its back end runs.',
            command: 'postconf -n | grep smtpd_sasl; postconf -M submission/inet',
          }
        : {
            text: 'As administrator of Dovecot, list PLAIN and LOGIN among the mechanisms; inside TLS they are safe.',
            command: 'doveconf auth_mechanisms',
          },
    ];
  },
  check: loginCheck,
});
