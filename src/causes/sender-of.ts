import type { Case } from '../model/cause.ts';
import { envelope } from '../probes/facts/mail.ts';
import { hostWord } from './shell-word.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

/** The envelope sender of the refused attempt; empty for the null sender and where none is known. */
export function senderOf(at: Case): string {
  const [one] = endpointsOf(at);
  return textOf(at.first, 'from') || (one === undefined ? '' : (at.view.value(envelope, one)?.from ?? ''));
}

/** What stands behind the @; empty where there is none. */
export const domainOf = (address: string): string => (address.includes('@') ? (address.split('@').pop() ?? '') : '');

/** The sender’s domain for a command line; that of the account where the sender has none. */
export const senderDomainWord = (at: Case): string =>
  hostWord(domainOf(senderOf(at)) || (at.view.target.domain ?? 'example.org'), 'DOMAIN');
