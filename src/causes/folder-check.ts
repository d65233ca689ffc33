import type { Case } from '../model/cause.ts';
import { hostWord, serverWord, userWord } from './shell-word.ts';

/** `mailcheck folders ann@example.org --imap mail.example.org`: with the IMAP server, where the user named it. */
export function folderCheck({ view }: Case): string {
  const { address, user, servers } = view.target;
  const words = ['mailcheck', 'folders', userWord(address ?? user ?? 'ADDRESS', 'ADDRESS')];
  const named = servers.find(({ protocol }) => protocol === 'imap');
  if (named === undefined) return words.join(' ');
  const server = named.port === undefined ? hostWord(named.host) : serverWord(named.host, named.port);
  return [...words, '--imap', server].join(' ');
}
