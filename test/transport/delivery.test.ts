import { describe, expect, test } from 'vitest';
import { answer } from '../../src/lab/faults.ts';
import type { Action, WorldPlan } from '../../src/lab/plan.ts';
import { deliver, type TestMessage } from '../../src/transport/delivery.ts';
import { labOf, submission } from './lab-sessions.ts';
import { failureOf, told } from './sockets.ts';

const message = (differs: Partial<TestMessage> = {}): TestMessage => ({
  from: 'ann@lab.test',
  to: ['bob@example.com'],
  subject: 'Test message',
  text: 'Hello.\n.\n..\n',
  ...differs,
});

/** The lab, where a command is answered otherwise. */
const answering = (command: string, action: string | Action) => (plan: WorldPlan) =>
  answer(plan, { protocol: 'smtp', ports: [465] }, command, action);

describe('a message that is taken', () => {
  test('arrives whole, over the session that was logged in', async () => {
    const world = await labOf();
    const { session, journal } = await submission(world);
    const delivered = await deliver(session, message({ messageId: '<1@lab.test>' }));
    expect(delivered).toEqual({
      messageId: '<1@lab.test>',
      accepted: ['bob@example.com'],
      rejected: [],
      reply: '250 2.0.0 Ok: queued',
    });
    const [{ from, to, text } = { from: '', to: [], text: '' }, ...more] = world.messages;
    expect([from, to, more]).toEqual(['ann@lab.test', ['bob@example.com'], []]);
    expect(text.split('\r\n\r\n')[1]).toBe('Hello.\r\n.\r\n..\r\n');
    const header = text.split('\r\n\r\n')[0]?.split('\r\n') ?? [];
    expect(header).toEqual(
      expect.arrayContaining([
        'Auto-Submitted: auto-generated',
        'From: ann@lab.test',
        'To: bob@example.com',
        'Subject: Test message',
        'Message-ID: <1@lab.test>',
        expect.stringMatching(/^Date: /),
      ]),
    );
    expect(told(journal).at(-1)).toBe('mailcheck <1@lab.test>: 250 2.0.0 Ok: queued');
    const counters = world.counters.services['mail.lab.test:465'];
    expect(counters).toMatchObject({ connections: 1, logins: 1, plainTextCredentialBytes: 0 });
  });

  test('has an id of its own where none is given, of the domain of its sender', async () => {
    const world = await labOf();
    const ids = [];
    for (let count = 0; count < 2; count++) {
      ids.push((await deliver((await submission(world)).session, message())).messageId);
    }
    expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@lab\.test>$/);
    expect(ids[1]).not.toBe(ids[0]);
  });

  test('reads no file and fetches nothing, whatever its text looks like', async () => {
    const world = await labOf();
    await deliver((await submission(world)).session, message({ text: 'file:///etc/hostname http://127.0.0.1:1/x' }));
    expect(world.messages[0]?.text).toContain('file:///etc/hostname http://127.0.0.1:1/x');
  });

  test('from nobody is sent with the null reverse-path', async () => {
    const world = await labOf((plan) => {
      for (const service of plan.services) if (service.protocol === 'smtp') service.submission = false;
      answer(plan, { protocol: 'smtp', ports: [465] }, 'MAIL', '250 2.1.0 Ok');
      answer(plan, { protocol: 'smtp', ports: [465] }, 'RCPT', '250 2.1.5 Ok');
      answer(plan, { protocol: 'smtp', ports: [465] }, 'DATA', { say: '554 5.7.1 no' });
    });
    const { session } = await submission(world);
    const failure = await failureOf(deliver(session, message({ from: '' })));
    expect(failure).toMatchObject({ kind: 'rejected', stage: 'data', reply: { status: '554' } });
  });

  test('tells of each recipient that is refused, in the words of the server', async () => {
    const world = await labOf();
    const { session } = await submission(world);
    const delivered = await deliver(session, message({ to: ['bob@example.com', 'nobody@lab.test'] }));
    expect(delivered.accepted).toEqual(['bob@example.com']);
    expect(delivered.rejected).toEqual([
      {
        address: 'nobody@lab.test',
        reply: '550 5.1.1 <nobody@lab.test>: Recipient address rejected: User unknown in local recipient table',
      },
    ]);
    expect(world.messages).toHaveLength(1);
  });
});

