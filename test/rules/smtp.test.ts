import { describe, expect, test } from 'vitest';
import { domain } from '../../src/model/subject.ts';
import { mailExchangers } from '../../src/probes/facts/dns.ts';
import { delivery, type Envelope, envelope } from '../../src/probes/facts/mail.ts';
import deliveryRefused from '../../src/rules/smtp/delivery-refused.ts';
import recipientRefused from '../../src/rules/smtp/recipient-refused.ts';
import senderRefused from '../../src/rules/smtp/sender-refused.ts';
import { endpointOf, failed, observed, replyOf, skipped, verdictsOf, viewOf } from '../evidence.ts';

const host = 'mail.example.org';
const submission = endpointOf('smtp', 587, 'starttls');
const exchanger = endpointOf('smtp', 25, 'starttls');

const smtp = (status: string, text: string, enhanced?: string) =>
  replyOf('smtp', status, text, enhanced === undefined ? {} : { enhanced });
const ok = smtp('250', 'Ok', '2.1.0');
const trial = (differs: Partial<Envelope> = {}): Envelope => ({
  from: 'ann@example.org',
  mail: ok,
  recipients: [{ address: 'ann@example.org', reply: ok }],
  authenticated: true,
  ...differs,
});
const isExchanger = observed(mailExchangers, domain('example.org'), {
  records: [{ preference: 10, exchange: host }],
  nullMx: false,
  rcode: 'NOERROR',
});
/** What strangers are told who deliver to the domain's own MX. */
const toExchanger = (differs: Partial<Envelope>) => [
  isExchanger,
  observed(envelope, exchanger, trial({ from: '', authenticated: false, ...differs })),
];
const listed = smtp('554', 'Service unavailable; Client host [192.0.2.99] blocked using zen.spamhaus.org', '5.7.1');
const greylisted = smtp('450', 'Greylisted, please try again later', '4.2.0');
const unknown = smtp('550', 'User unknown in virtual mailbox table', '5.1.1');
const full = smtp('552', 'Mailbox full', '5.2.2');

describe('smtp/sender-refused', () => {
  test('quotes the reply to MAIL FROM and says what it means', () => {
    const mail = smtp('553', 'Sender address rejected: not owned by user ann', '5.7.1');
    const view = viewOf([observed(envelope, submission, trial({ mail, recipients: [] }))]);
    expect(verdictsOf(senderRefused, view)).toEqual([
      {
        message: 'refused',
        args: {
          host,
          port: 587,
          from: 'ann@example.org',
          reply: '553 5.7.1 Sender address rejected: not owned by user ann',
          meaning: 'sender-not-allowed',
        },
      },
    ]);
  });

  test('carries what the reply names', () => {
    const view = viewOf([observed(envelope, submission, trial({ mail: listed, recipients: [] }))]);
    expect(verdictsOf(senderRefused, view)).toMatchObject([
      {
        args: {
          meaning: 'ip-blacklisted',
          list: 'Spamhaus ZEN',
          zone: 'zen.spamhaus.org',
          delistUrl: expect.stringMatching(/^https:/) as string,
        },
      },
    ]);
  });

  test('is a notice where an MX host minds the network that mailcheck runs in', () => {
    expect(verdictsOf(senderRefused, viewOf(toExchanger({ mail: listed, recipients: [] })))).toMatchObject([
      { message: 'here', severity: 'notice', args: { from: '', meaning: 'ip-blacklisted' } },
    ]);
  });

  test('stays an error where a submission server minds the same network', () => {
    const view = viewOf([isExchanger, observed(envelope, submission, trial({ mail: listed, recipients: [] }))]);
    const [verdict] = verdictsOf(senderRefused, view);
    expect(verdict).toMatchObject({ message: 'refused', args: { meaning: 'ip-blacklisted' } });
    expect(verdict?.severity).toBeUndefined();
  });

  test('is silent on a sender that was taken, and on a trial that did not come so far', () => {
    for (const one of [
      observed(envelope, submission, trial()),
      skipped(envelope, submission, 'stopped-here'),
      failed(envelope, submission, { kind: 'closed', stage: 'mail' }),
    ]) {
      expect(verdictsOf(senderRefused, viewOf([one]))).toEqual([]);
    }
  });
});

