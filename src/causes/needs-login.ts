import type { ObservationId } from '../model/evidence.ts';
import type { Finding, View } from '../model/finding.ts';
import type { Endpoint } from '../model/subject.ts';
import { mailExchangers } from '../probes/facts/dns.ts';
import { envelope, offer, securedOffer } from '../probes/facts/mail.ts';
import { textOf } from './text-of.ts';

/** What the server offers for logging in, where it was read last. */
export function loginOffer(
  view: View,
  at: Endpoint,
): { readonly offered: boolean; readonly id: ObservationId } | undefined {
  for (const fact of [securedOffer, offer]) {
    const value = view.value(fact, at);
    const id = view.id(fact, at);
    if (value !== undefined && id !== undefined) return { offered: value.mechanisms.length > 0, id };
  }
  return undefined;
}

export const wasAuthenticated = (view: View, at: Endpoint): boolean => view.value(envelope, at)?.authenticated === true;

/** True when the host is where the recipient's domain receives its mail: there nobody has to log in. */
export function receivesFor(view: View, at: Endpoint, recipient: string): boolean {
  const name = recipient.slice(recipient.lastIndexOf('@') + 1).toLowerCase();
  return view
    .all(mailExchangers)
    .some(
      ({ subject, outcome }) =>
        subject.name === name &&
        outcome.status === 'observed' &&
        outcome.value.records.some(({ exchange }) => exchange === at.host),
    );
}

/**
 * A relay refusal that a login would lift: nobody had logged in, the server offers a login,
 * and it is not the server that receives the recipient's mail.
 */
export function needsLogin(finding: Finding, view: View): boolean {
  const { subject } = finding;
  if (finding.args.meaning === 'auth-required') return true;
  if (subject.kind !== 'endpoint' || wasAuthenticated(view, subject)) return false;
  return loginOffer(view, subject)?.offered === true && !receivesFor(view, subject, textOf(finding, 'to'));
}
