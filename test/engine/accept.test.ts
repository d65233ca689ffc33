import { describe, expect, test } from 'vitest';
import { acceptedAmong } from '../../src/engine/accept.ts';
import type { Candidate } from '../../src/engine/cases.ts';
import { judge } from '../../src/engine/judge.ts';
import { fact } from '../../src/model/evidence.ts';
import { defineRule, type Finding, type Rule, type Severity } from '../../src/model/finding.ts';
import { address, domain, here, host, type Subject } from '../../src/model/subject.ts';
import type { Acceptance } from '../../src/model/target.ts';
import { failed, findingOf, targetOf, testNow } from '../evidence.ts';
import { mail, toy } from './toys.ts';

const entry = (differs: Partial<Acceptance> = {}): Acceptance => ({
  id: 't/shut',
  reason: 'known',
  until: '2026-11-24',
  ...differs,
});
const among = (entries: readonly Acceptance[], findings: readonly Finding[], ranked: readonly Candidate[] = []) =>
  acceptedAmong(entries, { findings, ranked, now: testNow });

describe('what is accepted', () => {
  const shut = findingOf('t/shut', mail);

  test('is a finding by its id, to the end of the last day', () => {
    expect(among([entry()], [shut, findingOf('t/other', mail)]).findings).toEqual(new Map([[shut, entry()]]));
  });

  test('is nothing when the day has passed; that it has is told when it would have mattered', () => {
    const old = entry({ until: '2026-11-23' });
    expect(among([old], [shut])).toEqual({ findings: new Map(), over: [old] });
    expect(among([old], [])).toEqual({ findings: new Map(), over: [] });
    expect(among([old, entry()], [shut]).over).toEqual([]);
  });

  test('is what a cause explains, by the id of the cause', () => {
    const ranked = [{ cause: { id: 'door-broken' }, explains: [shut] }] as unknown as readonly Candidate[];
    expect(among([entry({ id: 'door-broken' })], [shut], ranked).findings.has(shut)).toBe(true);
    expect(among([entry({ id: 'door-lost' })], [shut], ranked).findings.has(shut)).toBe(false);
  });

  test.each<[string, Subject, string, boolean]>([
    ['a host', host('mail.example.org'), 'mail.example.org', true],
    ['the host of an endpoint', mail, 'mail.example.org', true],
    ['the address of an endpoint', mail, '192.0.2.10', true],
    ['an address', address('mail.example.org', '192.0.2.10'), '192.0.2.10', true],
    ['a domain', domain('example.org'), 'example.org', true],
    ['another host', mail, 'web.example.org', false],
    ['a domain around it', mail, 'example.org', false],
    ['this machine', here, 'mail.example.org', false],
  ])('only at %s', (_, subject, at, is) => {
    const finding = findingOf('t/shut', subject);
    expect(among([entry({ at })], [finding]).findings.has(finding)).toBe(is);
  });
});

describe('a judgement with accepted findings', () => {
  const door = fact<string>()('t/door', 'endpoint', 'door');
  const shut = (id: string, severity: Severity): Rule =>
    defineRule({
      id,
      title: 'A door is shut',
      severity,
      on: 'endpoint',
      reads: [door],
      messages: { shut: 'It is shut.' },
      *check(at, view) {
        if (view.failure(door, at) !== undefined) yield { message: 'shut' };
      },
    }) as unknown as Rule;
  const judged = (accept: readonly Acceptance[]) =>
    judge({
      rules: [shut('t/a', 'critical'), shut('t/b', 'warning')],
      causes: [toy('door-broken', 'a'), toy('door-old', 'b')],
      observations: [failed(door, mail, { kind: 'closed', stage: 'connect' })],
      target: targetOf({ expect: { works: [], accept } }),
      now: testNow,
    });

  test('counts the others alone, and shows each as a notice with the reason', () => {
    const { findings, diagnosis } = judged([entry({ id: 't/a' })]);
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['t/b warning', 't/a notice']);
    expect(findings[1]?.accepted).toEqual({ severity: 'critical', reason: 'known', until: '2026-11-24' });
    expect(diagnosis.causes.map(({ id, severity, explains: of }) => `${id} ${severity} ${of}`)).toEqual([
      'door-old warning 0',
      'door-broken notice 1',
    ]);
  });

  test('accepts by cause what it accepts by finding', () => {
    expect(judged([entry({ id: 'door-broken' })])).toEqual(judged([entry({ id: 't/a' })]));
  });
});
