import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { Target } from '../../src/model/target.ts';
import { type DnsServer, startUnbound } from './dns.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type Postfix, type PostfixOptions, startPostfix } from './postfix.ts';
import { describeReal } from './servers.ts';
import { address, ask, hostName, names, newPassword, realNetwork } from './world.ts';

const authority = createAuthority('Test authority');
const certificate = authority.issue({ names: [hostName] });
const smtpAt = (port: number, security: 'tls' | 'starttls' | 'none', more: Partial<Target> = {}): Partial<Target> => ({
  servers: [{ protocol: 'smtp', host: hostName, port, security }],
  protocols: ['smtp'],
  survey: false,
  ...more,
});
const first = (report: Report): string | undefined => report.causes[0]?.id;

describeReal('causes shown by a real Postfix', ['postfix', 'dovecot', 'unbound'], () => {
  const password = newPassword();
  let dns: DnsServer;
  let dovecot: Dovecot;
  beforeAll(async () => {
    dns = await startUnbound({ data: names });
    dovecot = await startDovecot({ certificate, user: address, password });
  });
  afterAll(() => Promise.all([dovecot?.stop(), dns?.stop()]));

  /** One Postfix for a group of tests. */
  function withPostfix(options: () => Partial<PostfixOptions>) {
    let postfix: Postfix | undefined;
    beforeAll(async () => {
      postfix = await startPostfix({
        certificate,
        hostname: hostName,
        domain: 'lab.test',
        authSocket: dovecot.authSocket,
        recipients: [address],
        ...options(),
      });
    });
    afterAll(() => postfix?.stop());
    return async (target: Partial<Target>, secret: string | undefined = undefined): Promise<Report> => {
      const report = await ask({
        network: realNetwork({ ports: (postfix as Postfix).ports, dns: dns.port, authority: authority.pem }),
        target,
        ...(secret === undefined ? {} : { password: secret }),
      });
      expect(JSON.stringify(report)).not.toContain(password);
      return report;
    };
  }

  describe('as it should be', () => {
    const asked = withPostfix(() => ({}));
    test('a recipient elsewhere without a login: the login is what is missing', async () => {
      const report = await asked(smtpAt(587, 'starttls', { from: address, to: ['bob@example.net'] }));
      expect(first(report)).toBe('auth-required');
    });
    test('a recipient elsewhere on port 25, where no login is offered', async () => {
      const report = await asked(smtpAt(25, 'starttls', { from: 'eve@example.net', to: ['bob@example.net'] }));
      expect(first(report)).toBe('relay-denied');
    });
    test('a recipient that does not exist', async () => {
      const report = await asked(smtpAt(25, 'starttls', { from: 'eve@example.net', to: ['nobody@lab.test'] }));
      expect(first(report)).toBe('user-unknown');
    });
    test('a wrong password', async () => {
      expect(first(await asked(smtpAt(465, 'tls'), newPassword()))).toBe('bad-credentials');
    });
    test('plain text where the server wants TLS first', async () => {
      expect(first(await asked(smtpAt(587, 'none'), password))).toBe('tls-required');
    });
    test('TLS from the start asked of 587', async () => {
      expect(first(await asked(smtpAt(587, 'tls'), password))).toBe('tls-mode-mismatch');
    });
    test('STARTTLS asked of 465', async () => {
      expect(first(await asked(smtpAt(465, 'starttls'), password))).toBe('tls-mode-mismatch');
    });
    test('a good login and a good envelope give nothing', async () => {
      expect((await asked(smtpAt(465, 'tls', { to: [address] }), password)).findings).toEqual([]);
    });
  });

  describe('with policies', () => {
    const asked = withPostfix(() => ({
      extra: `smtpd_sender_login_maps = inline:{ ann@lab.test=ann@lab.test, boss@lab.test=boss@lab.test }
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_recipient_restrictions = check_recipient_access inline:{ {grey@lab.test = 450 4.2.0 Recipient address rejected: Greylisted}, {full@lab.test = 452 4.2.2 The recipient's mailbox is over quota} }, permit_sasl_authenticated, reject_unauth_destination
smtpd_client_event_limit_exceptions =
smtpd_client_recipient_rate_limit = 20`,
      recipients: [address, 'grey@lab.test', 'full@lab.test'],
    }));
    test('a sender that belongs to somebody else', async () => {
      const report = await asked(smtpAt(587, 'starttls', { from: 'boss@lab.test', to: [address] }), password);
      expect(first(report)).toBe('sender-not-allowed');
    });
    test('greylisting', async () => {
      const report = await asked(smtpAt(25, 'starttls', { from: 'eve@example.net', to: ['grey@lab.test'] }));
      expect(first(report)).toBe('greylisted');
    });
    test('a full mailbox of the recipient', async () => {
      const report = await asked(smtpAt(25, 'starttls', { from: 'eve@example.net', to: ['full@lab.test'] }));
      expect(first(report)).toBe('mailbox-full');
    });
  });

  describe('with rates', () => {
    const asked = withPostfix(() => ({
      extra: `smtpd_client_event_limit_exceptions =
smtpd_client_recipient_rate_limit = 2`,
      recipients: [address, 'bob@lab.test', 'cid@lab.test'],
    }));
    test('too many recipients in a minute', async () => {
      const to = [address, 'bob@lab.test', 'cid@lab.test', address];
      expect(first(await asked(smtpAt(25, 'starttls', { from: 'eve@example.net', to })))).toBe('rate-limited');
    });
  });

  describe('with a rate of logins', () => {
    const asked = withPostfix(() => ({
      extra: 'smtpd_client_event_limit_exceptions =\nsmtpd_client_auth_rate_limit = 1',
    }));
    test('too many logins in a minute', async () => {
      expect(first(await asked(smtpAt(465, 'tls'), password))).toBeUndefined();
      expect(first(await asked(smtpAt(465, 'tls'), password))).toBe('too-many-login-attempts');
    });
  });

  describe('with one connection a client', () => {
    const asked = withPostfix(() => ({
      extra: 'smtpd_client_event_limit_exceptions =\nsmtpd_client_connection_count_limit = 1',
    }));
    test('too many connections at once', async () => {
      const servers = [465, 587].map((port) => ({ protocol: 'smtp' as const, host: hostName, port }));
      expect(first(await asked({ servers, protocols: ['smtp'], survey: true }))).toBe('too-many-connections');
    });
  });

  describe('without TLS', () => {
    const asked = withPostfix(() => ({
      extra: 'smtpd_tls_auth_only = no',
      services: { 587: '  -o smtpd_tls_security_level=none\n' },
    }));
    test('STARTTLS is not on offer', async () => {
      expect(['starttls-unavailable', 'plaintext-login-only']).toContain(
        first(await asked(smtpAt(587, 'starttls'), password)),
      );
    });
  });

  describe('with ciphers that nobody has', () => {
    const asked = withPostfix(() => ({
      extra: `tls_high_cipherlist = PSK
smtpd_tls_mandatory_ciphers = high
smtpd_tls_mandatory_protocols = TLSv1.2`,
    }));
    test('no common cipher', async () => {
      expect(first(await asked(smtpAt(465, 'tls'), password))).toBe('tls-incompatible');
    });
  });

  describe('with another certificate than Dovecot', () => {
    let postfix: Postfix;
    beforeAll(async () => {
      const other = createAuthority('Another').issue({ names: ['old.lab.test'], selfSigned: true });
      postfix = await startPostfix({
        certificate: other,
        hostname: hostName,
        domain: 'lab.test',
        authSocket: dovecot.authSocket,
        recipients: [address],
      });
    });
    afterAll(() => postfix?.stop());
    test('the certificates of the ports differ', async () => {
      const network = realNetwork({
        ports: [...dovecot.ports, ...postfix.ports],
        dns: dns.port,
        authority: authority.pem,
      });
      const report = await ask({ network, password });
      expect(report.findings.map(({ rule }) => rule)).toContain('tls/certificate-differs');
    });
  });
});
