import { describe, expect, test } from 'vitest';
import { type Folder, type Folders, folders } from '../../src/probes/facts/mail.ts';
import notSubscribed from '../../src/rules/imap/folder-not-subscribed.ts';
import namespacePrefix from '../../src/rules/imap/namespace-prefix.ts';
import quotaFull from '../../src/rules/imap/quota-full.ts';
import refusedList from '../../src/rules/imap/refused.ts';
import specialMissing from '../../src/rules/imap/special-folder-missing.ts';
import subscribedMissing from '../../src/rules/imap/subscribed-folder-missing.ts';
import { endpointOf, failed, observed, replyOf, skipped, verdictsOf, viewOf } from '../evidence.ts';

const at = endpointOf('imap', 993, 'tls');
const where = { host: 'mail.example.org', port: 993 };

const folder = (name: string, differs: Partial<Folder> = {}): Folder => ({
  name,
  delimiter: '/',
  subscribed: true,
  exists: true,
  selectable: true,
  specialUse: [],
  ...differs,
});
const unsubscribed = { subscribed: false };
const gone = { exists: false, selectable: false };
const listing = (list: readonly Folder[], differs: Partial<Folders> = {}): Folders => ({
  personal: [{ prefix: '', delimiter: '/' }],
  otherUsers: [],
  shared: [],
  folders: list,
  subscriptionsBy: 'list-extended',
  specialUseKnown: true,
  quota: [],
  ...differs,
});
const seen = (list: readonly Folder[], differs: Partial<Folders> = {}) =>
  viewOf([observed(folders, at, listing(list, differs))]);
const below = (prefix: string, delimiter = '.') => ({ personal: [{ prefix, delimiter }] });
const usual = ['INBOX', 'Sent', 'Drafts', 'Trash', 'Junk'].map((name) => folder(name));

test('none of them says anything of a healthy mailbox, or of one that was not looked at', () => {
  for (const rule of [notSubscribed, namespacePrefix, quotaFull, refusedList, specialMissing, subscribedMissing]) {
    expect([...rule.check(at, seen(usual))], rule.id).toEqual([]);
    expect([...rule.check(at, viewOf([skipped(folders, at, 'no-credentials')]))], rule.id).toEqual([]);
  }
});

describe('imap/folder-not-subscribed', () => {
  test('names hidden folders, special ones first, and counts them all', () => {
    const hidden = ['A', 'B', 'C', 'D', 'E'].map((name) => folder(name, unsubscribed));
    const sent = folder('Sent', { ...unsubscribed, specialUse: ['\\Sent'] });
    expect(verdictsOf(notSubscribed, seen([folder('INBOX'), folder('Archive'), ...hidden, sent]))).toEqual([
      { message: 'hidden', args: { ...where, folders: 'Sent, A, B, C, D', count: 6 } },
    ]);
  });

  test('is silent where nobody uses subscriptions: nothing is subscribed, or INBOX alone', () => {
    const others = ['Sent', 'Projects'].map((name) => folder(name, unsubscribed));
    for (const inbox of [folder('INBOX', unsubscribed), folder('inbox')]) {
      expect(verdictsOf(notSubscribed, seen([inbox, ...others]))).toEqual([]);
    }
  });

  test('is silent when the only other subscription is of a folder that is gone', () => {
    const view = seen([folder('INBOX'), folder('Old', gone), folder('Sent', unsubscribed)]);
    expect(verdictsOf(notSubscribed, view)).toEqual([]);
  });

  test('is silent on parents that hold no mail and on INBOX itself', () => {
    const view = seen([
      folder('INBOX', unsubscribed),
      folder('Archive/2026'),
      folder('Archive', { ...unsubscribed, ...gone }),
      folder('[Gmail]', { ...unsubscribed, selectable: false }),
    ]);
    expect(verdictsOf(notSubscribed, view)).toEqual([]);
  });

  test('is silent on what others share', () => {
    const view = seen([...usual, folder('shared/Team', unsubscribed), folder('user/bob', unsubscribed)], {
      shared: [{ prefix: 'shared/', delimiter: '/' }],
      otherUsers: [{ prefix: 'user/', delimiter: '/' }],
    });
    expect(verdictsOf(notSubscribed, view)).toEqual([]);
  });

  test('does not take all folders for shared ones where the shared name space has no prefix (Cyrus)', () => {
    const view = seen([...usual, folder('Projects', unsubscribed)], { shared: [{ prefix: '', delimiter: '/' }] });
    expect(verdictsOf(notSubscribed, view)[0]?.args?.folders).toBe('Projects');
  });

  test('is silent when the server does not tell', () => {
    const view = seen([folder('Sent'), folder('Trash', unsubscribed)], { subscriptionsBy: 'none' });
    expect(verdictsOf(notSubscribed, view)).toEqual([]);
  });
});

