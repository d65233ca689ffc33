import { defineRule } from '../../model/finding.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { certificateWeight } from '../certificate-weight.ts';

const shown = 5;

export default defineRule({
  id: 'tls/certificate-name-mismatch',
  title: 'The certificate is for other names',
  severity: 'error',
  on: 'endpoint',
  reads: [tlsSession],
  messages: {
    other: 'The certificate on port {port} of {host} is for {names}.',
    none: 'The certificate on port {port} of {host} names no server at all.',
  },
  *check(at, view) {
    const tls = view.value(tlsSession, at);
    const [leaf] = tls?.chain ?? [];
    if (tls === undefined || tls.nameMatches || leaf === undefined) return;
    const names = [...leaf.names, ...leaf.ips].slice(0, shown).join(', ');
    const args = { host: at.host, port: at.port, names };
    yield { message: names === '' ? 'none' : 'other', args, ...certificateWeight(at, view) };
  },
});
