import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/model/evidence.ts';
import { domain, type Endpoint } from '../../src/model/subject.ts';
import { mailExchangers } from '../../src/probes/facts/dns.ts';
import { type Envelope, envelope, securedOffer } from '../../src/probes/facts/mail.ts';
import { observed, replyOf } from '../evidence.ts';
import {
  at,
  causesOf,
  connects,
  exchanger,
  firstOf,
  name,
  offerOf,
  refusal,
  submission,
  submissions,
  theCause,
  works,
} from './case.ts';

const ok = replyOf('smtp', '250', 'Ok');
const trial = (where: Endpoint, differs: Partial<Envelope> = {}): Observation =>
  observed(envelope, where, {
    from: 'ann@example.org',
    mail: ok,
    recipients: [{ address: 'bob@example.net', reply: replyOf('smtp', '554', 'no') }],
    authenticated: false,
    ...differs,
  });
const offersLogin = (where: Endpoint, mechanisms = ['PLAIN']) => observed(securedOffer, where, offerOf({ mechanisms }));
const receives = (name_: string) =>
  observed(mailExchangers, domain(name_), {
    records: [{ preference: 10, exchange: name }],
    nullMx: false,
    rcode: 'NOERROR',
  });
const recipient = (
  meaning: string,
  where = submission,
  to = 'bob@example.net',
  reply = '554 5.7.1 Relay access denied',
) => refusal('smtp/recipient-refused', where, meaning, reply, { to });

describe('auth-required', () => {
  const said = refusal('smtp/sender-refused', submission, 'auth-required', '530 5.7.0 Authentication required', {
    from: 'ann@example.org',
  });

  test('is certain where the server says so', () => {
    const cause = theCause([said], { seen: [trial(submission), offersLogin(submission)] });
    expect(cause).toMatchObject({ id: 'auth-required', confidence: 'certain' });
    expect(cause.summary).toContain('refuses the sender ann@example.org: "530 5.7.0 Authentication required".');
    expect(cause.summary).toContain('Nobody had logged in on this connection.');
    expect(cause.ruledOut).toEqual([
      'a server without logins (it offers them)',
      'a login without the right to relay (nobody had logged in)',
    ]);
    expect(firstOf(cause).text).toMatch(/^Turn on authentication for the outgoing server/);
    expect(cause.check).toBe(`mailcheck smtp ${name}:587 --security starttls --user ann@example.org`);
  });

  test('is likely where a relay is denied to somebody who did not log in, and could', () => {
    const cause = theCause([recipient('relay-denied')], { seen: [trial(submission), offersLogin(submission)] });
    expect(cause).toMatchObject({ id: 'auth-required', confidence: 'likely' });
    expect(cause.doubts).toEqual(['not tested: the same recipient is accepted after a login']);
  });

  test('sends from port 25 to the port for submission', () => {
    const cause = theCause([{ ...said, subject: exchanger }], { seen: works(submissions) });
    expect(cause.actions[1]?.command).toBe(`mailcheck smtp ${name}:465 --security tls --user ann@example.org`);
  });
});

describe('relay-denied', () => {
  test.each([
    ['the login was made', [trial(submission, { authenticated: true }), offersLogin(submission)]],
    ['no login is offered', [trial(submission), offersLogin(submission, [])]],
  ])('is what it means when %s', (_, seen) => {
    expect(causesOf([recipient('relay-denied')], { seen })).toEqual(['relay-denied certain']);
  });

  test('says that the login did not help', () => {
    const seen = [trial(submission, { authenticated: true })];
    const cause = theCause([recipient('relay-denied')], { seen });
    expect(cause.summary).toContain('The login was accepted, and still mail to that domain is not forwarded for it.');
    expect(cause.ruledOut).toEqual(['a missing login (it was made and accepted)']);
    expect(firstOf(cause).text).toMatch(/^Use the outgoing server of the provider/);
    expect(cause.check).toBe(
      `mailcheck smtp ${name}:587 --security starttls --user ann@example.org --from ann@example.org --to bob@example.net`,
    );
  });

  test('sends the administrator of an exchanger to its own domains', () => {
    const own = recipient('relay-denied', exchanger, 'ann@example.org');
    const cause = theCause([own], { seen: [trial(exchanger), offersLogin(exchanger), receives('example.org')] });
    expect(cause.summary).toContain('The MX record of example.org names this server');
    expect(firstOf(cause).command).toBe('postconf mydestination virtual_mailbox_domains relay_domains');
    expect(cause.actions[1]?.command).toBe('dig MX example.org');
  });
});

