import { describe, expect, test } from 'vitest';
import type { ListResult } from '../../../src/model/listing.ts';
import { createTally } from '../../../src/probes/blocklist/tally.ts';

const result = (
  verdict: ListResult['verdict'],
  impact: ListResult['impact'] = 'low',
  zone = 'a.example',
): ListResult => ({
  zone,
  name: zone,
  verdict,
  answers: [],
  meaning: '',
  impact,
});

describe('a tally', () => {
  test.each([
    ['grave', [result('listed', 'high'), result('clean')]],
    ['grave', [result('listed', 'medium'), result('listed')]],
    ['light', [result('listed'), result('policy', 'high')]],
    ['policy', [result('policy', 'high'), result('clean')]],
    ['clean', [result('info'), result('unknown', 'high')]],
    ['clean', [result('clean'), result('unknown')]],
    ['unknown', [result('unknown'), result('not-applicable')]],
    ['notAsked', []],
  ] as const)('counts a target as %s', (kind, results) => {
    const tally = createTally();
    tally.add([{ target: 'x', results }]);
    expect(tally.value()[kind]).toBe(1);
    const { lists, examples, ...counts } = tally.value();
    expect(Object.values(counts).reduce((sum, one) => sum + one)).toBe(1);
  });

  test('counts a name and its addresses as one target, and each list by the worst', () => {
    const tally = createTally();
    tally.add([
      { target: 'example.org', results: [result('clean', 'high', 'dbl.example')] },
      { target: '192.0.2.1', results: [result('listed', 'high')] },
      { target: '192.0.2.2', results: [result('clean', 'high')] },
    ]);
    expect(tally.value()).toMatchObject({ grave: 1, clean: 0, examples: ['example.org'] });
    expect(tally.value().lists).toMatchObject([
      { zone: 'dbl.example', clean: 1 },
      { zone: 'a.example', listed: 1, clean: 0 },
    ]);
  });

  test('goes on from what was counted, and keeps a few examples only', () => {
    let tally = createTally();
    for (let n = 0; n < 30; n++) {
      tally = createTally(JSON.parse(JSON.stringify(tally.value())));
      tally.add([{ target: `192.0.2.${n}`, results: [result('listed', 'high')] }]);
    }
    expect(tally.value()).toMatchObject({ grave: 30, lists: [{ listed: 30 }] });
    expect(tally.value().examples).toHaveLength(20);
  });
});
