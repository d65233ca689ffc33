import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explainIds } from '../../src/explain.ts';
import type { ExplainedText } from '../../src/model/reading.ts';
import { expectHarmless } from '../hostile/harmless.ts';
import { payloads } from '../hostile/payloads.ts';
import { explainedComplaints } from '../report/explained-schema.ts';
import { builtCommandLine, type CallOptions, type Ended } from './command-line.ts';
import { type InProcessOptions, inProcess } from './in-process.ts';

const built = builtCommandLine();
const { folder } = built;
const call = inProcess(built);

/** What the published schema says against the lines, or the object, that were written. */
function complaintsAbout(args: readonly string[], stdout: string): string[] {
  const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  const what = args[0]?.startsWith('--') === false ? args[0] : undefined;
  const topic = what === undefined ? 'topic' : explainIds().includes(what) ? 'page' : 'line';
  const name = args.includes('--batch') ? 'answer' : topic;
  if (whole === '') return [];
  if (args.includes('--batch') || args.includes('ndjson')) {
    const lines = whole.trimEnd().split('\n');
    return lines.map((line) => explainedComplaints(JSON.parse(line), name)).filter((one) => one !== '');
  }
  if (!args.includes('json')) return [];
  const wholes = { topic: 'topics', page: 'page', line: undefined }[topic];
  return [explainedComplaints(JSON.parse(whole), wholes)].filter((one) => one !== '');
}

async function explain(args: readonly string[], options: InProcessOptions = {}): Promise<Ended> {
  const ended = await call(['explain', ...args], options);
  expect(complaintsAbout(args, ended.stdout)).toEqual([]);
  return ended;
}

/** As `explain`, by the program itself. */
async function explainBuilt(args: readonly string[], options: CallOptions = {}): Promise<Ended> {
  const ended = await built.call(['explain', ...args], options);
  expect(complaintsAbout(args, ended.stdout)).toEqual([]);
  return ended;
}

