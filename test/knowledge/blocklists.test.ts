import { describe, expect, test } from 'vitest';
import type { BlockList } from '../../src/knowledge/blocklist.ts';
import { judgeAnswer } from '../../src/knowledge/blocklist-codes.ts';
import {
  blockListSources,
  blockLists,
  blockListsAsOf,
  findBlockList,
  globalErrorCodes,
  standardLists,
} from '../../src/knowledge/blocklists.ts';
import { findRetiredList, retiredLists } from '../../src/knowledge/retired-blocklists.ts';
import { isHostName } from '../../src/protocols/dns-names.ts';
import { ipBytes } from '../../src/protocols/ip.ts';

const list = (zone: string): BlockList => findBlockList(zone)!;

const named = blockLists.map((one) => [one.zone, one] as const);

describe('what is known of lists', () => {
  test('holds each zone once, alive or retired', () => {
    const zones = [...blockLists, ...retiredLists].map(({ zone }) => zone);
    expect(zones).toHaveLength(237);
    expect(new Set(zones).size).toBe(237);
    expect(blockListsAsOf).toMatch(/^\d{4}-\d{2}$/);
  });

  test('asks those by default that are free, alive and documented, and those of customers with their key', () => {
    expect(standardLists.filter(({ key }) => key === undefined)).toHaveLength(33);
    expect(standardLists.flatMap(({ key, zone }) => (key === undefined ? [] : [zone]))).toEqual([
      'zen.dq.spamhaus.net',
      'dbl.dq.spamhaus.net',
      'zrd.dq.spamhaus.net',
      'combined.mail.abusix.zone',
      'dblack.mail.abusix.zone',
    ]);
    for (const one of standardLists) {
      expect(one.confidence).not.toBe('low');
      expect(one.unaskable).toBeUndefined();
      expect(one.coveredBy).toBeUndefined();
      expect(one.testPoints.positive).not.toEqual([]);
      if (one.impact === 'high') expect(one.consequence, one.zone).toMatch(/5\d\d/);
    }
  });

  test.each(named)('%s is well described', (zone, one) => {
    expect(zone).toBe(zone.toLowerCase());
    expect(isHostName(zone)).toBe(true);
    expect(['block', 'uri', 'reputation', 'welcome']).toContain(one.role);
    expect(['high', 'medium', 'low']).toContain(one.impact);
    expect(['high', 'medium', 'low']).toContain(one.confidence);
    expect(['ip', '/24', '/64', 'range', 'allocation', 'asn', 'domain']).toContain(one.granularity);
    expect(['free', 'registration', 'key', 'contract']).toContain(one.access.needs);
    expect(one.access.needs === 'key').toBe(one.key !== undefined && one.key !== 'trendmicro');
    expect(['refused', 'answered', 'unknown']).toContain(one.access.publicResolvers);
    for (const limit of [one.access.perDay, one.access.perSecond])
      if (limit !== undefined) expect(limit).toBeGreaterThan(0);
    for (const text of [one.name, one.operator, one.evidence]) expect(text).not.toBe('');
    for (const url of [one.delistUrl, one.lookupUrl]) if (url !== undefined) expect(wellFormed(url)).toBe(true);
    expect(one.sources.length).toBeGreaterThan(0);
    for (const source of one.sources) expect(blockListSources[source]).toBeTypeOf('string');
    for (const other of [...(one.includes ?? []), one.coveredBy, one.keyedEquivalent]) {
      if (other !== undefined) expect(findBlockList(other), other).toBeDefined();
    }
    expect(findRetiredList(zone)).toBeUndefined();
  });

  test.each(named)('%s has codes in the grammar', (_, one) => {
    if (one.key !== 'trendmicro') expect(Object.keys(one.codes).length).toBeGreaterThan(0);
    for (const [key, { meaning, severity }] of Object.entries(one.codes)) {
      if (key.startsWith('mask:')) {
        expect(one.maskBase).toMatch(/^127\.\d+\.\d+$/);
        const bit = Number(key.slice(5));
        expect(bit > 0 && bit <= 128 && (bit & (bit - 1)) === 0).toBe(true);
      } else expect(key).toMatch(/^127(\.(\d{1,3}(-\d{1,3})?|\*)){3}$/);
      expect(['listed', 'policy', 'info']).toContain(severity);
      expect(meaning).not.toBe('');
      // Welcome entries are good news, and what lies in a bad neighbourhood did nothing itself.
      if (one.role === 'welcome' || one.collateral === true) expect(severity).toBe('info');
    }
    for (const [key, { meaning, unknown }] of Object.entries({ ...one.errorCodes, ...globalErrorCodes })) {
      expect(key).toMatch(/^127(\.\d{1,3}(-\d{1,3})?){3}$/);
      expect(['refused', 'rate-limited', 'not-enrolled', 'key-refused']).toContain(unknown);
      expect(meaning).not.toBe('');
    }
  });

  test.each(named)('%s has test points that it can be asked for', (_, one) => {
    const { positive, negative, positiveAnswer } = one.testPoints;
    for (const point of [...positive, ...negative])
      expect(ipBytes(point) !== undefined || /^[\w.]+$/.test(point)).toBe(true);
    if (one.confidence === 'high' && positive.length > 0 && one.kinds.includes('ip4')) {
      expect(positive.map((point) => ipBytes(point)?.length)).toContain(4);
    }
    for (const code of positiveAnswer ?? []) expect(judgeAnswer(one, [code]).verdict).not.toBe('unknown');
  });

  test('says of lists of names what part of the name they want', () => {
    for (const one of blockLists) expect(one.domainLevel !== undefined, one.zone).toBe(one.kinds.includes('domain'));
  });

  test.each(retiredLists.map((one) => [one.zone, one] as const))('%s is retired for a reason', (zone, one) => {
    expect(zone).toBe(zone.toLowerCase());
    expect(['dead', 'wildcards']).toContain(one.state);
    expect(one.reason.length).toBeGreaterThan(10);
    for (const source of one.sources) expect(blockListSources[source]).toBeTypeOf('string');
    if (one.replacement !== undefined) expect(findBlockList(one.replacement), one.replacement).toBeDefined();
    expect(findRetiredList(zone)?.zone).toBe(zone);
  });

  test('refuses what lies below a retired zone as well', () => {
    expect(findRetiredList('dul.dnsbl.sorbs.net')?.reason).toContain('2024-06-05');
    expect(findRetiredList('anything.spamcannibal.org')?.state).toBe('wildcards');
    expect(findRetiredList('notsorbs.net')).toBeUndefined();
  });
});

