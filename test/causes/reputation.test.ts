import { describe, expect, test } from 'vitest';
import type { ListHealth } from '../../src/model/listing.ts';
import { address, here as machine } from '../../src/model/subject.ts';
import { listHealth, listings } from '../../src/probes/facts/blocklist.ts';
import { resolverHealth } from '../../src/probes/facts/here.ts';
import { findingOf, observed } from '../evidence.ts';
import { causesOf, exchanger, firstOf, name, refusal, submission, theCause } from './case.ts';

const ip = '192.0.2.10';
const mailAddress = address(name, ip);
const entry = (impact = 'high', zone = 'zen.spamhaus.org') =>
  findingOf('blocklist/listed', mailAddress, {
    ip,
    zone,
    list: 'Spamhaus ZEN',
    impact,
    meaning: 'sends spam',
    delistUrl: 'https://check.spamhaus.org/',
  });
const asked = observed(listings, mailAddress, { results: [] });
const here = (meaning: string, reply: string) => ({
  ...refusal('smtp/recipient-refused', exchanger, meaning, reply, { to: 'ann@example.org' }),
  message: 'here',
  severity: 'notice' as const,
});

describe('ip-blacklisted', () => {
  test('names address, list and meaning, and begins with the reason', () => {
    const cause = theCause([entry()], { seen: [asked] });
    expect(cause).toMatchObject({ id: 'ip-blacklisted', confidence: 'certain' });
    expect(cause.summary).toBe(
      `Large receivers refuse mail for it: expect 550 or 554. ${ip} (${name}) is listed at Spamhaus ZEN (sends spam).`,
    );
    expect(cause.ruledOut).toHaveLength(1);
    expect(firstOf(cause).text).toMatch(/^Find and stop what caused it first/);
    expect(cause.actions[1]?.text).toBe('Ask to be removed at Spamhaus ZEN: https://check.spamhaus.org/');
  });

  test('does not make much of lists that few ask', () => {
    expect(theCause([entry('low')]).summary).toContain('it explains no refusal by itself');
  });

  test('advises against paying', () => {
    const texts = (zone: string) =>
      theCause([entry('low', zone)])
        .actions.map(({ text }) => text)
        .join(' ');
    expect(texts('dnsbl-1.uceprotect.net')).toContain('Do not pay');
    expect(texts('zen.spamhaus.org')).not.toContain('Do not pay');
  });

  test('sends to no page that is not one of the web', () => {
    const odd = { ...entry(), args: { ...entry().args, delistUrl: 'javascript:alert(1)' } };
    expect(theCause([odd]).actions[1]?.text).toMatch(/^Then look the address up at the list’s own page/);
  });

  test('joins a listing with the refusal for it', () => {
    const refused = refusal('smtp/sender-refused', submission, 'ip-blacklisted', '554 blocked using zen.spamhaus.org');
    const cause = theCause([entry(), refused]);
    expect(cause.explains).toHaveLength(2);
    expect(cause.summary).toContain('refuses the empty sender: "554 blocked using zen.spamhaus.org".');
  });

  test('asks for nothing to be done where only the network that mailcheck runs in is listed', () => {
    const cause = theCause([here('ip-blacklisted', '554 Client host blocked using zen.spamhaus.org')]);
    expect(firstOf(cause).text).toMatch(/^Nothing, as long as your programs send through the provider’s server/);
    expect(cause.summary).toContain('That was an attempt to deliver straight to port 25 from this network');
  });
});

describe('direct-send-blocked', () => {
  const policy = (severity: 'notice' | 'warning') => ({
    ...findingOf('blocklist/policy-listed', mailAddress, { ip, zone: 'pbl.spamhaus.org', meaning: 'dynamic' }),
    severity,
  });

  test('sends to the submission server', () => {
    const cause = theCause([here('direct-send-blocked', '550 5.7.1 not authorized to send email directly')]);
    expect(cause).toMatchObject({ id: 'direct-send-blocked', confidence: 'certain' });
    expect(firstOf(cause).text).toMatch(/^Send through the provider’s submission server on 465 or 587/);
    expect(cause.check).toBe('mailcheck diagnose ann@example.org --symptom send');
  });

  test('is no case where an address of a home is listed as what it is', () => {
    expect(causesOf([policy('notice')])).toEqual([]);
    expect(causesOf([policy('warning')])).toEqual(['direct-send-blocked certain']);
  });

  test('takes the listing along where something is refused for it', () => {
    const cause = theCause([here('direct-send-blocked', '550 no'), policy('notice')]);
    expect(cause.explains).toHaveLength(2);
    expect(cause.summary).toContain(`${ip} is listed at pbl.spamhaus.org as not meant to send mail directly`);
  });
});

describe('blocklist-refuses-resolver', () => {
  const unusable = (why: string, impact = 'high', names = 'Spamhaus ZEN') =>
    findingOf('blocklist/unusable', machine, { why, impact, names, zones: 'zen.spamhaus.org', reason: 'x' });
  const health = (differs: Partial<ListHealth> = {}) =>
    observed(listHealth, machine, {
      lists: [
        {
          ...{ zone: 'zen.spamhaus.org', name: 'Spamhaus ZEN', impact: 'high', kind: 'ip4', usable: false },
          ...{ why: 'refused', positive: [], negative: [] },
          ...differs,
        } as ListHealth,
      ],
    });

  test('says that nothing is known, and what the list says', () => {
    const seen = [health({ reason: 'open resolver 198.51.100.53' })];
    const cause = theCause([unusable('refused')], { seen });
    expect(cause.id).toBe('blocklist-refuses-resolver');
    expect(cause.summary).toContain('Spamhaus ZEN does not answer the resolver of this machine');
    expect(cause.summary).toContain('this says nothing about your mail');
    expect(cause.summary).toContain('"open resolver 198.51.100.53"');
    expect(cause.actions.some(({ text }) => text.includes('DQS'))).toBe(true);
  });

  test.each([
    ['8.8.8.8:53', true],
    ['[2620:fe::fe]:53', true],
    ['192.0.2.53:53', false],
    ['18.8.8.8:53', false],
  ])('knows that %s is a public resolver: %s', (server, open) => {
    const resolvers = observed(resolverHealth, machine, {
      servers: [{ server, state: { works: true, ms: 1 }, rewritesTo: [] }],
    });
    const cause = theCause([unusable('refused')], { seen: [health(), resolvers] });
    expect(cause.summary.includes(`${server} is a public resolver.`)).toBe(open);
  });

  test('takes a great list that seems dead for one that hides, and believes it of a small one', () => {
    expect(causesOf([unusable('dead')])).toEqual(['blocklist-refuses-resolver certain']);
    expect(causesOf([unusable('dead', 'low')])).toEqual([]);
  });

  test('is told of lists that want an enrolment only where lists were asked about', () => {
    expect(causesOf([unusable('not-enrolled')])).toEqual([]);
    const target = { blacklist: { subjects: ['192.0.2.1'], lists: ['default'] } };
    const cause = theCause([unusable('not-enrolled', 'high', 'Barracuda')], { target });
    expect(cause.actions[0]?.text).toMatch(/^Enrol the address of your resolver/);
  });

  test('leaves invented answers to the resolver that invents them', () => {
    const rewrites = findingOf('here/resolver-rewrites', machine, { server: 'x', address: '203.0.113.80' });
    expect(causesOf([rewrites, unusable('rewritten')])).toEqual(['resolver-rewrites certain']);
  });
});
