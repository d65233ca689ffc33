import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import type { Target } from '../../src/model/target.ts';
import { type DnsServer, startUnbound } from './dns.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type PolicyServer, startPolicyService } from './policy-servers.ts';
import { type Postfix, type PostfixOptions, startPostfix } from './postfix.ts';
import { describeReal, freePort, loopback } from './servers.ts';
import { type Ask, address, ask, hostName, names, newPassword, realNetwork } from './world.ts';

const authority = createAuthority('Test authority');
const certificate = authority.issue({ names: [hostName] });
/** As a stranger's server delivers. */
const toExchanger = (to: readonly string[], more: Partial<Target> = {}): Partial<Target> => ({
  servers: [{ protocol: 'smtp', host: hostName, port: 25, security: 'starttls' }],
  protocols: ['smtp'],
  survey: false,
  from: 'eve@example.net',
  to,
  ...more,
});
const named = ({ causes }: Report): string[] => causes.map(({ id, confidence }) => `${id} ${confidence}`);

/** What an administrator writes behind an address in an access table, and the cause. */
const access: readonly (readonly [recipient: string, answer: string, cause: string])[] = [
  ['closed', '550 5.2.1 This mailbox is closed, write to office@lab.test', 'recipient-disabled'],
  ['members', '550 5.7.1 This list only accepts mail from its members', 'recipient-restricted'],
  ['policy', '554 5.7.1 Not accepted by local policy', 'policy-rejected'],
  ['listed', '554 5.7.1 Service unavailable; Client host [127.0.0.1] blocked using zen.spamhaus.org', 'ip-blacklisted'],
  ['poor', '450 4.7.1 Your IP has a poor reputation here, try again later', 'reputation-poor'],
  ['ptr', '550 5.7.25 Your address has no PTR record', 'ptr-missing'],
  ['login', '530 5.7.0 Please log in first', 'auth-required'],
  ['spf', '550 5.7.23 SPF check failed: 127.0.0.1 is not allowed to send for example.net', 'spf-fail'],
];

/** What a policy service answers, in the words of services in use, and the cause. */
const policies: readonly (readonly [recipient: string, action: string, cause: string])[] = [
  ['grey', 'DEFER_IF_PERMIT Greylisted, see http://postgrey.schweikert.ch/help/lab.test.html', 'greylisted'],
  ['early', 'DEFER_IF_PERMIT 4.7.1 Greylisting in effect, please come back in 300 seconds', 'greylisted'],
  ['fast', 'DEFER 4.7.1 Rate limit exceeded: 30 messages an hour', 'rate-limited'],
  ['daily', '452 4.7.1 Daily sending quota of 200 messages exceeded', 'rate-limited'],
  ['spammed', 'REJECT 5.7.1 Your account is blocked from sending, it has sent spam', 'sending-suspended'],
];

const recipientOf = (name: string): string => `${name}@lab.test`;

