import { describe, expect, test } from 'vitest';
import { domain, type Endpoint } from '../../src/model/subject.ts';
import { envelope, securedOffer } from '../../src/probes/facts/mail.ts';
import { observed, replyOf } from '../evidence.ts';
import { at, causesOf, exchanger, firstOf, name, offerOf, refusal, submission, theCause } from './case.ts';

const message = (meaning: string, reply: string, where: Endpoint = submission) =>
  refusal('smtp/delivery-refused', where, meaning, reply);
const tried = (where: Endpoint, authenticated: boolean, from = 'ann@example.org') =>
  observed(envelope, where, {
    from,
    mail: replyOf('smtp', '250', 'Ok'),
    recipients: [{ address: 'bob@example.net', reply: replyOf('smtp', '250', 'Ok') }],
    authenticated,
  });
const announces = (size: string) =>
  observed(securedOffer, submission, offerOf({ keywords: [{ name: 'SIZE', args: size }] }));
const straight = 'It came straight from this network';

describe.each([
  ['dmarc-fail', '550 5.7.1 Email rejected per DMARC policy'],
  ['sender-unauthenticated', '550 5.7.26 the sender is unauthenticated'],
  ['spam-content', '554 5.7.1 Spam message rejected'],
])('%s', (id, reply) => {
  test('tells a message of the own server from one that came from here', () => {
    const own = theCause([message(id, reply)], { seen: [tried(submission, true)] });
    expect(own).toMatchObject({ id, confidence: 'certain' });
    expect(own.summary).toContain(`${name} on 587 refuses the message: "${reply}".`);
    expect(own.summary).not.toContain(straight);
    expect(theCause([message(id, reply, exchanger)], { seen: [tried(exchanger, false)] }).summary).toContain(straight);
  });

  test('is checked again by sending again', () => {
    expect(theCause([message(id, reply)], { seen: [tried(submission, true)] }).check).toBe(
      `mailcheck smtp ${name}:587 --security starttls --user ann@example.org --from ann@example.org --to bob@example.net --send`,
    );
  });

  test('looks at the records of the domain that sends', () => {
    const seen = [tried(submission, true, 'news@example.com')];
    const commands = theCause([message(id, reply)], { seen }).actions.map(({ command }) => command ?? '');
    expect(commands.join(' ')).toContain('mailcheck dns example.com');
  });
});

test('spam-content and sender-unauthenticated quote what is missing, dmarc-fail knows by itself', () => {
  const missing = { ...at('dmarc/missing', domain('example.org')), text: 'example.org has no DMARC record.' };
  const summary = (id: string) => {
    const told = theCause([message(id, '550 no'), missing], { seen: [tried(submission, true)] });
    return told.summary.includes(missing.text);
  };
  expect(['spam-content', 'sender-unauthenticated', 'dmarc-fail'].map(summary)).toEqual([true, true, false]);
});

describe('attachment-or-virus-blocked and message-malformed', () => {
  test.each([
    ['attachment-or-virus-blocked', 'has no attachment', /^As administrator, find the rule/],
    ['message-malformed', 'keeps them', /^Send from another network/],
  ])('%s: the test message gives no reason for it', (id, words, advice) => {
    const own = theCause([message(id, '554 no')]);
    expect(own.summary).toContain(words);
    expect(firstOf(own).text).toMatch(advice);
    // Said at RCPT, it is about a message of the past.
    const other = theCause([refusal('smtp/recipient-refused', submission, id, '554 no', { to: 'bob@example.net' })]);
    expect(other.summary).not.toContain(words);
    expect(firstOf(other).text).not.toMatch(advice);
  });
});

describe('message-too-large', () => {
  const refused = message('message-too-large', '552 5.3.4 Message too large');

  test.each([
    ['26214400', 'a limit of 26 MB.'],
    ['512000', 'a limit of 512 kB.'],
    ['5000', 'a limit of 5000 bytes.'],
  ])('tells the limit that is announced: %s', (size, words) => {
    const cause = theCause([refused], { seen: [announces(size)] });
    expect(cause.summary).toContain(words);
    expect(cause.ruledOut).toEqual([]);
    expect(firstOf(cause).text).toMatch(/^Send a link to the file/);
  });

  test.each(['0', '', '-1', '9e9'])('SIZE %j is no limit', (size) => {
    expect(theCause([refused], { seen: [announces(size)] }).summary).not.toContain('announces');
  });

  test('knows a limit that no message can keep', () => {
    const cause = theCause([refused], { seen: [announces('50')] });
    expect(cause.summary).toContain('a slip in its configuration');
    expect(cause.ruledOut).toEqual(['a message that is really large (the limit is below that of any message)']);
    expect(firstOf(cause).command).toBe('postconf message_size_limit mailbox_size_limit virtual_mailbox_limit');
  });
});

describe('mail-loop', () => {
  test('names the domain that goes round', () => {
    const cause = theCause([
      refusal('smtp/recipient-refused', exchanger, 'mail-loop', '554 5.4.6 loop', { to: 'bob@example.net' }),
    ]);
    expect(cause).toMatchObject({ id: 'mail-loop', confidence: 'certain' });
    expect(cause.actions[2]?.command).toMatch(/^dig \+short MX example\.net;/);
  });

  test('takes the recipient that was asked for, where a message was refused', () => {
    const target = { to: ['bob@example.net'] };
    const cause = theCause([message('mail-loop', '554 5.4.6 loop')], { target });
    expect(cause.actions[2]?.command).toMatch(/^dig \+short MX example\.net;/);
  });
});

test('a reason comes before a refusal without one, whichever port says it', () => {
  const vague = refusal('smtp/sender-refused', exchanger, 'policy-rejected', '550 no');
  expect(causesOf([vague, message('spam-content', '554 spam')])).toEqual([
    'spam-content certain',
    'policy-rejected likely',
  ]);
});
