import type { Action, Case } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { textOf } from './text-of.ts';

/** What the refusing replies of a case name beside their meaning; args of `refusalArgs`. */

/** The longest wait that they name: `5 minutes`; empty where they name none. */
export function namedWait({ findings }: Pick<Case, 'findings'>): string {
  const seconds = Math.max(...findings.map(({ args }) => Number(args.retryAfterSeconds ?? 0)));
  if (!(seconds > 0)) return '';
  const [size, unit] = seconds >= 7200 ? [3600, 'hours'] : seconds >= 120 ? [60, 'minutes'] : [1, 'seconds'];
  return `${Math.ceil(seconds / size)} ${unit}`;
}

/** To wait as long as a reply says; no step where none says it. */
export function waiting(at: Pick<Case, 'findings'>): Action[] {
  const wait = namedWait(at);
  return wait === '' ? [] : [{ text: `Wait ${wait}, the time that the reply names; trying before may begin it anew.` }];
}

type Advice = 'advice' | 'adviceOnAccess' | 'adviceOnName';

/** What the provider of the server wants in such a case, of one kind; undefined where nobody knows. */
export const wantedOf = ({ findings }: Pick<Case, 'findings'>, kind: Advice): string | undefined =>
  findings.map((one) => textOf(one, kind)).find((advice) => advice !== '');

/** What it wants before anything else. */
export const wantedThere = (at: Pick<Case, 'findings'>): string | undefined => wantedOf(at, 'advice');

/** The same as a step with the provider's page. */
export function providerStep(at: Pick<Case, 'findings'>): Action[] {
  const advice = wantedThere(at);
  return advice === undefined ? [] : [{ text: withPage(advice, at) }];
}

/** A text with the provider's page about it behind it, where there is one. */
export function withPage(text: string, { findings }: Pick<Case, 'findings'>): string {
  const page = findings.map((one) => textOf(one, 'page')).find((one) => one !== '');
  return page === undefined || text.includes(page) ? text : `${text} The provider’s page: ${page}`;
}

/** One step for each list that the replies name. A server may write anything: the link is the list's own, or none. */
export function namedLists(findings: readonly Finding[]): Action[] {
  const lists = new Map(findings.map((one) => [textOf(one, 'list'), textOf(one, 'delistUrl')]));
  lists.delete('');
  return [...lists].slice(0, 4).map(([list, url]) => ({
    text: `The reply names ${list}. Look the entry up and ask to be removed there${url === '' ? '.' : `: ${url}`}`,
  }));
}
