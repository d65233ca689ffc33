import type { ObservationId } from '../model/evidence.ts';
import type { Endpoint } from '../model/subject.ts';
import type { CertificateView, TlsView } from '../model/tls-view.ts';
import { beginOf, endOf } from './certificate-dates.ts';

/** A TLS session as it was seen at an endpoint. */
export interface SeenSession {
  readonly id: ObservationId;
  readonly at: Endpoint;
  readonly tls: TlsView;
}

export interface Difference {
  readonly first: SeenSession;
  readonly second: SeenSession;
  /** The one of the two that users will fail at. */
  readonly worse: SeenSession;
  readonly detail: string;
}

/**
 * Pairs of sessions whose certificates differ in a way that users meet: one is good and one is not, or one port was
 * left behind at a renewal. Other keys, issuers, names and dates are in order as long as each certificate is good:
 * servers hold RSA beside EC, authorities change their intermediates, front ends renew in turn.
 */
export function differencesAmong(seen: readonly SeenSession[], now: Date): Difference[] {
  return seen.flatMap((first, index) =>
    seen.slice(index + 1).flatMap((second) => difference(first, second, now) ?? []),
  );
}

function difference(first: SeenSession, second: SeenSession, now: Date): Difference | undefined {
  const [left, right] = [first.tls.chain[0], second.tls.chain[0]];
  if (left === undefined || right === undefined || left.fingerprint === right.fingerprint) return undefined;
  if (first.tls.verified !== second.tls.verified) {
    const [good, worse] = first.tls.verified ? [first, second] : [second, first];
    return { first, second, worse, detail: `only the one ${placeOf(good, worse)} can be verified` };
  }
  // Several machines may answer on several addresses, each renewed in its turn.
  if (!first.tls.verified || first.at.ip !== second.at.ip || left.key.type !== right.key.type) return undefined;
  const [old, renewed] = endOf(left) < endOf(right) ? [left, right] : [right, left];
  if (!isDue(old, now) || isDue(renewed, now) || !(beginOf(old) < beginOf(renewed))) return undefined;
  const [worse, other] = old === left ? [first, second] : [second, first];
  const detail = `the one ${placeOf(worse, other)} ends on ${dayOf(old)}, the other on ${dayOf(renewed)}`;
  return { first, second, worse, detail };
}

const monthMs = 30 * 86_400_000;

/** In the last third of its life and the last 30 days: when certificates are renewed. */
const isDue = (one: CertificateView, now: Date): boolean =>
  endOf(one) - now.getTime() < Math.min(monthMs, (endOf(one) - beginOf(one)) / 3);

const placeOf = ({ at }: SeenSession, other: SeenSession): string =>
  at.port === other.at.port ? `at ${at.ip}` : `on ${at.port}`;

const dayOf = ({ notAfter }: CertificateView): string => notAfter.slice(0, 10);