/** https or http, with a host, and places only for what is asked about. */
function wellFormed(text: string): boolean {
  const url = new URL(text.replace(/\{(ip|domain|query)\}/, 'x'));
  return /^https?:$/.test(url.protocol) && isHostName(url.hostname) && !/[{}]/.test(url.href);
}

describe('an answer means', () => {
  test.each([
    ['nothing listed when there is none', 'zen.spamhaus.org', [], 'clean', undefined, /not listed/],
    ['the exact code', 'zen.spamhaus.org', ['127.0.0.2'], 'listed', undefined, /^SBL/],
    ['a code in a range', 'zen.spamhaus.org', ['127.0.0.6'], 'listed', undefined, /^XBL/],
    ['a policy', 'zen.spamhaus.org', ['127.0.0.11'], 'policy', undefined, /^PBL/],
    [
      'all of several',
      'zen.spamhaus.org',
      ['127.0.0.2', '127.0.0.9', '127.0.0.4'],
      'listed',
      undefined,
      /^SBL.*XBL.*DROP/,
    ],
    ['the worst of several', 'zen.spamhaus.org', ['127.0.0.11', '127.0.0.30'], 'listed', undefined, /^BCL.*PBL/],
    ['nothing known', 'zen.spamhaus.org', ['127.0.0.99'], 'unknown', 'unknown-code', /127\.0\.0\.99/],
    [
      'a listing beside an unknown code',
      'zen.spamhaus.org',
      ['127.0.0.99', '127.0.0.2'],
      'listed',
      undefined,
      /127\.0\.0\.99/,
    ],
    ['a public resolver', 'zen.spamhaus.org', ['127.255.255.254'], 'unknown', 'refused', /public/],
    ['too many queries', 'zen.spamhaus.org', ['127.255.255.255'], 'unknown', 'rate-limited', /too many/],
    [
      'a refusal, whatever stands beside it',
      'zen.spamhaus.org',
      ['127.0.0.2', '127.255.255.254'],
      'unknown',
      'refused',
      /public/,
    ],
    ['a refusal by the range that all share', 'psbl.surriel.com', ['127.255.255.250'], 'unknown', 'refused', /refused/],
    ['a rewritten or parked zone', 'psbl.surriel.com', ['146.112.61.108'], 'unknown', 'rewritten', /146\.112\.61\.108/],
    [
      'a rewritten zone even beside a code',
      'psbl.surriel.com',
      ['127.0.0.2', '91.195.240.117'],
      'unknown',
      'rewritten',
      /parked/,
    ],
    ['an address in a name zone', 'dbl.spamhaus.org', ['127.0.1.255'], 'unknown', 'refused', /names only/],
    ['an abused redirector', 'dbl.spamhaus.org', ['127.0.1.103'], 'listed', undefined, /redirector/],
    ['a refusal by 127.0.0.1', 'multi.uribl.com', ['127.0.0.1'], 'unknown', 'refused', /resolver/],
    ['two bits', 'multi.uribl.com', ['127.0.0.6'], 'listed', undefined, /black.*grey/],
    ['two other bits', 'multi.surbl.org', ['127.0.0.80'], 'listed', undefined, /malware.*abuse/],
    ['weak bits only', 'multi.surbl.org', ['127.0.0.36'], 'info', undefined, /disposable.*click/],
    ['a bit below another base', 'multi.surbl.org', ['127.0.1.8'], 'unknown', 'unknown-code', /127\.0\.1\.8/],
    ['good news', 'list.dnswl.org', ['127.0.5.2'], 'info', undefined, /medium trust/],
    ['a quota that looks like good news', 'list.dnswl.org', ['127.0.10.3'], 'unknown', 'rate-limited', /heavy users/],
    ['somebody else on the network', 'dnsbl-3.uceprotect.net', ['127.0.0.2'], 'info', undefined, /provider/],
    ['the narrower of two patterns', 'bl.0spam.org', ['127.0.0.2'], 'listed', undefined, /^trap hit$/],
    ['the wider pattern else', 'bl.0spam.org', ['127.0.0.7'], 'listed', undefined, /policy class/],
    ['nothing that can be read', 'psbl.surriel.com', ['127.0.0'], 'unknown', 'unknown-code', /127\.0\.0/],
  ] as const)('%s', (_, zone, answers, verdict, unknown, meaning) => {
    const judged = judgeAnswer(list(zone), answers);
    expect(judged.verdict).toBe(verdict);
    expect(judged.unknown).toBe(unknown);
    expect(judged.meaning).toMatch(meaning);
  });
});
