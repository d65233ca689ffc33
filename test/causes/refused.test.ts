import { describe, expect, test } from 'vitest';
import { domain, type Endpoint, here } from '../../src/model/subject.ts';
import { mailExchangers } from '../../src/probes/facts/dns.ts';
import { envelope, login } from '../../src/probes/facts/mail.ts';
import { observed, replyOf } from '../evidence.ts';
import { session } from '../rules/tls-evidence.ts';
import { at, causesOf, exchanger, firstOf, imaps, name, refusal, submission, submissions, theCause } from './case.ts';

const sender = (meaning: string, reply: string, where: Endpoint = submission, from = 'ann@example.org') =>
  refusal('smtp/sender-refused', where, meaning, reply, { from });
const recipient = (meaning: string, reply: string, to = 'bob@example.net', where: Endpoint = submission) =>
  refusal('smtp/recipient-refused', where, meaning, reply, { to });
const tried = (where: Endpoint, from = 'ann@example.org', authenticated = true) =>
  observed(envelope, where, { from, mail: replyOf('smtp', '250', 'Ok'), recipients: [], authenticated });
const texts = (cause: { readonly actions: readonly { readonly text: string }[] }) =>
  cause.actions.map(({ text }) => text).join(' ');

describe('web-login-required', () => {
  const wanted = refusal('auth/rejected', imaps, 'web-login-required', 'NO [WEBALERT https://a.example.org/x?y] Web', {
    user: 'ann@example.org',
  });

  test('sends to the browser, and names where the link of the reply leads', () => {
    const cause = theCause([wanted], { seen: [session(imaps)] });
    expect(cause).toMatchObject({ id: 'web-login-required', confidence: 'certain' });
    expect(cause.ruledOut).toEqual([`wrong server (the certificate is valid and names ${name})`]);
    expect(firstOf(cause).text).toMatch(/^Sign in to webmail in the browser/);
    expect(cause.actions[1]?.text).toBe(
      'The reply names a page at https://a.example.org: open it only if that is your provider’s own name.',
    );
  });

  test('says nothing of a link where there is none', () => {
    expect(texts(theCause([{ ...wanted, args: { ...wanted.args, reply: 'NO no' } }]))).not.toContain('names a page');
  });

  test('accounts for the plain refusals of other protocols', () => {
    const plain = refusal('auth/rejected', submission, 'bad-credentials', '535 5.7.8 no');
    const disagree = at('auth/protocols-disagree', here, { accepted: 'pop3', rejected: 'imap' });
    expect(causesOf([plain, wanted, disagree])).toEqual(['web-login-required certain']);
  });
});

describe('sender-domain-unresolvable', () => {
  const refused = sender('sender-domain-unresolvable', '450 4.1.8 Domain not found');
  const records = observed(mailExchangers, domain('example.org'), {
    records: [{ preference: 10, exchange: 'mx.example.org' }],
    nullMx: false,
    rcode: 'NOERROR',
  });

  test('asks for the domain’s records', () => {
    const cause = theCause([refused]);
    expect(cause).toMatchObject({ id: 'sender-domain-unresolvable', confidence: 'certain', ruledOut: [] });
    expect(cause.actions[1]?.command).toBe('dig +short MX example.org; dig +short A example.org');
  });

  test('knows when this machine does find the domain', () => {
    const cause = theCause([refused], { seen: [records] });
    expect(cause.ruledOut).toEqual(['a domain without an MX record (it names mx.example.org)']);
    expect(cause.summary).toContain('the fault may lie with the resolver of that server');
  });
});

describe('helo-rejected', () => {
  test('is the server’s fault where people log in, and the client’s where servers deliver', () => {
    const at587 = theCause([recipient('helo-rejected', '504 5.5.2 Helo command rejected')]);
    expect(firstOf(at587).text).toMatch(/^As administrator of the server, lift the rule on 465 and 587/);
    const at25 = theCause([recipient('helo-rejected', '504 5.5.2 Helo', 'bob@example.net', exchanger)]);
    expect(firstOf(at25).text).toMatch(/^On a mail server that sends, set the name/);
  });
});

describe('recipient-restricted', () => {
  test('says who should let whom in', () => {
    const cause = theCause([recipient('recipient-restricted', '550 5.7.133 members only', 'team@example.net')], {
      seen: [tried(submission)],
    });
    expect(firstOf(cause).text).toBe(
      'Ask team@example.net by other means to allow ann@example.org, or to take it off the list of blocked senders.',
    );
  });
});

describe('recipient-disabled', () => {
  const closed = (reply: string, to: string) => theCause([recipient('recipient-disabled', reply, to)]);

  test('knows the own mailbox from that of somebody else', () => {
    expect(firstOf(closed('550 5.2.1 disabled', 'ann@example.org')).text).toMatch(/^It is your own mailbox/);
    expect(firstOf(closed('550 5.2.1 disabled', 'bob@example.net')).text).toMatch(/^Reach bob@example\.net/);
  });

  test('waits only where the server says that it may pass', () => {
    expect(texts(closed('450 4.2.1 locked', 'bob@example.net'))).toContain('Leave the message in the queue');
    expect(texts(closed('550 5.2.1 disabled', 'bob@example.net'))).toContain('Take the address off lists');
  });
});

