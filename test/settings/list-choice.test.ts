import { describe, expect, test } from 'vitest';
import type { KeyFamily } from '../../src/knowledge/blocklist.ts';
import { blockLists } from '../../src/knowledge/blocklists.ts';
import { Secret } from '../../src/model/secret.ts';
import { chooseLists, keyFamilyOf, type ListKeys, standardChoice } from '../../src/settings/list-choice.ts';

const keysOf = (...families: KeyFamily[]): ListKeys => new Map(families.map((one) => [one, new Secret(`${one}key`)]));
const none = keysOf();
function zones(words: readonly string[], keys = none): string[] {
  const choice = chooseLists(words, keys);
  if ('problem' in choice) throw new Error(choice.problem);
  return choice.lists.map(({ zone }) => zone);
}
const problem = (words: readonly string[]) => {
  const choice = chooseLists(words, none);
  return 'problem' in choice ? `${choice.problem} ${choice.wayOut ?? ''}` : '';
};

describe('the default lists', () => {
  test('are those for everybody where there is no key', () => {
    expect(zones(['default'])).toHaveLength(33);
    expect(standardChoice().lists.every(({ key }) => key === undefined)).toBe(true);
  });

  test('are the lists of customers in place of the public ones where there is one', () => {
    const keyed = zones(['default'], keysOf('spamhaus'));
    expect(keyed).toContain('zen.dq.spamhaus.net');
    expect(keyed).toContain('zrd.dq.spamhaus.net');
    for (const zone of ['zen.spamhaus.org', 'dbl.spamhaus.org', 'combined.mail.abusix.zone'])
      expect(keyed).not.toContain(zone);
  });
});

describe('all lists', () => {
  test('are asked once for each entry, and never what cannot be asked', () => {
    const all = zones(['all']);
    expect(all.length).toBeGreaterThan(90);
    for (const zone of [
      'sbl.spamhaus.org',
      'dyna.spamrats.com',
      'ivmsip.invaluement.com',
      'uribl.rspamd.com',
      'zen.dq.spamhaus.net',
    ]) {
      expect(all).not.toContain(zone);
    }
    const covered = blockLists.filter(({ zone, coveredBy }) => all.includes(zone) && coveredBy !== undefined);
    expect(covered.filter(({ coveredBy }) => all.includes(coveredBy!))).toEqual([]);
  });
});

describe('zones', () => {
  test.each([
    [['zen.spamhaus.org', 'ZEN.spamhaus.org.', ' zen.spamhaus.org'], ['zen.spamhaus.org']],
    [['bl.spamcop.net', 'default'], 34 - 1],
    [['zen.dq.spamhaus.net'], ['zen.dq.spamhaus.net']],
    [['{key}.zen.dq.spamhaus.net'], ['zen.dq.spamhaus.net']],
    [['dnsbl.example.net'], ['dnsbl.example.net']],
  ])('%j', (words, expected) => {
    if (typeof expected === 'number') expect(zones(words)).toHaveLength(expected);
    else expect(zones(words)).toEqual(expected);
  });

  test.each([
    ['dnsbl.sorbs.net', /SORBS aggregate is dead: switched off by its owner on 2024-06-05/],
    ['some.dnsbl.sorbs.net', /2024-06-05/],
    ['bl.spamcannibal.org', /lists everything.*2018-05-30/],
    ['cbl.abuseat.org', /Ask xbl\.spamhaus\.org instead/],
    ['ix.dnsbl.manitu.net', /emptied on 2025-01-16/],
    ['ivmsip.invaluement.com', /cannot be asked: its data comes to paying customers/],
    ['uribl.rspamd.com', /hashed names/],
    ['spamhaus', /not the zone of a list/],
    ['zen.spamhaus.org/24', /not the zone of a list/],
  ])('%s is refused with the reason', (zone, reason) => {
    expect(problem([zone])).toMatch(reason);
  });

  test.each([
    'hunter2secret.zen.dq.spamhaus.net',
    'hunter2secret.sbl.dq.spamhaus.net',
    'hunter2secret.combined.mail.abusix.zone',
  ])('a key in the zone is refused and not repeated', (zone) => {
    expect(problem([zone])).toMatch(/every user of this machine can read.*--key (spamhaus|abusix)=env:NAME/);
    expect(problem([zone])).not.toContain('hunter2');
  });
});

test.each([
  ['spamhaus', 'spamhaus'],
  ['Abusix', 'abusix'],
  ['dq.spamhaus.net', 'spamhaus'],
  ['zen.dq.spamhaus.net', 'spamhaus'],
  ['mail.abusix.zone', 'abusix'],
  ['zen.spamhaus.org', undefined],
  ['notdq.spamhaus.net', undefined],
])('a key for %s is for %s', (name, family) => {
  expect(keyFamilyOf(name)).toBe(family);
});