describe('sender-not-allowed', () => {
  test('says who logs in and who sends', () => {
    const reply = '553 5.7.1 Sender address rejected: not owned by user ann@example.org';
    const finding = refusal('smtp/sender-refused', submission, 'sender-not-allowed', reply, {
      from: 'info@example.org',
    });
    const seen = [trial(submission, { from: 'info@example.org', authenticated: true, recipients: [] })];
    const cause = theCause([finding], { seen, target: { to: ['bob@example.net'] } });
    expect(cause).toMatchObject({ id: 'sender-not-allowed', confidence: 'certain' });
    expect(cause.summary).toContain('The login is ann@example.org, the sender info@example.org.');
    expect(cause.ruledOut).toEqual(['a missing login (it was made and accepted)']);
    expect(firstOf(cause).text).toContain('(ann@example.org): set it as From');
    expect(cause.check).toBe(
      `mailcheck smtp ${name}:587 --security starttls --user ann@example.org --from info@example.org --to bob@example.net`,
    );
  });
});

describe('user-unknown', () => {
  const unknown = (to: string, where = exchanger) => recipient('user-unknown', where, to, '550 5.1.1 User unknown');

  test('rules the wrong server out where the MX record names it', () => {
    const cause = theCause([unknown('bob@example.org')], { seen: [connects(exchanger), receives('example.org')] });
    expect(cause).toMatchObject({ id: 'user-unknown', confidence: 'certain' });
    expect(cause.summary).toContain('The domain receives mail, but not for bob@example.org.');
    expect(cause.ruledOut).toEqual([`the wrong server (the MX record of the domain names ${name})`]);
    expect(firstOf(cause).text).toBe('Check the address bob@example.org for typing errors, letter by letter.');
    expect(cause.actions[1]?.text).toMatch(/^Ask the recipient by other means/);
  });

  test('speaks of the own mailbox where it is that', () => {
    const cause = theCause([unknown('ann@example.org')]);
    expect(cause.actions[1]?.text).toMatch(/^If it is your own address/);
  });

  test('is one case for all servers and recipients', () => {
    const cause = theCause([unknown('bob@example.org'), unknown('eve@example.org', submission)]);
    expect(cause.explains).toHaveLength(2);
    expect(cause.summary).toContain('not for bob@example.org and eve@example.org.');
  });
});

describe('what passes by itself', () => {
  test('greylisted is certain for a temporary refusal, and only possible for a lasting one', () => {
    const put = (reply: string) => theCause([recipient('greylisted', exchanger, 'ann@example.org', reply)]);
    const soft = put('450 4.2.0 Greylisted');
    expect(soft).toMatchObject({ id: 'greylisted', confidence: 'certain' });
    expect(soft.summary).toContain('refuses the recipient ann@example.org for now');
    expect(firstOf(soft).text).toMatch(/^Wait:/);
    expect(put('550 5.7.1 Greylisted')).toMatchObject({
      confidence: 'possible',
      doubts: ['not seen: the refusal is a temporary one'],
    });
  });

  test('rate-limited says that it lifts by itself where the server says so', () => {
    const limited = (reply: string) => theCause([recipient('rate-limited', submission, 'bob@example.net', reply)]);
    expect(limited('451 4.7.1 Ratelimit exceeded').summary).toContain('it lifts by itself');
    expect(limited('550 5.7.1 Ratelimit exceeded').summary).not.toContain('it lifts by itself');
    expect(firstOf(limited('451 4.7.1 Ratelimit exceeded')).text).toMatch(/^Stop sending and wait/);
  });

  test('greylisting makes one case a host', () => {
    const other = { ...exchanger, host: 'mx2.example.org' };
    const findings = [exchanger, other].map((where) =>
      recipient('greylisted', where, 'ann@example.org', '450 Greylisted'),
    );
    expect(causesOf(findings)).toEqual(['greylisted certain', 'greylisted certain']);
  });
});

test('a refusal that nobody understands has no cause', () => {
  expect(causesOf([recipient('unknown'), at('smtp/delivery-refused', submission, { meaning: 'unknown' })])).toEqual([]);
});
