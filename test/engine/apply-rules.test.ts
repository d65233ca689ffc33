import { expect, test } from 'vitest';
import { applyRules } from '../../src/engine/apply-rules.ts';
import { type Args, defineRule } from '../../src/model/finding.ts';
import { here } from '../../src/model/subject.ts';
import { recorded, viewOf } from '../evidence.ts';

const view = viewOf([recorded({ id: 'here/x', on: 'here', title: 'x' }, here, { status: 'observed', value: 1 })]);

const ruleThatSays = (args: unknown) =>
  defineRule({
    id: 'here/odd',
    title: 'Odd',
    severity: 'notice',
    on: 'here',
    reads: [],
    messages: { found: '{what} of {count}, {other}' },
    check: () => [{ message: 'found', args: args as Args }],
  });

test('a sentence is filled with what the rule says, once', () => {
  const { findings } = applyRules([ruleThatSays({ what: '{count}', count: 0 })], view);
  expect(findings).toMatchObject([{ text: '{count} of 0, {other}', args: { what: '{count}', count: 0 } }]);
});

test.each([[null], [undefined], [Number.NaN], [Number.POSITIVE_INFINITY], [['x']], [{}], [true]])(
  'a rule that fills in %j is at fault, and finds nothing',
  (what) => {
    const { findings, crashes } = applyRules([ruleThatSays({ what })], view);
    expect(findings).toEqual([]);
    expect(crashes).toEqual([expect.stringContaining('here/odd: TypeError: what is neither a text nor a number')]);
  },
);