describe('a message that is not taken', () => {
  test.each<[string, string, string, object]>([
    [
      'its sender',
      'MAIL',
      '553 5.7.1 not yours',
      { stage: 'mail', reply: { protocol: 'smtp', status: '553', enhanced: '5.7.1', text: 'not yours' } },
    ],
    [
      'all recipients',
      'RCPT',
      '450 4.7.1 later',
      { stage: 'rcpt', reply: { protocol: 'smtp', status: '450', enhanced: '4.7.1', text: 'later' } },
    ],
    [
      'the beginning of it',
      'DATA',
      '554 5.5.1 no',
      { stage: 'data', reply: { protocol: 'smtp', status: '554', enhanced: '5.5.1', text: 'no' } },
    ],
    [
      'the end of it',
      'END',
      '552 5.3.4 too big',
      { stage: 'data', reply: { protocol: 'smtp', status: '552', enhanced: '5.3.4', text: 'too big' } },
    ],
    [
      'in several lines',
      'END',
      '550-5.7.1 one\r\n550 5.7.1 two',
      { stage: 'data', reply: { protocol: 'smtp', status: '550', enhanced: '5.7.1', text: 'one\ntwo' } },
    ],
  ])('because the server refuses %s', async (_, command, reply, failure) => {
    const world = await labOf(answering(command, { say: reply.split('\r\n') }));
    const { session, journal } = await submission(world);
    expect(await failureOf(deliver(session, message()))).toEqual({ kind: 'rejected', ...failure });
    expect(told(journal).at(-1)).toMatch(/^!mailcheck rejected: /);
    expect(world.messages).toEqual([]);
  });

  test.each<[string, Action]>([
    ['closes', { afterwards: 'close' }],
    ['resets', { afterwards: 'reset' }],
  ])('because the server %s the connection', async (_, action) => {
    const { session } = await submission(await labOf(answering('RCPT', action)));
    expect(await failureOf(deliver(session, message()))).toMatchObject({
      kind: expect.stringMatching(/^(?:closed|reset)$/),
    });
  });

  test('because the server says nothing any more, at the deadline', async () => {
    const { session } = await submission(await labOf(answering('DATA', { afterwards: 'mute' })));
    const startedAt = performance.now();
    const failure = await failureOf(deliver(session, message({ deadlineMs: 200 })));
    expect(failure).toEqual({ kind: 'timeout', stage: 'data', afterMs: 200 });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('because what answers breaks the protocol', async () => {
    const { session } = await submission(await labOf(answering('MAIL', 'HTTP/1.1 400 Bad Request')));
    expect(await failureOf(deliver(session, message()))).toMatchObject({
      kind: expect.stringMatching(/^(?:violation|rejected|closed)$/),
    });
  });

  test('because Ctrl-C ends it', async () => {
    const { session, abort } = await submission(await labOf(answering('DATA', { afterwards: 'mute' })));
    const delivering = failureOf(deliver(session, message()));
    setImmediate(() => abort.abort());
    expect(await delivering).toMatchObject({ kind: 'closed' });
  });

  test.each<Partial<TestMessage>>([
    { from: 'ann@lab.test>\r\nRCPT TO:<x@example.com' },
    { to: ['bob@example.com', 'x\r\nDATA'] },
    { helo: 'a\r\nMAIL' },
    { subject: 'x\r\nBcc: y@example.com' },
    { messageId: '<1@lab.test>\r\nX: y' },
    { from: 'a\0b' },
  ])('because %j could be a second command: nothing of it is sent', async (differs) => {
    const world = await labOf();
    const { session } = await submission(world);
    const before = world.counters.services['mail.lab.test:465']?.commands;
    await expect(deliver(session, message(differs))).rejects.toThrow(TypeError);
    session.close();
    expect(world.counters.services['mail.lab.test:465']?.commands).toBe(before);
    expect(world.messages).toEqual([]);
  });
});
