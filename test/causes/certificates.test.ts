import { describe, expect, test } from 'vitest';
import { here } from '../../src/model/subject.ts';
import { clock } from '../../src/probes/facts/here.ts';
import { greeting } from '../../src/probes/facts/mail.ts';
import { endpointOf, observed, replyOf } from '../evidence.ts';
import { certificateOf, inDays, session } from '../rules/tls-evidence.ts';
import {
  at,
  causesOf,
  diagnosed,
  firstOf,
  imaps,
  mailHost,
  name,
  pop3s,
  submissions,
  theCause,
  unquoted,
} from './case.ts';

const differs = at('tls/certificate-differs', mailHost, {
  ports: '993 and 465',
  detail: 'only the one on 993 can be verified',
});

describe('cert-expired', () => {
  const expired = (days: number, where = imaps) =>
    at('tls/certificate-expired', where, { subject: name, days, notAfter: inDays(-days) });
  const ended = session(imaps, { chain: [certificateOf({ notAfter: inDays(-12) })], inDate: false });
  const clockWrong = at('here/clock-wrong', here);

  test('says where, since when, and what to run', () => {
    const cause = theCause([expired(12), expired(12, submissions)], { seen: [ended] });
    expect(cause).toMatchObject({ id: 'cert-expired', confidence: 'certain' });
    expect(cause.summary).toBe(`${name} serves a certificate that ended 12 days ago (2026-11-12), on 993 and 465.`);
    expect(firstOf(cause)).toEqual({
      text: 'Renew it, then reload the mail servers.',
      command: 'certbot renew && systemctl reload dovecot postfix',
    });
    expect(cause.check).toBe(`mailcheck tls ${name}`);
  });

  test('rules out the wrong server where the name matches, and the clock where a server tells the time', () => {
    const told = observed(greeting, endpointOf('smtp', 25, 'starttls'), {
      reply: replyOf('smtp', '220', 'ESMTP'),
      serverTime: inDays(0),
    });
    expect(theCause([expired(12)], { seen: [ended, told] }).ruledOut).toEqual([
      'wrong clock here',
      'wrong server (the name matches)',
    ]);
  });

  test('rules the clock out where mailcheck was built after the certificate ended', () => {
    const seen = [ended, observed(clock, here, { now: inDays(0), builtAt: inDays(-3) })];
    expect(theCause([expired(12)], { seen }).ruledOut).toContain('wrong clock here');
    const older = [ended, observed(clock, here, { now: inDays(0), builtAt: inDays(-30) })];
    expect(theCause([expired(12)], { seen: older }).ruledOut).not.toContain('wrong clock here');
  });

  test('is only likely within two days, when nothing vouches for the clock here', () => {
    const cause = theCause([expired(1)]);
    expect(cause.confidence).toBe('likely');
    expect(cause.summary).toContain('ended 1 day ago');
    expect(cause.doubts).toEqual(['not tested: this machine’s clock is right']);
  });

  test('is only possible when the clock here is wrong, and then sets the clock first', () => {
    const [cause] = diagnosed([expired(12), clockWrong]);
    expect(cause).toMatchObject({ id: 'cert-expired', confidence: 'possible' });
    expect(cause?.summary).toContain('But the clock of this machine is wrong, so the certificate may be fine.');
    expect(cause?.actions[0]?.command).toBe('timedatectl set-ntp true');
    expect(cause?.ruledOut).toEqual([]);
  });

  test('says that a service was not reloaded where another port has the new one', () => {
    const cause = theCause([expired(12, submissions)], { seen: [session(imaps)] });
    expect(cause.summary).toContain('On 993 it is in date: a service was not reloaded after the renewal.');
    expect(firstOf(cause).command).toBe('systemctl reload dovecot postfix');
    const elsewhere = session(endpointOf('imap', 993, 'tls', 'imap.example.org'));
    expect(theCause([expired(12, submissions)], { seen: [elsewhere] }).summary).not.toContain('not reloaded');
  });

  test('sets the clock first where a certificate is not valid yet', () => {
    const early = at('tls/certificate-not-yet-valid', imaps, { subject: name, days: 3, notBefore: inDays(3.5) });
    const cause = theCause([early]);
    expect(cause).toMatchObject({ id: 'cert-expired', confidence: 'likely' });
    expect(cause.summary).toContain('becomes valid only in 3 days (2026-11-28)');
    expect(firstOf(cause).command).toBe('timedatectl set-ntp true');
  });

  test('accounts for the difference between the ports', () => {
    expect(theCause([expired(12, submissions), differs]).explains).toHaveLength(2);
  });
});

