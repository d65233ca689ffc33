import { defineCause } from '../model/cause.ts';
import { refusedAs } from '../rules/refusals.ts';
import { folderCheck } from './folder-check.ts';
import { loginCheck } from './login-check.ts';
import { refusalOf } from './refusal.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'resync-needed',
  title: 'The mailbox has changed under the session, or its index is damaged',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: refusedAs('resync-needed'),
  summary: (at) =>
    `${refusalOf(at)} What the server has on record of the mailbox no longer fits what lies there; the messages themselves are mostly unharmed.`,
  actions: () => [
    { text: 'Close the mail program, wait a minute, and open it again: often that is all.' },
    {
      text: 'If it comes back, let the program read the folder anew: in Thunderbird folder properties, "Repair Folder"; in Outlook and on phones remove the account and add it again (with IMAP nothing is lost on the server).',
    },
    {
      text: 'As administrator of Dovecot, rebuild the index; make a copy of the mailbox first.',
      command: "doveadm force-resync -u USER '*'; doveadm log errors",
    },
    {
      text: 'Then find the reason: a full disk, two servers on one file system without locks, or programs that change the mailbox past the server.',
      command: 'df -h; df -i; doveconf mail_fsync mmap_disable mail_location',
    },
  ],
  check: (at) => (endpointsOf(at)[0]?.protocol === 'imap' ? folderCheck(at) : loginCheck(at)),
});
