import { judgeAnswer } from '../../knowledge/blocklist-codes.ts';
import type { BlockList } from '../../knowledge/blocklists.ts';
import { Inconclusive } from '../../model/failure.ts';
import { defineProbe } from '../../model/probe.ts';
import { familyOf } from '../../model/subject.ts';
import { blocklistName } from '../../protocols/dns-names.ts';
import { addressClass, unmap } from '../../protocols/ip.ts';
import { type Asker, ask, attempt, data } from '../dns/look-up.ts';
import { isMailHost } from '../dns/mail-hosts.ts';
import { type ListHealth, type ListResult, listHealth, listings } from '../facts/blocklist.ts';
import { type ListOptions, oneRound, takesAddresses, unknownBy, type WhyUnknown, whyUnknown } from './list-options.ts';

const longestReason = 512;

/** Asks the lists about the addresses that mail is sent from: all at once, and each only when it proved sound. */
export function probeListings(options: ListOptions) {
  /** Zones that refused in this run: they are left alone. */
  const refused = new Map<string, WhyUnknown>();

  const resultOf = async (
    by: Asker,
    list: BlockList,
    ip: string,
    health: ListHealth | undefined,
  ): Promise<ListResult> => {
    const told = { zone: list.zone, impact: list.impact };
    if (!takesAddresses(list, familyOf(ip))) {
      return {
        ...told,
        verdict: 'not-applicable',
        answers: [],
        meaning: `the list has no IPv${familyOf(ip)} addresses`,
      };
    }
    const unknown = (why: WhyUnknown): ListResult => ({
      ...told,
      verdict: 'unknown',
      answers: [],
      meaning: whyUnknown[why],
      unknown: why,
    });
    const doubt = refused.get(list.zone) ?? (health === undefined ? 'dead' : health.why);
    if (doubt !== 'ok') return unknown(doubt);
    const answered = await attempt(ask(options, by, blocklistName(ip, list.zone)!, 'A').then(data));
    if ('failure' in answered) return unknown(unknownBy(answered.failure));
    const judged = judgeAnswer(list, answered.value);
    if (judged.unknown === 'refused' || judged.unknown === 'rate-limited') refused.set(list.zone, judged.unknown);
    return { ...told, ...judged, answers: answered.value };
  };

  /** The operator's words and the way off, for a listing. */
  const explained = async (by: Asker, list: BlockList, ip: string, result: ListResult): Promise<ListResult> => {
    if (result.verdict !== 'listed' && result.verdict !== 'policy') return result;
    const text = await attempt(ask(options, by, blocklistName(ip, list.zone)!, 'TXT').then(data));
    const reason = 'value' in text ? text.value.join(' ').slice(0, longestReason) : '';
    return {
      ...result,
      ...(reason === '' ? {} : { reason }),
      ...(list.delistUrl === undefined ? {} : { delistUrl: list.delistUrl.replace('{ip}', ip) }),
    };
  };

  return defineProbe({
    id: 'blocklist/listings',
    on: 'address',
    effect: 'lookup',
    after: [listHealth],
    yields: [listings],
    async run(at, run) {
      const ip = unmap(at.ip);
      const askable = options.allowPrivate || addressClass(ip) === 'public';
      if (!askable || !(await isMailHost(options, run, at.host))) return run.skip(listings, 'not-applicable');
      await run.stage(listings, async () => {
        const health = run.value(listHealth, at)?.lists;
        if (health === undefined) throw new Inconclusive('the health of the lists is not known');
        const lists = options.lists.filter((list) => takesAddresses(list));
        const first = oneRound(run);
        const results = await Promise.all(
          lists.map((list) =>
            resultOf(
              first,
              list,
              ip,
              health.find(({ zone }) => zone === list.zone),
            ),
          ),
        );
        const second = oneRound(run);
        return { results: await Promise.all(results.map((result, n) => explained(second, lists[n]!, ip, result))) };
      });
    },
  });
}
