import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { Target } from '../../src/model/target.ts';
import { type DnsServer, startUnbound } from './dns.ts';
import { type Dovecot, type DovecotOptions, startDovecot } from './dovecot.ts';
import { describeReal, loopback } from './servers.ts';
import { type Ask, address, ask, hostName, names, newPassword, realNetwork } from './world.ts';

const authority = createAuthority('Test authority');
const good = authority.issue({ names: [hostName] });
const day = 86_400_000;
const imapOnly: Partial<Target> = {
  servers: [{ protocol: 'imap', host: hostName }],
  protocols: ['imap'],
};
const imapAt = (port: number, security: 'tls' | 'starttls' | 'none'): Partial<Target> => ({
  servers: [{ protocol: 'imap', host: hostName, port, security }],
  protocols: ['imap'],
});

describeReal('causes shown by a real Dovecot', ['dovecot', 'unbound'], () => {
  let dns: DnsServer;
  beforeAll(async () => {
    dns = await startUnbound({ data: names });
  });
  afterAll(() => dns?.stop());
  const running: Dovecot[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });

  /** Starts Dovecot with a fault and diagnoses it. */
  async function diagnosed(
    fault: Partial<DovecotOptions>,
    question: Partial<Ask> & { remap?: (ports: Map<number, number>) => void } = {},
    prepare?: (dovecot: Dovecot) => void,
  ): Promise<Report> {
    const password = newPassword();
    const dovecot = await startDovecot({ certificate: good, user: address, password, ...fault });
    running.push(dovecot);
    prepare?.(dovecot);
    const ports = new Map(dovecot.ports);
    question.remap?.(ports);
    const report = await ask({
      network: realNetwork({ ports, dns: dns.port, authority: authority.pem }),
      password,
      target: imapOnly,
      ...question,
    });
    expect(JSON.stringify(report)).not.toContain(password);
    return report;
  }
  const first = (report: Report): string | undefined => report.causes[0]?.id;

  test('an expired certificate', async () => {
    const certificate = authority.issue({
      names: [hostName],
      notBefore: new Date(Date.now() - 100 * day),
      notAfter: new Date(Date.now() - 12 * day),
    });
    const report = await diagnosed({ certificate });
    expect(first(report)).toBe('cert-expired');
    expect(report.causes).toHaveLength(1);
    expect(report.evidence.some(({ fact, outcome }) => fact === 'auth/login' && outcome.status === 'observed')).toBe(
      false,
    );
  });

  test('a certificate that is not valid yet', async () => {
    const certificate = authority.issue({ names: [hostName], notBefore: new Date(Date.now() + 5 * day) });
    expect(first(await diagnosed({ certificate }))).toBe('cert-expired');
  });

  test('a certificate that expires soon is a warning, not a cause', async () => {
    const certificate = authority.issue({ names: [hostName], notAfter: new Date(Date.now() + 5 * day) });
    const report = await diagnosed({ certificate });
    expect(report.verdict).toBe('degraded');
    expect(report.findings.map(({ rule }) => rule)).toContain('tls/certificate-expires-soon');
  });

  test('a self-signed certificate', async () => {
    const certificate = authority.issue({ names: [hostName], selfSigned: true });
    expect(first(await diagnosed({ certificate }))).toBe('cert-untrusted');
  });

  test('a chain without its intermediate', async () => {
    const certificate = authority.issue({ names: [hostName], intermediate: 'missing' });
    expect(first(await diagnosed({ certificate }))).toBe('cert-untrusted');
  });

  test('a chain with its intermediate is fine', async () => {
    const certificate = authority.issue({ names: [hostName], intermediate: 'sent' });
    expect((await diagnosed({ certificate })).verdict).toBe('healthy');
  });

  test('a certificate for another name', async () => {
    const certificate = authority.issue({ names: ['server7.hosting.test'] });
    expect(first(await diagnosed({ certificate }))).toBe('cert-hostname-mismatch');
  });

  test('STARTTLS asked of the port that speaks TLS from the start', async () => {
    expect(first(await diagnosed({}, { target: imapAt(993, 'starttls') }))).toBe('tls-mode-mismatch');
  });

  test('TLS from the start asked of the STARTTLS port', async () => {
    expect(first(await diagnosed({}, { target: imapAt(143, 'tls') }))).toBe('tls-mode-mismatch');
  });

  test('plain text asked of a server that requires TLS', async () => {
    expect(first(await diagnosed({}, { target: imapAt(143, 'none') }))).toBe('tls-required');
  });

  test('no STARTTLS on offer', async () => {
    const report = await diagnosed({ plainOnly: true }, { target: imapAt(143, 'starttls') });
    expect(['starttls-unavailable', 'plaintext-login-only']).toContain(first(report));
  });

  test('login in clear text only', async () => {
    const report = await diagnosed({ plainOnly: true, extra: 'disable_plaintext_auth = no' });
    expect(first(report)).toBe('plaintext-login-only');
  });

  test('a wrong password', async () => {
    const report = await diagnosed({}, { password: newPassword() });
    expect(first(report)).toBe('bad-credentials');
    const tries = report.evidence.filter(({ fact, outcome }) => fact === 'auth/login' && outcome.status === 'failed');
    expect(tries).toHaveLength(1);
  });

  test('a user who may not log in', async () => {
    expect(first(await diagnosed({ userFields: 'nologin=y reason=Login_disabled' }))).toBe('account-locked');
  });

  test('a broken user database', async () => {
    // Nobody may read it: the login cannot be decided either way.
    const report = await diagnosed({}, {}, (dovecot) => chmodSync(join(dovecot.folder, 'users'), 0));
    expect(first(report)).toBe('server-error');
  });

  test('mechanisms that no client here speaks', async () => {
    const report = await diagnosed({ mechanisms: 'digest-md5', extra: 'disable_plaintext_auth = yes' });
    expect(first(report)).toBe('auth-mechanism-unsupported');
  });

  test('SCRAM is used where it is offered, and proves the server', async () => {
    const report = await diagnosed({ mechanisms: 'scram-sha-256 scram-sha-1 plain' });
    expect(report.verdict).toBe('healthy');
    expect(JSON.stringify(report.evidence)).toContain('"mechanism":"SCRAM-SHA-256"');
  });

  test('too many connections of one user', async () => {
    const password = newPassword();
    const dovecot = await startDovecot({
      certificate: good,
      user: address,
      password,
      extra: 'mail_max_userip_connections = 1',
    });
    running.push(dovecot);
    const other = connect({ port: dovecot.ports.get(993) as number, host: loopback, rejectUnauthorized: false });
    await new Promise<void>((resolve) => {
      other.on('data', (chunk: Buffer) => {
        if (chunk.includes('* OK')) other.write(`a LOGIN ${address} ${password}\r\n`);
        if (chunk.includes('a OK')) resolve();
      });
    });
    const report = await ask({
      network: realNetwork({ ports: dovecot.ports, dns: dns.port, authority: authority.pem }),
      password,
      target: imapOnly,
    });
    other.destroy();
    expect(first(report)).toBe('too-many-connections');
  });

  test('a service of another protocol at the port', async () => {
    const report = await diagnosed(
      {},
      { target: imapAt(143, 'starttls'), remap: (ports) => ports.set(143, ports.get(110) as number) },
    );
    expect(first(report)).toBe('unexpected-greeting');
  });

  test('nothing listens at the port', async () => {
    const report = await diagnosed({}, { target: imapAt(1993, 'tls') });
    expect(first(report)).toBe('connection-refused');
    expect(JSON.stringify(report.causes[0])).toContain('993');
  });

  const mailbox = (dovecot: Dovecot, ...folders: string[]): string => {
    const base = join(dovecot.folder, 'mail', address);
    for (const folder of ['', ...folders.map((name) => `.${name}`)]) {
      for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(base, folder, part), { recursive: true, mode: 0o777 });
    }
    return base;
  };
  const open = (base: string) => {
    execFileSync('chmod', ['-R', 'a+rwX', base]);
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'mail:mail', base]);
  };

  test('a folder that is not subscribed', async () => {
    const report = await diagnosed({}, {}, (dovecot) => open(mailbox(dovecot, 'Projects')));
    expect(first(report)).toBe('folder-not-subscribed');
    expect(report.causes[0]?.summary).toContain('Projects');
  });

  test('a subscribed folder that is gone', async () => {
    const report = await diagnosed({}, {}, (dovecot) => {
      const base = mailbox(dovecot);
      writeFileSync(join(base, 'subscriptions'), 'V\t2\n\nOld customers\n');
      open(base);
    });
    expect(first(report)).toBe('folder-not-found');
    expect(report.causes[0]?.summary).toContain('Old customers');
  });

  test('a full mailbox', async () => {
    const extra = `mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = count:User quota
  quota_rule = *:storage=1k
  quota_vsizes = yes
  quota_grace = 0
}`;
    const report = await diagnosed({ extra }, {}, (dovecot) => {
      const base = mailbox(dovecot);
      writeFileSync(join(base, 'new', '1.M1P1.lab'), `From: a@lab.test\r\nSubject: big\r\n\r\n${'x'.repeat(4096)}\r\n`);
      open(base);
    });
    expect(first(report)).toBe('mailbox-full');
  });

  test('special folders that are missing', async () => {
    const extra = ['Drafts', 'Junk', 'Sent', 'Trash']
      .map((name) => `  mailbox ${name} {\n    auto = no\n    special_use =\n  }\n`)
      .join('');
    const report = await diagnosed({ extra: `namespace inbox {\n${extra}}` }, {}, (dovecot) => {
      const base = mailbox(dovecot, 'Projects');
      writeFileSync(join(base, 'subscriptions'), 'V\t2\n\nProjects\n');
      open(base);
    });
    expect(first(report)).toBe('special-folder-missing');
  });

  test('subscriptions without the namespace prefix', async () => {
    const report = await diagnosed({ prefix: 'INBOX.' }, {}, (dovecot) => {
      const base = mailbox(dovecot, 'Projects');
      writeFileSync(join(base, 'subscriptions'), 'V\t2\n\nProjects\n');
      open(base);
    });
    expect(report.causes.map(({ id }) => id)).not.toContain('folder-not-found');
  });
});