describe('smtp/recipient-refused', () => {
  test('reports each refused recipient, and none that was taken', () => {
    const view = viewOf([
      observed(
        envelope,
        submission,
        trial({
          recipients: [
            { address: 'bob@example.net', reply: smtp('554', 'Relay access denied', '5.7.1') },
            { address: 'ann@example.org', reply: ok },
            { address: 'eve@example.org', reply: smtp('251', 'User not local; will forward', '2.1.5') },
            { address: 'old@example.org', reply: unknown },
          ],
        }),
      ),
    ]);
    expect(verdictsOf(recipientRefused, view)).toEqual([
      {
        message: 'refused',
        args: {
          host,
          port: 587,
          to: 'bob@example.net',
          reply: '554 5.7.1 Relay access denied',
          meaning: 'relay-denied',
        },
      },
      {
        message: 'refused',
        args: {
          host,
          port: 587,
          to: 'old@example.org',
          reply: '550 5.1.1 User unknown in virtual mailbox table',
          meaning: 'user-unknown',
        },
      },
    ]);
  });

  test('counts a deferral as a refusal', () => {
    const reply = smtp('451', 'Temporary lookup failure', '4.3.0');
    const view = viewOf([
      observed(envelope, submission, trial({ recipients: [{ address: 'ann@example.org', reply }] })),
    ]);
    expect(verdictsOf(recipientRefused, view)[0]?.args?.meaning).toBe('server-error');
  });

  const atExchanger = (reply: Envelope['mail']) => toExchanger({ recipients: [{ address: 'ann@example.org', reply }] });

  test.each([
    ['ip-blacklisted', listed],
    ['greylisted', greylisted],
    ['ptr-missing', smtp('550', 'Client host rejected: cannot find your hostname', '5.7.25')],
    ['spf-fail', smtp('550', 'SPF check failed', '5.7.23')],
  ])('is a notice at the MX host: %s', (meaning, reply) => {
    expect(verdictsOf(recipientRefused, viewOf(atExchanger(reply)))).toMatchObject([
      { message: 'here', severity: 'notice', args: { to: 'ann@example.org', meaning } },
    ]);
  });

  test.each([
    ['user-unknown', unknown],
    ['mailbox-full', full],
  ])('stays an error at the MX host: %s', (meaning, reply) => {
    const [verdict] = verdictsOf(recipientRefused, viewOf(atExchanger(reply)));
    expect(verdict).toMatchObject({ message: 'refused', args: { meaning } });
    expect(verdict?.severity).toBeUndefined();
  });

  test('stays an error at port 25 of a host that receives no mail of the domain', () => {
    const view = viewOf(atExchanger(listed).slice(1));
    expect(verdictsOf(recipientRefused, view)[0]).toMatchObject({ message: 'refused' });
  });

  test('stays an error where the user named that port', () => {
    const target = { servers: [{ protocol: 'smtp' as const, host, port: 25 }] };
    const view = viewOf(atExchanger(greylisted), target);
    expect(verdictsOf(recipientRefused, view)[0]).toMatchObject({ message: 'refused' });
  });

  test('is a notice still where the user named another port of that host', () => {
    const target = { servers: [{ protocol: 'smtp' as const, host, port: 587 }] };
    expect(verdictsOf(recipientRefused, viewOf(atExchanger(greylisted), target))[0]?.severity).toBe('notice');
  });

  test('is silent when the sender was refused before', () => {
    const view = viewOf([observed(envelope, submission, trial({ mail: listed, recipients: [] }))]);
    expect(verdictsOf(recipientRefused, view)).toEqual([]);
  });
});

describe('smtp/delivery-refused', () => {
  test('quotes the reply to the message', () => {
    const reply = smtp('552', 'Message size exceeds fixed limit', '5.3.4');
    const view = viewOf([failed(delivery, submission, { kind: 'rejected', stage: 'data', reply })]);
    expect(verdictsOf(deliveryRefused, view)).toEqual([
      {
        message: 'refused',
        args: {
          host,
          port: 587,
          reply: '552 5.3.4 Message size exceeds fixed limit',
          meaning: 'message-too-large',
        },
      },
    ]);
  });

  test('is silent on a message that was taken, was not to be sent or was cut off', () => {
    const taken = { messageId: '<1@example.org>', accepted: ['ann@example.org'], rejected: [], reply: '250 Ok' };
    for (const one of [
      observed(delivery, submission, taken),
      skipped(delivery, submission, 'not-asked'),
      failed(delivery, submission, { kind: 'timeout', stage: 'data', afterMs: 10_000 }),
    ]) {
      expect(verdictsOf(deliveryRefused, viewOf([one]))).toEqual([]);
    }
  });
});
