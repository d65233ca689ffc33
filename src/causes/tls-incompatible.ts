import { type Case, defineCause } from '../model/cause.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { serverCommand, tlsCommand } from './command-line.ts';
import { publishedEchoes } from './echoes.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, whereOf } from './where.ts';

const reasons: Readonly<Record<string, string>> = {
  version: 'server and client have no TLS version in common',
  cipher: 'server and client have no cipher in common',
  key: 'the server’s key or parameters are too weak to be accepted',
  alert: 'the server broke the handshake off with an alert',
  other: 'the handshake failed',
};
const isNamed = (at: Case): boolean =>
  at.findings.some((one) => ['version', 'cipher', 'key'].includes(textOf(one, 'reason')));

export default defineCause({
  id: 'tls-incompatible',
  title: 'Server and client cannot agree on TLS',
  layer: 'tls',
  sharing: 'host',
  symptoms: ['version', 'cipher', 'key', 'alert', 'other'].map((reason) => ({
    rule: 'tls/handshake-failed',
    where: { reason },
  })),
  explains: publishedEchoes('tls'),
  yieldsTo: ['resolver-rewrites', 'tls-mode-mismatch'],
  expects: (at) => [
    {
      text: 'the handshake names a version, cipher or key that does not fit',
      state: isNamed(at)
        ? 'seen'
        : at.findings.some((one) => textOf(one, 'reason') === 'alert')
          ? 'untested'
          : 'absent',
    },
  ],
  ruledOut: (at) =>
    at.findings.some((one) => textOf(one, 'reason') === 'other')
      ? []
      : stated(
          'the certificate (the handshake ended before it was judged)',
          ...endpointsOf(at).map((one) => at.view.id(tlsSession, one)),
        ),
  summary(at) {
    const code = textOf(at.first, 'code');
    const reason = reasons[textOf(at.first, 'reason')] ?? 'the handshake failed';
    return `${whereOf(at)}: ${reason}${code === '' ? '' : ` (${code})`}, so no encrypted connection comes about.`;
  },
  actions(at) {
    const [one] = endpointsOf(at);
    return [
      {
        text: 'Update the older side: the server has to speak TLS 1.2 or 1.3 with current ciphers and a key of 2048 bits (RSA) or 256 bits (EC).',
      },
      ...(one?.protocol === 'smtp'
        ? [
            {
              text: 'In Postfix, lift limits that were set by hand.',
              command: "postconf -e 'smtpd_tls_mandatory_protocols=>=TLSv1.2' && systemctl reload postfix",
            },
          ]
        : [{ text: 'In Dovecot, look at the TLS settings that were set by hand.', command: 'doveconf -n | grep ssl' }]),
      ...useWorkingPort(at),
      {
        text: 'If an old mail program or phone fails and this check does not, update that device: the server is right to refuse it.',
      },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? tlsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
