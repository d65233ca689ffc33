import { describe, expect, test } from 'vitest';
import { meaningOf, phrases } from '../../../src/knowledge/replies.ts';
import type { Stage } from '../../../src/model/failure.ts';
import type { ServerReply } from '../../../src/model/reply.ts';
import labelled from './labelled-replies.json' with { type: 'json' };

interface Labelled {
  readonly server: string;
  readonly stage: Stage;
  /** The meaning, then others that the text allows. */
  readonly means: readonly string[];
  readonly reply: ServerReply;
}

const replies = labelled as readonly Labelled[];

const smtp = (status: string, enhanced: string, text: string): ServerReply => ({
  protocol: 'smtp',
  status,
  ...(enhanced === '' ? {} : { enhanced }),
  text,
});
const imap = (status: string, code: string, text: string): ServerReply => ({
  protocol: 'imap',
  status,
  ...(code === '' ? {} : { code }),
  text,
});
const pop3 = (code: string, text: string): ServerReply => ({
  protocol: 'pop3',
  status: '-ERR',
  ...(code === '' ? {} : { code }),
  text,
});

describe('replies that servers really wrote', () => {
  test('are never given a meaning that is not theirs', () => {
    const wrong = replies
      .map((one) => ({ ...one, got: meaningOf(one.reply, one.stage) }))
      .filter(({ got, means }) => got !== 'unknown' && !means.includes(got))
      .map(({ server, reply, got }) => `${server}: ${reply.text} -> ${got}`);
    expect(wrong).toEqual([]);
  });

  test('are understood in nineteen of twenty cases', () => {
    const right = replies.filter(({ reply, stage, means }) => means.includes(meaningOf(reply, stage)));
    expect(right.length / replies.length).toBeGreaterThanOrEqual(0.95);
  });

  test('cover every stage at which a server can refuse', () => {
    const stages = new Set(replies.map(({ stage }) => stage));
    expect([...stages].sort()).toEqual(
      ['auth', 'capabilities', 'data', 'folders', 'greeting', 'mail', 'mailbox', 'rcpt', 'starttls'].sort(),
    );
  });
});

describe('codes', () => {
  test('a narrow code beats a text that says something else', () => {
    expect(meaningOf(imap('NO', 'OVERQUOTA', 'Mailbox does not exist'), 'mailbox')).toBe('mailbox-full');
    expect(meaningOf(imap('NO', 'AUTHENTICATIONFAILED', 'User unknown, mailbox full'), 'auth')).toBe('bad-credentials');
    expect(meaningOf(smtp('552', '5.2.2', 'User unknown'), 'rcpt')).toBe('mailbox-full');
    expect(meaningOf(pop3('IN-USE', 'Authentication failed'), 'auth')).toBe('mailbox-in-use');
  });

  test('a code of a family is sharpened by a text of that family', () => {
    const text = 'Application-specific password required';
    expect(meaningOf(imap('NO', 'AUTHENTICATIONFAILED', text), 'auth')).toBe('app-password-required');
    expect(meaningOf(pop3('AUTH', text), 'auth')).toBe('app-password-required');
    expect(meaningOf(smtp('534', '5.7.9', text), 'auth')).toBe('app-password-required');
    expect(meaningOf(smtp('534', '5.7.9', ''), 'auth')).toBe('auth-mechanism-unsupported');
  });

  test('a code alone is enough where its definition is narrow', () => {
    expect(meaningOf(smtp('535', '5.7.8', ''), 'auth')).toBe('bad-credentials');
    expect(meaningOf(smtp('535', '', ''), 'auth')).toBe('bad-credentials');
    expect(meaningOf(smtp('550', '5.1.1', ''), 'rcpt')).toBe('user-unknown');
    expect(meaningOf(imap('NO', 'PRIVACYREQUIRED', ''), 'auth')).toBe('tls-required');
    expect(meaningOf(pop3('SYS/TEMP', ''), 'auth')).toBe('server-error');
    expect(meaningOf({ protocol: 'sieve', status: 'NO', code: 'ENCRYPT-NEEDED', text: '' }, 'auth')).toBe(
      'tls-required',
    );
  });

  test('are read in any case, with arguments, and from inside the text', () => {
    expect(meaningOf(imap('no', 'authenticationfailed', ''), 'auth')).toBe('bad-credentials');
    expect(meaningOf(imap('NO', 'WEBALERT https://example.org/signin', ''), 'auth')).toBe('web-login-required');
    expect(meaningOf(smtp('550', '', 'no (#5.2.2)'), 'rcpt')).toBe('mailbox-full');
  });

  test('named like a property of every object claim nothing', () => {
    expect(meaningOf(imap('NO', 'constructor', ''), 'auth')).toBe('unknown');
    expect(meaningOf(imap('NO', '__proto__', ''), 'auth')).toBe('unknown');
  });

  test('the blocks of Exchange Online are read by their bounds', () => {
    expect(meaningOf(smtp('550', '5.7.606', 'no'), 'rcpt')).toBe('ip-blacklisted');
    expect(meaningOf(smtp('550', '5.7.649', 'no'), 'rcpt')).toBe('ip-blacklisted');
    expect(meaningOf(smtp('550', '5.7.650', 'no'), 'rcpt')).toBe('unknown');
    expect(meaningOf(smtp('451', '4.7.850', 'no'), 'mail')).toBe('reputation-poor');
  });
});

