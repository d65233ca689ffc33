import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import { type Endpoint, here, host } from '../../src/model/subject.ts';
import { localNetwork } from '../../src/probes/facts/here.ts';
import { connect, greeting, otherMode } from '../../src/probes/facts/mail.ts';
import ipv6Broken from '../../src/rules/net/ipv6-broken.ts';
import refused from '../../src/rules/net/refused.ts';
import timeout from '../../src/rules/net/timeout.ts';
import unreachable from '../../src/rules/net/unreachable.ts';
import { endpointOf, failed, findingsOf, observed, replyOf, saidBy, viewOf } from '../evidence.ts';
import { isExchanger, named } from './tls-evidence.ts';

const ipv6 = '2001:db8::10';
const name = 'mail.example.org';
const imaps = endpointOf('imap', 993, 'tls');
const imapsSix = endpointOf('imap', 993, 'tls', name, ipv6);
const imap = endpointOf('imap', 143, 'starttls');
const exchanger = endpointOf('smtp', 25, 'starttls');

const failures = {
  refused: { kind: 'refused', stage: 'connect', code: 'ECONNREFUSED' },
  timeout: { kind: 'timeout', stage: 'connect', afterMs: 10_400 },
  unreachable: { kind: 'unreachable', stage: 'connect', code: 'EHOSTUNREACH' },
} satisfies Record<string, Failure>;
const fails = (at: Endpoint, how: keyof typeof failures) => failed(connect, at, failures[how]);
const connects = (at: Endpoint) => observed(connect, at, { ms: 3 });
const greets = (at: Endpoint) => observed(greeting, at, { reply: replyOf(at.protocol, 'OK', 'ready') });
const families = (ipv4: boolean, six: boolean) => observed(localNetwork, here, { ipv4, ipv6: six, addresses: [] });
const rules = { refused, timeout, unreachable } as const;
const kinds = Object.keys(rules) as (keyof typeof rules)[];
const where = { host: name, ip: '192.0.2.10', port: 993, protocol: 'imap' };

describe('net/refused, net/timeout and net/unreachable', () => {
  test('name the port and address, each in its own way', () => {
    const view = (how: keyof typeof failures) => viewOf([fails(imaps, how)], named(imaps));
    expect(findingsOf(refused, view('refused'))).toMatchObject([{ message: 'failed', severity: 'error', args: where }]);
    expect(findingsOf(timeout, view('timeout'))[0]?.args).toEqual({ ...where, seconds: 10 });
    expect(findingsOf(unreachable, view('unreachable'))[0]?.args).toEqual({ ...where, code: 'EHOSTUNREACH' });
  });

  test.each(kinds)('net/%s fires on its own failure alone', (kind) => {
    for (const how of kinds) {
      const found = findingsOf(rules[kind], viewOf([fails(imaps, how)], named(imaps)));
      expect(found.length, how).toBe(how === kind ? 1 : 0);
    }
  });

  test.each(kinds)('net/%s is a warning when another address of the service takes connections', (kind) => {
    const view = viewOf([fails(imapsSix, kind), connects(imaps)], named(imaps));
    expect(saidBy(rules[kind], view)).toEqual(['failed warning']);
  });

  test.each(kinds)('net/%s stays an error when only another port or another host does', (kind) => {
    const elsewhere = [connects(imap), connects(endpointOf('imap', 993, 'tls', 'imap.example.org', '192.0.2.11'))];
    const view = viewOf([fails(imaps, kind), ...elsewhere], named(imaps));
    expect(saidBy(rules[kind], view)).toEqual(['failed error']);
  });

  test.each(kinds)('net/%s is silent at a port that a survey merely looks at', (kind) => {
    const served = [connects(imaps), greets(imaps)];
    const view = viewOf([fails(imap, kind), ...served], { servers: [{ protocol: 'imap', host: name }] });
    expect(findingsOf(rules[kind], view)).toEqual([]);
  });

  test.each(kinds)('net/%s fires at each of the usual ports when none serves', (kind) => {
    const view = viewOf([fails(imap, kind), fails(imaps, kind)], { servers: [{ protocol: 'imap', host: name }] });
    expect(findingsOf(rules[kind], view).map(({ args }) => args.port)).toEqual([993, 143]);
  });

  test.each(kinds)('net/%s fires at the domain’s exchanger', (kind) => {
    expect(saidBy(rules[kind], viewOf([isExchanger, fails(exchanger, kind)]))).toEqual(['failed error']);
  });

  test.each(kinds)('net/%s is silent where this machine has no address of the family', (kind) => {
    const six = viewOf([fails(imapsSix, kind), families(true, false)], named(imaps));
    const four = viewOf([fails(imaps, kind), families(false, true)], named(imaps));
    for (const view of [six, four]) expect(findingsOf(rules[kind], view)).toEqual([]);
  });

  test.each(kinds)('net/%s still fires over IPv4 where this machine seems to have no address at all', (kind) => {
    const view = viewOf([fails(imaps, kind), families(false, false)], named(imaps));
    expect(findingsOf(rules[kind], view)).toHaveLength(1);
  });

  test.each(kinds)('net/%s is silent when the other TLS mode worked after all', (kind) => {
    const works = observed(otherMode, imaps, { security: 'starttls', works: true, saw: '* OK' });
    expect(findingsOf(rules[kind], viewOf([fails(imaps, kind), works], named(imaps)))).toEqual([]);
  });
});

describe('net/ipv6-broken', () => {
  test.each(kinds)('fires on the contrast of families when IPv6 ends in %s', (how) => {
    const [finding] = findingsOf(ipv6Broken, viewOf([connects(imaps), fails(imapsSix, how)]));
    expect(finding).toMatchObject({
      message: 'broken',
      severity: 'warning',
      subject: host(name),
      args: { host: name, ip: ipv6, port: 993, how },
    });
    expect(finding?.evidence).toHaveLength(2);
  });

  test('gives one finding a host, with the evidence of every port', () => {
    const six = endpointOf('imap', 143, 'starttls', name, ipv6);
    const view = viewOf([connects(imaps), connects(imap), fails(imapsSix, 'timeout'), fails(six, 'timeout')]);
    const found = findingsOf(ipv6Broken, view);
    expect(found).toHaveLength(1);
    expect(found[0]?.evidence).toHaveLength(3);
  });

  test.each([
    ['a port answers over IPv6', [connects(imaps), fails(imapsSix, 'timeout'), connects({ ...imap, ip: ipv6 })]],
    ['IPv4 fails at that port as well', [fails(imaps, 'timeout'), fails(imapsSix, 'timeout'), connects(imap)]],
    ['IPv4 was not tried', [fails(imapsSix, 'timeout')]],
    ['it is IPv4 that fails', [fails(imaps, 'timeout'), connects(imapsSix)]],
    ['this machine has no IPv6', [connects(imaps), fails(imapsSix, 'unreachable'), families(true, false)]],
    [
      'IPv4 works at another host only',
      [connects(endpointOf('imap', 993, 'tls', 'imap.example.org')), fails(imapsSix, 'timeout')],
    ],
  ])('is silent when %s', (_, observations) => {
    expect(findingsOf(ipv6Broken, viewOf(observations))).toEqual([]);
  });
});
