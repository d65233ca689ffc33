import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';

/** Least bits by key type (NIST SP 800-57 part 1: 112 bits of security). */
const least: readonly (readonly [RegExp, number])[] = [
  [/^(rsa|dsa|dh)/i, 2048],
  [/^ec/i, 224],
];

export default defineRule({
  id: 'tls/weak-key',
  title: 'The certificate’s key is short',
  severity: 'warning',
  on: 'endpoint',
  reads: [tlsSession],
  messages: { weak: 'The certificate of {host} on port {port} has a key of {bits} bits ({type}): programs refuse it.' },
  *check(at, view) {
    const key = view.value(tlsSession, at)?.chain[0]?.key;
    if (key === undefined || key.bits <= 0) return;
    const bound = least.find(([type]) => type.test(key.type))?.[1];
    if (bound === undefined || key.bits >= bound) return;
    yield { message: 'weak', args: { host: at.host, port: at.port, type: key.type, bits: key.bits } };
  },
});