describe('stage and class', () => {
  test('530 asks for a login in the envelope and for TLS at the login', () => {
    expect(meaningOf(smtp('530', '5.7.0', 'no'), 'mail')).toBe('auth-required');
    expect(meaningOf(smtp('530', '5.7.0', 'no'), 'auth')).toBe('tls-required');
    expect(meaningOf(smtp('530', '5.7.0', 'Must issue a STARTTLS command first'), 'mail')).toBe('tls-required');
  });

  test('454 is the TLS of the server or its login back end', () => {
    expect(meaningOf(smtp('454', '4.7.0', 'no'), 'starttls')).toBe('starttls-unavailable');
    expect(meaningOf(smtp('454', '4.7.0', 'no'), 'auth')).toBe('server-error');
    expect(meaningOf(smtp('454', '4.7.0', 'no'), 'rcpt')).toBe('unknown');
  });

  test('an unavailable mailbox is missing only if the refusal is final', () => {
    expect(meaningOf(smtp('550', '', 'mailbox unavailable'), 'rcpt')).toBe('user-unknown');
    expect(meaningOf(smtp('450', '', 'mailbox unavailable'), 'rcpt')).toBe('unknown');
    expect(meaningOf(smtp('450', '4.1.1', 'address verification in progress'), 'rcpt')).toBe('unknown');
  });

  test('greylisting passes, so a final refusal is not greylisting', () => {
    expect(meaningOf(smtp('451', '4.7.1', 'Greylisted, come back later'), 'rcpt')).toBe('greylisted');
    expect(meaningOf(smtp('550', '5.7.1', 'Greylisted, come back later'), 'rcpt')).toBe('unknown');
  });

  test('an unknown user at the login is a wrong user name, not a missing recipient', () => {
    expect(meaningOf(imap('NO', '', 'no such user'), 'auth')).toBe('bad-credentials');
    expect(meaningOf(smtp('550', '', 'no such user'), 'rcpt')).toBe('user-unknown');
  });
});

describe('texts', () => {
  test('what is put on several lines is read as one sentence', () => {
    const text = 'The email account that\nyou tried to reach does\nnot exist.';
    expect(meaningOf(smtp('550', '', text), 'rcpt')).toBe('user-unknown');
    const quoted = 'host mx.example.org said: 550-5.7.1 blocked\nusing zen.spamhaus.org';
    expect(meaningOf(smtp('550', '', quoted), 'data')).toBe('ip-blacklisted');
  });

  test('Exchange Online tells its reasons apart only by text', () => {
    const said = (text: string) => meaningOf(smtp('535', '5.7.139', `Authentication unsuccessful, ${text}`), 'auth');
    expect(said('basic authentication is disabled.')).toBe('oauth-required');
    expect(said('SmtpClientAuthentication is disabled for the Tenant.')).toBe('protocol-access-disabled');
    expect(said('the user credentials were incorrect.')).toBe('bad-credentials');
  });

  test('what nobody can read stays unknown', () => {
    const unread: readonly (readonly [ServerReply, Stage])[] = [
      [smtp('550', '5.0.0', 'Nope'), 'rcpt'],
      [smtp('554', '5.7.1', 'Bitte wenden Sie sich an den Administrator'), 'data'],
      [smtp('421', '', 'goodbye'), 'greeting'],
      [imap('NO', '', 'Zugang verweigert'), 'auth'],
      [imap('NO', 'ALERT', ''), 'auth'],
      [imap('BYE', '', ''), 'mailbox'],
      [pop3('', 'computer says no'), 'auth'],
      [{ protocol: 'smtp', status: '', text: '' }, 'greeting'],
    ];
    expect(unread.map(([reply, stage]) => meaningOf(reply, stage))).toEqual(unread.map(() => 'unknown'));
  });

  test('a reply that refuses nothing means nothing', () => {
    expect(meaningOf(smtp('250', '2.1.5', 'user unknown'), 'rcpt')).toBe('unknown');
    expect(meaningOf(imap('OK', 'READ-ONLY', 'mailbox does not exist'), 'mailbox')).toBe('unknown');
    expect(meaningOf({ protocol: 'pop3', status: '+OK', text: 'invalid password' }, 'auth')).toBe('unknown');
  });

  test('what stands behind the first 2048 characters is not read', () => {
    expect(meaningOf(smtp('550', '', `${'x '.repeat(1024)}user unknown`), 'rcpt')).toBe('unknown');
  });
});

describe('hostile texts', () => {
  test('no phrase repeats without a bound', () => {
    const unbounded = phrases
      .map(({ pattern }) => pattern.source)
      .filter((source) => /[*+]|\{\d+,\}/.test(source.replace(/\\./g, '_')));
    expect(unbounded).toEqual([]);
  });

  test('megabytes of almost every phrase cost less than a second of computing', () => {
    const bait = [
      'too many ',
      'exceeded a b ',
      'user a b c ',
      'mailbox ',
      'helo a ',
      'ip address ',
      'from a b ',
      '\t\n',
    ];
    const before = process.cpuUsage();
    for (const words of bait)
      for (const stage of ['auth', 'rcpt', 'data', 'mailbox'] as const)
        meaningOf(smtp('550', '', words.repeat(500_000)), stage);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});
