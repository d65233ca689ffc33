import { describe, expect, test } from 'vitest';
import { answer } from '../../src/lab/faults.ts';
import type { WorldPlan } from '../../src/lab/plan.ts';
import { withMailbox } from '../../src/transport/mailbox.ts';
import { imaps, labOf } from './lab-sessions.ts';
import { failureOf } from './sockets.ts';

const prefixed = (plan: WorldPlan): void => {
  plan.mailbox.prefix = 'INBOX.';
  plan.mailbox.delimiter = '.';
  for (const folder of plan.mailbox.folders) if (folder.name !== 'INBOX') folder.name = `INBOX.${folder.name}`;
};

const subscribed = (world: Awaited<ReturnType<typeof labOf>>, name: string): boolean | undefined =>
  world.mailbox.folders.find((folder) => folder.name === name)?.subscribed;

describe('folders over a session that is logged in', () => {
  test('are counted and opened for reading only', async () => {
    const world = await labOf((plan) =>
      answer(plan, { protocol: 'imap', ports: [993] }, 'SELECT', '{tag} NO read-only wanted'),
    );
    const { session } = await imaps(world);
    const states = await withMailbox(session, async (mailbox) => [
      await mailbox.status('INBOX'),
      await mailbox.examine('INBOX'),
    ]);
    expect(states).toEqual([
      { messages: 3, unseen: 0, uidNext: 4, uidValidity: '1700000000' },
      { messages: 3, uidNext: 4, uidValidity: '1700000000' },
    ]);
    expect(world.counters.services['mail.lab.test:993']).toMatchObject({
      connections: 1,
      logins: 1,
      plainTextCredentialBytes: 0,
    });
  });

  test('are subscribed, unsubscribed and made', async () => {
    const world = await labOf();
    const { session } = await imaps(world);
    const made = await withMailbox(session, async (mailbox) => {
      await mailbox.unsubscribe('Sent');
      await mailbox.unsubscribe('Trash');
      await mailbox.subscribe('Trash');
      return [await mailbox.create('Projects'), await mailbox.create('Projects')];
    });
    expect(made).toEqual([true, false]);
    expect(['Sent', 'Trash', 'Projects'].map((name) => subscribed(world, name))).toEqual([false, true, true]);
  });

  test('have the names that they are given: nothing is put in front', async () => {
    const world = await labOf(prefixed);
    const { session } = await imaps(world);
    await withMailbox(session, async (mailbox) => {
      await mailbox.unsubscribe('INBOX.Sent');
      expect(await mailbox.create('INBOX.Projects')).toBe(true);
    });
    expect(world.mailbox.folders.map(({ name }) => name)).toContain('INBOX.Projects');
    expect(subscribed(world, 'INBOX.Sent')).toBe(false);
  });

  test('may have any name', async () => {
    const world = await labOf();
    const { session } = await imaps(world);
    const names = ['Gesendet & Entwürfe', '受信箱', 'a "b" \\c', '* OK (x)', '{5}'];
    await withMailbox(session, async (mailbox) => {
      for (const name of names) expect(await mailbox.create(name)).toBe(true);
    });
    expect(world.mailbox.folders.length).toBe(7 + names.length);
  });

  test('give back what the work gives, and end the session', async () => {
    const world = await labOf();
    const { session } = await imaps(world);
    expect(await withMailbox(session, async () => 'result')).toBe('result');
    await expect(withMailbox(session, async () => 'again')).rejects.toThrow();
  });
});

describe('what is refused is a failure, in the words of the server', () => {
  test.each<[string, (mailbox: Parameters<Parameters<typeof withMailbox>[1]>[0]) => Promise<unknown>]>([
    ['status', (mailbox) => mailbox.status('Nothing')],
    ['examine', (mailbox) => mailbox.examine('Nothing')],
    ['subscribe', (mailbox) => mailbox.subscribe('Nothing')],
    ['unsubscribe', (mailbox) => mailbox.unsubscribe('Nothing')],
  ])('%s', async (_, work) => {
    const { session } = await imaps(await labOf());
    expect(await failureOf(withMailbox(session, work))).toEqual({
      kind: 'rejected',
      stage: 'mailbox',
      reply: {
        protocol: 'imap',
        status: 'NO',
        code: 'NONEXISTENT',
        text: expect.stringContaining("doesn't exist: Nothing"),
      },
    });
  });

  test('create', async () => {
    const { session } = await imaps(await labOf(prefixed));
    expect(await failureOf(withMailbox(session, (mailbox) => mailbox.create('Projects')))).toMatchObject({
      kind: 'rejected',
      reply: { status: 'NO', code: 'CANNOT', text: expect.stringContaining('prefix missing') },
    });
  });

  test('and the next command has words of its own', async () => {
    const { session } = await imaps(await labOf());
    const [first, second] = await withMailbox(session, async (mailbox) => [
      await failureOf(mailbox.status('One')),
      await failureOf(mailbox.subscribe('Two')),
    ]);
    expect(first).toMatchObject({ reply: { text: expect.stringContaining('One') } });
    expect(second).toMatchObject({ reply: { text: expect.stringContaining('Two') } });
  });

  test.each(['a\r\nb LOGOUT', 'a\0b', 'a\nb'])('%j is no name: nothing of it is sent', async (name) => {
    const world = await labOf();
    const { session } = await imaps(world);
    await withMailbox(session, async (mailbox) => {
      await expect(mailbox.create(name)).rejects.toThrow(TypeError);
    });
    expect(world.mailbox.folders).toHaveLength(7);
  });
});

describe('a server that fails', () => {
  test.each<[string, 'close' | 'reset']>([
    ['closes', 'close'],
    ['resets', 'reset'],
  ])('%s the connection', async (_, afterwards) => {
    const world = await labOf((plan) => answer(plan, { protocol: 'imap', ports: [993] }, 'STATUS', { afterwards }));
    const { session } = await imaps(world);
    expect(await failureOf(withMailbox(session, (mailbox) => mailbox.status('INBOX')))).toMatchObject({
      kind: expect.stringMatching(/^(?:closed|reset)$/),
      stage: 'mailbox',
    });
  });

  test('falls silent: the deadline ends it', async () => {
    const world = await labOf((plan) =>
      answer(plan, { protocol: 'imap', ports: [993] }, 'STATUS', { afterwards: 'mute' }),
    );
    const { session } = await imaps(world);
    const startedAt = performance.now();
    expect(await failureOf(withMailbox(session, (mailbox) => mailbox.status('INBOX'), 300))).toEqual({
      kind: 'timeout',
      stage: 'mailbox',
      afterMs: 300,
    });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('refuses to say goodbye: the result stands', async () => {
    const world = await labOf((plan) => answer(plan, { protocol: 'imap', ports: [993] }, 'LOGOUT', '{tag} BAD no'));
    const { session } = await imaps(world);
    expect(await withMailbox(session, async (mailbox) => (await mailbox.status('INBOX')).messages)).toBe(3);
  });

  test('an error of the work is thrown as it is', async () => {
    const { session } = await imaps(await labOf());
    const error = new Error('of its own');
    await expect(withMailbox(session, () => Promise.reject(error))).rejects.toBe(error);
  });
});
