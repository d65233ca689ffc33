import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { type Folder, type Folders, folders, maildrop } from '../../src/probes/facts/mail.ts';
import { observed } from '../evidence.ts';
import { at, causesOf, firstOf, imaps, name, pop3s, refusal, submission, theCause } from './case.ts';

const folder = (one: string): Folder => ({
  name: one,
  delimiter: '/',
  subscribed: true,
  exists: true,
  selectable: true,
  specialUse: [],
});
const listing = (differs: Partial<Folders> = {}): Folders => ({
  personal: [{ prefix: '', delimiter: '/' }],
  otherUsers: [],
  shared: [],
  folders: [folder('INBOX')],
  subscriptionsBy: 'list-extended',
  specialUseKnown: true,
  quota: [],
  ...differs,
});
const seen = [observed(folders, imaps, listing())];
const check = `mailcheck folders ann@example.org --imap ${name}:993`;
const of = (rule: string, args: Finding['args']) => at(rule, imaps, args);

describe('mailbox-full', () => {
  const full = { ...of('imap/quota-full', { percent: 100, used: '1.0 GiB', limit: '1.0 GiB' }), message: 'full' };
  const nearly = { ...full, message: 'nearly' };
  const refused = (to: string) =>
    refusal('smtp/recipient-refused', submission, 'mailbox-full', '552 5.2.2 full', { to });

  test('joins the quota with the refusals for it', () => {
    const cause = theCause([full, refused('ann@example.org')]);
    expect(cause).toMatchObject({ id: 'mailbox-full', confidence: 'certain', check });
    expect(cause.explains).toHaveLength(2);
    expect(cause.summary).toContain(`The mailbox of ann@example.org on ${name} is 100 % full (1.0 GiB of 1.0 GiB)`);
    expect(firstOf(cause).text).toMatch(/^Empty Trash and Junk first/);
  });

  test('is no case where the mailbox is only nearly full', () => {
    expect(causesOf([nearly])).toEqual([]);
    expect(causesOf([nearly, refused('ann@example.org')])).toEqual(['mailbox-full certain']);
  });

  test('tells whose mailbox it is', () => {
    const other = theCause([refused('bob@example.net')]);
    expect(firstOf(other).text).toMatch(/^Tell bob@example\.net by other means/);
    expect(firstOf(theCause([refused('ann@example.org')])).text).toMatch(/^Empty Trash and Junk first/);
  });
});

describe('folder-not-subscribed and folder-not-found', () => {
  const hidden = (names: string, count = 1) => of('imap/folder-not-subscribed', { folders: names, count });
  const gone = of('imap/subscribed-folder-missing', { folders: 'Projects', count: 1 });

  test('hidden folders are there, and need a subscription', () => {
    const cause = theCause([hidden('Sent')], { seen });
    expect(cause).toMatchObject({ id: 'folder-not-subscribed', confidence: 'certain', check });
    expect(cause.summary).toMatch(/^Sent is not subscribed at .* hide it, and devices disagree\.$/);
    expect(cause.ruledOut).toEqual(['lost folders (they are on the server)']);
    expect(firstOf(cause).text).toMatch(/^Subscribe to the folder in the mail program/);
    expect(theCause([hidden('Sent, Drafts', 2)]).summary).toMatch(/^Sent, Drafts are not subscribed .* hide them/);
  });

  test('missing folders need none', () => {
    const cause = theCause([gone], { seen });
    expect(cause).toMatchObject({ id: 'folder-not-found', confidence: 'certain', check });
    expect(cause.summary).toMatch(/^Projects is subscribed at .* but does not exist there/);
    expect(cause.ruledOut).toEqual(['a missing name prefix (no folder of that name exists under the prefix either)']);
    expect(firstOf(cause)).toEqual({ text: expect.stringMatching(/^Unsubscribe the old name/) });
  });

  test('both may be at work', () => {
    expect(causesOf([hidden('Sent'), gone], { seen })).toEqual([
      'folder-not-found certain',
      'folder-not-subscribed certain',
    ]);
  });

  describe('beside a name-space prefix', () => {
    const prefix = of('imap/namespace-prefix', { prefix: 'INBOX.', delimiter: '.', folders: 'Sent', count: 1 });

    test('a folder is hidden by it when it is the one that is subscribed under the other name', () => {
      const cause = theCause([prefix, hidden('INBOX.Sent')], { seen });
      expect(cause).toMatchObject({ id: 'namespace-prefix', confidence: 'certain' });
      expect(cause.explains).toHaveLength(2);
    });

    test.each([
      ['another one', hidden('INBOX.Projects')],
      ['one among others', hidden('INBOX.Sent, INBOX.Projects', 2)],
      ['one of more than are named', hidden('INBOX.Sent', 7)],
    ])('a folder is hidden for a reason of its own when it is %s', (_, finding) => {
      expect(causesOf([prefix, finding], { seen })).toEqual([
        'folder-not-subscribed certain',
        'namespace-prefix certain',
      ]);
    });

    test('a folder that is gone, or missing, is no matter of the prefix', () => {
      const missing = of('imap/special-folder-missing', { missing: 'trash' });
      expect(causesOf([prefix, gone, missing], { seen })).toEqual([
        'folder-not-found certain',
        'namespace-prefix certain',
        'special-folder-missing certain',
      ]);
    });
  });
});

