import { describe, expect, test } from 'vitest';
import { host } from '../../src/model/subject.ts';
import type { NamedServer } from '../../src/model/target.ts';
import { addresses } from '../../src/probes/facts/dns.ts';
import hostNotFound from '../../src/rules/dns/host-not-found.ts';
import lookupFailed from '../../src/rules/dns/lookup-failed.ts';
import mxTargetMissing from '../../src/rules/dns/mx-target-missing.ts';
import { failed, findingsOf, observed, saidBy, viewOf } from '../evidence.ts';
import { announces, exchangers, halfResolved, resolved, servfail, unresolved } from './dns-evidence.ts';

const name = 'mail.example.org';
const servers: NamedServer[] = [{ protocol: 'imap', host: name }];

describe('dns/host-not-found', () => {
  test('tells a name that does not exist from one without an address', () => {
    expect(findingsOf(hostNotFound, viewOf(resolved(name, [], 'NXDOMAIN'), { servers }))).toMatchObject([
      { message: 'no-name', severity: 'error', args: { host: name }, text: `The name ${name} does not exist.` },
    ]);
    expect(saidBy(hostNotFound, viewOf(resolved(name, []), { servers }))).toEqual(['no-address error']);
  });

  test('fires at a server that an SRV record announces', () => {
    expect(saidBy(hostNotFound, viewOf([announces(name), ...resolved(name, [], 'NXDOMAIN')]))).toEqual([
      'no-name error',
    ]);
  });

  test('is silent when one family has an address', () => {
    for (const ips of [['192.0.2.10'], ['2001:db8::10']]) {
      expect(findingsOf(hostNotFound, viewOf(resolved(name, ips), { servers }))).toEqual([]);
    }
  });

  test('is silent when the lookup of a family failed: it may have an address', () => {
    const unknown = [
      ...halfResolved(name, []).slice(0, 2),
      observed(addresses, host(name), { ips: [], source: 'dns' }),
    ];
    for (const view of [viewOf(unknown, { servers }), viewOf(unresolved(name), { servers })]) {
      expect(findingsOf(hostNotFound, view)).toEqual([]);
    }
  });

  test('is silent on addresses that were given, of which a family was asked for that is not there', () => {
    for (const source of ['literal', 'pinned'] as const) {
      const view = viewOf([observed(addresses, host(name), { ips: [], source })], { servers });
      expect(findingsOf(hostNotFound, view)).toEqual([]);
    }
  });

  test('is silent on a host that nobody wants, and leaves an exchanger to the MX record', () => {
    expect(findingsOf(hostNotFound, viewOf(resolved(name, [], 'NXDOMAIN')))).toEqual([]);
    expect(findingsOf(hostNotFound, viewOf([exchangers(name), ...resolved(name, [])], { servers }))).toEqual([]);
  });
});

describe('dns/lookup-failed', () => {
  test('fires when neither family could be looked up, and says how', () => {
    expect(findingsOf(lookupFailed, viewOf(unresolved(name), { servers }))).toMatchObject([
      { message: 'failed', severity: 'error', args: { host: name, trouble: 'servfail' } },
    ]);
  });

  test('is silent when one family gave an address', () => {
    expect(findingsOf(lookupFailed, viewOf(halfResolved(name, ['192.0.2.10']), { servers }))).toEqual([]);
  });

  test('is silent on a name that does not exist: that is an answer', () => {
    expect(findingsOf(lookupFailed, viewOf(resolved(name, [], 'NXDOMAIN'), { servers }))).toEqual([]);
  });

  test('is silent on a host that nobody wants', () => {
    expect(findingsOf(lookupFailed, viewOf(unresolved(name)))).toEqual([]);
  });

  test('fires at an exchanger as well', () => {
    expect(saidBy(lookupFailed, viewOf([exchangers(name), ...unresolved(name)]))).toEqual(['failed error']);
  });
});

describe('dns/mx-target-missing', () => {
  const [mx, backup] = ['mx.example.org', 'backup.example.org'];

  test('names domain and server', () => {
    expect(findingsOf(mxTargetMissing, viewOf([exchangers(mx), ...resolved(mx, [], 'NXDOMAIN')]))).toMatchObject([
      { message: 'missing', severity: 'error', args: { host: mx, domain: 'example.org' } },
    ]);
  });

  test('is a warning when another exchanger has an address: mail arrives there', () => {
    const view = viewOf([exchangers(mx, backup), ...resolved(mx, []), ...resolved(backup, ['192.0.2.20'])]);
    expect(saidBy(mxTargetMissing, view)).toEqual(['missing warning']);
  });

  test('stays an error when the other one has none either, or could not be looked up', () => {
    for (const other of [resolved(backup, []), unresolved(backup)]) {
      const said = saidBy(mxTargetMissing, viewOf([exchangers(mx, backup), ...resolved(mx, []), ...other]));
      expect(new Set(said)).toEqual(new Set(['missing error']));
    }
  });

  test('is silent on an exchanger with an address, and on a host that is none', () => {
    expect(findingsOf(mxTargetMissing, viewOf([exchangers(mx), ...resolved(mx, ['192.0.2.20'])]))).toEqual([]);
    expect(findingsOf(mxTargetMissing, viewOf([exchangers(mx), ...resolved(name, [])]))).toEqual([]);
  });

  test('is silent when a family could not be looked up', () => {
    const half = [...halfResolved(mx, []).slice(0, 2), observed(addresses, host(mx), { ips: [], source: 'dns' })];
    expect(findingsOf(mxTargetMissing, viewOf([exchangers(mx), ...half]))).toEqual([]);
    const none = failed(addresses, host(mx), servfail);
    expect(findingsOf(mxTargetMissing, viewOf([exchangers(mx), none]))).toEqual([]);
  });
});
