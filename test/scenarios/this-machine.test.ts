import { describe, expect, test } from 'vitest';
import { type Fault, scenario } from '../../src/lab/scenario.ts';
import { contradictions } from './consistency.ts';
import { causesOf, diagnoseAs } from './diagnosed.ts';

const world = (title: string, fault: Fault) =>
  scenario({ id: 'here', title, story: 'The trouble lies with the network that mailcheck runs in.', fault });

describe.concurrent('where the trouble lies here, nothing is said of the mail', { timeout: 60_000 }, () => {
  test('a resolver that cannot be reached', async () => {
    const { report } = await diagnoseAs(
      world('A dead resolver', (plan) => void plan.blocked.push({ ip: '192.0.2.53', how: 'unreachable' })),
      true,
    );
    expect(causesOf(report)).toEqual(['dns-lookup-failed certain']);
    expect(report.unexplained).toEqual([]);
    expect(report.verdict).toBe('inconclusive');
    expect(report.causes[0]?.summary).toContain('Whether the mail server works is not known.');
    expect(report.causes[0]?.notTested.map(({ what }) => what)).toContain('connections');
    expect(contradictions(report)).toEqual([]);
  });

  test('a network that lets nothing out but questions to the DNS', async () => {
    const { report } = await diagnoseAs(
      world('Everything is silent', (plan) => {
        plan.blocked = [993, 995, 143, 110, 465, 587, 25, 4190].map((port) => ({ port, how: 'silent' }));
      }),
      false,
    );
    expect(causesOf(report)).toEqual(['host-unreachable likely']);
    expect(report.verdict).toBe('inconclusive');
    expect(report.causes[0]?.doubts[0]).toBe('not tested: something else can be reached from here');
    expect(contradictions(report)).toEqual([]);
  });

  test('a machine without IPv6 blames no server for it', async () => {
    const { report } = await diagnoseAs(
      world('No IPv6 here', (plan) => {
        plan.localAddresses = plan.localAddresses.filter(({ ip }) => !ip.includes(':'));
        plan.blocked.push({ ip: '2001:db8::10', how: 'unreachable' });
      }),
      false,
    );
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('healthy');
    expect(contradictions(report)).toEqual([]);
  });
});
