import { describe, expect, test } from 'vitest';
import { commonSelectors, selectorsReadOn } from '../../../src/knowledge/dkim-selectors.ts';
import { domain } from '../../../src/model/subject.ts';
import type { Target } from '../../../src/model/target.ts';
import { dkimKeys } from '../../../src/probes/facts/dkim.ts';
import { dmarcPolicy, reportAuthorisations } from '../../../src/probes/facts/dmarc.ts';
import { probeDkimKeys } from '../../../src/probes/records/dkim-keys.ts';
import { probeDmarcPolicy } from '../../../src/probes/records/dmarc-policy.ts';
import { probeReportAuthorisations } from '../../../src/probes/records/report-authorisations.ts';
import { isSelector } from '../../../src/protocols/dkim/signature.ts';
import { rsa2048 } from '../../protocols/dkim-samples.ts';
import { fakeResolver, type Zone } from '../fake-resolver.ts';
import { observed, runProbe } from '../fake-run.ts';
import { io, target } from '../world.ts';

const at = domain('example.org');
const good = `v=DKIM1; k=rsa; p=${rsa2048}`;

describe('DKIM keys', () => {
  const run = async (
    zone: Zone,
    selectors: NonNullable<Target['records']>['selectors'] = [],
    otherwise?: Parameters<typeof fakeResolver>[1],
  ) => {
    const resolver = fakeResolver(zone, otherwise);
    const ran = await runProbe(
      probeDkimKeys({ io: io({ resolver }), target: target({ records: { selectors, sendingIps: [] } }) }),
      at,
    );
    return { found: ran.value(dkimKeys), asked: resolver.asked, waits: ran.journal.counts.roundTrips };
  };
  const named = (selector: string, of = 'example.org') => ({ selector, domain: of, source: 'named' as const });

  test('of named selectors are asked for, and nothing else', async () => {
    const zone = { 'mail._domainkey.example.org TXT': [good], 'news._domainkey.example.net TXT': ['v=DKIM1; p='] };
    const { found, asked } = await run(zone, [named('mail'), named('news', 'example.net'), named('gone')]);
    expect(asked).toEqual([
      'mail._domainkey.example.org TXT',
      'news._domainkey.example.net TXT',
      'gone._domainkey.example.org TXT',
    ]);
    expect(found).toMatchObject({
      tried: 0,
      lookups: [
        { selector: 'mail', key: { bits: 2048 } },
        { selector: 'news', key: { revoked: true } },
        { selector: 'gone', texts: [] },
      ],
    });
    expect(found.lookups[2]).not.toHaveProperty('trouble');
  });

  test('under common selectors are tried at once where none is known', async () => {
    const { found, asked, waits } = await run({ 'google._domainkey.example.org TXT': [good] });
    expect(asked).toHaveLength(commonSelectors.length + 1);
    expect(waits).toBe(0);
    expect(found).toMatchObject({
      tried: commonSelectors.length,
      unknown: 0,
      lookups: [{ selector: 'google', source: 'common' }],
    });
  });

  test('that any name has are none of a selector', async () => {
    const { found } = await run({}, [], (name) => (name.endsWith('._domainkey.example.org') ? [good] : undefined));
    expect(found).toMatchObject({ lookups: [], wildcard: good });
  });

  test('beside a wildcard count where they differ from it', async () => {
    const other = good.replace('k=rsa; ', '');
    const { found } = await run({ 'google._domainkey.example.org TXT': [other] }, [], (name) =>
      name.endsWith('._domainkey.example.org') ? [good] : undefined,
    );
    expect(found.lookups.map(({ selector }) => selector)).toEqual(['google']);
  });

  test('that cannot be asked for are counted as not known', async () => {
    const { found } = await run({
      'google._domainkey.example.org TXT': 'timeout',
      's1._domainkey.example.org TXT': 'servfail',
    });
    expect(found).toMatchObject({ lookups: [], unknown: 2 });
    const { found: one } = await run({ 'mail._domainkey.example.org TXT': 'servfail' }, [named('mail')]);
    expect(one.lookups).toMatchObject([{ trouble: 'servfail', texts: [] }]);
  });

  test('in several records have no key of their own', async () => {
    const zone = { 'mail._domainkey.example.org TXT': [good.slice(0, 200), good.slice(200)] };
    const { found } = await run(zone, [named('mail')]);
    expect(found.lookups[0]?.texts).toHaveLength(2);
    expect(found.lookups[0]).not.toHaveProperty('key');
  });

  test('are not what other services keep under the same name', async () => {
    const { found } = await run({ 'mail._domainkey.example.org TXT': ['some-verification=1'] }, [named('mail')]);
    expect(found.lookups[0]?.texts).toEqual([]);
  });
});

test('common selectors have a source, a date, and stand there once', () => {
  const names = commonSelectors.map(({ selector }) => selector);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => isSelector(name) && name === name.toLowerCase())).toBe(true);
  expect(commonSelectors.every(({ source, by }) => source.startsWith('https://') && by.length > 2)).toBe(true);
  expect(selectorsReadOn).toMatch(/^\d{4}-\d\d-\d\d$/);
});

