import type { Case } from '../model/cause.ts';
import { serverWord, userWord } from './shell-word.ts';
import { endpointsOf } from './where.ts';

/** `mailcheck folders ann@example.org --imap mail.example.org:993`: the server is named, so that it may log in there. */
export function folderCheck(at: Case): string {
  const { address, user } = at.view.target;
  const one = endpointsOf(at).find(({ protocol }) => protocol === 'imap');
  const server = one === undefined ? undefined : serverWord(one.host, one.port);
  const login = user === undefined || user === address ? '' : ` --user ${userWord(user, 'USER')}`;
  if (address === undefined) return `mailcheck folders ${server ?? 'HOST'}${login}`;
  return `mailcheck folders ${userWord(address, 'ADDRESS')}${server === undefined ? '' : ` --imap ${server}`}${login}`;
}
