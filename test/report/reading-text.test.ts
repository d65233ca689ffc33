import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain-text.ts';
import type { ExplainedText, ReadGroup } from '../../src/model/reading.ts';
import { columnsOf } from '../../src/report/columns.ts';
import { renderReading, renderReadingJson, renderReadingLines } from '../../src/report/reading-text.ts';
import { expectHarmless } from '../hostile/harmless.ts';
import { generated, payloads, seeded } from '../hostile/payloads.ts';
import { styleOf } from './reports.ts';

/** A group of one reply, but for what is said otherwise. */
const groupOf = (differs: Partial<ReadGroup> = {}): ReadGroup => ({
  cause: 'user-unknown',
  confidence: 'certain',
  because: '"user unknown"; code 550',
  alternatives: [],
  title: 'The mailbox does not exist',
  meaning: 'The domain receives mail, and its server says that it has no such mailbox.',
  count: 1,
  text: '550 5.1.1 User unknown',
  recipients: [],
  extracted: { code: '550', addresses: [], ips: [], urls: [], blockLists: [], sizes: [], limits: [] },
  steps: [
    { for: 'owner', text: 'Read the address letter by letter.' },
    { for: 'owner', text: 'Ask the recipient by other means.' },
    { for: 'administrator', text: 'Look the user up: `doveadm user ann@example.org`.' },
  ],
  ...differs,
});

const explainedOf = (groups: readonly ReadGroup[], differs: Partial<ExplainedText> = {}): ExplainedText => ({
  kind: 'reply',
  groups,
  ...differs,
});

const shown = (explained: ExplainedText, style = {}): string => renderReading(explained, styleOf(style));
const one = (differs: Partial<ReadGroup> = {}, style = {}): string => shown(explainedOf([groupOf(differs)]), style);

