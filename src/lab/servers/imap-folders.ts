import type { FolderPlan, MailboxPlan } from '../plan.ts';
import { type Argument, quote, textOf, wordsOf } from './imap-command.ts';

/** Untagged lines for a LIST command with its extensions (RFC 3501 6.3.8, RFC 5258, RFC 6154). */
export function list(mailbox: MailboxPlan, args: readonly Argument[], specialUse: boolean): string[] {
  const selects = Array.isArray(args[0]) ? wordsOf(args[0]) : [];
  const [reference, patterns = '', ...rest] = Array.isArray(args[0]) ? args.slice(1) : args;
  const returns = textOf(rest[0]).toUpperCase() === 'RETURN' ? wordsOf(rest[1]) : [];
  if (patterns === '') return [`* LIST (\\Noselect) ${quote(mailbox.delimiter)} ""`];
  const wanted = matcher(mailbox, textOf(reference), patterns);
  const onlySubscribed = selects.includes('SUBSCRIBED');
  const lines = mailbox.folders
    .filter((folder) => wanted(folder.name) && (!onlySubscribed || folder.subscribed))
    .filter((folder) => !selects.includes('SPECIAL-USE') || folder.specialUse !== undefined)
    .map((folder) => {
      const subscribed = folder.subscribed && (onlySubscribed || returns.includes('SUBSCRIBED'));
      return line('LIST', mailbox, folder.name, [
        mailbox.folders.some(({ name }) => name.startsWith(`${folder.name}${mailbox.delimiter}`))
          ? '\\HasChildren'
          : '\\HasNoChildren',
        ...(subscribed ? ['\\Subscribed'] : []),
        ...(specialUse && folder.specialUse !== undefined ? [folder.specialUse] : []),
      ]);
    });
  const dangling = onlySubscribed ? mailbox.danglingSubscriptions.filter(wanted) : [];
  return [...lines, ...dangling.map((name) => line('LIST', mailbox, name, ['\\NonExistent', '\\Subscribed']))];
}

/** Untagged lines for LSUB (RFC 3501 6.3.9). */
export function lsub(mailbox: MailboxPlan, args: readonly Argument[]): string[] {
  const wanted = matcher(mailbox, textOf(args[0]), args[1] ?? '');
  return [
    ...mailbox.folders.filter(({ subscribed }) => subscribed).map(({ name }) => name),
    ...mailbox.danglingSubscriptions,
  ]
    .filter(wanted)
    .map((name) => line('LSUB', mailbox, name, []));
}

const line = (word: string, mailbox: MailboxPlan, name: string, attributes: readonly string[]): string =>
  `* ${word} (${attributes.join(' ')}) ${quote(mailbox.delimiter)} ${name === 'INBOX' ? name : quote(name)}`;

function matcher(mailbox: MailboxPlan, reference: string, patterns: Argument): (name: string) => boolean {
  const expressions = (typeof patterns === 'string' ? [patterns] : patterns).map((pattern) => {
    const source = `${reference}${textOf(pattern)}`
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('%', `[^\\${mailbox.delimiter}]*`);
    return new RegExp(`^${source}$`, 'i');
  });
  return (name) => expressions.some((expression) => expression.test(name));
}

export const find = (mailbox: MailboxPlan, name: string): FolderPlan | undefined =>
  mailbox.folders.find((folder) => folder.name === name || (folder.name === 'INBOX' && name.toUpperCase() === 'INBOX'));

/** SUBSCRIBE and UNSUBSCRIBE; false when there is nothing of that name. */
export function subscribe(mailbox: MailboxPlan, name: string, wanted: boolean): boolean {
  const folder = find(mailbox, name);
  if (folder !== undefined) folder.subscribed = wanted;
  else if (wanted || !mailbox.danglingSubscriptions.includes(name)) return false;
  mailbox.danglingSubscriptions = mailbox.danglingSubscriptions.filter((one) => one !== name);
  return true;
}

/** Untagged lines for GETQUOTAROOT INBOX or GETQUOTA (RFC 9208). */
export function quota(mailbox: MailboxPlan, root: boolean): string[] {
  if (mailbox.quota === undefined) return root ? ['* QUOTAROOT INBOX'] : [];
  const { used, limit } = mailbox.quota;
  return [...(root ? ['* QUOTAROOT INBOX "User quota"'] : []), `* QUOTA "User quota" (STORAGE ${used} ${limit})`];
}

export function status(mailbox: MailboxPlan, folder: FolderPlan, items: readonly string[]): string {
  const count = folder.name === 'INBOX' ? mailbox.messages.length : 0;
  const values: Readonly<Record<string, number>> = {
    MESSAGES: count,
    RECENT: 0,
    UNSEEN: 0,
    UIDNEXT: count + 1,
    UIDVALIDITY: uidValidity,
  };
  const known = items.filter((item) => values[item] !== undefined);
  return `* STATUS ${quote(folder.name)} (${known.map((item) => `${item} ${values[item]}`).join(' ')})`;
}

/** Untagged lines for SELECT and EXAMINE. */
export function select(mailbox: MailboxPlan, folder: FolderPlan): string[] {
  const count = folder.name === 'INBOX' ? mailbox.messages.length : 0;
  return [
    '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
    '* OK [PERMANENTFLAGS ()] No permanent flags.',
    `* ${count} EXISTS`,
    '* 0 RECENT',
    `* OK [UIDVALIDITY ${uidValidity}] UIDs valid`,
    `* OK [UIDNEXT ${count + 1}] Predicted next UID`,
  ];
}

const uidValidity = 1_700_000_000;