function fileOf(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const bounce = `Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@relay.example.org>
To: ann@example.org
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.org

Final-Recipient: rfc822; one@example.net
Action: failed
Diagnostic-Code: smtp; 550 5.1.1 User unknown

Final-Recipient: rfc822; two@example.net
Action: failed
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

Final-Recipient: rfc822; three@example.com
Action: failed
Diagnostic-Code: smtp; 550 5.1.1 No such user

Final-Recipient: rfc822; four@example.com
Action: failed
Diagnostic-Code: smtp; 554 5.7.1 Relay access denied

Final-Recipient: rfc822; five@example.com
Action: delivered

--b--
`;
const log = `Nov 26 10:00:00 mx postfix/smtp[1]: 4F1AB2: to=<a@example.net>, relay=mx, dsn=2.0.0, status=sent (250 ok)
Nov 26 10:00:01 mx postfix/smtp[1]: 4F1AB3: to=<b@example.net>, relay=mx, dsn=5.1.1, status=bounced (host mx said: 550 5.1.1 User unknown)
Nov 26 10:00:02 mx postfix/smtp[1]: 4F1AB4: to=<c@example.net>, relay=mx, dsn=5.1.1, status=bounced (host mx said: 550 5.1.1 User unknown)
`;

describe('what is explained', () => {
  test('a reply', async () => {
    const ended = await explainBuilt(['535 5.7.8 Error: authentication failed']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^ {3}The user name or the password is wrong +certain\n {3}\| 535 5\.7\.8 Error/);
    // What it means, why, and what to do, in this order.
    expect(ended.stdout).toMatch(/\n {3}Means {7}The [\s\S]*\n {3}Because {5}[\s\S]*\n {3}Do {10}1\. /);
    expect(ended.stdout).toMatch(/\n {3}More {8}mailcheck explain bad-credentials\n$/);
    expect(ended.stdout).not.toContain('\x1b');
  });

  test('a reply on several lines', async () => {
    const ended = await explain(['550-5.1.1 The account\n550-5.1.1 that you tried to reach\n550 5.1.1 does not exist']);
    expect(ended.stdout).toContain('   | 550-5.1.1 that you tried to reach\n');
    expect(ended.stdout).toContain('mailcheck explain user-unknown');
  });

  test('several replies', async () => {
    const ended = await explain(['550 5.1.1 User unknown\n552 5.2.2 Mailbox full\n550 5.1.1 no such user']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^3 replies: 2 causes\.\n\n1 {2}The mailbox does not exist/);
    expect(ended.stdout).toContain('   Found       2 times\n');
  });

  test('standard input', async () => {
    const ended = await explainBuilt(['-'], { input: '451 4.7.1 Greylisted, try again in 300 seconds\n' });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('Wait 5 minutes before the next try.');
  });

  test('a file', async () => {
    const ended = await explain([fileOf('reply.txt', '552 5.2.2 Mailbox full\r\n')]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('mailcheck explain mailbox-full');
  });

  test('a file in UTF-16, as Windows writes', async () => {
    const ended = await explain([fileOf('wide.txt', Buffer.from('\ufeff552 5.2.2 Mailbox full', 'utf16le'))]);
    expect(ended.stdout).toContain('   | 552 5.2.2 Mailbox full\n');
  });

  test('a log, with counts', async () => {
    const ended = await explain([fileOf('mail.log', log)]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^A log of 3 lines: 2 failures, 1 cause\.\n/);
    expect(ended.stdout).toContain(
      '   Found       2 times, first in line 2\n   Recipients  b@example.net, c@example.net\n',
    );
  });

  test('a log without failures', async () => {
    const ended = await explain(['-'], { input: log.split('\n')[0] ?? '' });
    expect(ended).toMatchObject({ code: 0, stdout: 'A log of 1 line: no failure is told in it.\n' });
  });

  test('a bounce of five recipients, one of whom got it', async () => {
    const ended = await explain([fileOf('bounce.eml', bounce)]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^A bounce from relay\.example\.org: 4 failures, 3 causes\.\n/);
    expect(ended.stdout).toContain('   Recipients  one@example.net, three@example.com\n');
    expect(ended.stdout).not.toContain('five@');
  });

  test('a dialog, without the password in it', async () => {
    const input =
      ' ~> AUTH LOGIN\n<~  334 UGFzc3dvcmQ6\n ~> aHVudGVyMg==\n<~* 535 5.7.8 Error: authentication failed\n';
    for (const format of ['text', 'json', 'ndjson']) {
      const ended = await explain(['-', '--format', format], { input });
      expect(ended.code).toBe(0);
      expect(ended.stdout + ended.stderr).not.toContain('aHVudGVy');
      expect(ended.stdout).toContain('535 5.7.8 Error: authentication failed');
    }
  });

  test('what is known beside the text', async () => {
    const ended = await explain(['530 5.7.0 no', '--protocol', 'smtp', '--phase', 'AUTH', '--format', 'json']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ groups: [{ cause: 'tls-required' }] });
    const named = await explain(['535 5.7.8 authentication failed', '--provider', 'aol', '--as', 'submission']);
    expect(named.stdout).toMatch(/Names {7}AOL Mail\n/);
    expect(named.stdout).toContain('https://help.aol.com/');
  });
});

describe('an id', () => {
  test('of a cause has its page', async () => {
    const ended = await explain(['cert-expired']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^# The certificate has expired .*\n\n## What it means\n/);
  });

  test('of a finding has one, too', async () => {
    const ended = await explain(['tls/certificate-expired', '--format', 'json']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ id: 'tls/certificate-expired', kind: 'finding' });
  });

  test('mistyped gets the nearest four', async () => {
    const ended = await explain(['cert-expird']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    const [, near = ''] = /Did you mean (.*)\?/.exec(ended.stderr) ?? [];
    const ids = near.split(/, | or /);
    expect(ids).toHaveLength(4);
    expect(ids[0]).toBe('cert-expired');
    expect(ids.filter((id) => !explainIds().includes(id))).toEqual([]);
  });

  test('that begins like others gets those', async () => {
    const ended = await explain(['mailbox']);
    expect(ended.stderr).toMatch(/Did you mean mailbox-(?:full|in-use) or mailbox-/);
  });

  test('like none gets none', async () => {
    const ended = await explain(['zzzzzzzz']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).not.toContain('Did you mean');
  });

  test('left out, all are listed', async () => {
    const ended = await explain([]);
    expect(ended.code).toBe(0);
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(explainIds().length);
    const lines = (await explain(['--format', 'ndjson'])).stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(explainIds());
  });
});

describe('what cannot be explained', () => {
  test('a text that nobody can read has its page, and exit code 3', async () => {
    const ended = await explainBuilt(['xyzzy plugh']);
    expect(ended).toMatchObject({ code: 3, stderr: '' });
    expect(ended.stdout).toContain('Nobody can tell from this text alone');
    expect(ended.stdout).toContain('Read        no code, and no words that are known');
    expect(ended.stdout).toContain('mailcheck diagnose ann@example.org');
  });

  test('one among others is no failure', async () => {
    const ended = await explain(['550 5.1.1 User unknown\n250-qwertz\n250 asdf']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^2 replies: 1 cause, and some that nobody can tell\./);
  });

  test.each([
    ['an empty text', [''], 'there is nothing to explain: the text is empty'],
    ['a blank one', [' \n '], 'there is nothing to explain: the text is empty'],
    [
      'an unknown moment',
      ['550 no', '--phase', 'breakfast'],
      '--phase breakfast is not known.\n  Phases are resolve, ',
    ],
    ['an unknown protocol', ['550 no', '--protocol', 'gopher'], 'Choices are smtp, imap'],
    ['a file that is not there', ['missing.eml'], 'there is no file "missing.eml"'],
    ['a path that is not there', ['./no/such'], 'there is no file "./no/such"'],
    ['a batch and a text', ['550 no', '--batch', '-'], '--batch and a text contradict each other'],
    ['a batch that is not there', ['--batch', 'missing.ndjson'], '--batch missing.ndjson: there is no such file'],
    ['two formats', ['550 no', '--format', 'json', '--format', 'text'], 'explain writes one format'],
    [
      'a file for the format',
      ['550 no', '--format', 'json=x.json'],
      'mailcheck explain … --format json > explained.json',
    ],
  ])('%s', async (_, args, message) => {
    const ended = await explain(args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });

  test('an empty input', async () => {
    expect(await explain(['-'])).toMatchObject({ code: 2, stdout: '' });
    expect(await explain([fileOf('empty.txt', '')])).toMatchObject({ code: 2, stdout: '' });
  });

  test('folders, and files that hold no text', async () => {
    expect((await explain([folder])).stderr).toContain('this is a folder');
    expect((await explain(['--batch', folder])).stderr).toContain('this is a folder');
    const ole = await explain([fileOf('mail.msg', Buffer.from('d0cf11e0a1b11ae1', 'hex'))]);
    expect(ole).toMatchObject({ code: 2, stdout: '' });
    expect(ole.stderr).toContain('Save the message as .eml');
    const packed = await explain([fileOf('mail.log.gz', Buffer.from('1f8b0800', 'hex'))]);
    expect(packed).toMatchObject({ code: 2, stdout: '' });
    expect(packed.stderr).toMatch(/zcat \S*mail\.log\.gz \| mailcheck explain -/);
  });

  test.skipIf(process.platform !== 'linux')('a file that cannot be read', async () => {
    const ended = await explain(['/proc/self/mem']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('/proc/self/mem: it cannot be read (EIO)');
    expect((await explain(['--batch', '/proc/self/mem'])).stderr).toContain(
      '--batch /proc/self/mem: it cannot be read (EIO)',
    );
  });
});

describe('for programs', () => {
  test('json is one object', async () => {
    const ended = await explain(['554 5.7.1 Relay access denied', '--format', 'json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schemaVersion: '1.0',
      tool: { name: 'mailcheck' },
      command: 'explain',
      kind: 'reply',
      groups: [{ cause: 'relay-denied', count: 1, text: '554 5.7.1 Relay access denied' }],
    });
  });

  test('ndjson is a group a line', async () => {
    const ended = await explain([fileOf('five.eml', bounce), '--format', 'ndjson']);
    const groups = ended.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ExplainedText['groups'][number]);
    expect(groups.map(({ cause, count }) => [cause, count])).toEqual([
      ['user-unknown', 2],
      ['mailbox-full', 1],
      ['relay-denied', 1],
    ]);
  });

  test('unknown is told by the exit code as well', async () => {
    expect((await explain(['xyzzy plugh', '--format', 'json'])).code).toBe(3);
  });
});

interface Answer {
  readonly id: unknown;
  readonly cause: string;
  readonly confidence: string | null;
}
const answers = (stdout: string): Answer[] =>
  stdout === ''
    ? []
    : stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Answer);

describe('a batch', () => {
  const lines = [
    { id: 'a', text: '550 5.1.1 User unknown' },
    { id: 2, text: '530 5.7.0 no', protocol: 'smtp', phase: 'auth' },
    { id: null, text: 'xyzzy plugh', protocol: 'gopher', phase: 'breakfast' },
    { text: '535 5.7.8 no', provider: 'gmail' },
  ];
  const ndjson = lines.map((line) => JSON.stringify(line)).join('\n');

  test.each(['a file', 'standard input'])('is answered line by line, from %s', async (from) => {
    const ended =
      from === 'a file'
        ? await explain(['--batch', fileOf('batch.ndjson', `\ufeff${ndjson.replaceAll('\n', '\r\n\r\n')}\r\n`)])
        : await explain(['--batch', '-'], { input: ndjson });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answers(ended.stdout).map(({ id, cause }) => [id, cause])).toEqual([
      ['a', 'user-unknown'],
      [2, 'tls-required'],
      [null, 'unknown'],
      [null, 'bad-credentials'],
    ]);
    const [first, , unknown, provided] = answers(ended.stdout);
    expect(Object.keys(first ?? {})).toEqual(['id', 'cause', 'confidence', 'alternatives', 'extracted']);
    expect([first?.confidence, unknown?.confidence]).toEqual(['certain', null]);
    expect(provided).toMatchObject({
      extracted: { provider: 'gmail' },
      alternatives: [{ cause: 'app-password-required' }],
    });
  });

  test('takes what is common to all from the options', async () => {
    const ended = await explain(['--batch', '-', '--protocol', 'smtp', '--phase', 'mail'], {
      input: '{"id":1,"text":"530 5.7.0 no"}\n{"id":2,"text":"530 5.7.0 no","phase":"auth"}\n',
    });
    expect(answers(ended.stdout).map(({ cause }) => cause)).toEqual(['auth-required', 'tls-required']);
  });

  test('of broken lines tells each, and answers the others', async () => {
    const long = `{"id":9,"text":"${'x'.repeat(1_100_000)}"}`;
    const input = [
      '{"id":1,"text":"550 5.1.1 User unknown"}',
      'nonsense',
      '[]',
      '{"id":4}',
      '{"id":5,"text":7}',
      long,
      '{"id":7,"text":"552 5.2.2 full"}',
    ];
    const ended = await explain(['--batch', '-'], { input: input.join('\n') });
    expect(ended.code).toBe(2);
    expect(answers(ended.stdout).map(({ id }) => id)).toEqual([1, 7]);
    expect(ended.stderr).toBe(
      `mailcheck: standard input, line 2: this is not JSON.
mailcheck: standard input, line 3: this is not a JSON object.
mailcheck: standard input, line 4: "text" is missing, or no text.
mailcheck: standard input, line 5: "text" is missing, or no text.
mailcheck: standard input, line 6: it is longer than a megabyte.
`,
    );
  });

  test('of nothing is nothing', async () => {
    expect(await explain(['--batch', '-'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('shows no passwords', async () => {
    const ended = await explain(['--batch', '-'], {
      input: '{"id":1,"text":"535 no: password=hunter2canary AUTH PLAIN AGFubgBodW50ZXIyY2FuYXJ5"}',
    });
    expect(ended.stdout).not.toMatch(/canary|AGFubg/);
  });

  test('of two thousand lines is answered in order', async () => {
    const input = Array.from(
      { length: 2_000 },
      (_, id) => `{"id":${id},"text":"550 5.1.1 <u${id}@example.org>: User unknown"}\n`,
    ).join('');
    const ended = await explainBuilt(['--batch', '-'], { input });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answers(ended.stdout).map(({ id }) => id)).toEqual(Array.from({ length: 2_000 }, (_, id) => id));
  });

  test('ends quietly when nobody reads any more', async () => {
    const input = '{"id":1,"text":"550 5.1.1 User unknown"}\n'.repeat(20_000);
    let closed = false;
    const ended = await explainBuilt(['--batch', '-'], {
      input,
      onStdout: (_: string, child: { closeStdout(): void }) => {
        if (!closed) child.closeStdout();
        closed = true;
      },
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answers(`${ended.stdout.slice(0, ended.stdout.lastIndexOf('\n') + 1)}`).length).toBeLessThan(20_000);
  });
});

describe('hostile texts are harmless on every way', () => {
  test.each(Object.entries(payloads))('%s', async (_, text) => {
    const input = `550 5.1.1 User unknown ${text}`;
    for (const format of ['text', 'json', 'ndjson']) {
      const ended = await explain(['-', '--format', format], { input });
      expectHarmless(ended.stdout);
      expect(ended.stderr).toBe('');
    }
    const batch = await explain(['--batch', '-'], {
      input: `${JSON.stringify({ id: text, text: input })}\n{${text.replaceAll('\n', ' ')}\n`,
    });
    expectHarmless(batch.stdout);
    expectHarmless(batch.stderr);
  });

  test('in arguments, too', async () => {
    for (const args of [
      ['no-such\x1b[2J'],
      ['./a\x1b[2J'],
      ['550 no', '--phase', '\x1b[2J'],
      ['--batch', 'a\x1b[2J'],
    ]) {
      const ended = await explain(args);
      expectHarmless(ended.stdout + ended.stderr);
    }
  });
});

test('colours only where they are wanted', async () => {
  const env = { FORCE_COLOR: '1' };
  expect((await explain(['550 5.1.1 User unknown'], { env })).stdout).toContain('\x1b[');
  expect((await explain(['550 5.1.1 User unknown', '--no-color'], { env })).stdout).not.toContain('\x1b[');
  expect((await explain(['550 5.1.1 User unknown', '--format', 'json'], { env })).stdout).not.toContain('\x1b[');
});
