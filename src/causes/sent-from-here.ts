import type { Case } from '../model/cause.ts';
import { wasAuthenticated } from './needs-login.ts';
import { endpointsOf } from './where.ts';

/** True where a message was handed straight to receiving servers: it came from this network, not from the domain’s own server. */
export function isSentFromHere(at: Case): boolean {
  const ends = endpointsOf(at);
  return ends.length > 0 && ends.every((one) => one.port === 25 && !wasAuthenticated(at.view, one));
}

/** The same as a sentence with a space before it; empty where it is not so. */
export const sentFromHere = (at: Case): string =>
  isSentFromHere(at)
    ? ' It came straight from this network, not through the server of the sender’s domain: from there it may pass.'
    : '';