describe('one reply', () => {
  test('says what it means, why, and what to do', () => {
    expect(one()).toBe(
      `
   The mailbox does not exist                                            certain
   | 550 5.1.1 User unknown
   Means       The domain receives mail, and its server says that it has no such
               mailbox.
   Because     "user unknown"; code 550
   Do          1. Read the address letter by letter.
               2. Ask the recipient by other means.
   As admin    Look the user up: \`doveadm user ann@example.org\`.
   More        mailcheck explain user-unknown
`.slice(1),
    );
  });

  test('that was guessed says so in its first line, and what else it may be', () => {
    const guess = one({
      confidence: 'possible',
      because: 'it reads like "550 no such box" (Exim)',
      alternatives: [
        { cause: 'recipient-disabled', title: 'The mailbox is switched off', because: 'a', against: 'b' },
        { cause: 'policy-rejected', title: 'Refused by a rule', because: 'a', against: 'b' },
        { cause: 'server-error', title: 'The server has a fault', because: 'a', against: 'b' },
      ],
      steps: [{ for: 'owner', text: 'Ask the recipient.' }],
    });
    expect(guess).toBe(
      `
   Perhaps: The mailbox does not exist                                   a guess
   | 550 5.1.1 User unknown
   Means       The domain receives mail, and its server says that it has no such
               mailbox.
   Because     it reads like "550 no such box" (Exim)
   Or          The mailbox is switched off · Refused by a rule
   If so       Ask the recipient.
   More        mailcheck explain user-unknown
`.slice(1),
    );
  });

  test('that is understood names only what the text leaves open', () => {
    const alternatives = [
      {
        cause: 'app-password-required',
        title: 'The account needs an app password',
        because: 'this provider takes no other',
        against: 'the text does not say so',
        open: true,
      },
      { cause: 'account-locked', title: 'The account is locked', because: 'a code', against: 'the words say more' },
    ];
    const text = one({ alternatives });
    expect(text).toContain(
      '   Or          The account needs an app password: this provider takes no other;\n               the text does not say so.\n',
    );
    expect(text).not.toContain('The account is locked');
  });

  test('that nobody can read says what could be read, and what to try', () => {
    const unknown = {
      cause: 'unknown',
      confidence: undefined,
      because: undefined,
      title: 'Nobody can tell from this text alone',
      meaning: undefined,
      steps: [],
    };
    const group = Object.fromEntries(
      Object.entries({ ...groupOf(), ...unknown }).filter(([, value]) => value !== undefined),
    ) as unknown as ReadGroup;
    const text = shown(explainedOf([{ ...group, text: '599 nobody knows' }]));
    expect(text).toBe(
      `
   Nobody can tell from this text alone                                  unknown
   | 599 nobody knows
   Read        550
   Try         1. Give more of it: the lines before it, the command that it
                  answers (--phase rcpt), the protocol (--protocol smtp).
               2. Ask the servers themselves, which tells more than one
                  sentence:
                    mailcheck diagnose ann@example.org
               3. Send the text and its time to the server's postmaster; only
                  its log knows the rest.
`.slice(1),
    );
    const { code: _, ...nothing } = group.extracted;
    expect(shown(explainedOf([{ ...group, extracted: nothing }]))).toContain('no code, and no words that are known');
  });

  test('names its provider, lists, times, sizes and limits', () => {
    const text = one({
      providerName: 'Google',
      extracted: {
        addresses: ['ann@example.org'],
        ips: ['192.0.2.25'],
        urls: ['https://example.org/'],
        blockLists: [{ name: 'Spamhaus ZEN', zone: 'zen.spamhaus.org' }, { name: 'Barracuda' }],
        retryAfterSeconds: 300,
        sizes: [26_214_400, 500],
        limits: [
          { of: 'recipients', most: 100 },
          { of: 'allowed', most: 20 },
        ],
      },
    });
    expect(text.replace(/\n +/g, ' ')).toContain(
      'Names       Google · list Spamhaus ZEN (zen.spamhaus.org) · list Barracuda · wait 300 s · 25 MB · 500 bytes · and 2 more',
    );
    // They stand in the text, which is shown whole.
    expect(text).not.toContain('192.0.2.25');
  });

  test('has the page of its provider under the step', () => {
    const steps = [{ for: 'owner' as const, text: 'Make an app password.', url: 'https://example.org/help' }];
    expect(one({ steps })).toContain('   Do          Make an app password.\n               https://example.org/help\n');
  });

  test('that only an administrator can mend says so by being his', () => {
    expect(one({ steps: [{ for: 'administrator', text: 'Renew it.' }] })).toContain('   Do          Renew it.\n');
  });

  test('of many lines shows the first, and how many more there are', () => {
    const text = Array.from({ length: 9 }, (_, i) => `550-line ${i + 1}`).join('\n');
    expect(one({ text })).toContain('   | 550-line 6\n   | … and 3 lines more\n   Means');
  });

  test('that is long is cut', () => {
    const text = one({ text: 'word '.repeat(1000) });
    expect(text).toContain('…');
    expect(text.split('\n').filter((line) => line.startsWith('   |')).length).toBeLessThan(8);
  });
});

describe('several', () => {
  const groups = Array.from({ length: 15 }, (_, i) =>
    groupOf({ cause: `cause-${i}`, title: `Cause ${i}`, count: 15 - i, line: i + 1 }),
  );

  test('up to four are shown whole, with their number', () => {
    const text = shown(explainedOf(groups.slice(0, 4), { kind: 'log', lines: { all: 200, failures: 54 } }));
    expect(text.startsWith('A log of 200 lines: 54 failures, 4 causes.\n\n1  Cause 0')).toBe(true);
    expect(text).toContain('   Found       15 times, first in line 1\n');
    expect(text.match(/Means/g)).toHaveLength(4);
  });

  test('of more, three are shown whole, nine in short, and the others are counted', () => {
    const text = shown(explainedOf(groups, { kind: 'log', lines: { all: 200, failures: 120 } }));
    expect(text.match(/Means/g)).toHaveLength(3);
    expect(text).toContain(
      `

4  Cause 3                                                               certain
   | 550 5.1.1 User unknown
   Found       12 times, first in line 4
   More        mailcheck explain cause-3

5  Cause 4`,
    );
    expect(text.endsWith('\n\nAnd 3 meanings more, 6 times: --format json has them.\n')).toBe(true);
  });

  test('replies are counted, with those that nobody can tell', () => {
    const unknown = groupOf({ cause: 'unknown', title: 'Nobody can tell from this text alone', steps: [] });
    expect(shown(explainedOf([groupOf({ count: 3 }), unknown])).split('\n')[0]).toBe(
      '4 replies: 1 cause, and some that nobody can tell.',
    );
    expect(shown(explainedOf([groupOf({ count: 3 }), groupOf({ cause: 'greylisted' })])).split('\n')[0]).toBe(
      '4 replies: 2 causes.',
    );
  });
});

