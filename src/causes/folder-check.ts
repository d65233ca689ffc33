import type { Case } from '../model/cause.ts';
import { userWord } from './shell-word.ts';

/** `mailcheck folders ann@example.org` */
export const folderCheck = ({ view }: Case): string =>
  `mailcheck folders ${userWord(view.target.address ?? view.target.user ?? 'ADDRESS', 'ADDRESS')}`;
