import { defineRule } from '../../model/finding.ts';
import { starttls, tlsSession } from '../../probes/facts/mail.ts';
import { stsPolicy } from '../../probes/facts/mta-sts.ts';
import { coversHost } from '../../protocols/mta-sts.ts';
import { policyOfRun } from '../sts-policy.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'mta-sts/mx-certificate',
  title: 'A mail exchanger does not prove itself as the MTA-STS policy promises',
  severity: 'error',
  on: 'endpoint',
  reads: [tlsSession, starttls, stsPolicy],
  messages: {
    certificate:
      'The MTA-STS policy demands a valid certificate, and that of {host} ({ip}) is not ({why}): senders that go by it do not deliver.',
    'no-tls': 'The MTA-STS policy demands TLS, and {host} ({ip}) offers none: senders that go by it do not deliver.',
  },
  *check(at, view) {
    if (at.protocol !== 'smtp' || at.port !== 25 || !exchangersOf(view).includes(at.host)) return;
    const policy = policyOfRun(view);
    if (policy === undefined || !coversHost(policy.mx, at.host)) return;
    const weight = policy.mode === 'enforce' ? {} : { severity: 'warning' as const };
    const args = { host: at.host, ip: at.ip, port: at.port, mode: policy.mode ?? '', reason: 'certificate' };
    const tls = view.value(tlsSession, at);
    const refused = view.failure(starttls, at);
    if (refused?.kind === 'withheld')
      yield { message: 'no-tls', args: { ...args, reason: 'no-tls', why: '' }, ...weight };
    if (tls === undefined || tls.verified) return;
    const why = !tls.trust.ok ? tls.trust.code : tls.nameMatches ? 'out of its dates' : 'issued for other names';
    yield { message: 'certificate', args: { ...args, why }, ...weight };
  },
});
