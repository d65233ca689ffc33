import { describe, expect, test } from 'vitest';
import { host } from '../../../src/model/subject.ts';
import { addresses, ipv4Addresses, type ServiceRecord, serviceRecords } from '../../../src/probes/facts/dns.ts';
import { type SetupName, setupRecords } from '../../../src/probes/facts/published.ts';
import aliasDangling from '../../../src/rules/srv/alias-dangling.ts';
import contradicts from '../../../src/rules/srv/contradicts.ts';
import targetAlias from '../../../src/rules/srv/target-alias.ts';
import targetMissing from '../../../src/rules/srv/target-missing.ts';
import { failed, observed, verdictsOf, viewOf } from '../../evidence.ts';
import { asked, at, hostWith } from './facts.ts';

const srv = (...targets: [ServiceRecord['label'], string][]) =>
  observed(serviceRecords, at, {
    records: targets.map(([label, target]) => ({ label, priority: 0, weight: 1, port: 993, target })),
  });

describe('srv/target-missing', () => {
  const gone = [srv(['_imaps', 'imap.example.org']), ...hostWith('imap.example.org', [])];
  test('a target without an address', () => {
    expect(verdictsOf(targetMissing, viewOf(gone, asked()))).toEqual([
      { message: 'missing', args: { label: '_imaps', domain: 'example.org', host: 'imap.example.org' } },
    ]);
  });
  test('is left to dns/host-not-found where the servers are what is asked about', () => {
    expect(verdictsOf(targetMissing, viewOf(gone))).toEqual([]);
  });
  test('silent for a target that has one, is none, or could not be looked up', () => {
    const trouble = { kind: 'dns', stage: 'dns', trouble: 'timeout' } as const;
    for (const observations of [
      [srv(['_imaps', 'imap.example.org']), ...hostWith('imap.example.org', ['192.0.2.1'])],
      [srv(['_imaps', '.'])],
      [srv(['_imaps', 'imap.example.org']), failed(addresses, host('imap.example.org'), trouble)],
      [
        srv(['_imaps', 'imap.example.org']),
        failed(ipv4Addresses, host('imap.example.org'), trouble),
        observed(addresses, host('imap.example.org'), { ips: [], source: 'dns' }),
      ],
    ]) {
      expect(verdictsOf(targetMissing, viewOf(observations, asked()))).toEqual([]);
    }
  });
});

describe('srv/target-alias', () => {
  test('a target that is an alias', () => {
    const view = viewOf(
      [srv(['_imap', 'a.example.org']), ...hostWith('a.example.org', ['192.0.2.1'], ['b.example.net'])],
      asked(),
    );
    expect(verdictsOf(targetAlias, view)).toMatchObject([
      { message: 'alias', args: { label: '_imap', alias: 'b.example.net' } },
    ]);
  });
  test('silent for one with addresses', () => {
    const view = viewOf([srv(['_imap', 'a.example.org']), ...hostWith('a.example.org', ['192.0.2.1'])], asked());
    expect(verdictsOf(targetAlias, view)).toEqual([]);
  });
});

describe('srv/contradicts', () => {
  test('a service that is offered and not', () => {
    const view = viewOf([srv(['_pop3s', '.'], ['_pop3s', 'pop.example.org'], ['_imaps', 'imap.example.org'])]);
    expect(verdictsOf(contradicts, view)).toEqual([
      { message: 'mixed', args: { label: '_pop3s', domain: 'example.org', hosts: 'pop.example.org' } },
    ]);
  });
  test('silent where each service says one thing', () => {
    expect(verdictsOf(contradicts, viewOf([srv(['_pop3s', '.'], ['_imaps', 'imap.example.org'])]))).toEqual([]);
  });
});

describe('srv/alias-dangling', () => {
  const found = (name: Partial<SetupName>) =>
    verdictsOf(
      aliasDangling,
      viewOf([
        observed(setupRecords, at, { names: [{ label: 'autoconfig', ips: [], ...name }], services: [], texts: [] }),
      ]),
    );
  test('an alias of nothing', () => {
    expect(found({ alias: 'gone.example.net' })).toEqual([
      { message: 'dangling', args: { label: 'autoconfig', domain: 'example.org', alias: 'gone.example.net' } },
    ]);
  });
  test.each<[string, Partial<SetupName>]>([
    ['no name at all', {}],
    ['an alias with addresses', { alias: 'web.example.net', ips: ['192.0.2.1'] }],
    ['an alias that could not be followed', { alias: 'web.example.net', trouble: 'timeout' }],
  ])('silent for %s', (_, name) => expect(found(name)).toEqual([]));
});
