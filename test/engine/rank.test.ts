import { describe, expect, test } from 'vitest';
import { rank } from '../../src/engine/rank.ts';
import { here, host } from '../../src/model/subject.ts';
import { viewOf } from '../evidence.ts';
import { cases, expects, explains, found, orders, ranked, toy, web } from './toys.ts';

describe('cases', () => {
  test('are made by findings of a rule, of the given args where the symptom has some', () => {
    const cause = toy('a', 'x', { symptoms: [{ rule: 't/x', where: { meaning: 'm', port: 25 } }] });
    expect(cases(cause, [found('x', { args: { meaning: 'm', port: 25 } })])).toHaveLength(1);
    for (const args of [{ meaning: 'm' }, { meaning: 'other', port: 25 }, {}]) {
      expect(cases(cause, [found('x', { args })])).toEqual([]);
    }
  });

  test('are one for the run, or one for each host', () => {
    const findings = [found('x'), found('x', { at: web }), found('x', { at: host('web.example.org') })];
    const hosts = (sharing: 'run' | 'host') =>
      cases(toy('a', 'x', { sharing }), findings).map(({ at }) => [at.hosts, at.findings.length]);
    expect(hosts('run')).toEqual([[['mail.example.org', 'web.example.org'], 3]]);
    expect(hosts('host')).toEqual([
      [['mail.example.org'], 1],
      [['web.example.org'], 2],
    ]);
  });

  test('take further findings along: of the same host, where the case is one of a host, and only what they account for', () => {
    const cause = toy('a', 'x', { sharing: 'host', ...explains('y'), accountsFor: ({ args }) => args.not !== 1 });
    const findings = [found('x'), found('y'), found('y', { at: web }), found('y', { args: { not: 1 } }), found('z')];
    expect(cases(cause, findings)[0]?.explains.map(({ rule }) => rule)).toEqual(['t/x', 't/y']);
    const wide = toy('b', 'x', explains('y'));
    expect(cases(wide, [found('x'), found('y', { at: here })])[0]?.explains).toHaveLength(2);
  });

  test('are none when other evidence excludes them', () => {
    expect(
      cases(toy('a', 'x', { excluded: ({ others }) => others.some(({ rule }) => rule === 't/y') }), [found('x')]),
    ).toHaveLength(1);
    expect(
      cases(toy('a', 'x', { excluded: ({ others }) => others.some(({ rule }) => rule === 't/y') }), [
        found('x'),
        found('y'),
      ]),
    ).toEqual([]);
  });

  test('leave out a cause that is at fault itself, and say so', () => {
    const crashes: string[] = [];
    const faulty = toy('faulty', 'x', {
      excluded: () => {
        throw new TypeError('it broke');
      },
    });
    expect(cases(faulty, [found('x')], crashes)).toEqual([]);
    expect(crashes[0]).toMatch(/^faulty: TypeError: it broke/);
  });
});

describe('confidence', () => {
  test.each([
    [[], 'certain', []],
    [['seen'], 'certain', []],
    [['seen', 'untested'], 'likely', ['not tested: sign 2']],
    [['absent', 'seen'], 'possible', ['not seen: sign 1']],
    [['untested', 'absent'], 'possible', ['not seen: sign 2', 'not tested: sign 1']],
  ] as const)('is counted: %j is %s', (states, confidence, doubts) => {
    expect(cases(toy('a', 'x', expects(...states)), [found('x')])[0]).toMatchObject({ confidence, doubts });
  });

  test('is possible where two causes fit the same findings on equal grounds', () => {
    const both = [toy('a', 'x'), toy('b', 'x')];
    const [winner, ...more] = rank(both, { findings: [found('x')], view: viewOf([]), crashes: [] });
    expect(winner).toMatchObject({ confidence: 'possible', doubts: ['fits as well: Title of b'] });
    expect(more).toEqual([]);
  });

  test('does not suffer from a rival with lesser grounds, or with more findings', () => {
    expect(ranked([toy('a', 'x'), toy('b', 'x', expects('untested'))], [found('x')])).toEqual(['a certain: x']);
    expect(ranked([toy('a', 'x'), toy('b', 'x y')], [found('x'), found('y')])).toEqual(['b certain: x y']);
  });
});

