import { type Case, defineCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { connect } from '../probes/facts/mail.ts';
import { portsCommand } from './command-line.ts';
import { notOverwritten } from './not-overwritten.ts';
import { endpointsOf, isSamePort, whereOf } from './where.ts';

/** A server without TLS does not open the port for it. */
const isClosedTlsPort = ({ rule, subject }: Finding, at: Case): boolean =>
  rule === 'net/refused' &&
  subject.kind === 'endpoint' &&
  subject.security === 'tls' &&
  endpointsOf(at).some(({ host, protocol }) => host === subject.host && protocol === subject.protocol);

/** Ports of the case's services for TLS from the start that were tried: none got as far as an offer. */
const triedWithTls = (at: Case) =>
  at.view
    .all(connect)
    .filter(
      ({ subject, outcome }) =>
        subject.security === 'tls' &&
        outcome.status !== 'skipped' &&
        endpointsOf(at).some(({ host, protocol }) => host === subject.host && protocol === subject.protocol),
    );

export default defineCause({
  id: 'plaintext-login-only',
  title: 'The server takes logins only without encryption',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'auth/plaintext-only' }],
  explains: [{ rule: 'tls/starttls-not-offered' }, { rule: 'auth/plaintext-offered' }, { rule: 'net/refused' }],
  accountsFor: (finding, at) => isSamePort(finding, at) || isClosedTlsPort(finding, at),
  yieldsTo: ['starttls-stripped'],
  expects(at) {
    const tried = triedWithTls(at).map(({ id }) => id);
    const text = 'no port with TLS from the start works there';
    return [tried.length === 0 ? { text, state: 'untested' } : { text, state: 'seen', because: tried }];
  },
  ruledOut: notOverwritten,
  summary(at) {
    const others = triedWithTls(at).length === 0 ? '' : ', and no port with TLS works there';
    return `${whereOf(at)} offers a login without TLS and no STARTTLS${others}: everybody on the way can read the password, so none is sent.`;
  },
  actions(at) {
    const [one] = endpointsOf(at);
    return [
      one?.protocol === 'smtp'
        ? {
            text: 'As administrator of Postfix, set certificate and key, turn on TLS, and offer logins inside TLS only.',
            command: 'postconf -e smtpd_tls_security_level=may smtpd_tls_auth_only=yes && systemctl reload postfix',
          }
        : {
            text: 'As administrator of Dovecot, set certificate and key, set ssl to required, and reload.',
            command: 'doveconf -n | grep -E "ssl|auth_allow_cleartext|disable_plaintext_auth"',
          },
      {
        text: 'As owner of the mailbox, ask the provider for the server name and port with TLS.',
        command: portsCommand(at.hosts[0] ?? 'HOST'),
      },
      { text: 'Change the password if it has ever been sent this way over a network that is not yours.' },
    ];
  },
  check: (at) => portsCommand(at.hosts[0] ?? 'HOST'),
});
