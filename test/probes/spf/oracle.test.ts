import { describe, expect, it } from 'vitest';
import type { SpfEvaluation } from '../../../src/probes/facts/spf.ts';
import { evaluateSpf } from '../../../src/probes/spf/evaluate.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io } from '../world.ts';
import { oracle } from './oracle.ts';
import { seeded } from './seeded.ts';
import { situations } from './situations/catalogue.ts';

interface Subject {
  readonly ip: string;
  readonly sender: string;
  readonly helo: string;
}

const ours = (zone: Zone, subject: Subject): Promise<SpfEvaluation> =>
  evaluateSpf(subject, io({ resolver: fakeResolver(zone) }), {
    journal: fakeJournal(),
    signal: new AbortController().signal,
  });

/** Where mailauth 4.13.3 does not do what RFC 7208 says: its result, the reason, the section. */
const differences: Readonly<Record<string, readonly [result: string, because: string, section: string]>> = {
  'a tab behind the version': ['permerror', 'takes any white space behind the version', '4.5'],
  'the dot of the root behind the domain': ['none', 'refuses the dot', '4.3'],
  'a space before the version': ['fail', 'trims the text before it looks for the version', '4.5'],
  'a PTR question that fails matches nothing': ['temperror', 'ends the check when PTR cannot be asked for', '5.5'],
  'a last label that ends with a hyphen': ['neutral', 'does not read targets before it asks for them', '7.1'],
  'exp with no domain': ['neutral', 'does not read exp', '6.2'],
  'exp twice': ['fail', 'does not read exp', '6'],
  'an IPv6 address': ['fail', 'takes any address behind ip4', '5.6'],
  'no address, behind all': ['fail', 'reads arguments only when it comes to them', '4.6'],
  'an IPv4 address': ['fail', 'takes any address behind ip6', '5.6'],
  'c, r and t are for explanations only': ['fail', 'does not read exp', '7.2'],
  'no parts kept': ['fail', 'reads a zero as all parts', '7.3'],
  'p prefers names below the domain': ['neutral', 'gives the domain of the sender for p', '7.3'],
  'h of no name': ['permerror', 'calls an expanded name that is none an error', '4.8'],
  'h of an address literal': ['permerror', 'calls an expanded name that is none an error', '4.8'],
  'a policy that wants the HELO name right': ['permerror', 'calls an expanded name that is none an error', '4.8'],
  'more parts kept than there are': ['fail', 'does not know an R in upper case', '7.3'],
};

describe('another implementation agrees', () => {
  const cases = situations.flatMap(({ zone, cases }) => cases.map((one) => ({ ...one, zone })));

  it.each(cases)('$name', async ({ name, zone, from, ip, helo = 'mail.lab.test', gives }) => {
    const subject = { ip, sender: from, helo };
    const theirs = await oracle(zone, subject);
    const difference = differences[name];
    if (difference !== undefined) expect(theirs.result).toBe(difference[0]);
    else if (typeof gives === 'string') expect(theirs.result).toBe((await ours(zone, subject)).result);
    else expect(gives).toContain(theirs.result);
  });

  it('and where it does not, the RFC says why', () => {
    const names = cases.map(({ name }) => name);
    expect(Object.keys(differences).filter((name) => names.filter((one) => one === name).length !== 1)).toEqual([]);
    for (const [name, [result]] of Object.entries(differences)) {
      expect([cases.find((one) => one.name === name)?.gives].flat(), name).not.toContain(result);
    }
  });
});

