import { defineRule } from '../../model/finding.ts';
import { offer } from '../../probes/facts/mail.ts';

/** Mechanisms that show the password, or a token, to everybody on the way. */
const inClear = ['PLAIN', 'LOGIN', 'XOAUTH2', 'OAUTHBEARER'];

export default defineRule({
  id: 'auth/plaintext-offered',
  title: 'The server takes passwords before TLS',
  severity: 'warning',
  on: 'endpoint',
  reads: [offer],
  messages: {
    offered: '{host} takes passwords in plain text on port {port}, before STARTTLS: a badly set up program shows them.',
  },
  *check(at, view) {
    const plain = view.value(offer, at);
    // Without STARTTLS it is the missing TLS that is reported.
    if (plain === undefined || !plain.starttls) return;
    const mechanisms = plain.mechanisms.filter((name) => inClear.includes(name));
    if (!plain.plainLogin && mechanisms.length === 0) return;
    const args = { host: at.host, port: at.port, protocol: at.protocol, mechanisms: mechanisms.join(', ') };
    yield { message: 'offered', args };
  },
});