describeReal('replies of a real Postfix', ['postfix', 'dovecot', 'unbound'], () => {
  const password = newPassword();
  let dns: DnsServer;
  let dovecot: Dovecot;
  let policy: PolicyServer;
  let quotaPort: number;
  beforeAll(async () => {
    dns = await startUnbound({ data: names });
    policy = await startPolicyService(({ recipient = '' }) => {
      const found = policies.find(([name]) => recipientOf(name) === recipient);
      return found?.[1] ?? 'DUNNO';
    });
    quotaPort = await freePort();
    dovecot = await startDovecot({ certificate, user: address, password, extra: quotaService(quotaPort) });
    fill(dovecot);
  });
  afterAll(() => Promise.all([dovecot, policy, dns].map((one) => one?.stop())));

  /** One Postfix for a group of tests. */
  function withPostfix(options: () => Partial<PostfixOptions>) {
    let postfix: Postfix | undefined;
    beforeAll(async () => {
      postfix = await startPostfix({
        certificate,
        hostname: hostName,
        domain: 'lab.test',
        authSocket: dovecot.authSocket,
        recipients: [address, ...crowd, ...[...access, ...policies].map(([name]) => recipientOf(name))],
        ...options(),
      });
    });
    afterAll(() => postfix?.stop());
    return async (target: Partial<Target>, more: Partial<Ask> = {}): Promise<Report> => {
      const report = await ask({
        network: realNetwork({ ports: (postfix as Postfix).ports, dns: dns.port, authority: authority.pem }),
        target,
        ...more,
      });
      expect(JSON.stringify(report)).not.toContain(password);
      expect(report.crashes).toEqual([]);
      return report;
    };
  }

  describe('with an access table and policy services', () => {
    const asked = withPostfix(() => ({
      extra: `smtpd_recipient_limit = 3
smtpd_recipient_restrictions =
  check_recipient_access ${tableOf(access)},
  check_policy_service inet:${loopback}:${policy.port},
  check_policy_service inet:${loopback}:${quotaPort},
  permit_sasl_authenticated, reject_unauth_destination`,
    }));
    const delivered = (to: readonly string[]) => asked(toExchanger(to));

    test.each([...access, ...policies])('%s: "%s" is %s', async (name, _, cause) => {
      const report = await delivered([recipientOf(name)]);
      expect(report.causes.map(({ id }) => id)).toEqual([cause]);
    });

    test('the wait and the list that replies name stand in the steps', async () => {
      const stepsOf = async (name: string) =>
        (await delivered([recipientOf(name)])).causes[0]?.actions.map(({ text }) => text);
      expect(await stepsOf('early')).toContain('Check again after 5 minutes from the same address.');
      expect(await stepsOf('listed')).toContainEqual(
        expect.stringMatching(/^The reply names Spamhaus ZEN\. .*: https:\/\/check\.spamhaus\.org\/$/),
      );
    });

    test('the quota of Dovecot, asked for at RCPT', async () => {
      const report = await delivered([address]);
      expect(named(report)).toEqual(['mailbox-full certain']);
    });

    test('more recipients than a message may have', async () => {
      const report = await delivered(crowd);
      expect(named(report)).toEqual(['too-many-recipients certain']);
      expect(report.causes[0]?.summary).toContain('It took 3 of 4 recipients.');
    });
  });

  describe('with checks of the message', () => {
    const asked = withPostfix(() => ({
      extra: `message_size_limit = 3000
header_checks = ${checks}`,
    }));
    const sent = (subject: string, text?: string) =>
      asked(toExchanger(['p1@lab.test'], { ceiling: 'deliver' }), {
        options: { send: { subject, ...(text === undefined ? {} : { text }) } },
      });

    test.each(headers)('%s: "%s" is %s', async (subject, _, cause) => {
      const report = await sent(subject);
      expect(report.causes.map(({ id }) => id)).toEqual([cause]);
    });

    test('a message above the limit', async () => {
      const report = await sent('large', 'x'.repeat(60).concat('\n').repeat(100));
      expect(named(report)).toEqual(['message-too-large certain']);
      expect(report.causes[0]?.summary).toContain('The server announces a limit of 3000 bytes.');
    });

    test('a message that nothing is said against', async () => {
      expect((await sent('hello')).findings).toEqual([]);
    });
  });

  describe('with a rule about names in HELO', () => {
    const asked = withPostfix(() => ({
      extra: 'smtpd_helo_restrictions = check_helo_access regexp:{ {/^\\[/ 504 5.5.2 need fully-qualified hostname} }',
    }));
    test('the name is refused at once', async () => {
      const report = await asked(toExchanger(['p1@lab.test']));
      expect(named(report)).toEqual(['helo-rejected certain']);
    });
  });
});

const crowd = [1, 2, 3, 4].map((number) => `p${number}@lab.test`);

/** What an administrator writes behind a header, by the subject, and the cause. */
const headers: readonly (readonly [subject: string, answer: string, cause: string])[] = [
  ['spam', 'REJECT 5.7.1 Spam message rejected', 'spam-content'],
  ['virus', 'REJECT 5.7.0 Virus found: Eicar-Signature', 'attachment-or-virus-blocked'],
  ['attachment', 'REJECT 5.7.0 Executable attachments are forbidden', 'attachment-or-virus-blocked'],
  ['dmarc', 'REJECT 5.7.1 Rejected by the DMARC policy of example.net', 'dmarc-fail'],
  ['dkim', 'REJECT 5.7.20 No valid DKIM signature was found', 'sender-unauthenticated'],
  ['format', 'REJECT 5.6.0 Message is not RFC 5322 compliant: two From headers', 'message-malformed'],
  ['loop', 'REJECT 5.4.6 Mail loop detected', 'mail-loop'],
];
const checks = `regexp:{ ${headers.map(([subject, answer]) => `{ /^Subject: ${subject}/ ${answer} }`).join(', ')} }`;

const tableOf = (rows: typeof access): string =>
  `inline:{ ${rows.map(([name, answer]) => `{ ${recipientOf(name)} = ${answer} }`).join(', ')} }`;

const quotaService = (port: number): string => `mail_plugins = quota
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  inet_listener {
    address = ${loopback}
    port = ${port}
  }
}
plugin {
  quota = count:User quota
  quota_rule = *:storage=1k
  quota_vsizes = yes
  quota_grace = 0
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = 552 5.2.2 Mailbox is over quota
}`;

/** A message larger than the quota, in the mailbox of the account. */
function fill(dovecot: Dovecot): void {
  const base = join(dovecot.folder, 'mail', address);
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(base, part), { recursive: true, mode: 0o777 });
  writeFileSync(join(base, 'new', '1.M1P1.lab'), `From: a@lab.test\r\nSubject: big\r\n\r\n${'x'.repeat(4096)}\r\n`);
  execFileSync('chown', ['-R', 'mail:mail', base]);
}
