import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';

export default defineCause({
  id: 'folder-operation-refused',
  title: 'The server does not do this with a folder',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: refusedAs('folder-operation-refused'),
  summary: (at) =>
    `${refusalOf(at)} The right is there, but the operation is not possible: the name is taken or reserved, there is something in the folder, or there are too many.`,
  actions: (at) => [
    { text: 'See which folders there are, and what each of them is for.', command: folderCheck(at) },
    {
      text: 'Choose another name or another parent; INBOX, and the folders for sent, deleted and junk mail, can be neither deleted nor renamed.',
    },
    {
      text: 'Delete or move the folders inside first, then the folder itself; empty it before, where the reply says so.',
    },
    {
      text: 'If a limit is reached, join old folders into one archive a year; some providers allow 1,000 folders, programs are slow long before.',
    },
  ],
  check: folderCheck,
});
