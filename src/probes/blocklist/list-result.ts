import type { BlockList } from '../../knowledge/blocklist.ts';
import type { AnswerJudgement } from '../../knowledge/blocklist-codes.ts';
import type { ListResult, WhyUnknown } from '../../model/listing.ts';
import { canonicalIp, ipBytes } from '../../protocols/ip.ts';
import { askedOf, type ListSubject, subjectText } from './list-question.ts';
import { whyUnknown } from './why-unknown.ts';

const told = (list: BlockList, subject: ListSubject) => {
  const asked = askedOf(list, subject);
  return {
    zone: list.zone,
    name: list.name,
    impact: list.impact,
    ...(asked === undefined || asked === subjectText(subject) ? {} : { asked }),
  };
};

export function clean(list: BlockList, subject: ListSubject): ListResult {
  const same = subject.kind === 'domain' ? undefined : cleanOfAddresses.get(list);
  if (same !== undefined) return same;
  const result: ListResult = { ...told(list, subject), verdict: 'clean', answers: [], meaning: 'not listed' };
  if (subject.kind !== 'domain') cleanOfAddresses.set(list, result);
  return result;
}

/** The same for every address: most results of a long run. */
const cleanOfAddresses = new WeakMap<BlockList, ListResult>();

const kinds: Readonly<Record<ListSubject['kind'], string>> = {
  ip4: 'IPv4 addresses',
  ip6: 'IPv6 addresses',
  domain: 'names',
};

/** Nothing was sent: the list does not take such a thing. */
export const notApplicable = (list: BlockList, subject: ListSubject): ListResult => ({
  zone: list.zone,
  name: list.name,
  impact: list.impact,
  verdict: 'not-applicable',
  answers: [],
  meaning: list.kinds.includes(subject.kind)
    ? 'there is no registrable domain in the name, or it is too long'
    : `the list has no ${kinds[subject.kind]}`,
});

/** @param judged when it is the answer itself that says nothing */
export const unknown = (
  list: BlockList,
  subject: ListSubject,
  why: WhyUnknown,
  answers: readonly string[] = [],
  judged?: AnswerJudgement,
): ListResult => ({
  ...told(list, subject),
  verdict: 'unknown',
  answers,
  meaning: judged?.meaning ?? (why === 'no-key' ? `${whyUnknown[why]}: --key ${list.key}=env:NAME` : whyUnknown[why]),
  unknown: why,
});

/** The list has the subject: what for, what an entry covers, and the way off. */
export function found(
  list: BlockList,
  subject: ListSubject,
  { answers, judged, reason }: { answers: readonly string[]; judged: AnswerJudgement; reason?: string },
): ListResult {
  const covers = subject.kind === 'ip6' ? network64(subject.ip) : undefined;
  return {
    ...told(list, subject),
    verdict: judged.verdict,
    answers,
    meaning: judged.meaning,
    ...(judged.codes.length > 1
      ? { codes: judged.codes.map(({ answer, verdict, meaning }) => ({ answer, verdict, meaning })) }
      : {}),
    granularity: list.granularity,
    ...(list.collateral === true ? { collateral: true } : {}),
    ...(covers === undefined ? {} : { covers }),
    ...(list.consequence === undefined || judged.verdict !== 'listed' ? {} : { consequence: list.consequence }),
    ...(reason === undefined ? {} : { reason }),
    ...(list.delistUrl === undefined ? {} : { delistUrl: filledIn(list.delistUrl, subject) }),
    ...(list.lookupUrl === undefined || list.lookupUrl === list.delistUrl
      ? {}
      : { lookupUrl: filledIn(list.lookupUrl, subject) }),
  };
}

/** IPv6 entries mostly cover a /64: a neighbour in it may be the one that is meant. */
function network64(ip: string): string | undefined {
  const bytes = ipBytes(ip);
  if (bytes?.length !== 16) return undefined;
  const words = Array.from({ length: 4 }, (_, n) => ((bytes[2 * n]! << 8) | bytes[2 * n + 1]!).toString(16));
  return `${canonicalIp(`${words.join(':')}::`)}/64`;
}

const filledIn = (url: string, subject: ListSubject): string =>
  url.replace(/\{(?:ip|domain|query)\}/, encodeURIComponent(subjectText(subject)));
