import { type Case, defineCause, type Expectation } from '../model/cause.ts';
import { here } from '../model/subject.ts';
import { clock } from '../probes/facts/here.ts';
import { greeting, tlsSession } from '../probes/facts/mail.ts';
import { tlsCommand } from './command-line.ts';
import { distrustEchoes } from './echoes.ts';
import { counted, enumerate } from './enumerate.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

const isEarly = (at: Case): boolean => at.first.rule === 'tls/certificate-not-yet-valid';
const clockIsWrong = (at: Case): boolean => at.others.some(({ rule }) => rule === 'here/clock-wrong');

/** Evidence that this machine's clock is right, or at least too slow to matter. */
function clockEvidence(at: Case): string | undefined {
  const told = at.view
    .all(greeting)
    .find(
      ({ outcome }) =>
        outcome.status === 'observed' &&
        outcome.value.serverTime !== undefined &&
        Math.abs(Date.parse(outcome.value.serverTime) - at.view.now.getTime()) < 10 * 60_000,
    );
  if (told !== undefined) return told.id;
  const built = Date.parse(at.view.value(clock, here)?.builtAt ?? '');
  const ended = Math.max(...at.findings.map((one) => Date.parse(textOf(one, 'notAfter'))));
  return !isEarly(at) && built > ended ? at.view.id(clock, here) : undefined;
}

/** Ports of the same host that already serve a certificate in date. */
const renewedOn = (at: Case): number[] => [
  ...new Set(
    at.view
      .all(tlsSession)
      .filter(
        ({ subject, outcome }) =>
          at.hosts.includes(subject.host) && outcome.status === 'observed' && outcome.value.inDate,
      )
      .map(({ subject }) => subject.port)
      .filter((port) => !at.ports.includes(port)),
  ),
];

export default defineCause({
  id: 'cert-expired',
  title: 'The certificate has expired or is not valid yet',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/certificate-expired' }, { rule: 'tls/certificate-not-yet-valid' }],
  explains: [{ rule: 'tls/certificate-differs' }, ...distrustEchoes],
  yieldsTo: ['resolver-rewrites'],
  expects(at) {
    const text = 'this machine’s clock is right';
    const because = clockEvidence(at);
    if (clockIsWrong(at)) return [{ text, state: 'absent' }];
    if (because !== undefined) return [{ text, state: 'seen', because: [because] }];
    const isClose = isEarly(at) || Number(at.first.args.days ?? 0) < 2;
    return isClose ? [{ text, state: 'untested' } satisfies Expectation] : [];
  },
  ruledOut(at) {
    const named = endpointsOf(at).filter((one) => at.view.value(tlsSession, one)?.nameMatches === true);
    return [
      ...(clockIsWrong(at) ? [] : stated('wrong clock here', clockEvidence(at))),
      ...(named.length === endpointsOf(at).length
        ? stated('wrong server (the name matches)', ...named.map((one) => at.view.id(tlsSession, one)))
        : []),
    ];
  },
  summary(at) {
    const [first] = at.findings;
    const days = Number(first?.args.days ?? 0);
    const ports = enumerate([...new Set(endpointsOf(at).map(({ port }) => port))]);
    const host = at.hosts[0] ?? textOf(at.first, 'host');
    const early = isEarly(at);
    const edge = textOf(at.first, early ? 'notBefore' : 'notAfter').slice(0, 10);
    const when = early
      ? days < 1
        ? 'is not valid until later today'
        : `becomes valid only in ${counted(days, 'day')}`
      : days < 1
        ? 'ended less than a day ago'
        : `ended ${counted(days, 'day')} ago`;
    const on = ports === '' ? '' : `, on ${ports}`;
    const date = edge === '' ? '' : ` (${edge})`;
    const doubt = clockIsWrong(at) ? ' But the clock of this machine is wrong, so the certificate may be fine.' : '';
    const renewed = renewedOn(at);
    const partly =
      renewed.length > 0
        ? ` On ${enumerate(renewed)} it is in date: a service was not reloaded after the renewal.`
        : '';
    return `${host} serves a certificate that ${when}${date}${on}.${partly}${doubt}`;
  },
  actions(at) {
    const setClock = { text: 'Set the clock of this machine, then check again.', command: 'timedatectl set-ntp true' };
    const host = at.hosts[0] ?? textOf(at.first, 'host');
    const owner = { text: 'As owner of the mailbox, tell the provider; do not accept the certificate meanwhile.' };
    if (isEarly(at)) {
      return [
        setClock,
        {
          text: 'As administrator, check the clock of the server and of the machine that issued the certificate.',
          command: tlsCommand(host),
        },
        owner,
      ];
    }
    const renew =
      renewedOn(at).length > 0
        ? {
            text: 'Reload the services that still serve the old certificate.',
            command: 'systemctl reload dovecot postfix',
          }
        : {
            text: 'Renew it, then reload the mail servers.',
            command: 'certbot renew && systemctl reload dovecot postfix',
          };
    return [
      ...(clockIsWrong(at) ? [setClock] : []),
      renew,
      {
        text: 'Reload them after each renewal from now on, by a deploy hook.',
        command: "certbot renew --deploy-hook 'systemctl reload dovecot postfix'",
      },
      owner,
    ];
  },
  check: (at) => tlsCommand(at.hosts[0] ?? textOf(at.first, 'host')),
});