describe('a bounce', () => {
  const bounce = { form: 'standard' as const, from: 'MAILER-DAEMON@example.org', reportingMta: 'relay.example.org' };

  test('names who wrote it and whom it concerns', () => {
    const recipients = Array.from({ length: 8 }, (_, i) => `u${i}@example.net`);
    const text = shown(explainedOf([groupOf({ count: 8, recipients })], { kind: 'bounce', bounce }));
    expect(text.startsWith('A bounce from relay.example.org: 8 failures, 1 cause.\n\n   The mailbox')).toBe(true);
    expect(text.replace(/\n +/g, ' ')).toContain(
      'Recipients  u0@example.net, u1@example.net, u2@example.net, u3@example.net, u4@example.net, and 3 more',
    );
  });

  test('of more recipients than are kept does not count them', () => {
    const recipients = Array.from({ length: 16 }, (_, i) => `u${i}@a.org`);
    expect(shown(explainedOf([groupOf({ count: 99, recipients })], { kind: 'bounce', bounce }))).toContain(
      'and others',
    );
  });

  test('without failures, a log without failures and a message in order say so', () => {
    expect(shown(explainedOf([], { kind: 'bounce', bounce }))).toBe(
      'A bounce from relay.example.org: it reports no failure.\n',
    );
    expect(shown(explainedOf([], { kind: 'log', lines: { all: 1, failures: 0 } }))).toBe(
      'A log of 1 line: no failure is told in it.\n',
    );
    expect(shown(explainedOf([], { kind: 'message' }))).toBe(
      'A message that is no bounce, and nothing in its header says that it was taken\nfor spam.\n',
    );
  });
});

describe('on a terminal', () => {
  test.each([40, 80, 120])('of %i columns no line is wider but a command to copy', (width) => {
    const text = one(
      { steps: [{ for: 'owner', text: 'Try it again. '.repeat(20) }], text: 'long words '.repeat(20) },
      { width },
    );
    expect(text.split('\n').filter((line) => columnsOf(line) > width && !line.includes('mailcheck explain'))).toEqual(
      [],
    );
  });

  test('with colours the words are the same', () => {
    const coloured = one({}, { color: 1 });
    expect(coloured).toContain('\x1b[');
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(one());
    expect(one()).not.toContain('\x1b');
  });
});

describe('hostile texts are harmless in every format', () => {
  const everywhere = (text: string): ExplainedText =>
    explainedOf(
      [
        groupOf({
          text,
          because: text,
          recipients: [text],
          alternatives: [{ cause: 'x', title: 'X', because: text, against: text, open: true }],
          extracted: {
            code: text,
            provider: text,
            addresses: [text],
            ips: [text],
            urls: [text],
            blockLists: [{ name: text, zone: text, url: text }],
            sizes: [],
            limits: [{ of: text, most: 1 }],
          },
          steps: [{ for: 'owner', text, url: text }],
        }),
        groupOf({ cause: 'unknown', text, extracted: { ...groupOf().extracted, code: text } }),
      ],
      { kind: 'bounce', bounce: { form: 'prose', from: text, reportingMta: text, subject: text } },
    );

  function expectSafe(explained: ExplainedText): void {
    for (const width of [40, 80, 120]) expectHarmless(shown(explained, { width }));
    expectHarmless(shown(explained, { color: 1 }), true);
    const json = renderReadingJson(explained, { name: 'mailcheck', version: '0.1.0' });
    const lines = renderReadingLines(explained);
    for (const output of [json, lines]) {
      expect(output).toMatch(/^[\n -~]*$/);
      expectHarmless(output);
    }
    expect(JSON.parse(json)).toMatchObject({ groups: JSON.parse(JSON.stringify(explained.groups)) as object[] });
    expect(lines.trimEnd().split('\n')).toHaveLength(explained.groups.length);
  }

  test.each(Object.entries(payloads))('%s', async (_, text) => {
    expectSafe(everywhere(text));
    expectSafe(await explainText(`550 5.1.1 User unknown ${text}`));
  });

  test('a thousand of harmful pieces', () => {
    const random = seeded(7);
    for (let i = 0; i < 1000; i++) expectSafe(everywhere(generated(random)));
  });
});
