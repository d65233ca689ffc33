import { defineCause } from '../model/cause.ts';
import { folders } from '../probes/facts/mail.ts';
import { folderCheck } from './folder-check.ts';
import { stated } from './statement.ts';
import { textOf } from './text-of.ts';
import { endpointsOf } from './where.ts';

export default defineCause({
  id: 'special-folder-missing',
  title: 'A folder for sent, draft, deleted or junk mail is missing',
  layer: 'mailbox',
  sharing: 'host',
  symptoms: [{ rule: 'imap/special-folder-missing' }],
  ruledOut(at) {
    const [one] = endpointsOf(at);
    if (one === undefined || at.view.value(folders, one)?.specialUseKnown !== true) return [];
    return stated(
      'a folder under another name (the server marks special folders, and none has the mark)',
      at.view.id(folders, one),
    );
  },
  summary(at) {
    const missing = textOf(at.first, 'missing') || 'A special folder';
    return `${at.hosts[0] ?? 'The server'} has no folder for ${missing}, neither by its mark nor by a usual name: each program makes its own or keeps such mail on the device, so devices disagree.`;
  },
  actions: (at) => [
    {
      text: 'Create the folder in webmail, then choose it in the account settings of every mail program.',
    },
    { text: 'See which folders there are, and which of them are marked.', command: folderCheck(at) },
    {
      text: 'As administrator of Dovecot, define it for everybody with its mark (special_use) and auto = subscribe.',
      command: 'doveconf -n | grep -B2 -A3 special_use',
    },
    { text: 'If a program keeps sent mail locally, move those messages into the new folder.' },
  ],
  check: folderCheck,
});
