import { describe, expect, test } from 'vitest';
import type { Failure, Withheld } from '../../src/model/failure.ts';
import { domain, type Endpoint, subjectId } from '../../src/model/subject.ts';
import { mailExchangers } from '../../src/probes/facts/dns.ts';
import { login, type Offer, offer, securedOffer } from '../../src/probes/facts/mail.ts';
import noCommonMechanism from '../../src/rules/auth/no-common-mechanism.ts';
import notOffered from '../../src/rules/auth/not-offered.ts';
import plaintextOffered from '../../src/rules/auth/plaintext-offered.ts';
import plaintextOnly from '../../src/rules/auth/plaintext-only.ts';
import protocolsDisagree from '../../src/rules/auth/protocols-disagree.ts';
import rejectedLogin from '../../src/rules/auth/rejected.ts';
import unproved from '../../src/rules/auth/unproved.ts';
import { endpointOf, failed, observed, replyOf, skipped, verdictsOf, viewOf } from '../evidence.ts';

const host = 'mail.example.org';
const imaps = endpointOf('imap', 993, 'tls');
const imap = endpointOf('imap', 143, 'starttls');
const pop3 = endpointOf('pop3', 110, 'starttls');
const pop3s = endpointOf('pop3', 995, 'tls');
const submission = endpointOf('smtp', 587, 'starttls');
const exchanger = endpointOf('smtp', 25, 'starttls');

const offerOf = (differs: Partial<Offer> = {}): Offer => ({
  keywords: [],
  mechanisms: [],
  plainLogin: false,
  starttls: false,
  mangled: [],
  ...differs,
});
const withheld = (at: Endpoint, reason: Withheld) => failed(login, at, { kind: 'withheld', stage: 'auth', reason });
const refused = (at: Endpoint, status: string, text: string, more = {}) =>
  failed(login, at, { kind: 'rejected', stage: 'auth', reply: replyOf(at.protocol, status, text, more) });
const accepted = (at: Endpoint) =>
  observed(login, at, {
    mechanism: 'PLAIN',
    user: 'ann@example.org',
    reply: replyOf(at.protocol, at.protocol === 'imap' ? 'OK' : '+OK', 'Logged in'),
    protected: true,
  });
const named = (at: Endpoint) => ({ servers: [{ protocol: at.protocol, host: at.host, port: at.port }] });
const isExchanger = observed(mailExchangers, domain('example.org'), {
  records: [{ preference: 10, exchange: host }],
  nullMx: false,
  rcode: 'NOERROR',
});

describe('auth/rejected', () => {
  test('quotes the reply, says who logged in and what the reply means', () => {
    const view = viewOf([refused(imaps, 'NO', 'Invalid credentials (Failure)', { code: 'AUTHENTICATIONFAILED' })]);
    expect(verdictsOf(rejectedLogin, view)).toEqual([
      {
        message: 'rejected',
        args: {
          host,
          port: 993,
          protocol: 'imap',
          user: 'ann@example.org',
          reply: 'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)',
          meaning: 'bad-credentials',
        },
      },
    ]);
  });

  test('puts a reply of many lines on one', () => {
    const view = viewOf([
      refused(submission, '534', 'Application-specific password required.\nLearn more', { enhanced: '5.7.9' }),
    ]);
    expect(verdictsOf(rejectedLogin, view)[0]?.args).toMatchObject({
      reply: '534 5.7.9 Application-specific password required. / Learn more',
      meaning: 'app-password-required',
    });
  });

  test('is silent on a login that was accepted, withheld, skipped or cut off', () => {
    for (const one of [
      accepted(imaps),
      withheld(imaps, 'no-tls'),
      skipped(login, imaps, 'no-credentials'),
      failed(login, imaps, { kind: 'closed', stage: 'auth' }),
    ]) {
      expect(verdictsOf(rejectedLogin, viewOf([one]))).toEqual([]);
    }
  });
});

