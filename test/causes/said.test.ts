import { describe, expect, test } from 'vitest';
import { exchanger, imaps, refusal, submission, theCause } from './case.ts';

const textsOf = (cause: ReturnType<typeof theCause>): string[] => cause.actions.map(({ text }) => text);
const told = (
  meaning: string,
  args: Parameters<typeof refusal>[4],
  reply = '550 no',
  rule = 'smtp/recipient-refused',
) => textsOf(theCause([refusal(rule, rule === 'auth/rejected' ? imaps : exchanger, meaning, reply, args)]));

describe('the wait that a reply names', () => {
  test.each([
    [30, '30 seconds'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [299, '5 minutes'],
    [7199, '120 minutes'],
    [7200, '2 hours'],
    [86_400, '24 hours'],
  ])('of %i s is %s', (retryAfterSeconds, spoken) => {
    const [first, second] = told('greylisted', { retryAfterSeconds }, '451 4.7.1 later');
    expect(first).toBe(
      `Wait: the server lets a proper mail server in after ${spoken}, the time that it names, and at once later on.`,
    );
    expect(second).toBe(`Check again after ${spoken} from the same address.`);
  });

  test('is the longest of several', () => {
    const later = (retryAfterSeconds: number, to: string) =>
      refusal('smtp/recipient-refused', exchanger, 'greylisted', '451 4.7.1 later', { retryAfterSeconds, to });
    expect(textsOf(theCause([later(60, 'a@example.net'), later(600, 'b@example.net')]))[0]).toContain(
      'after 10 minutes',
    );
  });

  test.each([
    ['rate-limited', 'smtp/recipient-refused', 'Stop sending and wait 10 minutes, the time that the reply names.'],
    [
      'too-many-connections',
      'auth/rejected',
      'Wait 10 minutes, the time that the reply names; trying before may begin it anew.',
    ],
    [
      'account-locked',
      'auth/rejected',
      'Wait 10 minutes, the time that the reply names; trying before may begin it anew.',
    ],
    [
      'too-many-login-attempts',
      'auth/rejected',
      'Wait until the block ends, 10 minutes by the reply; every attempt meanwhile may extend it.',
    ],
  ])('is the step of %s', (meaning, rule, step) => {
    expect(told(meaning, { retryAfterSeconds: 600 }, '421 later', rule)).toContain(step);
  });

  test.each([
    ['greylisted', 'smtp/recipient-refused'],
    ['rate-limited', 'smtp/recipient-refused'],
    ['too-many-connections', 'auth/rejected'],
    ['account-locked', 'auth/rejected'],
    ['too-many-login-attempts', 'auth/rejected'],
  ])('is not made up for %s where there is none', (meaning, rule) => {
    expect(told(meaning, {}, '421 later', rule).join(' ')).not.toMatch(/the time that|by the reply/);
  });
});

describe('the list that a reply names', () => {
  const args = { list: 'Spamhaus ZEN', zone: 'zen.spamhaus.org', delistUrl: 'https://check.spamhaus.org/' };
  const step =
    'The reply names Spamhaus ZEN. Look the entry up and ask to be removed there: https://check.spamhaus.org/';

  test.each(['ip-blacklisted', 'domain-blacklisted', 'direct-send-blocked', 'reputation-poor'])(
    'is a step of %s',
    (meaning) => {
      expect(told(meaning, args)).toContain(step);
    },
  );

  test('is one without a link, too', () => {
    expect(told('ip-blacklisted', { list: 'MagicSpam' })).toContain(
      'The reply names MagicSpam. Look the entry up and ask to be removed there.',
    );
  });

  test('gives way to what the run found at the lists themselves', () => {
    const listed = refusal(
      'blocklist/listed',
      { kind: 'address', host: 'mail.example.org', ip: '192.0.2.25' },
      'a spam source',
      '',
      {
        ...args,
        ip: '192.0.2.25',
        impact: 'high',
      },
    );
    const texts = textsOf(
      theCause([listed, refusal('smtp/recipient-refused', exchanger, 'ip-blacklisted', '550 no', args)]),
    );
    expect(texts).toContain('Ask to be removed at Spamhaus ZEN: https://check.spamhaus.org/');
    expect(texts).not.toContain(step);
  });
});

describe('the provider', () => {
  const args = { provider: 'Example Mail', advice: 'Make a mail key.', page: 'https://example.net/keys' };
  const step = 'Make a mail key. The provider’s page: https://example.net/keys';

  test.each([
    'app-password-required',
    'bad-credentials',
    'oauth-required',
    'protocol-access-disabled',
    'web-login-required',
  ])('has its page in a step of %s', (meaning) => {
    expect(told(meaning, args, 'NO no', 'auth/rejected')).toContain(step);
  });

  test.each(['rate-limited', 'ip-blacklisted', 'reputation-poor', 'sending-suspended'])(
    'has its page in a step of %s',
    (meaning) => {
      expect(told(meaning, args)).toContain(step);
    },
  );

  test('that says which user name logs in, and who may have switched access off, has both in steps of their own', () => {
    const more = { ...args, adviceOnName: 'The user name is a number.', adviceOnAccess: 'The small plan has no IMAP.' };
    const texts = told('bad-credentials', more, 'NO no', 'auth/rejected');
    expect(texts).toContain('The user name is a number.');
    expect(texts.join('\n')).not.toMatch(/Check the user name|The small plan/);
  });

  test('of which only the page is known has it behind the general advice', () => {
    const [first] = told(
      'app-password-required',
      { provider: 'Example Mail', page: 'https://example.net/help' },
      'NO no',
      'auth/rejected',
    );
    expect(first).toMatch(
      /^Sign in to the account in the browser .* The provider’s page: https:\/\/example\.net\/help$/,
    );
  });

  test('that is not known changes nothing', () => {
    expect(told('bad-credentials', {}, 'NO no', 'auth/rejected').join(' ')).not.toContain('page:');
  });
});

test('what several servers say is told once', () => {
  const page = { advice: 'Make a mail key.', page: 'https://example.net/keys' };
  const texts = textsOf(
    theCause([
      refusal('auth/rejected', imaps, 'app-password-required', 'NO no', page),
      refusal('auth/rejected', submission, 'app-password-required', '535 no', page),
    ]),
  );
  expect(texts.filter((text) => text.includes('https://example.net/keys'))).toHaveLength(1);
});
