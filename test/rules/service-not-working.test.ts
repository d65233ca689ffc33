import { describe, expect, test } from 'vitest';
import { type Endpoint, host as hostOf, type Protocol } from '../../src/model/subject.ts';
import type { Target } from '../../src/model/target.ts';
import { addresses } from '../../src/probes/facts/dns.ts';
import { connect, login } from '../../src/probes/facts/mail.ts';
import serviceNotWorking from '../../src/rules/mail/service-not-working.ts';
import { isSeenToWork, servicesToWork } from '../../src/rules/seen-to-work.ts';
import { endpointOf, failed, findingsOf, observed, replyOf, skipped, unclear, viewOf } from '../evidence.ts';
import { servfail } from './dns-evidence.ts';
import { host, imaps, named, session, submission } from './tls-evidence.ts';

const pop3s = endpointOf('pop3', 995, 'tls');
const loggedIn = (at: Endpoint) =>
  observed(login, at, { mechanism: 'PLAIN', user: 'ann', reply: replyOf(at.protocol, 'OK', ''), protected: true });
const wants = (...works: Protocol[]): Partial<Target> => ({ expect: { works, accept: [] } });
const refused = (at: Endpoint) => failed(connect, at, { kind: 'refused', stage: 'connect' });
const said = (observations: Parameters<typeof viewOf>[0], target: Partial<Target>) =>
  findingsOf(serviceNotWorking, viewOf(observations, target)).map(({ message, args }) => `${message} ${args.protocol}`);
/** This machine is a subject of every run. */
const here = skipped(addresses, hostOf('other.example.org'), 'not-asked');

describe('a service that has to work', () => {
  test('works by its login where there is something to log in with', () => {
    const target = { ...wants('imap'), credentials: 'password' as const };
    expect(isSeenToWork('imap', viewOf([session(imaps)], target))).toBe(false);
    expect(isSeenToWork('imap', viewOf([session(imaps), loggedIn(imaps)], target))).toBe(true);
    expect(isSeenToWork('smtp', viewOf([loggedIn(imaps)], target))).toBe(false);
    expect(said([loggedIn(imaps)], target)).toEqual([]);
  });

  test('works by verified TLS otherwise', () => {
    expect(isSeenToWork('imap', viewOf([session(imaps)], wants('imap')))).toBe(true);
    expect(isSeenToWork('imap', viewOf([session(imaps, { nameMatches: false })], wants('imap')))).toBe(false);
    expect(said([session(imaps)], wants('imap'))).toEqual([]);
  });

  test('is missed when no server of it was found', () => {
    expect(said([session(imaps)], wants('imap', 'pop3', 'smtp'))).toEqual(['not-found pop3', 'not-found smtp']);
  });

  test('is not missed where the DNS gave no answer', () => {
    expect(said([session(imaps), failed(addresses, hostOf('pop.example.org'), servfail)], wants('pop3'))).toEqual([]);
  });

  test('is missed when ports that nobody asked for do not serve it', () => {
    const imapNamed = { ...wants('pop3'), ...named(imaps) };
    expect(said([session(imaps), refused(pop3s)], imapNamed)).toEqual(['not-served pop3']);
  });

  test('is left to other rules where something went wrong or could not be told', () => {
    expect(said([refused(pop3s)], { ...wants('pop3'), ...named(pop3s) })).toEqual([]);
    expect(said([session(imaps, { nameMatches: false })], { ...wants('imap'), ...named(imaps) })).toEqual([]);
    const target = { ...wants('smtp'), credentials: 'password' as const };
    expect(said([session(submission), unclear(login, submission)], target)).toEqual([]);
    const rejected = { kind: 'rejected', stage: 'auth', reply: replyOf('smtp', '535', 'no') } as const;
    expect(said([failed(login, submission, rejected)], target)).toEqual([]);
  });

  test('is missed when nobody logged in at a server that was found', () => {
    const target = { ...wants('imap'), credentials: 'password' as const };
    const view = viewOf([session(imaps), skipped(login, imaps, 'not-confirmed')], target);
    expect(findingsOf(serviceNotWorking, view)).toMatchObject([
      { message: 'not-confirmed', severity: 'error', args: { protocol: 'imap', host } },
    ]);
  });

  test.each(['interrupted', 'deadline', 'crashed'])('is not missed when the run ended early: %s', (because) => {
    const target = { ...wants('imap'), credentials: 'password' as const };
    expect(said([session(imaps), skipped(login, imaps, because)], target)).toEqual([]);
  });
});

test.each<[string, Partial<Target>]>([
  ['other protocols', { protocols: ['smtp'] }],
  ['a stage before', { stopAfter: 'greeting' }],
  ['records', { records: { selectors: [], sendingIps: [] } }],
  ['block lists', { blacklist: { subjects: [], lists: [] } }],
])('a run that looks at %s proves nothing, and need not', (_, differs) => {
  expect(servicesToWork(viewOf([here], { ...wants('imap'), ...differs }))).toEqual([]);
});
