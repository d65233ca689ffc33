import type { Case } from '../model/cause.ts';
import type { View } from '../model/finding.ts';
import { type Endpoint, label, type Security } from '../model/subject.ts';
import { connect, securedOffer, tlsSession } from '../probes/facts/mail.ts';
import { endpointsOf } from './where.ts';

/** Endpoints with the case's hosts and protocols, but other ports, that got as far as an offer inside verified TLS. */
export function workingPorts(at: Case): Endpoint[] {
  const bad = endpointsOf(at);
  return at.view
    .all(securedOffer)
    .filter(({ outcome, subject }) => outcome.status === 'observed' && isVerified(at.view, subject))
    .map(({ subject }) => subject)
    .filter(
      (one) =>
        bad.some(({ host, protocol }) => host === one.host && protocol === one.protocol) &&
        !bad.some(({ host, port }) => host === one.host && port === one.port),
    );
}

/** Something that a connection was made to, apart from the case's own endpoints; `accept` narrows. */
export function reached(at: Case, accept: (one: Endpoint) => boolean = () => true) {
  const own = endpointsOf(at).map(label);
  return at.view
    .all(connect)
    .find(({ outcome, subject }) => outcome.status === 'observed' && !own.includes(label(subject)) && accept(subject));
}

export const isVerified = (view: View, at: Endpoint): boolean => view.value(tlsSession, at)?.verified === true;

/** How people name a TLS mode. */
export const modeName: Readonly<Record<Security, string>> = {
  tls: 'TLS from the start',
  starttls: 'STARTTLS',
  none: 'no encryption',
};