describe('the DMARC policy', () => {
  const run = async (zone: Zone, name = 'example.org') => {
    const resolver = fakeResolver(zone);
    const ran = await runProbe(
      probeDmarcPolicy({ io: io({ resolver }), target: target({ domain: name }) }),
      domain(name),
    );
    return { found: ran.value(dmarcPolicy), asked: resolver.asked };
  };

  test('is that of the domain, by either specification', async () => {
    const { found, asked } = await run({ '_dmarc.example.org TXT': ['v=DMARC1; p=reject', 'other'] });
    expect(found).toMatchObject({
      bySuffixList: 'example.org',
      byWalk: 'example.org',
      governing: { rfc7489: 'example.org', rfc9989: 'example.org' },
      misplaced: [],
    });
    expect(asked).toEqual([
      '_dmarc.example.org TXT',
      '_dmarc.org TXT',
      'example.org TXT',
      '_dmarc.example.org.example.org TXT',
    ]);
  });

  test('may come from above, and from different names', async () => {
    const zone = { '_dmarc.b.example.org TXT': ['v=DMARC1; p=none'], '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] };
    const { found } = await run(zone, 'a.b.example.org');
    // Below the organisation RFC 9989 takes the record of the organisation, too: the fewest labels win.
    expect(found).toMatchObject({
      byWalk: 'example.org',
      governing: { rfc7489: 'example.org', rfc9989: 'example.org' },
    });
    const parted = await run({ ...zone, '_dmarc.b.example.org TXT': ['v=DMARC1; p=none; psd=n'] }, 'a.b.example.org');
    expect(parted.found).toMatchObject({
      byWalk: 'b.example.org',
      governing: { rfc7489: 'example.org', rfc9989: 'b.example.org' },
    });
  });

  test('of a name as long as names get takes eight questions up the tree', async () => {
    const name = 'a.b.c.d.e.f.g.h.i.j.k.l.example.org';
    const { asked, found } = await run({}, name);
    const walked = asked.filter((one) => one.startsWith('_dmarc.') && !one.startsWith(`_dmarc.${name}.${name}`));
    expect(walked).toHaveLength(8);
    expect(found.byWalk).toBe(name);
  });

  test('of two records is none', async () => {
    const { found } = await run({ '_dmarc.example.org TXT': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] });
    expect(found.governing).toEqual({});
    expect(found.names[0]?.records).toHaveLength(2);
  });

  test('that could not be asked for is not called missing', async () => {
    const { found } = await run({ '_dmarc.example.org TXT': 'servfail' });
    expect(found.names[0]).toMatchObject({ records: [], trouble: 'servfail' });
  });

  test('is looked for where people put it by mistake', async () => {
    const record = 'v=DMARC1; p=reject';
    const { found } = await run({ 'example.org TXT': [record], '_dmarc.example.org.example.org TXT': [record] });
    expect(found.misplaced.map(({ name }) => name)).toEqual(['example.org', '_dmarc.example.org.example.org']);
    const right = await run({ 'example.org TXT': [record], '_dmarc.example.org TXT': [record] });
    expect(right.found.misplaced).toEqual([]);
  });
});

describe('consent to reports', () => {
  const run = async (record: string, zone: Zone) => {
    const resolver = fakeResolver({ '_dmarc.example.org TXT': [record], ...zone });
    const look = { io: io({ resolver }), target: target({ domain: 'example.org' }) };
    const policy = (await runProbe(probeDmarcPolicy(look), at)).value(dmarcPolicy);
    const before = resolver.asked.length;
    const ran = await runProbe(probeReportAuthorisations(look), at, { known: [observed(dmarcPolicy, at, policy)] });
    return { outcome: ran.outcome(reportAuthorisations), asked: resolver.asked.slice(before) };
  };
  const record =
    'v=DMARC1; p=none; rua=mailto:a@mail.example.org,mailto:b@reports.example.net; ruf=mailto:c@example.com';

  test('is asked of domains of others alone', async () => {
    const { outcome, asked } = await run(record, {
      'example.org._report._dmarc.reports.example.net TXT': ['v=DMARC1'],
      'example.org._report._dmarc.example.com TXT': ['other'],
    });
    expect(asked).toEqual([
      'example.org._report._dmarc.reports.example.net TXT',
      'example.org._report._dmarc.example.com TXT',
    ]);
    expect(outcome).toMatchObject({
      status: 'observed',
      value: {
        domains: [
          { domain: 'reports.example.net', authorised: true },
          { domain: 'example.com', authorised: false },
        ],
      },
    });
  });
  test('that could not be asked for is not refused', async () => {
    const { outcome } = await run(record, { 'example.org._report._dmarc.example.com TXT': 'timeout' });
    expect(outcome).toMatchObject({ value: { domains: [{}, { trouble: 'timeout', authorised: false }] } });
  });
  test('is not asked for where reports stay at home', async () => {
    const { outcome, asked } = await run('v=DMARC1; p=none; rua=mailto:a@example.org', {});
    expect(outcome).toEqual({ status: 'skipped', because: 'not-applicable' });
    expect(asked).toEqual([]);
  });
});