describe('the best cause claims its findings', () => {
  test('on better grounds, even though another accounts for more', () => {
    const causes = [toy('sure', 'x'), toy('wide', 'x y z', expects('untested'))];
    expect(ranked(causes, [found('x'), found('y'), found('z')])).toEqual(['sure certain: x', 'wide likely: y z']);
  });

  test('then for what it accounts for, the graver counting more', () => {
    const causes = [toy('grave', 'x'), toy('many', 'x y', { symptoms: [{ rule: 't/y' }], ...explains('x') })];
    const findings = [found('x', { severity: 'critical' }), found('y', { severity: 'notice' })];
    expect(ranked(causes, findings)).toEqual(['many certain: y x']);
  });

  test('then nearer to the root', () => {
    const causes = [toy('late', 'x', { layer: 'mailbox' }), toy('early', 'x', { layer: 'dns' })];
    expect(ranked(causes, [found('x')])).toEqual(['early possible: x']);
  });

  test('then the more specific', () => {
    const exact = toy('exact', 'x', { symptoms: [{ rule: 't/x', where: { meaning: 'm' } }] });
    expect(ranked([toy('any', 'x'), exact], [found('x', { args: { meaning: 'm' } })])).toEqual(['exact possible: x']);
  });

  test('each finding once: what is left makes a smaller case, or none', () => {
    const first = toy('first', 'x', { layer: 'machine', ...explains('y') });
    const second = toy('second', 'y z', { layer: 'dns' });
    expect(ranked([first, second], [found('x'), found('y'), found('z')])).toEqual([
      'first certain: x y',
      'second certain: z',
    ]);
    expect(ranked([first, second], [found('x'), found('y')])).toEqual(['first certain: x y']);
  });
});

describe('yielding', () => {
  const narrow = toy('narrow', 'x', { layer: 'machine', yieldsTo: ['root'] });
  const root = toy('root', 'r', { ...expects('untested'), ...explains('x') });

  test('leaves the findings to the cause that accounts for them, whatever its grounds', () => {
    expect(ranked([narrow, root], [found('r'), found('x')])).toEqual(['root likely: r x']);
  });

  test('does not happen where that cause is not at work', () => {
    expect(ranked([narrow, root], [found('x')])).toEqual(['narrow certain: x']);
  });

  test('does not happen for findings that it does not account for', () => {
    const picky = { ...root, accountsFor: () => false };
    expect(ranked([narrow, picky], [found('r'), found('x')])).toEqual(['narrow certain: x', 'root likely: r']);
  });

  test('leaves a smaller case for what is not accounted for', () => {
    const local = { ...root, sharing: 'host' } as const;
    const findings = [found('r'), found('x'), found('x', { at: web })];
    expect(ranked([narrow, local], findings)).toEqual(['narrow certain: x', 'root likely: r x']);
  });
});

describe('the order', () => {
  test('is by gravity, then from the root outwards', () => {
    const causes = [
      toy('late', 'a', { layer: 'mailbox' }),
      toy('early', 'b', { layer: 'dns' }),
      toy('worst', 'c', { layer: 'reputation' }),
      toy('least', 'd', { layer: 'machine' }),
    ];
    const findings = [found('a'), found('b'), found('c', { severity: 'critical' }), found('d', { severity: 'notice' })];
    expect(ranked(causes, findings).map((one) => one.split(' ')[0])).toEqual(['worst', 'early', 'late', 'least']);
  });

  test('puts a cause that gives no reason behind those that are as grave, and before those that are less so', () => {
    const causes = [
      toy('vague', 'a', { layer: 'machine', vague: true }),
      toy('late', 'b', { layer: 'mailbox' }),
      toy('least', 'c'),
    ];
    const findings = [found('a'), found('b'), found('c', { severity: 'notice' })];
    expect(ranked(causes, findings).map((one) => one.split(' ')[0])).toEqual(['late', 'vague', 'least']);
  });

  test('among equals is by confidence', () => {
    const causes = [toy('a', 'x', expects('untested')), toy('b', 'y')];
    expect(ranked(causes, [found('x'), found('y')])).toEqual(['b certain: y', 'a likely: x']);
  });

  test('depends on that of neither the catalogue nor the findings', () => {
    const causes = [
      toy('a', 'x y', { sharing: 'host' }),
      toy('b', 'y z', expects('untested')),
      toy('c', 'z', { layer: 'dns', yieldsTo: ['b'] }),
      toy('d', 'x', { layer: 'protocol' }),
    ];
    const findings = [found('x'), found('x', { at: web }), found('y'), found('z')];
    const results = orders(causes).flatMap((catalogue) =>
      orders(findings).map((list) =>
        ranked(catalogue, list).map((one) => {
          const [head = '', rules = ''] = one.split(': ');
          return `${head}: ${rules.split(' ').sort().join(' ')}`;
        }),
      ),
    );
    expect(results).toHaveLength(24 * 24);
    expect(new Set(results.map((one) => one.join(', '))).size).toBe(1);
  });

  test('of the cases of one cause is that of their hosts', () => {
    const cause = toy('a', 'x', { sharing: 'host' });
    const hosts = (...list: Parameters<typeof cases>[1][number][]) =>
      rank([cause], { findings: list, view: viewOf([]), crashes: [] }).flatMap(({ at }) => at.hosts);
    expect(hosts(found('x', { at: web }), found('x'))).toEqual(['mail.example.org', 'web.example.org']);
    expect(hosts(found('x'), found('x', { at: web }))).toEqual(['mail.example.org', 'web.example.org']);
  });
});
