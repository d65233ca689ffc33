import type { View } from '../model/finding.ts';
import type { Protocol } from '../model/subject.ts';
import { login, tlsSession } from '../probes/facts/mail.ts';

/** The services that the user wants to see working, of those that this run looks at that far. */
export function servicesToWork({ target }: View): readonly Protocol[] {
  const { expect, stopAfter, protocols, records, blacklist } = target;
  if (expect === undefined || stopAfter !== undefined || records !== undefined || blacklist !== undefined) return [];
  return expect.works.filter((one) => protocols.includes(one));
}

/** A login was taken, where there was something to log in with; else a server proved by TLS who it is. */
export function isSeenToWork(protocol: Protocol, view: View): boolean {
  if (view.target.credentials !== undefined) {
    return view
      .all(login)
      .some(({ subject, outcome }) => subject.protocol === protocol && outcome.status === 'observed');
  }
  return view
    .all(tlsSession)
    .some(
      ({ subject, outcome }) =>
        subject.protocol === protocol && outcome.status === 'observed' && outcome.value.verified === true,
    );
}
