import type { Severity, View } from '../model/finding.ts';
import { type Endpoint, familyOf, here } from '../model/subject.ts';
import { localNetwork } from '../probes/facts/here.ts';
import { connect, otherMode } from '../probes/facts/mail.ts';
import { wanted } from './wanted.ts';

/** True when the same service takes connections at another address of the host: programs get on, after a while. */
export const connectsElsewhere = (at: Endpoint, view: View): boolean =>
  view
    .all(connect)
    .some(
      ({ subject, outcome }) =>
        subject.host === at.host &&
        subject.protocol === at.protocol &&
        subject.port === at.port &&
        subject.ip !== at.ip &&
        outcome.status === 'observed',
    );

/** A failure that the user would meet, and how bad it is; undefined for one that nobody would miss. */
export function missed(at: Endpoint, view: View): { severity?: Severity } | undefined {
  if (!wanted(at, view) || view.value(otherMode, at)?.works === true) return undefined;
  return connectsElsewhere(at, view) ? { severity: 'warning' } : {};
}

/** False when this machine is known to have no address of the family: nothing there was really tried. */
export function familyIsHere(at: Endpoint, view: View): boolean {
  const own = view.value(localNetwork, here);
  if (own === undefined) return true;
  return familyOf(at.ip) === 6 ? own.ipv6 : own.ipv4 || !own.ipv6;
}
