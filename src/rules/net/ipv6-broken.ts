import { defineRule, type View } from '../../model/finding.ts';
import { type Endpoint, familyOf, here } from '../../model/subject.ts';
import { localNetwork } from '../../probes/facts/here.ts';
import { connect } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'net/ipv6-broken',
  title: 'The server works over IPv4 and not over IPv6',
  severity: 'warning',
  on: 'host',
  reads: [connect, localNetwork],
  messages: { broken: '{host} answers on port {port} over IPv4, and over IPv6 ({ip}) it does not: {how}.' },
  *check(at, view) {
    // Without IPv6 of its own this machine can say nothing about that of others.
    if (view.value(localNetwork, here)?.ipv6 === false) return;
    const attempts = view.all(connect).filter(({ subject }) => subject.host === at.name);
    const works = attempts.filter(({ outcome }) => outcome.status === 'observed').map(({ subject }) => subject);
    const hasSix = works.some(({ ip }) => familyOf(ip) === 6);
    const contrasts = attempts.filter(
      ({ subject, outcome }) =>
        familyOf(subject.ip) === 6 && outcome.status === 'failed' && works.some((other) => isSame(other, subject)),
    );
    const [first] = contrasts;
    if (hasSix || first === undefined) return;
    const { ip, port } = first.subject;
    yield {
      message: 'broken',
      args: { host: at.name, ip, port, how: failureKind(first.subject, view) },
      because: [...contrasts.map(({ id }) => id), ...works.flatMap((one) => view.id(connect, one) ?? []).slice(0, 1)],
    };
  },
});

const isSame = (a: Endpoint, b: Endpoint): boolean => a.protocol === b.protocol && a.port === b.port;
const failureKind = (at: Endpoint, view: View): string => view.failure(connect, at)?.kind ?? 'failed';
