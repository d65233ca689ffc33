import type { Folder, Folders } from '../probes/facts/mail.ts';

/** Subscribed names that do not exist, each with the existing folder that differs by the personal prefix alone. */
export interface Dangling {
  readonly folder: Folder;
  readonly twin?: Folder;
}

/** The personal namespace's prefix, when it has one: `INBOX.` with Courier and old Dovecot, '' with most. */
export const personalPrefix = ({ personal }: Folders): string => personal[0]?.prefix ?? '';

export function danglingSubscriptions(found: Folders): Dangling[] {
  const prefix = personalPrefix(found);
  const existing = new Map(found.folders.filter(({ exists }) => exists).map((folder) => [folder.name, folder]));
  return found.folders
    .filter(({ name, subscribed, exists }) => subscribed && !exists && !isInbox(name) && isPersonal(name, found))
    .map((folder) => {
      const twin = twinOf(folder, prefix, found, existing);
      return twin === undefined ? { folder } : { folder, twin };
    });
}

function twinOf(
  { name }: Folder,
  prefix: string,
  { personal }: Folders,
  existing: ReadonlyMap<string, Folder>,
): Folder | undefined {
  if (prefix !== '') {
    return existing.get(name.startsWith(prefix) ? name.slice(prefix.length) : `${prefix}${name}`);
  }
  // Left over from a server, or a setting, that put everything below INBOX.
  const old = ['INBOX.', 'INBOX/', `INBOX${personal[0]?.delimiter ?? '.'}`].find((one) => name.startsWith(one));
  return old === undefined ? undefined : existing.get(name.slice(old.length));
}

/** INBOX has no case (RFC 3501 5.1). */
export const isInbox = (name: string): boolean => name.toUpperCase() === 'INBOX';

/** What others share is subscribed by choice, and servers may leave it out of LIST (Dovecot's `list = no`). */
export const isPersonal = (name: string, { otherUsers, shared }: Folders): boolean =>
  ![...otherUsers, ...shared].some(({ prefix }) => prefix !== '' && name.startsWith(prefix));
