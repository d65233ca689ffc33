import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { weaknessOf } from '../../protocols/certificate-weakness.ts';

export default defineRule({
  id: 'tls/weak-key',
  title: 'The certificate’s key or signature is weak',
  severity: 'warning',
  on: 'endpoint',
  reads: [tlsSession],
  messages: {
    weak: 'The certificate of {host} on port {port} has a key of {bits} bits ({type}): programs refuse it.',
    issuer: 'The certificate of {host} on port {port} rests on {name}, which has a key of {bits} bits ({type}).',
    signature: 'The certificate of {host} on port {port} rests on a signature that can be forged ({signature}).',
  },
  *check(at, view) {
    const chain = view.value(tlsSession, at)?.chain ?? [];
    const found = weaknessOf(chain);
    if (found === undefined) return;
    const { key, subject, signature = '' } = found.certificate;
    const where = { host: at.host, port: at.port };
    if (found.by === 'signature') yield { message: 'signature', args: { ...where, signature } };
    else if (found.certificate === chain[0]) yield { message: 'weak', args: { ...where, ...key } };
    else yield { message: 'issuer', args: { ...where, ...key, name: subject } };
  },
});
