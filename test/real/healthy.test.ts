import { afterAll, beforeAll, expect, test } from 'vitest';
import { render } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { Outcome } from '../../src/model/evidence.ts';
import type { ListResult } from '../../src/model/listing.ts';
import { type DnsServer, startRbldnsd, startUnbound } from './dns.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type Postfix, startPostfix } from './postfix.ts';
import { describeReal } from './servers.ts';
import { address, ask, grave, hostName, names, newPassword, realNetwork } from './world.ts';

describeReal('a healthy Dovecot, Postfix, unbound and rbldnsd', ['dovecot', 'postfix', 'unbound', 'rbldnsd'], () => {
  const password = newPassword();
  const authority = createAuthority('Test authority');
  let dovecot: Dovecot;
  let postfix: Postfix;
  let lists: DnsServer;
  let dns: DnsServer;

  beforeAll(async () => {
    const certificate = authority.issue({ names: [hostName] });
    dovecot = await startDovecot({ certificate, user: address, password });
    postfix = await startPostfix({
      certificate,
      hostname: hostName,
      domain: 'lab.test',
      authSocket: dovecot.authSocket,
      lmtpSocket: dovecot.lmtpSocket,
      recipients: [address],
    });
    lists = await startRbldnsd({ 'zen.spamhaus.org': [':127.0.0.2:listed: $', '127.0.0.2'] });
    dns = await startUnbound({
      data: names,
      stubs: { 'zen.spamhaus.org': lists.port },
    });
  });
  afterAll(async () => {
    await Promise.all([dovecot?.stop(), postfix?.stop(), lists?.stop(), dns?.stop()]);
  });

  const network = () =>
    realNetwork({ ports: [...dovecot.ports, ...postfix.ports], dns: dns.port, authority: authority.pem });

  test('gives no finding at warning or above, and proves the logins', async () => {
    const report = await ask({ network: network(), password, options: { blocklists: true, allowPrivate: true } });
    expect(grave(report)).toEqual([]);
    expect(report.verdict).toBe('healthy');
    const logins = report.evidence.filter(
      ({ fact, outcome }) => fact === 'auth/login' && outcome.status === 'observed',
    );
    expect(logins.map(({ subject }) => (subject.kind === 'endpoint' ? subject.protocol : '')).sort()).toEqual([
      'imap',
      'pop3',
      'smtp',
    ]);
    const asked = report.evidence.find(({ fact }) => fact === 'blocklist/listings')?.outcome as Outcome<{
      results: readonly ListResult[];
    }>;
    const results = asked.status === 'observed' ? asked.value.results : [];
    expect(results.filter(({ verdict }) => verdict === 'clean').map(({ zone }) => zone)).toEqual(['zen.spamhaus.org']);
    expect(render(report, 'json')).not.toContain(password);
  });

  test('delivers a test message when asked to', async () => {
    const report = await ask({
      network: network(),
      password,
      target: {
        servers: [{ protocol: 'smtp', host: hostName, port: 587 }],
        protocols: ['smtp'],
        ceiling: 'deliver',
        survey: false,
        from: address,
        to: [address],
      },
      options: { send: { subject: 'hello' } },
    });
    expect(grave(report)).toEqual([]);
    const delivery = report.evidence.find(
      ({ fact, outcome }) => fact === 'smtp/delivery' && outcome.status === 'observed',
    );
    expect(JSON.stringify(delivery?.outcome)).toContain(address);
  });
});
