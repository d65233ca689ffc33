import { describe, expect, test } from 'vitest';
import { failureIn, type LoggedFailure, looksLikeLog } from '../../../src/protocols/mail-log/failures.ts';
import { cpuTime } from '../../cpu-time.ts';

type Row = [line: string, failure: LoggedFailure | undefined];
const none = undefined;

function expectFailure(line: string, failure: LoggedFailure | undefined): void {
  expect(failureIn(line)).toEqual(failure);
}

describe('a line of', () => {
  describe('Postfix', () => {
    test.each<Row>([
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: 4F1AB2C3D: to=<bob@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1.2, delays=0.1/0/0.6/0.5, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 <bob@example.net>: Recipient address rejected: User unknown (in reply to RCPT TO command))',
        {
          text: 'host mx.example.net[192.0.2.25] said: 550 5.1.1 <bob@example.net>: Recipient address rejected: User unknown (in reply to RCPT TO command)',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: 4F1AB2C3D: to=<bob@example.net>, orig_to=<b@example.net>, relay=none, delay=30, delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.25]:25: Connection timed out)',
        {
          text: 'connect to mx.example.net[192.0.2.25]:25: Connection timed out',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: 4F1AB2C3D: to=<bob@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 55AA)',
        none,
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: 4F1AB2C3D: host mx.example.net[192.0.2.25] said: 451 4.7.1 Greylisted, try again in 300 seconds (in reply to RCPT TO command)',
        {
          text: 'host mx.example.net[192.0.2.25] said: 451 4.7.1 Greylisted, try again in 300 seconds (in reply to RCPT TO command)',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: connect to mx.example.net[2001:db8::25]:25: Network is unreachable',
        { text: 'Network is unreachable', sure: true, protocol: 'socket', phase: 'connect' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: warning: SASL authentication failed; server smtp.example.net[192.0.2.25] said: 535 5.7.8 Error: authentication failed',
        {
          text: 'SASL authentication failed; server smtp.example.net[192.0.2.25] said: 535 5.7.8 Error: authentication failed',
          sure: true,
          protocol: 'smtp',
          phase: 'auth',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: Untrusted TLS connection established to mx.example.net[192.0.2.25]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)',
        none,
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: SSL_connect error to mx.example.net[192.0.2.25]:25: -1',
        { text: 'SSL_connect error to mx.example.net[192.0.2.25]:25: -1', sure: true, protocol: 'tls', phase: 'tls' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[123]: certificate verification failed for mx.example.net[192.0.2.25]:25: certificate has expired',
        {
          text: 'certificate verification failed for mx.example.net[192.0.2.25]:25: certificate has expired',
          sure: true,
          protocol: 'tls',
          phase: 'tls',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/lmtp[123]: 4F1AB2C3D: to=<ann@example.org>, relay=mail.example.org[private/dovecot-lmtp], delay=0.1, dsn=5.2.2, status=bounced (host mail.example.org[private/dovecot-lmtp] said: 552 5.2.2 <ann@example.org> Quota exceeded (mailbox for user is full) (in reply to end of DATA command))',
        {
          text: 'host mail.example.org[private/dovecot-lmtp] said: 552 5.2.2 <ann@example.org> Quota exceeded (mailbox for user is full) (in reply to end of DATA command)',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'ann@example.org',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/local[1]: 4F1: to=<ann@example.org>, relay=local, delay=0, dsn=5.1.1, status=bounced (unknown user: "ann")',
        { text: 'unknown user: "ann"', sure: true, protocol: 'dsn', phase: 'delivery', recipient: 'ann@example.org' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: NOQUEUE: reject: RCPT from unknown[198.51.100.7]: 554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/198.51.100.7; from=<bob@example.net> to=<ann@example.org> proto=ESMTP helo=<client.example.net>',
        {
          text: '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/198.51.100.7',
          sure: true,
          protocol: 'smtp',
          phase: 'rcpt',
          recipient: 'ann@example.org',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: NOQUEUE: reject: MAIL from client.example.net[198.51.100.7]: 452 4.3.1 Insufficient system storage; proto=ESMTP helo=<client.example.net>',
        { text: '452 4.3.1 Insufficient system storage', sure: true, protocol: 'smtp', phase: 'mail' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: NOQUEUE: reject: CONNECT from unknown[198.51.100.7]: 554 5.7.1 <unknown[198.51.100.7]>: Client host rejected: Access denied; proto=SMTP',
        {
          text: '554 5.7.1 <unknown[198.51.100.7]>: Client host rejected: Access denied',
          sure: true,
          protocol: 'smtp',
          phase: 'banner',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: warning: unknown[198.51.100.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
        { text: 'SASL LOGIN authentication failed: UGFzc3dvcmQ6', sure: true, protocol: 'smtp', phase: 'auth' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: warning: unknown[198.51.100.7]: SASL PLAIN authentication failed: authentication failure, sasl_username=ann@example.org',
        {
          text: 'SASL PLAIN authentication failed: authentication failure, sasl_username=ann@example.org',
          sure: true,
          protocol: 'smtp',
          phase: 'auth',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: warning: hostname client.example.net does not resolve to address 198.51.100.7: Name or service not known',
        none,
      ],
      ['Nov 26 10:00:00 mx postfix/smtpd[123]: connect from unknown[198.51.100.7]', none],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: disconnect from unknown[198.51.100.7] ehlo=1 auth=0/1 commands=1/2',
        none,
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: lost connection after AUTH from unknown[198.51.100.7]',
        { text: 'lost connection after AUTH from unknown[198.51.100.7]', sure: true, protocol: 'smtp' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: timeout after DATA from unknown[198.51.100.7]',
        { text: 'timeout after DATA from unknown[198.51.100.7]', sure: true, protocol: 'smtp' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: too many errors after RCPT from unknown[198.51.100.7]',
        { text: 'too many errors after RCPT from unknown[198.51.100.7]', sure: true, protocol: 'smtp' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: SSL_accept error from unknown[198.51.100.7]: -1',
        { text: 'SSL_accept error from unknown[198.51.100.7]: -1', sure: true, protocol: 'tls', phase: 'tls' },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: warning: TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1657:',
        {
          text: 'TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1657:',
          sure: true,
          protocol: 'tls',
          phase: 'tls',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtpd[123]: warning: Connection rate limit exceeded: 61 from unknown[198.51.100.7] for service smtp',
        {
          text: 'warning: Connection rate limit exceeded: 61 from unknown[198.51.100.7] for service smtp',
          sure: false,
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/cleanup[1]: 4F1: milter-reject: END-OF-MESSAGE from unknown[198.51.100.7]: 5.7.1 Spam message rejected; from=<bob@example.net> to=<ann@example.org> proto=ESMTP helo=<x>',
        {
          text: '5.7.1 Spam message rejected',
          sure: true,
          protocol: 'smtp',
          phase: 'data',
          recipient: 'ann@example.org',
        },
      ],
      ['Nov 26 10:00:00 mx postfix/cleanup[1]: 4F1: message-id=<20261126100000.error@example.org>', none],
      ['Nov 26 10:00:00 mx postfix/qmgr[1]: 4F1: from=<failed@example.org>, size=1234, nrcpt=1 (queue active)', none],
      [
        'Nov 26 10:00:00 mx postfix/qmgr[1]: 4F1: from=<ann@example.org>, status=expired, returned to sender',
        { text: 'delivery expired, returned to sender', sure: true, protocol: 'dsn', phase: 'delivery' },
      ],
      ['Nov 26 10:00:00 mx postfix/qmgr[1]: 4F1: removed', none],
      [
        'Nov 26 10:00:00 mx postfix/postscreen[1]: NOQUEUE: reject: RCPT from [198.51.100.7]:41234: 550 5.7.1 Service unavailable; client [198.51.100.7] blocked using zen.spamhaus.org; from=<a@example.net>, to=<ann@example.org>, proto=ESMTP, helo=<x>',
        {
          text: '550 5.7.1 Service unavailable; client [198.51.100.7] blocked using zen.spamhaus.org',
          sure: true,
          protocol: 'smtp',
          phase: 'rcpt',
          recipient: 'ann@example.org',
        },
      ],
      ['Nov 26 10:00:00 mx postfix/bounce[1]: 4F1: sender non-delivery notification: 5AB', none],
      [
        'Nov 26 10:00:00 mx postfix/error[1]: 4F1: to=<bob@example.net>, relay=none, delay=5, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx.example.net[192.0.2.25]:25: Connection refused)',
        {
          text: 'delivery temporarily suspended: connect to mx.example.net[192.0.2.25]:25: Connection refused',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/smtp[1]: 4F1: to=<bob@example.net>, relay=none, delay=1, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=example.invalid type=A: Host not found)',
        {
          text: 'Host or domain name not found. Name service error for name=example.invalid type=A: Host not found',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        'Nov 26 10:00:00 mx postfix/trivial-rewrite[1]: warning: do not list domain example.org in BOTH mydestination and virtual_mailbox_domains',
        none,
      ],
      [
        '2026-11-26T10:00:00+01:00 mx postfix/smtp[1]: 4F1: to=<bob@example.net>, relay=none, delay=1, dsn=4.7.5, status=deferred (Server certificate not trusted)',
        {
          text: 'Server certificate not trusted',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        '<22>Nov 26 10:00:00 mx postfix/smtp[1]: 4F1: to=<bob@example.net>, relay=x, dsn=5.0.0, status=bounced (no)',
        { text: 'no', sure: true, protocol: 'dsn', phase: 'delivery', recipient: 'bob@example.net' },
      ],
      [
        '<22>1 2026-11-26T10:00:00.123Z mx postfix/smtp 123 - - 4F1: to=<bob@example.net>, relay=x, dsn=5.0.0, status=bounced (no)',
        { text: 'no', sure: true, protocol: 'dsn', phase: 'delivery', recipient: 'bob@example.net' },
      ],
      [
        'mailserver  | Nov 26 10:00:00 mail postfix/smtp[1]: 4F1: to=<bob@example.net>, relay=x, dsn=5.0.0, status=bounced (no)',
        { text: 'no', sure: true, protocol: 'dsn', phase: 'delivery', recipient: 'bob@example.net' },
      ],
    ])('%s', expectFailure);
  });

  describe('Exim', () => {
    test.each<Row>([
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB ** bob@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.25] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes: SMTP error from remote mail server after RCPT TO:<bob@example.net>: 550 5.1.1 User unknown',
        {
          text: 'SMTP error from remote mail server after RCPT TO:<bob@example.net>: 550 5.1.1 User unknown',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        `2026-11-26 10:00:00 1tFabc-000123-AB == bob@example.net R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host for 'example.net'`,
        {
          text: `retry time not reached for any host for 'example.net'`,
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB == bob@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.25] defer (-44): SMTP error from remote mail server after RCPT TO:<bob@example.net>: 450 4.2.0 Greylisted',
        {
          text: 'SMTP error from remote mail server after RCPT TO:<bob@example.net>: 450 4.2.0 Greylisted',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB ** ann@example.net: Unrouteable address',
        { text: 'Unrouteable address', sure: true, protocol: 'dsn', phase: 'delivery', recipient: 'ann@example.net' },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB => bob@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.25] C="250 2.0.0 Ok: queued as 55AA"',
        none,
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB <= ann@example.org H=(pc) [198.51.100.7] P=esmtpsa X=TLS1.3 A=plain:ann S=1234',
        none,
      ],
      ['2026-11-26 10:00:00 1tFabc-000123-AB Completed', none],
      [
        '2026-11-26 10:00:00 H=(pc.example.net) [198.51.100.7] F=<bob@example.net> rejected RCPT <ann@example.org>: relay not permitted',
        { text: 'relay not permitted', sure: true, protocol: 'smtp', phase: 'rcpt', recipient: 'ann@example.org' },
      ],
      [
        '2026-11-26 10:00:00 H=unknown (x) [198.51.100.7] X=TLS1.2 F=<bob@example.net> rejected RCPT <ann@example.org>: 198.51.100.7 is listed at zen.spamhaus.org (127.0.0.4: https://www.spamhaus.org/query/ip/198.51.100.7)',
        {
          text: '198.51.100.7 is listed at zen.spamhaus.org (127.0.0.4: https://www.spamhaus.org/query/ip/198.51.100.7)',
          sure: true,
          protocol: 'smtp',
          phase: 'rcpt',
          recipient: 'ann@example.org',
        },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB H=x [198.51.100.7] F=<bob@example.net> rejected after DATA: This message scored 12.3 spam points.',
        { text: 'This message scored 12.3 spam points.', sure: true, protocol: 'smtp', phase: 'data' },
      ],
      [
        '2026-11-26 10:00:00 plain_server authenticator failed for (pc) [198.51.100.7]: 535 Incorrect authentication data (set_id=ann@example.org)',
        {
          text: '535 Incorrect authentication data (set_id=ann@example.org)',
          sure: true,
          protocol: 'smtp',
          phase: 'auth',
        },
      ],
      [
        '2026-11-26 10:00:00 TLS error on connection from (pc) [198.51.100.7] (SSL_accept): error:0A000102:SSL routines::unsupported protocol',
        {
          text: 'TLS error on connection from (pc) [198.51.100.7] (SSL_accept): error:0A000102:SSL routines::unsupported protocol',
          sure: true,
          protocol: 'tls',
          phase: 'tls',
        },
      ],
      [
        '2026-11-26 10:00:00 rejected EHLO from [198.51.100.7]: syntactically invalid argument(s): _pc',
        { text: 'syntactically invalid argument(s): _pc', sure: true, protocol: 'smtp', phase: 'ehlo' },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB H=mx.example.net [192.0.2.25] Connection refused',
        { text: 'Connection refused', sure: true, protocol: 'socket', phase: 'connect' },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB mx.example.net [192.0.2.25] Connection timed out',
        { text: 'Connection timed out', sure: true, protocol: 'socket', phase: 'connect' },
      ],
      [
        '2026-11-26 10:00:00 1tFabc-000123-AB Frozen (delivery error message)',
        { text: '1tFabc-000123-AB Frozen (delivery error message)', sure: false },
      ],
    ])('%s', expectFailure);
  });

  describe('sendmail', () => {
    test.each<Row>([
      [
        'Nov 26 10:00:00 mx sendmail[123]: 4AQA0001: to=<bob@example.net>, ctladdr=<ann@example.org> (1000/1000), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30000, relay=mx.example.net. [192.0.2.25], dsn=5.1.1, stat=User unknown',
        { text: '5.1.1 User unknown', sure: true, protocol: 'dsn', phase: 'delivery', recipient: 'bob@example.net' },
      ],
      [
        'Nov 26 10:00:00 mx sendmail[123]: 4AQA0001: to=bob@example.net, delay=00:00:01, mailer=esmtp, relay=mx.example.net., dsn=4.0.0, stat=Deferred: Connection timed out with mx.example.net.',
        {
          text: '4.0.0 Deferred: Connection timed out with mx.example.net.',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        'Nov 26 10:00:00 mx sendmail[123]: 4AQA0001: to=bob@example.net, delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.25], dsn=2.0.0, stat=Sent (Ok: queued as 55AA)',
        none,
      ],
      [
        'Nov 26 10:00:00 mx sendmail[123]: 4AQA0001: ruleset=check_rcpt, arg1=<ann@example.org>, relay=[198.51.100.7], reject=550 5.7.1 <ann@example.org>... Relaying denied',
        { text: '550 5.7.1 <ann@example.org>... Relaying denied', sure: true, protocol: 'smtp', phase: 'rcpt' },
      ],
      [
        'Nov 26 10:00:00 mx sendmail[123]: AUTH failure (LOGIN): user not found (-20) SASL(-13): user not found: checkpass failed, relay=[198.51.100.7]',
        {
          text: 'user not found (-20) SASL(-13): user not found: checkpass failed, relay=[198.51.100.7]',
          sure: true,
          protocol: 'smtp',
          phase: 'auth',
        },
      ],
    ])('%s', expectFailure);
  });

  describe('qmail', () => {
    test.each<Row>([
      [
        '@40000000656566a00a1b2c3d delivery 17: failure: 192.0.2.25_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/Giving_up_on_192.0.2.25./',
        {
          text: '192.0.2.25 does not like recipient. Remote host said: 550 5.1.1 User unknown Giving up on 192.0.2.25.',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
        },
      ],
      ['@40000000656566a00a1b2c3d delivery 18: success: 192.0.2.25_accepted_message./Remote_host_said:_250_ok/', none],
      [
        '1700000000.123456 delivery 19: deferral: CNAME_lookup_failed_temporarily._(#4.4.3)/',
        { text: 'CNAME lookup failed temporarily. (#4.4.3)', sure: true, protocol: 'dsn', phase: 'delivery' },
      ],
    ])('%s', expectFailure);
  });

  describe('Dovecot', () => {
    test.each<Row>([
      [
        'Nov 26 10:00:00 mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<ann@example.org>, method=PLAIN, rip=198.51.100.7, lip=192.0.2.1, TLS, session=<abc>',
        { text: 'auth failed, 1 attempts in 2 secs', sure: true, protocol: 'imap', phase: 'auth' },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: imap-login: Login aborted: Connection closed (auth failed, 1 attempts in 2 secs) (auth_failed): user=<ann@example.org>, method=PLAIN, rip=198.51.100.7, lip=192.0.2.1, TLS, session=<abc>',
        { text: 'auth failed, 1 attempts in 2 secs', sure: true, protocol: 'imap', phase: 'auth' },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: imap-login: Login: user=<ann@example.org>, method=PLAIN, rip=198.51.100.7, lip=192.0.2.1, mpid=17, TLS, session=<abc>',
        none,
      ],
      ['Nov 26 10:00:00 mx dovecot: imap-login: Info: Login: user=<failed@example.org>, method=PLAIN', none],
      [
        'Nov 26 10:00:00 mx dovecot: pop3-login: Disconnected: Inactivity (no auth attempts in 180 secs): user=<>, rip=198.51.100.7, lip=192.0.2.1',
        none,
      ],
      [
        'Nov 26 10:00:00 mx dovecot: imap-login: Disconnected (no auth attempts in 0 secs): user=<>, rip=198.51.100.7, lip=192.0.2.1, TLS handshaking: SSL_accept() failed: error:0A000412:SSL routines::sslv3 alert bad certificate: SSL alert number 42, session=<abc>',
        {
          text: 'TLS handshaking: SSL_accept() failed: error:0A000412:SSL routines::sslv3 alert bad certificate: SSL alert number 42, session=<abc>',
          sure: true,
          protocol: 'tls',
          phase: 'tls',
        },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: imap-login: Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10): user=<ann@example.org>, method=PLAIN',
        {
          text: 'Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)',
          sure: true,
          protocol: 'imap',
          phase: 'auth',
        },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: imap(ann@example.org)<123><abc>: Disconnected: Logged out in=100 out=200 deleted=0 expunged=0',
        none,
      ],
      [
        'Nov 26 10:00:00 mx dovecot: imap(ann@example.org)<123><abc>: Error: Mailbox INBOX: open(/var/mail/ann/dovecot.index) failed: Permission denied',
        {
          text: 'Error: Mailbox INBOX: open(/var/mail/ann/dovecot.index) failed: Permission denied',
          sure: true,
          protocol: 'imap',
        },
      ],
      ['Nov 26 10:00:00 mx dovecot: lmtp(ann@example.org)<123><abc>: msgid=<x@example.org>: saved mail to INBOX', none],
      [
        'Nov 26 10:00:00 mx dovecot: lda(ann@example.org)<123><abc>: msgid=<x@example.org>: save failed to INBOX: Quota exceeded (mailbox for user is full)',
        {
          text: 'msgid=<x@example.org>: save failed to INBOX: Quota exceeded (mailbox for user is full)',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'ann@example.org',
        },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: auth: passwd-file(ann@example.org,198.51.100.7): Password mismatch',
        {
          text: 'passwd-file(ann@example.org,198.51.100.7): Password mismatch',
          protocol: 'imap',
          phase: 'auth',
          sure: true,
        },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: auth: passwd-file(ann@example.org,198.51.100.7): unknown user',
        {
          text: 'passwd-file(ann@example.org,198.51.100.7): unknown user',
          protocol: 'imap',
          phase: 'auth',
          sure: true,
        },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: auth-worker(123): conn unix:auth-worker: auth-worker<1>: sql(ann@example.org,198.51.100.7): Password mismatch',
        {
          text: 'conn unix:auth-worker: auth-worker<1>: sql(ann@example.org,198.51.100.7): Password mismatch',
          protocol: 'imap',
          phase: 'auth',
          sure: true,
        },
      ],
      [
        'Nov 26 10:00:00 mx dovecot: auth: Error: ldap: Connection refused',
        { text: 'Error: ldap: Connection refused', protocol: 'imap', phase: 'auth', sure: true },
      ],
      ['Nov 26 10:00:00 mx dovecot: master: Dovecot v2.3.19 starting up for imap, pop3, lmtp', none],
      [
        '2026-11-26T10:00:00.123456+00:00 mx dovecot[1]: imap-login: Disconnected: Connection closed (auth failed, 2 attempts in 8 secs): user=<ann>',
        { text: 'auth failed, 2 attempts in 8 secs', sure: true, protocol: 'imap', phase: 'auth' },
      ],
    ])('%s', expectFailure);
  });

  describe('others', () => {
    test.each<Row>([
      [
        `2026-11-26 10:00:00,123 ERROR [mailer] smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')`,
        {
          text: `ERROR [mailer] smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and Password not accepted')`,
          sure: false,
        },
      ],
      [
        '2026-11-26 10:00:00.123 ERROR 1 --- [main] c.e.Mailer: Failed to send; nested exception is javax.mail.AuthenticationFailedException: 535 5.7.8 authentication failed',
        {
          text: 'ERROR 1 --- [main] c.e.Mailer: Failed to send; nested exception is javax.mail.AuthenticationFailedException: 535 5.7.8 authentication failed',
          sure: false,
        },
      ],
      ['2026-11-26 10:00:00.123 INFO 1 --- [main] c.e.Mailer: sent to bob@example.net', none],
      [
        '[26-Nov-2026 10:00:00 UTC] PHP Warning:  mail(): Failed to connect to mailserver at "localhost" port 25',
        { text: 'mail(): Failed to connect to mailserver at "localhost" port 25', sure: false },
      ],
      [
        '[2026-11-26T10:00:00.123Z] error: Error: connect ECONNREFUSED 127.0.0.1:25',
        { text: 'Error: connect ECONNREFUSED 127.0.0.1:25', sure: false },
      ],
      [
        '2026/11/26 10:00:00 dial tcp 192.0.2.25:587: connect: connection refused',
        { text: 'dial tcp 192.0.2.25:587: connect: connection refused', sure: false },
      ],
      [
        '2026-11-26 10:00:00.1234|ERROR|Mailer|MailKit.Security.AuthenticationException: 535: 5.7.8 Authentication failed',
        {
          text: 'ERROR|Mailer|MailKit.Security.AuthenticationException: 535: 5.7.8 Authentication failed',
          sure: false,
        },
      ],
      [
        '2026-11-26T10:00:00.123Z,EX01\\Outbound,08DD0A,12,192.0.2.1:25,198.51.100.25:25,<,550 5.7.1 Client does not have permissions,',
        {
          text: 'EX01\\Outbound,08DD0A,12,192.0.2.1:25,198.51.100.25:25,<,550 5.7.1 Client does not have permissions,',
          sure: false,
        },
      ],
      [
        '2026-11-26 10:00:00 SERVER -> CLIENT: 535 Incorrect authentication data',
        { text: 'SERVER -> CLIENT: 535 Incorrect authentication data', sure: false },
      ],
      [
        '[Thu Nov 26 10:00:00.123456 2026] [php:error] [pid 1] PHP Fatal error: Uncaught PHPMailer Exception: SMTP Error: Could not authenticate.',
        {
          text: '[php:error] [pid 1] PHP Fatal error: Uncaught PHPMailer Exception: SMTP Error: Could not authenticate.',
          sure: false,
        },
      ],
      [
        '{"level":50,"time":1764151200000,"msg":"Invalid login: 535-5.7.8 Username and Password not accepted"}',
        { text: 'Invalid login: 535-5.7.8 Username and Password not accepted', sure: false },
      ],
      ['{"level":30,"time":1764151200000,"msg":"message sent: 250 2.0.0 OK"}', none],
      [
        `Nov 26 10:00:00 mx opendkim[1]: 4F1: key retrieval failed (s=mail, d=example.org): 'mail._domainkey.example.org' record not found`,
        {
          text: `4F1: key retrieval failed (s=mail, d=example.org): 'mail._domainkey.example.org' record not found`,
          sure: false,
        },
      ],
      ['Nov 26 10:00:00 mx spamd[1]: spamd: result: Y 12 - BAYES_99', none],
      [
        'Nov 26 10:00:00 mx amavis[1]: (1-01) Blocked SPAM {DiscardedInbound}, [198.51.100.7] <a@example.net> -> <ann@example.org>',
        {
          text: '(1-01) Blocked SPAM {DiscardedInbound}, [198.51.100.7] <a@example.net> -> <ann@example.org>',
          sure: false,
        },
      ],
      ['Nov 26 10:00:00 mx kernel: usb 1-1: error -71', none],
      ['Nov 26 10:00:00 mx sshd[1]: Failed password for root from 198.51.100.7 port 22 ssh2', none],
      ['Nov 26 10:00:00 mx CRON[1]: pam_unix(cron:session): session opened', none],
      [
        'Nov 26 10:00:00 mx cyrus/imap[1]: badlogin: pc [198.51.100.7] plaintext ann@example.org SASL(-13): authentication failure: checkpass failed',
        {
          text: 'plaintext ann@example.org SASL(-13): authentication failure: checkpass failed',
          sure: true,
          protocol: 'imap',
          phase: 'auth',
        },
      ],
      [
        'Nov 26 10:00:00 mx imapd: LOGIN FAILED, user=ann, ip=[::ffff:198.51.100.7]',
        { text: 'LOGIN FAILED, user=ann, ip=[::ffff:198.51.100.7]', sure: true, protocol: 'imap', phase: 'auth' },
      ],
      [
        'Nov 26 10:00:00 mx opensmtpd[1]: 0000 mta delivery evpid=1 from=<a@example.org> to=<bob@example.net> rcpt=<-> source="192.0.2.1" relay="192.0.2.25 (mx.example.net)" delay=1s result="PermFail" stat="550 5.1.1 User unknown"',
        {
          text: '550 5.1.1 User unknown',
          sure: true,
          protocol: 'dsn',
          phase: 'delivery',
          recipient: 'bob@example.net',
        },
      ],
      [
        'Nov 26 10:00:00 mx smtpd[1]: 0000 mta delivery evpid=1 to=<bob@example.net> result="Ok" stat="250 2.0.0 Ok"',
        none,
      ],
    ])('%s', expectFailure);
  });
});

const postfix = (seconds: number, rest: string): string => `Nov 26 10:00:0${seconds} mx postfix/smtp[1]: ${rest}`;

describe('a log', () => {
  test.each([
    ['of syslog', `${postfix(0, 'A')}\n${postfix(1, 'B')}`, true],
    ['of ISO 8601', '2026-11-26T10:00:00.123+01:00 mx postfix/smtp[1]: A', true],
    ['of docker compose', `mail-1  | ${postfix(0, 'A')}\nmail-1  | ${postfix(1, 'B')}`, true],
    ['of JSON', '{"level":50,"time":1764151200000,"msg":"a"}\n{"level":50,"time":1764151200001,"msg":"b"}', true],
    ['of multilog', '@40000000656566a00a1b2c3d delivery 1: success: a/', true],
    ['of PHP', '[26-Nov-2026 10:00:00 UTC] PHP Warning:  a', true],
    ['of Apache', '[Thu Nov 26 10:00:00.1 2026] [php:error] a', true],
    [
      'with a long stack trace',
      `2026-11-26 10:00:00,123 ERROR failed\n${'\tat org.example.Mailer.send(Mailer.java:12)\n'.repeat(20)}Caused by: javax.mail.MessagingException: a\n\t... 12 more`,
      true,
    ],
    [
      'with a traceback of Python',
      '2026-11-26 10:00:00,123 ERROR failed\nTraceback (most recent call last):\n  File "a.py", line 1, in b\nsmtplib.SMTPAuthenticationError: (535, b\'no\')',
      true,
    ],
    ['that is a reply', '550 5.1.1 User unknown', false],
    ['that is prose', 'Hello,\nNov 26 10:00:00 was the time\nwhen it failed\nand I do not know why', false],
    ['that is a trace without times', 'javax.mail.MessagingException: a\n\tat b.c(d.java:1)', false],
    ['that is empty', '', false],
  ])('%s: %#', (_, text, expected) => {
    expect(looksLikeLog(text)).toBe(expected);
  });

  test.each([
    ['to=<a@b>, ', 'dsn=5.1.1, '],
    ['reject: RCPT from a: ', '; from=<a> '],
    ['** a@b R=c ', '[192.0.2.1] '],
    ['** a@b', ' (c)'],
    ['rejected RCPT <a', '> a: '],
    ['a authenticator failed for ', 'b: '],
    ['imap-login: ', '(auth failed '],
    ['imap(', 'a)<b> '],
    ['delivery 1: failure: ', '_'],
    ['delivery to=<a@b> ', 'result="a" stat='],
    ['badlogin: ', 'a SASL(-1'],
    ['{"time":1,"', 'msg":"\\'],
    ['a | ', 'a | '],
    ['', 'ErrorException '],
  ])('of hostile lines is read in time linear to its length: %j', async (start, rest) => {
    const line = (length: number): string => start + rest.repeat(length / rest.length);
    const short = await cpuTime(() => Array.from({ length: 100 }, () => failureIn(line(500))));
    const long = await cpuTime(() => Array.from({ length: 100 }, () => failureIn(line(1_000_000))));
    // Of a line four thousand characters are read.
    expect(long).toBeLessThan(Math.max(short, 20) * 100);
  });
});
