import { describe, expect, test } from 'vitest';
import { type Endpoint, here } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { controlPort } from '../../src/probes/facts/here.ts';
import { connect } from '../../src/probes/facts/mail.ts';
import portBlockedHere from '../../src/rules/net/port-blocked-here.ts';
import timeout from '../../src/rules/net/timeout.ts';
import { endpointOf, failed, findingsOf, observed, saidBy, viewOf } from '../evidence.ts';
import { isExchanger, named } from './tls-evidence.ts';

const exchanger = endpointOf('smtp', 25, 'starttls');
const imaps = endpointOf('imap', 993, 'tls');
const silent = (at: Endpoint) => failed(connect, at, { kind: 'timeout', stage: 'connect', afterMs: 10_000 });
const connects = (at: Endpoint) => observed(connect, at, { ms: 3 });

type Outcome = 'open' | 'timeout' | 'refused' | 'other';
const control = (...outcomes: Outcome[]) =>
  observed(controlPort, here, {
    port: 25,
    hosts: outcomes.map((outcome, index) => ({ host: `mx${index}.example.net`, ip: `198.51.100.${index}`, outcome })),
  });
const blocked = [isExchanger, silent(exchanger), connects(imaps), control('timeout', 'timeout')];
const domainAlone: Partial<Target> = { servers: [] };

describe('net/port-blocked-here', () => {
  test('names the port, the servers and the controls', () => {
    const [finding, ...more] = findingsOf(portBlockedHere, viewOf(blocked, named(exchanger)));
    expect(finding).toMatchObject({
      message: 'blocked',
      severity: 'error',
      args: { port: 25, hosts: 'mail.example.org', controls: 'mx0.example.net, mx1.example.net' },
      subject: here,
    });
    expect(finding?.evidence).toEqual([
      'control/port@here',
      'net/connect@mail.example.org/192.0.2.10/smtp:25+starttls',
    ]);
    expect(more).toEqual([]);
  });

  test('is a notice to the owner of a mailbox, whose programs do not use the port', () => {
    expect(saidBy(portBlockedHere, viewOf(blocked, domainAlone))).toEqual(['blocked notice']);
  });

  test('is a warning where a domain alone was asked about: whether it receives mail stays open', () => {
    const { address: _, ...target } = { ...viewOf(blocked).target };
    const view = { ...viewOf(blocked), target };
    expect(saidBy(portBlockedHere, view)).toEqual(['blocked warning']);
  });

  test.each([
    ['a control opens', [silent(exchanger), connects(imaps), control('timeout', 'open')]],
    ['a control refuses: it was reached', [silent(exchanger), connects(imaps), control('refused')]],
    ['a control failed in another way', [silent(exchanger), connects(imaps), control('other')]],
    ['no control could be found', [silent(exchanger), connects(imaps), control()]],
    ['no control was asked', [silent(exchanger), connects(imaps)]],
    ['nothing at all gets through from here', [silent(exchanger), silent(imaps), control('timeout')]],
    [
      'the port opens at one server',
      [
        silent(exchanger),
        connects(endpointOf('smtp', 25, 'starttls', 'mx2.example.org', '192.0.2.11')),
        connects(imaps),
        control('timeout'),
      ],
    ],
    [
      'the port is refused, which is an answer',
      [failed(connect, exchanger, { kind: 'refused', stage: 'connect' }), connects(imaps), control('timeout')],
    ],
  ])('is silent when %s', (_, observations) => {
    expect(findingsOf(portBlockedHere, viewOf([isExchanger, ...observations], named(exchanger)))).toEqual([]);
  });
});

describe('net/timeout at a port that is blocked here', () => {
  test('says no more about the server than the block does', () => {
    expect(saidBy(timeout, viewOf(blocked, domainAlone))).toEqual(['failed notice']);
    expect(saidBy(timeout, viewOf(blocked, named(exchanger)))).toEqual(['failed error']);
  });

  test('keeps its weight at other ports, and where the control is open', () => {
    const other = endpointOf('pop3', 995, 'tls');
    expect(saidBy(timeout, viewOf([...blocked, silent(other)], named(other)))).toEqual([
      'failed error',
      'failed notice',
    ]);
    const open = [isExchanger, silent(exchanger), connects(imaps), control('open')];
    expect(saidBy(timeout, viewOf(open, domainAlone))).toEqual(['failed error']);
  });
});
