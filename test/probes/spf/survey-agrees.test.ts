import { expect, test } from 'vitest';
import type { SpfCheck, SpfStep } from '../../../src/probes/facts/spf.ts';
import { evaluateSpf } from '../../../src/probes/spf/evaluate.ts';
import { spfLimits } from '../../../src/probes/spf/run.ts';
import { surveySpf } from '../../../src/probes/spf/survey.ts';
import { inNetwork } from '../../../src/protocols/ip.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io } from '../world.ts';
import { seeded } from './seeded.ts';

/** Records that include only later ones, so that every check comes to an end without limits. */
function chance(seed: number): Zone {
  const { number, pick, once } = seeded(seed);
  const zone: Record<string, Zone[string]> = {};
  for (let d = 0; d < 6; d++) {
    const name = d === 0 ? 'example.org' : `d${d}.example.org`;
    const later = () => (d === 5 ? 'ip4:5.0.0.1' : `include:d${d + 1 + number(5 - d)}.example.org`);
    const host = () => `h${number(8)}.example.org`;
    const term = () => {
      switch (number(6)) {
        case 0:
          return `a:${host()}/${pick([24, 30, 32])}//${pick([64, 128])}`;
        case 1:
          return `mx:${once(2) ? host() : name}`;
        case 2:
          return `exists:gone.%{d}`;
        case 3:
          return `ip4:5.0.${number(4)}.${number(256)}/${pick([24, 28, 32])}`;
        case 4:
          return `ip6:2a00:${number(4)}::${number(9)}/${pick([32, 64, 128])}`;
        default:
          return later();
      }
    };
    const terms = Array.from({ length: 1 + number(5) }, () => pick(['', '', '', '~', '-', '?']) + term());
    const end = d < 5 && once(3) ? `redirect=d${d + 1}.example.org` : pick(['-all', '~all', '?all']);
    zone[`${name} TXT`] = [`v=spf1 ${terms.join(' ')} ${end}${once(4) ? ' a:never.example.org' : ''}`];
    if (once(2)) zone[`${name} MX`] = [`10 ${host()}`, `20 ${host()}`];
  }
  for (let h = 0; h < 8; h++) {
    if (!once(4)) zone[`h${h}.example.org A`] = [`5.0.${number(4)}.${number(256)}`];
    if (!once(3)) zone[`h${h}.example.org AAAA`] = [`2a00:${number(4)}::${number(9)}`];
    if (once(4)) zone[`h${h}.example.org MX`] = [`10 h${number(8)}.example.org`];
  }
  return zone;
}

const reached = (check: SpfCheck): SpfStep[] =>
  check.steps.flatMap((step) => [step, ...(step.inner === undefined ? [] : reached(step.inner))]);

const results = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;
const without = { ...spfLimits, lookups: 1000, voids: 1000, questions: 1000 };

test('a survey counts what a check of an unlisted sender comes to, and lists what passes', async () => {
  let voids = 0;
  let compared = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const zone = chance(seed);
    const by = { journal: fakeJournal(), signal: new AbortController().signal };
    const surveyed = await surveySpf('example.org', io({ resolver: fakeResolver(zone) }), by);
    const check = (ip: string) =>
      evaluateSpf(
        { ip, sender: 'ann@example.org', helo: 'mail.example.org' },
        io({ resolver: fakeResolver(zone) }),
        by,
        without,
      );
    const told = JSON.stringify({ seed, zone });

    for (const [family, ip] of [
      ['ipv4', '203.0.113.1'],
      ['ipv6', '2001:db8::1'],
    ] as const) {
      const found = await check(ip);
      expect(found.result, told).toBe(surveyed.unlisted);
      expect(found.lookups, told).toBe(surveyed.lookups);
      expect(found.voids, told).toBe(surveyed.voids[family]);
      voids += found.voids;
    }
    // The first network that holds an address says what a sender there gets.
    for (const { network } of surveyed.networks.slice(0, 6)) {
      const ip = network.slice(0, network.indexOf('/'));
      const first = surveyed.networks.find((one) => {
        const [prefix = '', bits] = one.network.split('/');
        return inNetwork(ip, prefix, Number(bits));
      });
      const found = await check(ip);
      // A network that is refused below an include is not listed, and hides what comes later there.
      const hidden = reached(found.check).some(
        ({ kind, outcome, qualifier }) => kind !== 'all' && outcome === 'match' && qualifier !== '+',
      );
      if (hidden && first?.domain !== 'example.org') continue;
      expect(found.result, `${ip} ${told}`).toBe(results[first!.qualifier]);
      compared++;
    }
  }
  expect(voids).toBeGreaterThan(100);
  expect(compared).toBeGreaterThan(100);
});