describe('address-syntax-invalid', () => {
  test('quotes the address, the recipient’s or the sender’s', () => {
    const cause = theCause([recipient('address-syntax-invalid', '501 5.1.3 syntax', 'bob.@example.net')]);
    expect(firstOf(cause).text).toContain('(it was "bob.@example.net")');
    const own = theCause([sender('address-syntax-invalid', '553 5.1.7 syntax', submission, 'ann@example')]);
    expect(firstOf(own).text).toContain('(it was "ann@example")');
  });
});

describe('policy-rejected', () => {
  const refused = recipient('policy-rejected', '550 5.7.1 Administrative prohibition');

  test('is never more than likely: the server does not say which rule it is', () => {
    const cause = theCause([refused]);
    expect(cause).toMatchObject({ id: 'policy-rejected', confidence: 'likely' });
    expect(cause.doubts).toEqual(['not tested: which rule it was (only the administrator of that server can see it)']);
    expect(firstOf(cause).text).toContain('and the time (2026-');
  });

  test('comes after any cause of the same weight that gives a reason', () => {
    const others = [
      recipient('mailbox-full', '552 5.2.2 full', 'eve@example.net'),
      sender('ip-blacklisted', '554 blocked using zen.spamhaus.org', submissions),
    ];
    expect(causesOf([refused, ...others])).toEqual([
      'ip-blacklisted certain',
      'mailbox-full certain',
      'policy-rejected likely',
    ]);
  });

  test('quotes what the run found of the sender’s domain, and of no other', () => {
    const missing = { ...at('spf/missing', domain('example.org')), text: 'example.org has no SPF record.' };
    const summary = (from: string) => theCause([refused, missing], { seen: [tried(submission, from)] }).summary;
    expect(summary('ann@example.org')).toContain(
      'It may be what this run found of the sender’s domain: example.org has no SPF record.',
    );
    expect(summary('ann@example.net')).not.toContain('SPF');
  });

  test('is nothing to act on where only this network met it', () => {
    const stranger = { ...refusal('smtp/recipient-refused', exchanger, 'policy-rejected'), message: 'here' };
    expect(firstOf(theCause([stranger])).text).toMatch(/^Nothing, as long as/);
  });
});

describe('reputation-poor', () => {
  test('is nothing to act on where it is the record of this network', () => {
    const refused = refusal('mail/greeting-refused', exchanger, 'reputation-poor', '554 poor reputation');
    expect(firstOf(theCause([{ ...refused, message: 'here' }])).text).toMatch(/^Nothing, as long as/);
    expect(firstOf(theCause([refused])).text).toMatch(/^If you only have a mailbox there/);
  });

  test('asks for slowness where mail is only put off', () => {
    const told = (reply: string) => texts(theCause([sender('reputation-poor', reply)]));
    expect(told('421 4.7.0 [TSS04]')).toContain('send more slowly');
    expect(told('550 5.7.1 low reputation')).not.toContain('send more slowly');
  });
});

describe('sending-suspended', () => {
  const refused = sender('sending-suspended', '554 5.1.8 Email Outgoing Blocked');
  const accepted = observed(login, submission, {
    mechanism: 'PLAIN',
    user: 'ann@example.org',
    reply: replyOf('smtp', '235', 'ok'),
    protected: true,
  });

  test('is no locked account: the login was accepted', () => {
    const cause = theCause([refused], { seen: [accepted] });
    expect(cause).toMatchObject({ id: 'sending-suspended', confidence: 'certain' });
    expect(cause.ruledOut).toEqual(['a locked account or a wrong password (SMTP accepts the login)']);
    expect(firstOf(cause).text).toMatch(/^Take ann@example\.org back first:/);
  });
});

describe('too-many-recipients', () => {
  const refused = recipient('too-many-recipients', '452 4.5.3 Error: too many recipients', 'cid@example.net');
  const answers = (...statuses: string[]) =>
    observed(envelope, submission, {
      from: 'ann@example.org',
      mail: replyOf('smtp', '250', 'Ok'),
      recipients: statuses.map((status, index) => ({
        address: `p${index}@example.net`,
        reply: replyOf('smtp', status, 'x'),
      })),
      authenticated: true,
    });

  test('counts how many were taken', () => {
    expect(theCause([refused], { seen: [answers('250', '250', '452')] }).summary).toContain(
      'It took 2 of 3 recipients.',
    );
    expect(theCause([refused], { seen: [answers('452')] }).summary).not.toContain('It took');
  });
});

test('delivery-expired looks at clocks, and at the reason before the expiry', () => {
  const cause = theCause([refusal('smtp/delivery-refused', submission, 'delivery-expired', '554 5.4.7 expired')]);
  expect(cause.summary).toContain('the clock of that server');
  expect(cause.actions.map(({ command }) => command ?? '')[0]).toContain('chronyc tracking');
});

describe('client-error', () => {
  test('is never more than likely: it was mailcheck that sent the command', () => {
    const cause = theCause([refusal('imap/refused', imaps, 'client-error', 'BAD Command Argument Error. 11')]);
    expect(cause).toMatchObject({ id: 'client-error', confidence: 'likely' });
    expect(cause.actions[1]?.command).toBe(
      `mailcheck imap ${name}:993 --security tls --user ann@example.org --transcript`,
    );
  });

  test('comes after a cause that gives a reason', () => {
    const wrong = refusal('auth/rejected', submission, 'account-locked', '525 5.7.13 disabled');
    expect(causesOf([refusal('auth/rejected', imaps, 'client-error', 'BAD no'), wrong])).toEqual([
      'account-locked certain',
      'client-error likely',
    ]);
  });
});
