import type { View } from '../model/finding.ts';
import type { Endpoint } from '../model/subject.ts';
import { exchangersOf } from './wanted.ts';

/** Refusals that name the address, or the habits, of whoever connects. */
const ofClients = [
  'ip-blacklisted',
  'direct-send-blocked',
  'greylisted',
  'rate-limited',
  'too-many-connections',
  'ptr-missing',
  'helo-rejected',
  'reputation-poor',
  'policy-rejected',
  // Nothing is signed before DATA: only the address that connects can have failed.
  'spf-fail',
  'sender-unauthenticated',
];

/**
 * True when a refusal on port 25 of the domain's own MX concerns the network that mailcheck runs in: strangers deliver
 * there, not the owner of the mailbox, whose programs log in at other ports.
 */
export const aboutThisClient = (at: Endpoint, meaning: string, view: View): boolean =>
  at.protocol === 'smtp' &&
  at.port === 25 &&
  ofClients.includes(meaning) &&
  exchangersOf(view).includes(at.host) &&
  !view.target.servers.some(({ host, port }) => host === at.host && port === at.port);