describe('another implementation agrees on records by chance', () => {
  const hosts = Array.from({ length: 6 }, (_, n) => `h${n}.lab.test`);
  const domains = Array.from({ length: 6 }, (_, n) => `d${n}.lab.test`);
  const gone = 'gone.lab.test';

  /** Hosts have addresses of both families: where one is missing, mailauth counts voids by a rule of its own. */
  function chance(seed: number): { zone: Zone; subjects: Subject[] } {
    const { number, pick, once } = seeded(seed);
    const ip4 = () => `192.0.2.${number(32)}`;
    const ip6 = () => `2001:db8::${number(32).toString(16)}`;
    const some = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + number(most) }, make);
    const four = () => (once(2) ? '' : `/${pick([0, 24, 27, 28, 30, 31, 32])}`);
    const six = () => (once(2) ? '' : `//${pick([0, 64, 120, 124, 127, 128])}`);
    const target = (from: readonly string[]) => (once(3) ? '' : `:${once(9) ? gone : pick(from)}`);
    const mechanism = (): string => {
      switch (number(12)) {
        case 0:
        case 1:
          return `ip4:${ip4()}${four()}`;
        case 2:
          // Not /0, which mailauth reads as no length at all.
          return `ip6:${ip6()}/${pick([64, 120, 124, 127, 128])}`;
        case 3:
        case 4:
          return `a${target([...hosts, ...domains])}${four()}${six()}`;
        case 5:
        case 6:
          return `mx${target(domains)}${four()}${six()}`;
        case 7:
          return `exists:${once(3) ? gone : pick([...hosts, ...domains])}`;
        case 8:
          return `exists:%{l}.%{o}.x${number(3)}.lab.test`;
        case 9:
          return `exists:${pick(['%{ir}', '%{i}', '%{l1r-}', '%{o2}', '%{h}'])}.lab.test`;
        default:
          return `include:${once(12) ? gone : pick(domains)}`;
      }
    };
    const record = (): string => {
      const terms = some(5, () => pick(['', '', '', '+', '-', '~', '?']) + mechanism());
      if (once(4)) terms.push(`redirect=${once(9) ? gone : pick(domains)}`);
      else if (!once(5)) terms.push(`${pick(['-', '-', '~', '?', '+'])}all`);
      if (once(9)) terms.splice(number(terms.length), 0, pick(['x=y', 'quack']));
      return `v=spf1 ${terms.join(' ')}`;
    };
    const zone: Record<string, Zone[string]> = {};
    for (const name of [...hosts, ...domains]) {
      zone[`${name} A`] = some(2, ip4);
      zone[`${name} AAAA`] = some(2, ip6);
    }
    for (const name of domains) {
      zone[`${name} TXT`] = once(25) ? 'timeout' : once(25) ? [record(), record()] : ['site=1', record()];
      if (!once(4)) zone[`${name} MX`] = some(3, () => pick(hosts)).map((host, n) => `${n} ${host}`);
    }
    zone['ann-lee.d0.lab.test.x0.lab.test A'] = ['127.0.0.2'];
    zone['ann.lab.test A'] = ['127.0.0.2'];
    zone['d0.lab.test.lab.test A'] = ['127.0.0.2'];
    const subject = (ip: string): Subject => ({ ip, sender: 'ann-lee@d0.lab.test', helo: 'h0.lab.test' });
    return { zone, subjects: [...some(3, ip4), ...some(2, ip6)].map(subject) };
  }

  it('300 zones', async () => {
    const seen = new Map<string, number>();
    const disagree: unknown[] = [];
    for (let seed = 1; seed <= 300; seed++) {
      const { zone, subjects } = chance(seed);
      for (const subject of subjects) {
        const [mine, theirs] = [await ours(zone, subject), await oracle(zone, subject)];
        seen.set(mine.result, (seen.get(mine.result) ?? 0) + 1);
        // How far a check got before an error is left open.
        const counted =
          mine.result.endsWith('error') || (mine.lookups === theirs.lookups && mine.voids === theirs.voids);
        if (mine.result !== theirs.result || !counted) disagree.push({ seed, subject, zone, mine, theirs });
      }
    }
    expect(disagree.slice(0, 1)).toEqual([]);
    // Chance has to reach every result for the agreement to mean something.
    for (const result of ['pass', 'fail', 'softfail', 'neutral', 'permerror', 'temperror']) {
      expect(seen.get(result) ?? 0, result).toBeGreaterThan(20);
    }
  });
});
