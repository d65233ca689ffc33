import { expect, test } from 'vitest';
import type { DnsType } from '../../../src/model/resolver.ts';
import { evaluateSpf } from '../../../src/probes/spf/evaluate.ts';
import { spfLimits } from '../../../src/probes/spf/run.ts';
import { isQueryName } from '../../../src/protocols/dns-names.ts';
import { parseSpf } from '../../../src/protocols/spf/record.ts';
import { fakeResolver } from '../fake-resolver.ts';
import { fakeJournal } from '../fake-run.ts';
import { io } from '../world.ts';
import { type Seeded, seeded } from './seeded.ts';

const pieces = [
  ...['a', 'mx', 'ptr', 'ip4', 'ip6', 'include', 'exists', 'all', 'redirect', 'exp', 'x'],
  ...[':', '/', '//', '=', '+', '-', '~', '?', ' ', '  ', '.', '%', '%%', '%_', '%-', '%{', '}', '\t', '\0', '\u00e9'],
  ...['%{s}', '%{l1r-}', '%{o}', '%{d2}', '%{ir}', '%{p}', '%{v}', '%{h}', '%{c}', '%{D9}', '%{i0}'],
  ...['example.org', 'b.example.org', '.example.org', 'lab', '192.0.2.1', '2001:db8::', '0', '24', '33', '129', '01'],
];

const garbage = ({ number, pick }: Seeded, most: number): string =>
  Array.from({ length: number(most) }, () => pick(pieces)).join('');

/** Mostly proper terms, so that what lies behind the grammar is reached. */
function record(chance: Seeded): string {
  const { number, pick, once } = chance;
  const name = () =>
    pick(['b.example.org', '%{d}', 'x%{l}.example.org', '%{p}.example.org', '%{ir}.%{v}.example.org', '%{h}']);
  const terms = Array.from({ length: number(14) }, () =>
    once(40)
      ? garbage(chance, 6)
      : pick([
          `a:${name()}`,
          `mx:${name()}/24`,
          'ptr',
          `include:${name()}`,
          `exists:${name()}`,
          'mx',
          `-a:${name()}//64`,
        ]),
  );
  return `v=spf1 ${terms.join(' ')} ${pick(['', '-all', '-all exp=%{p}.example.org', `redirect=${name()}`])}`;
}

const hosts = [
  'example.org',
  'b.example.org',
  '.',
  '',
  'a b.example.org',
  `${'x'.repeat(64)}.example.org`,
  '\u001b[2J',
  'mx.example.org',
];

/** An answer of any kind, the same whenever it is asked for. */
function answer(chance: Seeded, type: DnsType): readonly string[] | 'timeout' | undefined {
  const { number, pick, once } = chance;
  if (once(20)) return 'timeout';
  if (once(4)) return undefined;
  const many = (make: () => string): string[] => Array.from({ length: once(9) ? 40 : number(4) }, make);
  switch (type) {
    case 'TXT':
      return once(6) ? many(() => record(chance)) : [once(9) ? garbage(chance, 30) : record(chance)];
    case 'MX':
      return many(() => `${number(30)} ${pick(hosts)}`);
    case 'PTR':
      return many(() => pick(hosts));
    case 'AAAA':
      return many(() => pick(['2001:db8::1', '2001:db8::2', '::ffff:192.0.2.1', 'nonsense']));
    default:
      return many(() => pick(['192.0.2.1', '198.51.100.1', '127.0.0.2', 'nonsense', '']));
  }
}

test('whatever a record says, it is read without harm', () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const text = `v=spf1 ${garbage(seeded(seed), 25)}`;
    const { terms, errors } = parseSpf(text);
    for (const term of terms) expect(text.slice(term.at, term.at + term.text.length)).toBe(term.text);
    for (const { at, found } of errors) expect(text.slice(at, at + found.length)).toBe(found);
  }
});

test('whatever the DNS answers, a check ends within its limits', async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 400; seed++) {
    const known = new Map<string, ReturnType<typeof answer>>();
    const chance = seeded(seed);
    const resolver = fakeResolver({}, (name, type) => {
      const key = `${name} ${type}`;
      if (!known.has(key)) known.set(key, answer(chance, type));
      return known.get(key);
    });
    const subject = {
      ip: chance.pick(['192.0.2.1', '2001:db8::1']),
      sender: chance.pick(['ann@example.org', '"a b"@example.org', '', 'x@y@example.org', 'example.org']),
      helo: chance.pick(['example.org', 'mx', '[192.0.2.1]', '\u001b[2J']),
    };
    const by = { journal: fakeJournal(), signal: new AbortController().signal };
    const found = await evaluateSpf(subject, io({ resolver }), by);
    seen.add(found.result);
    seen.add(found.problem?.code ?? 'no problem');
    expect(found.lookups).toBeLessThanOrEqual(spfLimits.lookups);
    expect(found.voids).toBeLessThanOrEqual(spfLimits.voids + 1);
    expect(resolver.asked).toHaveLength(found.questions);
    expect(found.questions).toBeLessThanOrEqual(spfLimits.questions);
    for (const question of resolver.asked) expect(isQueryName(question.slice(0, question.lastIndexOf(' ')))).toBe(true);
    expect(found.problem?.code).not.toBe('too-many-questions');
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  }
  for (const reached of [
    'none',
    'neutral',
    'pass',
    'fail',
    'permerror',
    'temperror',
    'syntax',
    'several-records',
    'too-many-lookups',
    'too-many-voids',
    'too-many-exchangers',
    'target-without-record',
  ]) {
    expect(seen).toContain(reached);
  }
});
