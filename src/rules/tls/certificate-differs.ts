import { defineRule, type Seen } from '../../model/finding.ts';
import type { TlsView } from '../../model/io.ts';
import type { SubjectOf } from '../../model/subject.ts';
import { tlsSession } from '../../probes/facts/mail.ts';

export default defineRule({
  id: 'tls/certificate-differs',
  title: 'Ports of one server have different certificates',
  severity: 'warning',
  on: 'host',
  reads: [tlsSession],
  messages: { differs: '{host} serves different certificates on {ports}: {detail}.' },
  *check(at, view) {
    const seen = view
      .all(tlsSession)
      .filter(({ subject, outcome }) => subject.host === at.name && outcome.status === 'observed');
    const [first] = seen;
    if (first === undefined) return;
    const other = seen.find((one) => difference(first, one) !== undefined);
    if (other === undefined) return;
    yield {
      message: 'differs',
      args: {
        host: at.name,
        ports: placesOf(first.subject, other.subject),
        detail: difference(first, other) ?? '',
      },
      because: [first.id, other.id],
    };
  },
});

type One = Seen<TlsView, 'endpoint'>;

/** A difference that a user can meet. Two keys (RSA and ECDSA), or a renewal on its way, are none. */
function difference(a: One, b: One): string | undefined {
  if (a.outcome.status !== 'observed' || b.outcome.status !== 'observed') return undefined;
  const [one, two] = [a.outcome.value, b.outcome.value];
  const [left, right] = [one.chain[0], two.chain[0]];
  if (left === undefined || right === undefined || left.fingerprint === right.fingerprint) return undefined;
  if (one.verified !== two.verified) return `only the one on ${(one.verified ? a : b).subject.port} can be verified`;
  const names = ({ names: list }: typeof left) => [...list].sort().join(', ');
  if (names(left) !== names(right))
    return `one is for ${names(left) || 'no name'}, the other for ${names(right) || 'no name'}`;
  if (left.issuer !== right.issuer) return `one is from ${left.issuer}, the other from ${right.issuer}`;
  return undefined;
}

const placesOf = (a: SubjectOf<'endpoint'>, b: SubjectOf<'endpoint'>): string =>
  a.port === b.port ? `${a.port} at ${a.ip} and ${b.ip}` : `${a.port} and ${b.port}`;