describe('auth/plaintext-only', () => {
  const bare = observed(offer, imap, offerOf({ plainLogin: true }));

  test('fires where the wanted server offers a login and no TLS', () => {
    expect(verdictsOf(plaintextOnly, viewOf([bare], named(imap)))).toEqual([
      { message: 'plaintext', args: { host, port: 143, protocol: 'imap' } },
    ]);
  });

  test('fires on a single mechanism as well', () => {
    const single = observed(offer, submission, offerOf({ mechanisms: ['LOGIN'] }));
    expect(verdictsOf(plaintextOnly, viewOf([single], named(submission)))).toHaveLength(1);
  });

  test('is silent when the protocol is offered inside TLS at another port of the host', () => {
    const inTls = observed(securedOffer, imaps, offerOf({ plainLogin: true }));
    expect(verdictsOf(plaintextOnly, viewOf([bare, inTls], named(imap)))).toEqual([]);
  });

  test('fires when only another host, or another protocol, has TLS', () => {
    const elsewhere = observed(securedOffer, endpointOf('imap', 993, 'tls', 'imap.example.org'), offerOf());
    const other = observed(securedOffer, pop3s, offerOf());
    expect(verdictsOf(plaintextOnly, viewOf([bare, elsewhere, other], named(imap)))).toHaveLength(1);
  });

  test('is silent when STARTTLS is offered, or no login is', () => {
    for (const differs of [{ plainLogin: true, starttls: true }, {}]) {
      const view = viewOf([observed(offer, imap, offerOf(differs))], named(imap));
      expect(verdictsOf(plaintextOnly, view)).toEqual([]);
    }
  });

  test('is silent at a server that a survey merely looked at', () => {
    const view = viewOf([bare], { servers: [{ protocol: 'smtp', host: 'smtp.example.org' }] });
    expect(verdictsOf(plaintextOnly, view)).toEqual([]);
  });

  test('is silent at an MX host that takes mail in plain text and offers no login', () => {
    const relay = observed(offer, exchanger, offerOf());
    expect(verdictsOf(plaintextOnly, viewOf([isExchanger, relay]))).toEqual([]);
  });

  test('is silent when STLS worked although a server without CAPA had not offered it', () => {
    const before = observed(offer, pop3, offerOf({ plainLogin: true }));
    const after = observed(securedOffer, pop3, offerOf({ plainLogin: true }));
    expect(verdictsOf(plaintextOnly, viewOf([before, after], named(pop3)))).toEqual([]);
  });
});

describe('auth/plaintext-offered', () => {
  const fires = (at: Endpoint, differs: Partial<Offer>) =>
    verdictsOf(plaintextOffered, viewOf([observed(offer, at, offerOf(differs))]));

  test('fires on mechanisms that show the password before STARTTLS, and names them', () => {
    expect(fires(submission, { starttls: true, mechanisms: ['CRAM-MD5', 'PLAIN', 'LOGIN'] })).toEqual([
      { message: 'offered', args: { host, port: 587, protocol: 'smtp', mechanisms: 'PLAIN, LOGIN' } },
    ]);
  });

  test('fires on IMAP without LOGINDISABLED and on USER before STLS', () => {
    for (const at of [imap, pop3]) {
      expect(fires(at, { starttls: true, plainLogin: true })[0]?.args).toMatchObject({ protocol: at.protocol });
    }
  });

  test('is silent where the login waits for TLS', () => {
    expect(fires(submission, { starttls: true })).toEqual([]);
  });

  test('is silent on mechanisms that keep the password to themselves', () => {
    expect(fires(submission, { starttls: true, mechanisms: ['SCRAM-SHA-256', 'CRAM-MD5', 'GSSAPI'] })).toEqual([]);
  });

  test('leaves a server without STARTTLS to the missing TLS', () => {
    expect(fires(imap, { plainLogin: true, mechanisms: ['PLAIN'] })).toEqual([]);
  });

  test('is silent on what is offered inside TLS', () => {
    const view = viewOf([observed(securedOffer, imaps, offerOf({ plainLogin: true, mechanisms: ['PLAIN'] }))]);
    expect(verdictsOf(plaintextOffered, view)).toEqual([]);
  });
});

