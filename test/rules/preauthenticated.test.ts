import { expect, test } from 'vitest';
import { greeting } from '../../src/probes/facts/mail.ts';
import preauthenticated from '../../src/rules/auth/preauthenticated.ts';
import { endpointOf, observed, replyOf, verdictsOf, viewOf } from '../evidence.ts';

const imaps = endpointOf('imap', 993, 'tls');
const greeted = (status: string) =>
  verdictsOf(preauthenticated, viewOf([observed(greeting, imaps, { reply: replyOf('imap', status, 'welcome') })]));

test('auth/preauthenticated tells of a session that is logged in without a login', () => {
  expect(greeted('PREAUTH')).toEqual([{ message: 'preauth', args: { host: 'mail.example.org', port: 993 } }]);
});

test('auth/preauthenticated is silent on a plain welcome', () => {
  expect(greeted('OK')).toEqual([]);
});
