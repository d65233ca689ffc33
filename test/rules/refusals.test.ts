import { expect, test } from 'vitest';
import type { Failure } from '../../src/model/failure.ts';
import type { Rule } from '../../src/model/finding.ts';
import { delivery, envelope, folders, greeting, login, maildrop, starttls } from '../../src/probes/facts/mail.ts';
import { rules } from '../../src/rules/catalogue.ts';
import { refusalRules } from '../../src/rules/refusals.ts';
import { endpointOf, failed, observed, replyOf, verdictsOf, viewOf } from '../evidence.ts';

const host = 'imap.gmail.com';
const submission = endpointOf('smtp', 587, 'starttls', host);
const imaps = endpointOf('imap', 993, 'tls', host);
const pop3s = endpointOf('pop3', 995, 'tls', host);
const later = 'Greylisted, try again in 300 seconds, listed in bl.spamcop.net';
const put = replyOf('smtp', '451', later, { enhanced: '4.7.1' });
const rejected = (stage: 'greeting' | 'starttls' | 'auth' | 'data', reply = put): Failure => ({
  kind: 'rejected',
  stage,
  reply,
});
const refusing = (protocol: 'imap' | 'pop3', stage: 'folders' | 'mailbox'): Failure => ({
  kind: 'rejected',
  stage,
  reply: replyOf(protocol, protocol === 'imap' ? 'NO' : '-ERR', later),
});
const took = replyOf('smtp', '250', 'Ok');
const trial = { from: 'ann@example.org', authenticated: true };

/** Evidence in which a server refuses, by the rule that finds it. */
const refusals = {
  'mail/greeting-refused': failed(greeting, submission, rejected('greeting')),
  'tls/starttls-refused': failed(starttls, submission, rejected('starttls')),
  'auth/rejected': failed(login, submission, rejected('auth')),
  'smtp/sender-refused': observed(envelope, submission, { ...trial, mail: put, recipients: [] }),
  'smtp/recipient-refused': observed(envelope, submission, {
    ...trial,
    mail: took,
    recipients: [{ address: 'bob@example.net', reply: put }],
  }),
  'smtp/delivery-refused': failed(delivery, submission, rejected('data')),
  'imap/refused': failed(folders, imaps, refusing('imap', 'folders')),
  'pop3/refused': failed(maildrop, pop3s, refusing('pop3', 'mailbox')),
};

test('every rule that quotes a refusal has a case here', () => {
  expect(Object.keys(refusals).sort()).toEqual([...refusalRules].sort());
});

test.each(Object.entries(refusals))('%s carries what the reply names', (id, evidence) => {
  const rule = rules.find((one) => one.id === id) as Rule;
  const [verdict, ...more] = verdictsOf(rule, viewOf([evidence]));
  expect(more).toEqual([]);
  expect(verdict?.args).toMatchObject({
    meaning: expect.any(String) as string,
    retryAfterSeconds: 300,
    list: 'SpamCop Blocking List',
    zone: 'bl.spamcop.net',
    delistUrl: expect.stringMatching(/^https:/) as string,
  });
});
