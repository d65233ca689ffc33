import { describe, expect, test } from 'vitest';
import { applyRules } from '../../src/engine/apply-rules.ts';
import type { Fact, Observation, Outcome } from '../../src/model/evidence.ts';
import {
  address,
  configurationFile,
  domain,
  here,
  host,
  type Subject,
  type SubjectKind,
  service,
} from '../../src/model/subject.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { endpointOf, recorded, viewOf } from '../evidence.ts';
import { exchangers } from './dns-evidence.ts';

const name = 'mail.example.org';
const six = '2001:db8::10';
/** Every kind of subject that a run may have, more than one of those that rules compare. */
const subjects: readonly Subject[] = [
  here,
  domain('example.org'),
  host(name),
  service(name, 'imap', 993, 'tls'),
  address(name, '192.0.2.10'),
  address(name, six),
  endpointOf('imap', 993, 'tls'),
  endpointOf('imap', 993, 'tls', name, six),
  endpointOf('smtp', 25, 'starttls'),
  endpointOf('smtp', 587, 'none'),
  configurationFile('msmtprc'),
];
const facts = [...new Map(rules.flatMap(({ reads }) => reads.map((fact) => [fact.id, fact] as const))).values()];

const everywhere = (outcome: Outcome<never>): Observation[] =>
  facts.flatMap((fact) =>
    subjects
      .filter(({ kind }) => kind === fact.on)
      .map((at) => recorded(fact as Fact<never, SubjectKind>, at as never, outcome)),
  );
/** Everything is wanted: a rule that is silent is so for want of evidence. */
const target = {
  servers: [
    { protocol: 'imap', host: name },
    { protocol: 'smtp', host: name, port: 587 },
  ],
} as const;

describe('what was not tested is neither good nor bad', () => {
  test.each([
    ['there is no evidence', []],
    ['everything was skipped', everywhere({ status: 'skipped', because: 'deadline' })],
    ['everything was inconclusive', everywhere({ status: 'inconclusive', reason: 'the server was busy' })],
    ['only the MX record is known', [exchangers(name), ...everywhere({ status: 'skipped', because: 'not-asked' })]],
  ])('no rule finds anything when %s', (_, observations) => {
    // The first record of an observation counts.
    const first = [...new Map([...observations].reverse().map((one) => [one.id, one])).values()];
    expect(applyRules(rules, viewOf(first, target))).toEqual({ findings: [], crashes: [] });
  });

  test('every fact that rules read is among what was tried here', () => {
    const kinds = new Set(subjects.map(({ kind }) => kind));
    expect(facts.filter(({ on }) => !kinds.has(on)).map(({ id }) => id)).toEqual([]);
    expect(facts.length).toBeGreaterThan(25);
  });
});

describe('each rule', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s has texts whose places are words', (_, rule) => {
    expect(Object.keys(rule.messages).length).toBeGreaterThan(0);
    for (const text of Object.values(rule.messages)) {
      expect(text.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
      expect(text).toMatch(/^[A-Z{].*(?:\.|\})$/s);
    }
  });
});
