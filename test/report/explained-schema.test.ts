import { describe, expect, test } from 'vitest';
import {
  type ExplainedText,
  type Extracted,
  type NamedList,
  type NextStep,
  type ReadGroup,
  readingConfidences,
  textOrigins,
} from '../../src/model/reading.ts';
import { renderReadingJson, renderReadingLines } from '../../src/report/reading-text.ts';
import { explainedComplaints, explainedSchema } from './explained-schema.ts';
import type { Part } from './schema.ts';

type Presence<T> = { readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? 'may' : 'must' };

const presenceIn = (part: Part | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.keys(part?.properties ?? {}).map((name) => [name, part?.required?.includes(name) ? 'must' : 'may']),
  );
const { properties = {}, $defs = {} } = explainedSchema;

const explained: Presence<ExplainedText> = { kind: 'must', groups: 'must', lines: 'may', bounce: 'may' };
const group: Presence<ReadGroup> = {
  cause: 'must',
  confidence: 'may',
  because: 'may',
  title: 'must',
  meaning: 'may',
  alternatives: 'must',
  count: 'must',
  text: 'must',
  line: 'may',
  recipients: 'must',
  extracted: 'must',
  providerName: 'may',
  steps: 'must',
};
const extracted: Presence<Extracted> = {
  code: 'may',
  enhancedCode: 'may',
  responseCode: 'may',
  provider: 'may',
  addresses: 'must',
  ips: 'must',
  urls: 'must',
  blockLists: 'must',
  retryAfterSeconds: 'may',
  sizes: 'must',
  limits: 'must',
};
const alternative: Presence<ReadGroup['alternatives'][number]> = {
  cause: 'must',
  because: 'must',
  against: 'must',
  open: 'may',
  title: 'must',
};
const bounce: Presence<NonNullable<ExplainedText['bounce']>> = {
  form: 'must',
  from: 'may',
  reportingMta: 'may',
  subject: 'may',
};
const list: Presence<NamedList> = { name: 'must', zone: 'may', url: 'may' };
const step: Presence<NextStep> = { for: 'must', text: 'must', url: 'may' };
const { examples: origins } = ($defs.question?.properties?.protocol ?? {}) as { readonly examples?: unknown };

describe('the schema of explained texts has the fields of the model', () => {
  test.each([
    ['the whole', explainedSchema, { schemaVersion: 'must', tool: 'must', command: 'must', ...explained }],
    ['a bounce', properties.bounce, bounce],
    ['a group', $defs.groupFields, group],
    ['an alternative', $defs.groupFields?.properties?.alternatives?.items, alternative],
    ['a step', $defs.groupFields?.properties?.steps?.items, step],
    ['what was read out', $defs.extracted, extracted],
    ['a list', $defs.extracted?.properties?.blockLists?.items, list],
  ])('%s', (_, part, presence) => {
    expect(presenceIn(part)).toEqual(presence);
  });

  test('words', () => {
    expect($defs.confidence?.enum).toEqual(readingConfidences);
    expect(origins).toEqual(textOrigins);
  });
});

/** Everything is in it that may be. */
const whole: ExplainedText = {
  kind: 'bounce',
  groups: [
    {
      cause: 'ip-blacklisted',
      confidence: 'likely',
      because: '"blocked using"',
      title: 'The sending address is on a block list',
      meaning: 'It is on a list.',
      alternatives: [{ cause: 'policy-rejected', because: 'a', against: 'b', open: true, title: 'Refused' }],
      count: 2,
      text: '554 5.7.1 blocked',
      line: 3,
      recipients: ['ann@example.org'],
      extracted: {
        code: '554',
        enhancedCode: '5.7.1',
        responseCode: 'ALERT',
        provider: 'gmail',
        addresses: ['ann@example.org'],
        ips: ['192.0.2.25'],
        urls: ['https://example.org/'],
        blockLists: [{ name: 'Spamhaus ZEN', zone: 'zen.spamhaus.org', url: 'https://check.spamhaus.org/' }],
        retryAfterSeconds: 300,
        sizes: [1],
        limits: [{ of: 'messages', most: 5 }],
      },
      providerName: 'Google',
      steps: [{ for: 'owner', text: 'Wait.', url: 'https://example.org/' }],
    },
  ],
  lines: { all: 3, failures: 2 },
  bounce: { form: 'prose', from: 'a@example.org', reportingMta: 'mx.example.org', subject: 'x' },
};
const json = JSON.parse(renderReadingJson(whole, { name: 'mailcheck', version: '0.1.0' })) as object;
const line = JSON.parse(renderReadingLines(whole)) as object;

/** All changes that put a field in or take one out, at any depth, one at a time. */
function changed(value: unknown, put: (value: unknown) => unknown = (same) => same): unknown[] {
  if (Array.isArray(value))
    return [put({}), ...value.flatMap((one, i) => changed(one, (now) => put(value.with(i, now))))];
  if (typeof value !== 'object' || value === null) return [put(typeof value === 'object' ? 1 : { a: 1 })];
  const fields = Object.entries(value);
  return [
    put({ ...value, extra: 1 }),
    ...fields.flatMap(([key, one]) => changed(one, (now) => put({ ...value, [key]: now }))),
  ];
}

describe('the schema of explained texts', () => {
  test('allows all that there is', () => {
    expect([explainedComplaints(json), explainedComplaints(line, 'line')]).toEqual(['', '']);
  });

  test.each([
    ['the object', json, undefined],
    ['a line', line, 'line'],
  ])('forbids any other field and any other type in %s', (_, value, name) => {
    const changes = changed(value);
    expect(changes.length).toBeGreaterThan(40);
    expect(changes.filter((one) => explainedComplaints(one, name) === '')).toEqual([]);
  });

  test('tells questions and answers apart', () => {
    const answer = {
      id: 1,
      cause: 'unknown',
      confidence: null,
      alternatives: [],
      extracted: whole.groups[0]?.extracted,
    };
    expect(explainedComplaints(answer, 'answer')).toBe('');
    expect(explainedComplaints({ ...answer, confidence: 'sure' }, 'answer')).not.toBe('');
    expect(explainedComplaints({ text: 'a', more: 1 }, 'question')).toBe('');
    expect(explainedComplaints({ id: 1 }, 'question')).not.toBe('');
  });
});
