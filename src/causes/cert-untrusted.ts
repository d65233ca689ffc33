import { type Case, defineCause } from '../model/cause.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { serverCommand, tlsCommand } from './command-line.ts';
import { distrustEchoes } from './echoes.ts';
import { hostWord } from './shell-word.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf, whereOf } from './where.ts';

const reasonOf = (at: Case): string => textOf(at.first, 'reason');
const tlsAt = (at: Case) =>
  endpointsOf(at).flatMap((one) => {
    const value = at.view.value(tlsSession, one);
    const id = at.view.id(tlsSession, one);
    return value === undefined || id === undefined ? [] : [{ value, id }];
  });

export default defineCause({
  id: 'cert-untrusted',
  title: 'The certificate leads to no trusted authority',
  layer: 'tls',
  sharing: 'host',
  symptoms: [{ rule: 'tls/certificate-untrusted' }],
  explains: [{ rule: 'tls/certificate-differs' }, ...distrustEchoes],
  yieldsTo: ['resolver-rewrites'],
  ruledOut(at) {
    const seen = tlsAt(at);
    const named = seen.filter(({ value }) => value.nameMatches);
    const dated = seen.filter(({ value }) => value.inDate);
    return [
      ...(named.length === seen.length
        ? stated('another server’s certificate (the name matches)', ...named.map(({ id }) => id))
        : []),
      ...(dated.length === seen.length
        ? stated('an expired certificate (it is within its dates)', ...dated.map(({ id }) => id))
        : []),
    ];
  },
  summary(at) {
    const issuer = textOf(at.first, 'issuer');
    const by = issuer === '' ? 'an authority' : issuer;
    const where = whereOf(at);
    switch (reasonOf(at)) {
      case 'self-signed':
        return `${where} serves a certificate that signed itself: nobody vouches for it, and anybody could have made it.`;
      case 'incomplete-chain':
        return `${where} serves its certificate without the intermediate one of ${by}: programs that do not happen to know it refuse the connection.`;
      case 'unknown-ca':
        return `${where} serves a certificate signed by ${by}, which is not among the trusted authorities: a private authority, or something that opens TLS on the way.`;
      default:
        return `${where} serves a certificate that cannot be followed to a trusted authority (${textOf(at.first, 'code') || 'no reason given'}).`;
    }
  },
  actions(at) {
    const host = at.hosts[0] ?? 'HOST';
    const chain = {
      text: 'As administrator, serve the certificate with its whole chain (fullchain.pem, not cert.pem) and reload the mail servers.',
      command: 'systemctl reload dovecot postfix',
    };
    const publicOne = {
      text: 'As administrator, get a certificate of a public authority (Let’s Encrypt costs nothing) and reload the mail servers.',
      command: `certbot certonly --standalone -d ${hostWord(host)} && systemctl reload dovecot postfix`,
    };
    const privateOne = {
      text: 'If your organisation runs its own authority, get its root certificate from the administrator and trust it.',
      command: `${tlsCommand(host)} --ca company-root.pem`,
    };
    const intercepted = {
      text: 'If the issuer is a virus scanner, firewall or proxy, switch its mail inspection off: it reads your mail and password.',
    };
    switch (reasonOf(at)) {
      case 'incomplete-chain':
        return [chain, { text: 'As owner of the mailbox, tell the provider: nothing on your side is wrong.' }];
      case 'self-signed':
        return [
          publicOne,
          {
            text: 'Do not wave the warning through: ask the administrator for the fingerprint and compare it first.',
            command: tlsCommand(host),
          },
        ];
      case 'unknown-ca':
        return [privateOne, intercepted, publicOne];
      default:
        return [chain, privateOne, intercepted];
    }
  },
  check(at) {
    const [one] = endpointsOf(at);
    return one === undefined
      ? tlsCommand(at.hosts[0] ?? 'HOST')
      : one.protocol === 'sieve'
        ? tlsCommand(one.host)
        : serverCommand(one);
  },
});
