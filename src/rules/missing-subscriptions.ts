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
    .filter(({ subscribed, exists }) => subscribed && !exists)
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
  const old = `INBOX${personal[0]?.delimiter ?? '.'}`;
  return name.startsWith(old) ? existing.get(name.slice(old.length)) : undefined;
}
