import { describe, expect, test } from 'vitest';
import { causes } from '../../src/causes/catalogue.ts';
import { candidatesOf } from '../../src/engine/cases.ts';
import type { Cause, Symptom } from '../../src/model/cause.ts';
import type { Finding } from '../../src/model/finding.ts';
import { address, domain, here, host, type Subject } from '../../src/model/subject.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { endpointOf, viewOf } from '../evidence.ts';
import { at, commandsOf, type Evidence, offers, unquoted } from './case.ts';

const name = 'mail.example.org';
const subjectFor = (kind: string, hostName: string): Subject =>
  kind === 'here'
    ? here
    : kind === 'domain'
      ? domain(hostName)
      : kind === 'host'
        ? host(hostName)
        : kind === 'address'
          ? address(hostName, '192.0.2.10')
          : endpointOf('smtp', 587, 'starttls', hostName);

/** What a finding of the rule says at its best: every arg that its texts and its causes name. */
const args = (text: string): Finding['args'] => ({
  ip: '192.0.2.10',
  domain: text,
  servers: '192.0.2.53:53',
  server: '192.0.2.53:53',
  address: '203.0.113.80',
  trouble: 'servfail',
  stage: 'auth',
  controls: text,
  user: text,
  from: text,
  to: text,
  reply: `550 ${text}`,
  zone: 'bl.example.net',
  list: 'Example list',
  meaning: 'not used',
  impact: 'high',
  delistUrl: 'https://bl.example.net/off',
  folders: text,
  missing: text,
  count: 1,
  prefix: 'INBOX.',
  delimiter: '.',
  percent: 100,
  used: '1.0 GiB',
  limit: '1.0 GiB',
  messages: 3,
  days: 12,
  notAfter: '2026-11-12T00:00:00.000Z',
  notBefore: '2026-12-12T00:00:00.000Z',
  subject: text,
  issuer: text,
  names: text,
  code: 'ERR_X',
  reason: 'other',
  asked: 'starttls',
  works: 'tls',
  sign: text,
  service: 'ssh',
  received: text,
  seconds: 30,
  offered: text,
  ports: '993 and 465',
  detail: text,
  how: 'timeout',
  port: 587,
  name: text,
  records: '3 1 1',
  patterns: text,
  record: text,
  text,
  selector: text,
  term: text,
  result: 'permerror',
});

function candidates(cause: Cause, symptom: Symptom, text: string, { seen = [], target = {} }: Evidence = {}) {
  const rule = rules.find(({ id }) => id === symptom.rule);
  const finding = at(symptom.rule, subjectFor(rule?.on ?? 'here', text), {
    ...args(text),
    host: text,
    ...symptom.where,
  });
  const crashes: string[] = [];
  const found = candidatesOf(cause, { findings: [finding], view: viewOf(seen, target), crashes });
  expect(crashes).toEqual([]);
  return found;
}

/** A target for which no cause is excluded by how the login was made. */
const asked = (cause: Cause): Evidence => ({
  target: { credentials: cause.id === 'oauth-token-invalid' ? 'access-token' : 'password' },
  // A relay refusal is lifted by a login only where one is offered.
  seen: cause.id === 'auth-required' ? [offers(endpointOf('smtp', 587, 'starttls', name))] : [],
});
/** What a pasted text gives a cause that no finding shows. */
function pasted(cause: Cause, text: string) {
  if (cause.textsOnly !== true) return [];
  const finding = at('smtp/delivery-refused', subjectFor('endpoint', text), args(text));
  const first = { findings: [finding], first: finding, hosts: [text], ports: [587] };
  return [{ at: { ...first, view: viewOf([]), others: [finding] }, rule: 'texts' }];
}
const told = (cause: Cause, text: string) =>
  [
    ...pasted(cause, text),
    ...cause.symptoms.flatMap((symptom) =>
      candidates(cause, symptom, text, asked(cause)).map((one) => ({ at: one.at, rule: symptom.rule })),
    ),
  ].map(({ at: one, rule }) => ({
    rule,
    summary: cause.summary(one),
    actions: cause.actions(one),
    check: cause.check?.(one),
    ruledOut: cause.ruledOut?.(one) ?? [],
  }));

