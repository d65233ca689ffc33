import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../src/index.ts';
import { createAuthority } from '../../src/lab/certificates.ts';
import { type Dovecot, startDovecot } from './dovecot.ts';
import { type Postfix, startPostfix } from './postfix.ts';
import { describeReal } from './servers.ts';
import { address, ask, hostName, ip, newPassword, realNetwork, servers } from './world.ts';

describeReal('the TLS that a real Dovecot and Postfix take', ['dovecot', 'postfix'], () => {
  const authority = createAuthority('Test authority');
  let dovecot: Dovecot;
  let postfix: Postfix;
  let report: Report;

  beforeAll(async () => {
    const certificate = authority.issue({ names: [hostName], keyBits: 2048 });
    // The suites that shut Windows 7 out of many servers: GCM with ECDHE only, for want of parameters for DHE.
    dovecot = await startDovecot({
      certificate,
      user: address,
      password: newPassword(),
      extra: 'ssl_min_protocol = TLSv1.2\nssl_cipher_list = ECDHE+AESGCM:ECDHE+CHACHA20\n',
    });
    postfix = await startPostfix({
      certificate,
      hostname: hostName,
      domain: 'lab.test',
      authSocket: dovecot.authSocket,
      recipients: [address],
      extra: `smtpd_tls_mandatory_protocols = >=TLSv1
smtpd_tls_protocols = >=TLSv1
smtpd_tls_mandatory_ciphers = medium
tls_medium_cipherlist = DEFAULT:@SECLEVEL=0
`,
    });
    const network = realNetwork({ ports: [...dovecot.ports, ...postfix.ports], dns: 1, authority: authority.pem });
    report = await ask({
      network: { ...network, pinned: new Map([[hostName, [ip]]]) },
      target: { servers, ceiling: 'connect', stopAfter: 'tls', tlsOffers: true },
    });
  });
  afterAll(async () => {
    await Promise.all([dovecot?.stop(), postfix?.stop()]);
  });

  const takenAt = (port: number): string[] =>
    report.evidence
      .filter(({ fact, subject }) => fact.startsWith('tls/takes-') && 'port' in subject && subject.port === port)
      .flatMap(({ fact, outcome }) => (outcome.status === 'observed' ? [fact.slice('tls/takes-'.length)] : []));

  test.each([993, 143, 995, 110])('Dovecot takes TLS 1.2 with the suites of today, port %s', (port) => {
    expect(takenAt(port)).toEqual(['1.2']);
  });

  test.each([465, 587])('Postfix takes whatever it is told to, port %s', (port) => {
    expect(takenAt(port)).toEqual(['1.2', '1.1', '1.0', 'rsa']);
  });

  test('so an old program can send and not read', () => {
    const states = (id: string) =>
      Object.fromEntries(
        report.clients?.find((one) => one.id === id)?.servers.map(({ type, state }) => [type, state]) ?? [],
      );
    expect(states('outlook-windows-7')).toEqual({ imap: 'cannot', pop3: 'cannot', smtp: 'can' });
    expect(states('outlook-windows-8.1')).toEqual({ imap: 'cannot', pop3: 'cannot', smtp: 'can' });
    expect(states('outlook-windows-10')).toEqual({ imap: 'can', pop3: 'can', smtp: 'can' });
    expect(states('printer-rsa')).toEqual({ smtp: 'can' });
  });
});
