import { describe, expect, test } from 'vitest';
import { findBlockList } from '../../src/knowledge/blocklists.ts';
import { fairUse } from '../../src/settings/fair-use.ts';

const lists = (...zones: string[]) => zones.map((zone) => findBlockList(zone)!);
const counts = (ip4: number, ip6 = 0, domain = 0) => ({ ip4, ip6, domain });

describe('what a long run asks of each operator', () => {
  test('is the sum of his lists, at his pace, the longest first', () => {
    const plan = fairUse(
      counts(1000),
      lists('zen.spamhaus.org', 'dnsbl-1.uceprotect.net', 'dnsbl-2.uceprotect.net', 'dnsbl.spfbl.net'),
    );
    expect(plan.operators).toEqual([
      { operator: 'UCEPROTECT-Network', questions: 2000, perSecond: 5 },
      { operator: 'Spamhaus Project', questions: 1000, perSecond: 5, perDay: 300_000 },
      { operator: 'SPFBL.net', questions: 1000, perSecond: 10 },
    ]);
    expect([plan.questions, plan.seconds, plan.over]).toEqual([4000, 400, []]);
  });

  test('counts only what a list takes', () => {
    expect(fairUse(counts(0, 10, 5), lists('bl.spamcop.net')).operators).toEqual([]);
    expect(fairUse(counts(5, 10, 5), lists('zen.spamhaus.org')).questions).toBe(15);
    expect(fairUse(counts(5, 10, 5), lists('dbl.spamhaus.org')).questions).toBe(5);
  });

  test('is too much where he allows less in a day', () => {
    const [one, both] = [
      lists('bl.spameatingmonkey.net'),
      lists('bl.spameatingmonkey.net', 'backscatter.spameatingmonkey.net'),
    ];
    expect(fairUse(counts(100_000), one).over).toEqual([]);
    expect(fairUse(counts(60_000), both).over.map(({ operator }) => operator)).toEqual(['Spam Eating Monkey']);
  });

  test('is what the user wishes, and at a server of his own there is no limit', () => {
    const nord = lists('bl.nordspam.com');
    expect(fairUse(counts(20_000), nord, 100)).toMatchObject({
      seconds: 200,
      over: [{ operator: 'NordSpam Project' }],
    });
    expect(fairUse(counts(20_000), nord, Number.POSITIVE_INFINITY)).toMatchObject({ seconds: 0, over: [] });
  });
});
