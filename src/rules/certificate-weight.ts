import type { Severity, View } from '../model/finding.ts';
import type { Endpoint } from '../model/subject.ts';
import { wanted } from './wanted.ts';

/**
 * How bad a bad certificate is there: an error where the user's programs connect, a warning at ports that are only
 * looked at, a notice between mail servers. `undefined` leaves it to the rule, whose own severity is error.
 */
export function certificateWeight(at: Endpoint, view: View): { severity?: Severity } {
  if (isOpportunistic(at, view)) return { severity: 'notice' };
  const { servers, protocols } = view.target;
  const isNamed = servers.some(
    ({ host, protocol, port }) => host === at.host && protocol === at.protocol && (port ?? at.port) === at.port,
  );
  const isFound = servers.length === 0 && protocols.includes(at.protocol);
  return isNamed || isFound || wanted(at, view) ? {} : { severity: 'warning' };
}

/** Port 25, where servers that send do not verify (RFC 7435), unless the user named that very port. */
export const isOpportunistic = (at: Endpoint, view: View): boolean =>
  at.protocol === 'smtp' &&
  at.port === 25 &&
  !view.target.servers.some(({ host, protocol, port }) => host === at.host && protocol === 'smtp' && port === 25);
