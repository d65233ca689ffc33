import { afterEach, expect, test } from 'vitest';
import type { Report } from '../../src/index.ts';
import { type DnsServer, startRbldnsd, startUnbound, type UnboundOptions } from './dns.ts';
import { describeReal, freePort } from './servers.ts';
import { ask, hostName, ip, realNetwork } from './world.ts';

describeReal('causes shown by a real unbound and rbldnsd', ['unbound', 'rbldnsd'], () => {
  const running: DnsServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  async function diagnosed(options: UnboundOptions, blocklists = false): Promise<Report> {
    const dns = await startUnbound(options);
    running.push(dns);
    return ask({
      network: realNetwork({ ports: [], dns: dns.port, authority: '' }),
      options: { blocklists, allowPrivate: true },
      target: { survey: false },
    });
  }
  const first = (report: Report): string | undefined => report.causes[0]?.id;

  test('a server name that does not exist', async () => {
    const report = await diagnosed({ data: ['lab.test. MX 10 mx.lab.test.', `mx.lab.test. A ${ip}`] });
    expect(first(report)).toBe('host-not-found');
    expect(report.causes[0]?.summary).toContain(hostName);
  });

  test('a zone whose name servers do not answer', async () => {
    const dead = await freePort();
    const report = await diagnosed({ data: [], stubs: { 'lab.test': dead } });
    expect(first(report)).toBe('dns-lookup-failed');
  });

  test('a resolver that refuses', async () => {
    const report = await diagnosed({ data: [], extra: '  access-control: 127.0.0.0/8 refuse\n' });
    expect(first(report)).toBe('dns-lookup-failed');
  });

  test('a resolver that rewrites', async () => {
    const report = await diagnosed({
      data: [],
      extra:
        '  local-zone: "invalid." redirect\n  local-data: "invalid. A 203.0.113.80"\n  local-zone: "com." redirect\n  local-data: "com. A 203.0.113.80"\n',
    });
    expect(report.causes.map(({ id }) => id)).toContain('resolver-rewrites');
  });

  test('a mail server on a block list', async () => {
    const lists = await startRbldnsd({
      'zen.spamhaus.org': [':127.0.0.2:listed, see https://example.org/$', '127.0.0.2', ip],
    });
    running.push(lists);
    const report = await diagnosed(
      { data: ['lab.test. MX 10 mail.lab.test.', `mail.lab.test. A ${ip}`], stubs: { 'zen.spamhaus.org': lists.port } },
      true,
    );
    const cause = report.causes.find(({ id }) => id === 'ip-blacklisted');
    expect(cause?.summary).toContain(ip);
    expect(JSON.stringify(report.evidence)).toContain('https://example.org/');
  });
});