describe('auth/no-common-mechanism', () => {
  const inTls = (differs: Partial<Offer>) => observed(securedOffer, imaps, offerOf(differs));

  test('names what is offered inside TLS', () => {
    const view = viewOf([inTls({ mechanisms: ['GSSAPI', 'NTLM'] }), withheld(imaps, 'no-common-mechanism')]);
    expect(verdictsOf(noCommonMechanism, view)).toEqual([
      {
        message: 'uncommon',
        args: { host, port: 993, protocol: 'imap', offered: 'GSSAPI, NTLM' },
        because: [view.id(login, imaps), view.id(securedOffer, imaps)],
      },
    ]);
  });

  test('says what a provider wants that takes tokens alone, but to who has one', () => {
    const at = endpointOf('imap', 993, 'tls', 'outlook.office365.com');
    const seen = [
      observed(securedOffer, at, offerOf({ mechanisms: ['XOAUTH2'] })),
      withheld(at, 'no-common-mechanism'),
    ];
    const args = (credentials: 'password' | 'access-token') =>
      verdictsOf(noCommonMechanism, viewOf(seen, { credentials }))[0]?.args;
    expect(args('password')).toMatchObject({
      provider: 'Microsoft 365, Exchange Online',
      advice: expect.stringMatching(/^Microsoft 365 accepts no password/) as string,
      page: expect.stringMatching(/^https:\/\/learn\.microsoft\.com\//) as string,
    });
    expect(args('access-token')).not.toHaveProperty('provider');
  });

  test('counts the login command, which takes a password, among what is offered', () => {
    const view = viewOf([inTls({ mechanisms: ['XOAUTH2'], plainLogin: true }), withheld(imaps, 'no-common-mechanism')]);
    expect(verdictsOf(noCommonMechanism, view)[0]?.args?.offered).toBe('XOAUTH2, the LOGIN command');
  });

  test('reads the offer in plain text where the user allowed a login there', () => {
    const view = viewOf([
      observed(offer, pop3, offerOf({ mechanisms: ['NTLM'] })),
      withheld(pop3, 'no-common-mechanism'),
    ]);
    expect(verdictsOf(noCommonMechanism, view)[0]?.args?.offered).toBe('NTLM');
  });

  test('is silent on other reasons for not logging in', () => {
    for (const reason of ['auth-not-offered', 'no-tls', 'credentials-unusable'] as const) {
      expect(verdictsOf(noCommonMechanism, viewOf([withheld(imaps, reason)]))).toEqual([]);
    }
  });
});

describe('auth/not-offered', () => {
  test('fires where a login was wanted and none is offered', () => {
    const view = viewOf([observed(securedOffer, submission, offerOf()), withheld(submission, 'auth-not-offered')]);
    expect(verdictsOf(notOffered, view)).toEqual([{ message: 'none', args: { host, port: 587, protocol: 'smtp' } }]);
  });

  test('tells a login disabled inside TLS from one that waits for TLS', () => {
    const disabled = withheld(imap, 'login-disabled');
    const afterTls = observed(securedOffer, imap, offerOf());
    expect(verdictsOf(notOffered, viewOf([disabled, afterTls]))).toHaveLength(1);
    expect(verdictsOf(notOffered, viewOf([disabled]))).toEqual([]);
  });

  test('is silent at port 25 of an MX host, where nobody logs in', () => {
    const view = viewOf([
      isExchanger,
      observed(securedOffer, exchanger, offerOf()),
      skipped(login, exchanger, 'not-asked'),
    ]);
    expect(verdictsOf(notOffered, view)).toEqual([]);
  });
});

describe('auth/unproved', () => {
  const breach = (violation: Extract<Failure, { kind: 'violation' }>['violation']) =>
    viewOf([failed(login, imaps, { kind: 'violation', stage: 'auth', violation })]);

  test.each(['sasl-server-not-proved', 'accepted-without-proof'] as const)('fires on %s', (violation) => {
    expect(verdictsOf(unproved, breach(violation))).toEqual([
      { message: 'unproved', args: { host, port: 993, violation } },
    ]);
    expect(unproved.severity).toBe('critical');
  });

  test('is silent on a challenge that merely makes no sense', () => {
    expect(verdictsOf(unproved, breach('sasl-challenge'))).toEqual([]);
  });
});

describe('auth/protocols-disagree', () => {
  const wrong = refused(pop3s, '-ERR', 'Authentication failed', { code: 'AUTH' });

  test('names who accepts and who rejects the same login', () => {
    expect(verdictsOf(protocolsDisagree, viewOf([accepted(imaps), wrong]))).toEqual([
      {
        message: 'disagree',
        args: { accepted: 'imap mail.example.org:993', rejected: 'pop3 mail.example.org:995' },
        because: [imaps, pop3s].map((at) => expect.stringContaining(subjectId(at))),
      },
    ]);
  });

  test('is silent when all agree', () => {
    expect(verdictsOf(protocolsDisagree, viewOf([accepted(imaps), accepted(pop3s)]))).toEqual([]);
    expect(verdictsOf(protocolsDisagree, viewOf([refused(imaps, 'NO', 'no'), wrong]))).toEqual([]);
  });

  test('is silent when the other login was never tried', () => {
    const untried = [withheld(pop3s, 'no-common-mechanism'), skipped(login, pop3s, 'done-elsewhere')];
    for (const one of untried) expect(verdictsOf(protocolsDisagree, viewOf([accepted(imaps), one]))).toEqual([]);
  });

  test('is silent when the other server refuses for its own trouble', () => {
    const busy = refused(pop3s, '-ERR', 'Temporary failure, try again later', { code: 'SYS/TEMP' });
    expect(verdictsOf(protocolsDisagree, viewOf([accepted(imaps), busy]))).toEqual([]);
  });
});
