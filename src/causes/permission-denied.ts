import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { userOf } from './command-line.ts';
import { folderCheck } from './folder-check.ts';
import { refusalOf } from './refusal.ts';

export default defineCause({
  id: 'permission-denied',
  title: 'This login has no right to the mailbox or folder',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: refusedAs('permission-denied'),
  summary: (at) =>
    `${refusalOf(at)} The server knows who asks${userOf(at.view) === undefined ? '' : ` (${userOf(at.view)})`}, and does not allow it to that login.`,
  actions: () => [
    {
      text: 'For a shared mailbox or folder, ask its owner or the administrator for the right to read, and for the right to write if you file or delete there.',
    },
    {
      text: 'Log in as yourself: with a user name of the form owner\\user, owner/user or user*master only some servers let you in, and only those whom they were told to.',
    },
    {
      text: 'As administrator of Dovecot, see the rights; for an own mailbox it is the owner of the files on the disk.',
      command: 'doveadm acl debug -u USER FOLDER; doveadm user USER; namei -l MAILDIR',
    },
    {
      text: 'As administrator of Exchange, see who may open the mailbox.',
      command: 'Get-MailboxPermission USER; Get-MailboxFolderPermission USER:\\Inbox',
    },
  ],
  check: folderCheck,
});