describe('cert-hostname-mismatch', () => {
  const finding = at('tls/certificate-name-mismatch', imaps, { names: 'www.example.net' });
  const forNames = (...names: string[]) =>
    session(imaps, { chain: [certificateOf({ names, subject: names[0] ?? '' })], nameMatches: false });

  test('sends to the name of the same domain that the certificate holds', () => {
    const cause = theCause([finding], { seen: [forNames('*.example.org', 'imap.example.org')] });
    expect(cause).toMatchObject({ id: 'cert-hostname-mismatch', confidence: 'certain' });
    expect(cause.summary).toContain(`serves a certificate for *.example.org and imap.example.org, and not for ${name}`);
    expect(firstOf(cause)).toEqual({
      text: 'Use the name imap.example.org, which the certificate holds and which belongs to this domain.',
      command: 'mailcheck imap imap.example.org:993 --security tls',
    });
    expect(cause.ruledOut).toEqual([
      'an expired certificate (it is within its dates)',
      'a home-made certificate (a trusted authority signed it)',
    ]);
  });

  test('warns of a name that belongs to somebody else, also one that only ends alike', () => {
    for (const foreign of ['server7.hosting.example', 'notexample.org']) {
      expect(firstOf(theCause([finding], { seen: [forNames(foreign)] })).text).toMatch(
        /^If your provider names .* do not follow a name you do not know\.$/,
      );
    }
  });

  test('writes no name of a certificate into a command that a shell would run', () => {
    const cause = theCause([finding], { seen: [forNames('$(reboot).example.org', 'a;reboot')] });
    for (const { command } of cause.actions) expect(unquoted(command ?? '')).not.toMatch(/reboot|[$;]/);
    expect(cause.actions.find(({ command }) => command?.startsWith('certbot'))?.command).toBe(
      `certbot certonly --cert-name ${name} -d ${name}`,
    );
  });

  test('rules nothing out where chain and dates are bad as well', () => {
    const seen = [session(imaps, { nameMatches: false, inDate: false, trust: { ok: false, code: 'X' } })];
    expect(theCause([finding], { seen }).ruledOut).toEqual([]);
  });

  test('stands beside the other faults of one certificate', () => {
    const expired = at('tls/certificate-expired', imaps, { subject: name, days: 12, notAfter: inDays(-12) });
    expect(causesOf([finding, expired])).toEqual(['cert-expired certain', 'cert-hostname-mismatch certain']);
  });
});

describe('cert-untrusted', () => {
  const untrusted = (reason: string, issuer = 'R11') =>
    at('tls/certificate-untrusted', imaps, { reason, issuer, code: 'UNABLE_TO_GET_ISSUER_CERT' });

  test.each([
    ['self-signed', /signed itself/, /^As administrator, get a certificate of a public authority/],
    [
      'incomplete-chain',
      /without the intermediate one of R11/,
      /^As administrator, serve the certificate with its whole chain/,
    ],
    ['unknown-ca', /signed by R11, which is not among the trusted/, /^If your organisation runs its own authority/],
    [
      'other',
      /cannot be followed to a trusted authority \(UNABLE_TO/,
      /^As administrator, serve the certificate with its whole/,
    ],
  ])('%s', (reason, summary, first) => {
    const cause = theCause([untrusted(reason)]);
    expect(cause).toMatchObject({ id: 'cert-untrusted', confidence: 'certain' });
    expect(cause.summary).toMatch(summary);
    expect(firstOf(cause).text).toMatch(first);
  });

  test('rules out what the session shows to be in order', () => {
    const bad = { ok: false as const, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
    expect(theCause([untrusted('self-signed')], { seen: [session(imaps, { trust: bad })] }).ruledOut).toEqual([
      'another server’s certificate (the name matches)',
      'an expired certificate (it is within its dates)',
    ]);
    const worse = session(imaps, { trust: bad, nameMatches: false, inDate: false });
    expect(theCause([untrusted('self-signed')], { seen: [worse] }).ruledOut).toEqual([]);
  });

  test('tells who reads the mail where an unknown authority signed', () => {
    expect(theCause([untrusted('unknown-ca')]).actions.some(({ text }) => text.includes('mail inspection'))).toBe(true);
  });
});

describe('cert-differs-between-ports', () => {
  test('says where, and that neither is bad', () => {
    const seen = [
      session(imaps, { chain: [certificateOf({ issuer: 'R11' })] }),
      session(pop3s, { chain: [certificateOf({ issuer: 'E5' })] }),
    ];
    const cause = theCause([differs], { seen });
    expect(cause).toMatchObject({ id: 'cert-differs-between-ports', confidence: 'certain' });
    expect(cause.summary).toContain(`${name} serves different certificates on 993 and 465: only the one on 993`);
    expect(cause.summary).toContain('They are issued by R11 and E5.');
    expect(cause.ruledOut).toEqual(['a bad certificate (each of them is trusted, named and in date)']);
    expect(firstOf(cause).command).toBe(`mailcheck tls ${name}`);
  });

  test.each([
    ['cert-expired', at('tls/certificate-expired', submissions, { days: 3, notAfter: inDays(-3) })],
    ['cert-untrusted', at('tls/certificate-untrusted', submissions, { reason: 'self-signed' })],
    ['cert-hostname-mismatch', at('tls/certificate-name-mismatch', submissions, { names: 'a.example.net' })],
  ])('is superfluous beside %s on the same host', (id, bad) => {
    expect(causesOf([bad, differs])).toEqual([`${id} certain`]);
  });

  test('stays where the bad certificate is on another host', () => {
    const other = endpointOf('smtp', 465, 'tls', 'smtp.example.org');
    const bad = at('tls/certificate-untrusted', other, { reason: 'self-signed' });
    expect(causesOf([bad, differs])).toEqual(['cert-differs-between-ports certain', 'cert-untrusted certain']);
  });
});
