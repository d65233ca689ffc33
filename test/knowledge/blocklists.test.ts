import { describe, expect, test } from 'vitest';
import { judgeAnswer } from '../../src/knowledge/blocklist-codes.ts';
import {
  type BlockList,
  blockListSources,
  blockLists,
  blockListsAsOf,
  globalErrorCodes,
} from '../../src/knowledge/blocklists.ts';
import { isHostName } from '../../src/protocols/dns-names.ts';
import { ipBytes } from '../../src/protocols/ip.ts';

const list = (zone: string): BlockList => blockLists.find((one) => one.zone === zone)!;

describe('the lists asked by default', () => {
  test('are as many as were chosen, each once', () => {
    expect(new Set(blockLists.map(({ zone }) => zone)).size).toBe(33);
    expect(blockLists).toHaveLength(33);
    expect(blockListsAsOf).toMatch(/^\d{4}-\d{2}$/);
  });

  test.each(blockLists.map((one) => [one.zone, one] as const))('%s is well described', (zone, one) => {
    expect(zone).toBe(zone.toLowerCase());
    expect(isHostName(zone)).toBe(true);
    expect(['block', 'uri', 'reputation', 'welcome']).toContain(one.role);
    expect(['high', 'medium', 'low']).toContain(one.impact);
    expect(['free', 'registration']).toContain(one.access.needs);
    expect(['refused', 'answered', 'unknown']).toContain(one.access.publicResolvers);
    for (const text of [one.name, one.operator, one.granularity, one.evidence]) expect(text).not.toBe('');
    for (const url of [one.delistUrl, one.lookupUrl]) if (url !== undefined) expect(url).toMatch(/^https?:\/\//);
    expect(one.sources.length).toBeGreaterThan(0);
    for (const source of one.sources) expect(blockListSources[source]).toBeTypeOf('string');
  });

  test.each(blockLists.map((one) => [one.zone, one] as const))('%s has codes in the grammar', (_, one) => {
    expect(Object.keys(one.codes).length).toBeGreaterThan(0);
    for (const [key, { meaning, severity }] of Object.entries(one.codes)) {
      if (key.startsWith('mask:')) {
        expect(one.maskBase).toMatch(/^127\.\d+\.\d+$/);
        const bit = Number(key.slice(5));
        expect(bit > 0 && bit <= 128 && (bit & (bit - 1)) === 0).toBe(true);
      } else expect(key).toMatch(/^127(\.(\d{1,3}(-\d{1,3})?|\*)){3}$/);
      expect(['listed', 'policy', 'info']).toContain(severity);
      expect(meaning).not.toBe('');
    }
    for (const [key, { meaning, unknown }] of Object.entries({ ...one.errorCodes, ...globalErrorCodes })) {
      expect(key).toMatch(/^127(\.\d{1,3}(-\d{1,3})?){3}$/);
      expect(['refused', 'rate-limited', 'not-enrolled']).toContain(unknown);
      expect(meaning).not.toBe('');
    }
  });

  test.each(blockLists.map((one) => [one.zone, one] as const))('%s has test points of its kinds', (_, one) => {
    const { positive, negative, positiveAnswer } = one.testPoints;
    expect(negative.length).toBeGreaterThan(0);
    const lengths = positive.map((point) => ipBytes(point)?.length);
    if (one.kinds.includes('ip4')) expect(lengths).toContain(4);
    else if (one.kinds.includes('ip6')) expect(lengths).toContain(16);
    else expect(positive.length).toBeGreaterThan(0);
    for (const code of positiveAnswer ?? []) expect(judgeAnswer(one, [code]).verdict).not.toBe('unknown');
  });

  test('answers to names are asked of the right part of the name', () => {
    for (const one of blockLists) expect(one.domainLevel !== undefined).toBe(one.kinds.includes('domain'));
  });
});

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
      /SBL.*DROP.*XBL/,
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
