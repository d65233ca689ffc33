import type { Case, Expectation, Statement } from '../model/cause.ts';
import type { ObservationId } from '../model/evidence.ts';
import type { View } from '../model/finding.ts';
import type { Endpoint, Protocol } from '../model/subject.ts';
import { login, tlsSession } from '../probes/facts/mail.ts';
import { enumerate } from './enumerate.ts';
import { stated } from './statement.ts';
import { endpointsOf } from './where.ts';

export const protocolName: Readonly<Record<Protocol, string>> = {
  smtp: 'SMTP',
  imap: 'IMAP',
  pop3: 'POP3',
  sieve: 'ManageSieve',
};

/** Logins that a server accepted in this run. */
export const acceptedLogins = (view: View): readonly { readonly at: Endpoint; readonly id: ObservationId }[] =>
  view.all(login).flatMap(({ outcome, subject, id }) => (outcome.status === 'observed' ? [{ at: subject, id }] : []));

/** Protocols at which a login of this case was rejected with one of `meanings` (any when left out). */
export function refusedProtocols(at: Case, meanings?: readonly string[]): Protocol[] {
  const rejected = at.findings.filter(
    ({ rule, args }) =>
      rule === 'auth/rejected' && (meanings === undefined || meanings.includes(String(args.meaning ?? ''))),
  );
  return [...new Set(endpointsOf({ findings: rejected }).map(({ protocol }) => protocol))];
}

/** Do the other protocols refuse the same name and secret? Seen when two refuse alike, absent when one accepts. */
export function sameEverywhere(at: Case, meanings: readonly string[]): Expectation {
  const text = `the other protocols refuse the same name and ${secretName(at.view)}`;
  const accepted = acceptedLogins(at.view);
  if (accepted.length > 0) return { text, state: 'absent', because: accepted.map(({ id }) => id) };
  return { text, state: refusedProtocols(at, meanings).length > 1 ? 'seen' : 'untested' };
}

export const secretName = (view: View): string =>
  view.target.credentials === 'access-token' ? 'access token' : 'password';

/** `IMAP and POP3 accept`: the protocols whose login was accepted, with the verb; empty when there is none. */
export function acceptance(view: View): string {
  const names = [...new Set(acceptedLogins(view).map(({ at }) => protocolName[at.protocol]))];
  return names.length === 0 ? '' : `${enumerate(names)} ${names.length === 1 ? 'accepts' : 'accept'}`;
}

/** Excuses that a login refused inside verified TLS leaves no room for. */
export const reachedSecurely = (at: Case): Statement[] =>
  endpointsOf(at)
    .filter((one) => at.view.value(tlsSession, one)?.verified === true)
    .slice(0, 1)
    .flatMap((one) => [
      ...stated(`wrong server (the certificate is valid and names ${one.host})`, at.view.id(tlsSession, one)),
    ]);