describe('namespace-prefix', () => {
  const finding = (prefix: string, names: string) =>
    of('imap/namespace-prefix', { prefix, delimiter: '.', folders: names, count: 1 });

  test('says what to set where the server has a prefix', () => {
    const cause = theCause([finding('INBOX.', 'Sent')], { seen });
    expect(cause.summary).toContain(
      'personal folders have the prefix "INBOX." and "." between levels; Sent is subscribed',
    );
    expect(cause.ruledOut).toEqual(['lost folders (they are on the server, under the other name)']);
    expect(firstOf(cause).text).toMatch(/^Set the IMAP path prefix \(root folder\) to "INBOX"/);
  });

  test('says what to empty where the server has none', () => {
    const cause = theCause([finding('', 'INBOX.Sent')], { seen });
    expect(cause.summary).toContain('personal folders have no prefix');
    expect(firstOf(cause).text).toMatch(/^Empty the IMAP path prefix/);
  });

  test('accounts for the hidden twin where the server has none', () => {
    const hidden = of('imap/folder-not-subscribed', { folders: 'Sent', count: 1 });
    expect(theCause([finding('', 'INBOX.Sent'), hidden], { seen }).explains).toHaveLength(2);
  });
});

describe('special-folder-missing', () => {
  const finding = of('imap/special-folder-missing', { missing: 'trash' });

  test('rules another name out only where the server marks such folders', () => {
    const cause = theCause([finding], { seen });
    expect(cause).toMatchObject({ id: 'special-folder-missing', confidence: 'certain', check });
    expect(cause.summary).toContain('has no folder for trash');
    expect(cause.ruledOut).toHaveLength(1);
    expect(firstOf(cause)).toEqual({ text: expect.stringMatching(/^Create the folder in webmail/) });
    const unmarked = [observed(folders, imaps, listing({ specialUseKnown: false }))];
    expect(theCause([finding], { seen: unmarked }).ruledOut).toEqual([]);
  });
});

describe('pop3-uidl-unstable', () => {
  const drop = (uidl: 'stable' | 'unstable', duplicateUids: number) =>
    observed(maildrop, pop3s, { messages: 3, size: 100, uidl, duplicateUids });
  const finding = (message: string) => ({ ...at('pop3/uidl-unstable', pop3s, { messages: 3, uid: 'a1' }), message });

  test('tells identifiers that change from those that two messages have', () => {
    const unstable = theCause([finding('unstable')], { seen: [drop('unstable', 0)] });
    expect(unstable).toMatchObject({ id: 'pop3-uidl-unstable', confidence: 'certain' });
    expect(unstable.summary).toContain('gave other identifiers when asked twice in one session ("a1" was in the first');
    expect(unstable.ruledOut).toHaveLength(1);
    expect(firstOf(unstable).text).toMatch(/^Use IMAP instead of POP3/);
    const twice = theCause([finding('duplicate')], { seen: [drop('stable', 2)] });
    expect(twice.summary).toContain('gives 2 messages an identifier that another one has ("a1")');
    expect(twice.ruledOut).toEqual([]);
  });
});

describe('what a server refuses in the mailbox', () => {
  const listed = (meaning: string, reply: string) => theCause([refusal('imap/refused', imaps, meaning, reply)]);

  test.each([
    ['permission-denied', 'NO [NOPERM] Permission denied', /^For a shared mailbox or folder, ask its owner/],
    ['folder-operation-refused', 'NO [LIMIT] Too many folders', /^See which folders there are/],
    ['resync-needed', 'NO [CORRUPTION] Index is damaged', /^Close the mail program, wait a minute/],
  ])('%s is checked by listing the folders', (id, reply, advice) => {
    const cause = listed(id, reply);
    expect(cause).toMatchObject({ id, confidence: 'certain', check });
    expect(cause.summary).toContain(`${name} on 993 refuses to list the folders`);
    expect(firstOf(cause).text).toMatch(advice);
  });

  test('permission-denied names the login', () => {
    expect(listed('permission-denied', 'NO [NOPERM] no').summary).toContain('knows who asks (ann@example.org)');
  });

  test('a maildrop in use is waited for, and the password is left alone', () => {
    const locked = refusal('auth/rejected', pop3s, 'mailbox-in-use', '-ERR [IN-USE] locked', {
      user: 'ann@example.org',
    });
    const cause = theCause([locked]);
    expect(cause).toMatchObject({ id: 'mailbox-in-use', confidence: 'certain' });
    expect(cause.summary).toContain('for now: "-ERR [IN-USE] locked".');
    expect(cause.summary).toContain('A POP3 session keeps the maildrop for itself');
    expect(firstOf(cause).command).toBe(`mailcheck pop3 ${name}:995 --security tls --user ann@example.org`);
    const other = theCause([{ ...locked, subject: imaps }]);
    expect(other.summary).not.toContain('POP3');
  });

  test('a POP3 session that lost track is checked by POP3', () => {
    const lost = refusal('pop3/refused', pop3s, 'resync-needed', '-ERR [SYS/TEMP] inconsistent');
    expect(theCause([lost]).check).toMatch(/^mailcheck pop3 /);
  });
});