describe('imap/subscribed-folder-missing', () => {
  test('names what is subscribed and gone', () => {
    expect(verdictsOf(subscribedMissing, seen([...usual, folder('Projects', gone)]))).toEqual([
      { message: 'missing', args: { ...where, folders: 'Projects', count: 1 } },
    ]);
  });

  test('counts more than it names', () => {
    const many = ['1', '2', '3', '4', '5', '6', '7'].map((name) => folder(name, gone));
    expect(verdictsOf(subscribedMissing, seen([...usual, ...many]))[0]?.args).toMatchObject({
      folders: '1, 2, 3, 4, 5',
      count: 7,
    });
  });

  test('is silent on a parent that does not exist and is not subscribed', () => {
    expect(verdictsOf(subscribedMissing, seen([...usual, folder('Clients', { ...gone, ...unsubscribed })]))).toEqual(
      [],
    );
  });

  test('is silent on INBOX in other letters, and on shared folders that a list may leave out', () => {
    const view = seen([...usual, folder('Inbox', gone), folder('shared/Team', gone)], {
      shared: [{ prefix: 'shared/', delimiter: '/' }],
    });
    expect(verdictsOf(subscribedMissing, view)).toEqual([]);
  });

  test('leaves a name whose twin has the prefix to imap/namespace-prefix', () => {
    const view = seen([folder('INBOX'), folder('INBOX.Sent'), folder('Sent', gone)], below('INBOX.'));
    expect(verdictsOf(subscribedMissing, view)).toEqual([]);
    expect(verdictsOf(namespacePrefix, view)).toHaveLength(1);
  });
});

describe('imap/namespace-prefix', () => {
  test('fires on a subscription without the prefix', () => {
    const view = seen(
      [folder('INBOX'), folder('INBOX.Sent', unsubscribed), folder('Sent', gone), folder('Projects', gone)],
      below('INBOX.'),
    );
    expect(verdictsOf(namespacePrefix, view)).toEqual([
      { message: 'prefix', args: { ...where, prefix: 'INBOX.', delimiter: '.', folders: 'Sent', count: 1 } },
    ]);
  });

  test('fires on a subscription with the prefix twice', () => {
    const view = seen([folder('INBOX.Sent'), folder('INBOX.INBOX.Sent', gone)], below('INBOX.'));
    expect(verdictsOf(namespacePrefix, view)[0]?.args?.folders).toBe('INBOX.INBOX.Sent');
  });

  test.each([
    ['INBOX.Sent', '.'],
    ['INBOX/Sent', '/'],
    ['INBOX.Sent', '/'],
  ])('fires on %s where no prefix is wanted and “%s” divides levels', (name, delimiter) => {
    const view = seen([...usual, folder(name, gone)], below('', delimiter));
    expect(verdictsOf(namespacePrefix, view)).toEqual([
      { message: 'needless', args: { ...where, prefix: '', delimiter, folders: name, count: 1 } },
    ]);
  });

  test('is silent on names that have the prefix, and where both forms exist', () => {
    const right = [folder('INBOX'), folder('INBOX.Sent')];
    expect(verdictsOf(namespacePrefix, seen(right, below('INBOX.')))).toEqual([]);
    expect(verdictsOf(namespacePrefix, seen([...right, folder('Sent')], below('INBOX.')))).toEqual([]);
    expect(verdictsOf(namespacePrefix, seen([...usual, folder('INBOX.Sent')], below('')))).toEqual([]);
  });

  test('is silent without a twin', () => {
    const view = seen([folder('INBOX'), folder('INBOX.Sent'), folder('Projects', gone)], below('INBOX.'));
    expect(verdictsOf(namespacePrefix, view)).toEqual([]);
    expect(verdictsOf(subscribedMissing, view)[0]?.args?.folders).toBe('Projects');
  });
});

