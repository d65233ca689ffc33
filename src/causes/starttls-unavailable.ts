import { type Case, defineCause } from '../model/cause.ts';
import { portsCommand, serverCommand } from './command-line.ts';
import { plainEchoes, publishedEchoes } from './echoes.ts';
import { notOverwritten } from './not-overwritten.ts';
import { quote, textOf } from './text-of.ts';
import { useWorkingPort } from './use-working-port.ts';
import { endpointsOf, placesOf, whereOf } from './where.ts';

const of = (at: Case, rule: string) => at.findings.filter((finding) => finding.rule === rule);

export default defineCause({
  id: 'starttls-unavailable',
  title: 'STARTTLS is not available on this port',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/starttls-not-offered' }, { rule: 'tls/starttls-refused' }],
  explains: [...plainEchoes, ...publishedEchoes('withheld', 'rejected')],
  yieldsTo: ['resolver-rewrites', 'starttls-stripped', 'plaintext-login-only'],
  ruledOut: notOverwritten,
  summary(at) {
    const [refused] = of(at, 'tls/starttls-refused');
    const missing = of(at, 'tls/starttls-not-offered');
    const sentences = [];
    if (missing.length > 0) sentences.push(`${whereOf({ findings: missing })} does not offer STARTTLS.`);
    if (refused !== undefined) {
      const reply = textOf(refused, 'reply');
      sentences.push(`${placesOf([refused])[0]} refuses STARTTLS${reply === '' ? '' : `: ${quote(reply)}`}.`);
    }
    return `${sentences.join(' ')} mailcheck does not go on without encryption, and no mail program should.`;
  },
  actions(at) {
    const host = at.hosts[0] ?? 'HOST';
    const [one] = endpointsOf(at);
    return [
      ...useWorkingPort(at),
      {
        text: 'See whether the server has a port with TLS from the start: 993, 995 or 465.',
        command: portsCommand(host),
      },
      one?.protocol === 'smtp'
        ? {
            text: 'As administrator of Postfix, set certificate and key and turn on TLS.',
            command: 'postconf -e smtpd_tls_security_level=may && systemctl reload postfix',
          }
        : {
            text: 'As administrator of Dovecot, set certificate and key, and ssl to required.',
            command: 'doveconf -n | grep ssl',
          },
      { text: 'Try from another network: a firewall or virus scanner on the way may take STARTTLS out.' },
    ];
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined ? portsCommand(at.hosts[0] ?? 'HOST') : serverCommand(one);
  },
});
