import type { Severity, View } from '../model/finding.ts';
import type { Endpoint } from '../model/subject.ts';
import { exchangersOf, wanted } from './wanted.ts';

/**
 * How bad a bad certificate is there: an error where the user's programs connect, a warning at ports that are only
 * looked at, a notice on port 25, where senders do not verify (RFC 7435). `undefined` leaves it to the rule.
 */
export function certificateWeight(at: Endpoint, view: View): { severity?: Severity } {
  const { servers, protocols } = view.target;
  const isNamed = servers.some(
    ({ host, protocol, port }) => host === at.host && protocol === at.protocol && (port ?? at.port) === at.port,
  );
  if (at.protocol === 'smtp' && at.port === 25 && !isNamed) return { severity: 'notice' };
  const isFound = servers.length === 0 && protocols.includes(at.protocol) && !onlyExchanger(at, view);
  return isNamed || isFound || wanted(at, view) ? {} : { severity: 'warning' };
}

/** A host that was found as an MX only: people log in elsewhere. */
const onlyExchanger = (at: Endpoint, view: View): boolean =>
  exchangersOf(view).includes(at.host) &&
  !view.subjects('service').some((one) => one.host === at.host && one.port !== 25);