/** Findings that a cause needs more than the finding itself for. */
const excused: Readonly<Record<string, readonly string[]>> = {
  // Which mechanisms are offered decides between the two.
  'oauth-required': ['auth/no-common-mechanism'],
  // A relay refusal that a login would lift is one of auth-required.
  'auth-required': ['smtp/recipient-refused'],
  // That lists want an enrolment is a cause only for those who ask about lists.
  'blocklist-refuses-resolver': ['blocklist/unusable'],
};

describe.each(causes.map((cause) => [cause.id, cause] as const))('%s', (id, cause) => {
  test('is made by each of its symptoms alone', () => {
    const without = cause.symptoms.filter((one) => candidates(cause, one, name, asked(cause)).length === 0);
    expect(without.map(({ rule }) => rule).filter((rule) => !excused[id]?.includes(rule))).toEqual([]);
  });

  test('tells in whole sentences what is wrong and what to do', () => {
    const texts = told(cause, name);
    expect(texts.length).toBeGreaterThan(0);
    for (const { rule, summary, actions, ruledOut } of texts) {
      expect(summary, rule).toMatch(/^[\w"“(].{20,}[.")]$/s);
      expect(actions.length, rule).toBeGreaterThan(0);
      for (const { text } of actions) expect(text, rule).toMatch(/^[A-Z].*(?:[.:]|: https:\/\/\S+)$/s);
      for (const text of [summary, ...actions.map((one) => one.text), ...ruledOut.map((one) => one.text)]) {
        expect(text, rule).not.toMatch(/undefined|null|NaN|\[object|\{\w*\}| {2}|\.\.(?!\.)|\s[.,;:]/);
      }
    }
  });

  test('gives a command that shows whether it is mended', () => {
    for (const { rule, check } of told(cause, name)) expect(check, rule).toMatch(/^mailcheck [a-z]/);
  });

  test('gives commands in which nothing is missing', () => {
    for (const one of told(cause, name)) {
      for (const command of commandsOf(one)) {
        expect(command, one.rule).not.toMatch(/undefined|null|NaN|\[object| {2}|HOST|\n/);
        expect(unquoted(command).trim(), one.rule).not.toBe('');
      }
    }
  });

  test.each([
    'mail.example.org;PWNED',
    '$(PWNED)',
    '`PWNED`',
    "';PWNED;'",
    'a\nPWNED',
    '-o PWNED',
    '[PWNED]',
    '*PWNED',
  ])('lets no text of others into its commands: %j', (text) => {
    for (const one of told(cause, text)) {
      for (const command of commandsOf(one)) {
        expect(unquoted(command), `${one.rule}: ${command}`).not.toContain('PWNED');
        expect(command, one.rule).not.toContain('\n');
      }
    }
  });

  test('cites only evidence that there is', () => {
    for (const { rule, ruledOut } of told(cause, name)) {
      for (const { because } of ruledOut) expect(because.length, rule).toBeGreaterThan(0);
    }
  });
});

test('every cause yields to causes that could account for the same findings', () => {
  const idle = causes.flatMap((cause) =>
    (cause.yieldsTo ?? []).flatMap((other) => {
      const rival = causes.find(({ id }) => id === other);
      const theirs = [...(rival?.symptoms ?? []), ...(rival?.explains ?? [])];
      const isShared = (one: Symptom) =>
        theirs.some(({ rule, where }) => rule === one.rule && isCompatible(where ?? {}, one.where ?? {}));
      return cause.symptoms.some(isShared) ? [] : [`${cause.id} to ${other}`];
    }),
  );
  expect(idle).toEqual([]);
});

const isCompatible = (a: Finding['args'], b: Finding['args']): boolean =>
  Object.entries(a).every(([key, value]) => b[key] === undefined || b[key] === value);
