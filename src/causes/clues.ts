import type { Case } from '../model/cause.ts';
import { domainOf, senderOf } from './sender-of.ts';

/** What receivers hold against a sender's domain, the weightiest first. */
const reasons = [
  'blocklist/name-listed',
  'spf/several-records',
  'spf/syntax',
  'spf/missing',
  'dkim/key-invalid',
  'dmarc/record-invalid',
  'dmarc/missing',
];

/**
 * What this run found about the sender's domain that servers refuse mail for, as sentences with a space before them;
 * empty when it is nothing. It is no proof: the server has not said so.
 */
export function cluesFor(at: Case): string {
  if (domainOf(senderOf(at)) !== at.view.target.domain) return '';
  const found = reasons.flatMap((rule) => at.others.filter((one) => one.rule === rule).slice(0, 1));
  const texts = found.slice(0, 2).map(({ text }) => text);
  return texts.length === 0 ? '' : ` It may be what this run found of the sender’s domain: ${texts.join(' ')}`;
}
