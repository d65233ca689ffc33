import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { Target } from '../../src/model/target.ts';
import { type DnsServer, startUnbound } from './dns.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type PolicyServer, startLoginPolicy } from './policy-servers.ts';
import { type Postfix, startPostfix } from './postfix.ts';
import { describeReal, loopback } from './servers.ts';
import { address, ask, hostName, names, newPassword, realNetwork } from './world.ts';

const authority = createAuthority('Test authority');
const certificate = authority.issue({ names: [hostName] });
const imapOnly: Partial<Target> = { servers: [{ protocol: 'imap', host: hostName }], protocols: ['imap'] };
const named = ({ causes }: Report): string[] => causes.map(({ id, confidence }) => `${id} ${confidence}`);

/** What the server is told to say to a user, and the cause. */
const logins: readonly (readonly [user: string, text: string, cause: string])[] = [
  ['app', 'Application-specific password required', 'app-password-required'],
  ['code', 'Please use an authorization code to login', 'app-password-required'],
  ['off', 'IMAP and SMTP access is disabled for this account', 'protocol-access-disabled'],
  ['locked', 'Your account has been suspended, please contact the administrator', 'account-locked'],
  ['expired', 'Password expired, set a new one at https://account.lab.test/', 'account-locked'],
  ['tries', 'Too many failed login attempts, try again in 15 minutes', 'too-many-login-attempts'],
  ['browser', 'Please log in via your web browser and then try again', 'web-login-required'],
  ['basic', 'Basic authentication is disabled, use OAuth 2.0', 'oauth-required'],
];

describeReal('replies of a real Dovecot', ['dovecot', 'postfix', 'unbound'], () => {
  const password = newPassword();
  let dns: DnsServer;
  beforeAll(async () => {
    dns = await startUnbound({ data: names });
  });
  afterAll(() => dns?.stop());

  async function asked(ports: Iterable<readonly [number, number]>, target: Partial<Target>): Promise<Report> {
    const network = realNetwork({ ports, dns: dns.port, authority: authority.pem });
    const report = await ask({ network, password, target });
    expect(JSON.stringify(report)).not.toContain(password);
    expect(report.crashes).toEqual([]);
    return report;
  }

  describe.concurrent('with a policy for logins', () => {
    let policy: PolicyServer;
    let dovecot: Dovecot;
    let postfix: Postfix;
    beforeAll(async () => {
      policy = await startLoginPolicy((login) => logins.find(([user]) => login === `${user}@lab.test`)?.[1]);
      const extra = `auth_policy_server_url = http://${loopback}:${policy.port}/
auth_policy_hash_nonce = lab
auth_policy_report_after_auth = no`;
      dovecot = await startDovecot({ certificate, user: address, password, extra });
      const { authSocket } = dovecot;
      postfix = await startPostfix({
        certificate,
        hostname: hostName,
        domain: 'lab.test',
        authSocket,
        recipients: [address],
      });
    });
    afterAll(() => Promise.all([postfix, dovecot, policy].map((one) => one?.stop())));

    test.each(logins)('%s: "%s" is %s', async (user, _, cause) => {
      const report = await asked([...dovecot.ports, ...postfix.ports], {
        user: `${user}@lab.test`,
        survey: false,
      });
      expect(report.causes.map(({ id }) => id)).toEqual([cause]);
      // IMAP, POP3 and SMTP say it in words of their own around it.
      expect(report.findings.map(({ rule }) => rule)).toEqual(Array(3).fill('auth/rejected'));
      expect(report.unexplained).toEqual([]);
    });

    test('whoever it lets pass logs in', async () => {
      expect((await asked(dovecot.ports, imapOnly)).verdict).toBe('healthy');
    });
  });

  test.each([
    ['', 'NO [CONTACTADMIN] Login disabled for this user'],
    [' reason=Account_is_disabled', 'Account_is_disabled'],
  ])('a user who is disabled (nologin%s)', async (reason, said) => {
    const dovecot = await startDovecot({ certificate, user: address, password, userFields: `nologin=y${reason}` });
    try {
      const report = await asked(dovecot.ports, imapOnly);
      expect(named(report)).toEqual(['account-locked certain']);
      expect(report.causes[0]?.summary).toContain(said);
    } finally {
      await dovecot.stop();
    }
  });
});