describe('imap/special-folder-missing', () => {
  const without = (...names: string[]) => usual.filter(({ name }) => !names.includes(name));

  test('names what is missing', () => {
    expect(verdictsOf(specialMissing, seen(without('Trash')))).toEqual([
      { message: 'missing', args: { ...where, missing: 'trash' } },
    ]);
    expect(verdictsOf(specialMissing, seen(without('Sent', 'Junk')))[0]?.args?.missing).toBe('sent, junk');
  });

  test('does not take a folder that is only subscribed for one that is there', () => {
    expect(verdictsOf(specialMissing, seen([...without('Sent'), folder('Sent', gone)]))[0]?.args?.missing).toBe('sent');
  });

  test('does not take another mark for the one that is missing', () => {
    const archive = folder('Archive', { specialUse: ['\\Archive'] });
    expect(verdictsOf(specialMissing, seen([...without('Junk'), archive]))[0]?.args?.missing).toBe('junk');
  });

  test('does not take part of a name for the name', () => {
    expect(verdictsOf(specialMissing, seen([...without('Trash'), folder('Trash talk')]))).toHaveLength(1);
  });

  test('knows a folder by its mark, in any language and in any case of letters', () => {
    const view = seen([
      ...without('Sent', 'Trash'),
      folder('Inviati', { specialUse: ['\\Sent'] }),
      folder('Cestino', { specialUse: ['\\trash'] }),
    ]);
    expect(verdictsOf(specialMissing, view)).toEqual([]);
  });

  test('knows a folder by a usual name, below a prefix, in any case and composed either way', () => {
    const view = seen(
      ['INBOX', 'INBOX.sent items', 'INBOX.ENTWÜRFE'.normalize('NFD'), 'INBOX.Deleted Messages', 'INBOX.Spam'].map(
        (name) => folder(name, { delimiter: '.' }),
      ),
      below('INBOX.'),
    );
    expect(verdictsOf(specialMissing, view)).toEqual([]);
  });

  test('is silent on a mailbox that is INBOX alone', () => {
    expect(verdictsOf(specialMissing, seen([folder('INBOX'), folder('Old', gone)]))).toEqual([]);
  });
});

describe('imap/quota-full', () => {
  const used = (amount: number, limit: number, resource = 'STORAGE') => ({
    root: 'User quota',
    resource,
    used: amount,
    limit,
  });
  const quota = (...list: Folders['quota']) => verdictsOf(quotaFull, seen(usual, { quota: list }));

  test('says how full a full mailbox is, in units that people know', () => {
    expect(quota(used(1_048_576, 1_048_576))).toEqual([
      { message: 'full', args: { ...where, used: '1.0 GiB', limit: '1.0 GiB', percent: 100, resource: 'STORAGE' } },
    ]);
    expect(quota(used(1024, 1024))[0]?.args).toMatchObject({ used: '1.0 MiB' });
    expect(quota(used(615, 512))[0]?.args).toMatchObject({ used: '615 KiB', limit: '512 KiB', percent: 120 });
  });

  test('warns from 90 % on, and calls only 100 % full', () => {
    expect(quota(used(90, 100))).toMatchObject([{ message: 'nearly', severity: 'warning', args: { percent: 90 } }]);
    expect(quota(used(99_999, 100_000))).toMatchObject([{ message: 'nearly', args: { percent: 99 } }]);
    expect(quota(used(89_999, 100_000))).toEqual([]);
  });

  test('judges the fullest of several, messages too', () => {
    expect(quota(used(10, 100), used(1000, 1000, 'MESSAGE'))).toEqual([
      {
        message: 'full',
        args: { ...where, used: '1000 messages', limit: '1000 messages', percent: 100, resource: 'MESSAGE' },
      },
    ]);
  });

  test('is silent without a limit, and on limits that stop no mail', () => {
    expect(quota(used(500, 0))).toEqual([]);
    expect(quota(used(1, 1))).toHaveLength(1);
    expect(quota(used(50, 50, 'MAILBOX'), used(9, 9, 'ANNOTATION-STORAGE'))).toEqual([]);
  });
});

describe('imap/refused', () => {
  test('quotes the reply to LIST and says what it means', () => {
    const reply = replyOf('imap', 'NO', 'Mailbox is over quota', { code: 'OVERQUOTA' });
    expect(
      verdictsOf(refusedList, viewOf([failed(folders, at, { kind: 'rejected', stage: 'folders', reply })])),
    ).toEqual([
      {
        message: 'refused',
        args: { ...where, reply: 'NO [OVERQUOTA] Mailbox is over quota', meaning: 'mailbox-full' },
      },
    ]);
  });

  test('is silent on a connection that ended', () => {
    expect(verdictsOf(refusedList, viewOf([failed(folders, at, { kind: 'reset', stage: 'folders' })]))).toEqual([]);
  });
});
