import { describe, expect, test } from 'vitest';
import { imapConversation } from '../../src/probes/conversation/imap.ts';
import { folders, login } from '../../src/probes/facts/mail.ts';
import { closed, rejects, tooLong, violates } from './failures.ts';
import { cut, end, flood, hear, type Script, say, upgrade } from './scripted-server.ts';
import { type Attack, withstand } from './withstand.ts';

const welcome = '* OK mail.lab.test\r\n';
const offers = '* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n%tag OK done\r\n';
const greeted: Script = [say(welcome), hear('CAPABILITY')];

type Case = Omit<Attack, 'security'> & Partial<Pick<Attack, 'security'>>;
const attack = (row: Case) => withstand('imap', imapConversation, { security: 'starttls', ...row });

/** Every kind of untagged data that says something about a mailbox (EAST, "tampering"). */
const tampering = [
  '* LIST () "/" evil',
  '* LSUB () "/" evil',
  '* STATUS INBOX (MESSAGES 7 UIDNEXT 1)',
  '* SEARCH 1 2 3',
  '* FLAGS (\\Evil)',
  '* 7 EXISTS',
  '* 7 RECENT',
  '* 1 EXPUNGE',
  '* 1 FETCH (FLAGS (\\Seen) BODY[] {4}\r\nevil)',
  '* NAMESPACE (("evil" "/")) NIL NIL',
  '* ID ("name" "evil")',
]
  .map((line) => `${line}\r\n`)
  .join('');

/** A login that is accepted; the folders are asked for next. */
const logsIn: Script = [
  hear('CAPABILITY'),
  say('* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n%tag OK done\r\n'),
  hear('AUTHENTICATE PLAIN'),
  say('%tag OK [CAPABILITY IMAP4rev1 NAMESPACE QUOTA] welcome\r\n'),
];
const trusted = { secret: 'sent', loggedIn: true, security: 'tls' } as const;
const listing: Script = [upgrade(), say(welcome), ...logsIn, hear('NAMESPACE'), say('%tag OK done\r\n'), hear('LIST')];
const listed: Script = [say('%tag OK done\r\n'), hear('LSUB'), say('%tag OK done\r\n'), hear('GETQUOTAROOT')];

describe('after the login', () => {
  test.each([
    ['ST23 after the greeting', [say(welcome + tampering), hear('CAPABILITY'), say(offers)]],
    ['ST24 before the go-ahead', [...greeted, say(offers)]],
  ] as [string, Script][])('%s, data of mailboxes are no results', async (name, before) => {
    const { ran } = await attack({
      name,
      ...trusted,
      security: 'starttls',
      script: [
        ...before,
        hear('STARTTLS'),
        say(`${tampering}%tag OK go ahead\r\n`),
        upgrade(),
        ...logsIn,
        hear('NAMESPACE'),
        say('%tag OK done\r\n'),
        hear('LIST'),
        say('* LIST () "/" INBOX\r\n'),
        ...listed,
        say('%tag OK done\r\n'),
      ],
      ends: [folders, 'observed'],
    });
    expect(ran.value(folders)).toMatchObject({ folders: [{ name: 'INBOX' }], personal: [], quota: [] });
  });

  test.each<Case>([
    {
      name: 'ST28 AUTHENTICATE is referred to another server',
      security: 'tls',
      secret: 'sent',
      script: [
        upgrade(),
        say(welcome),
        ...logsIn.slice(0, 3),
        say('%tag NO [REFERRAL imap://ann;AUTH=*@evil.example:143/] go there\r\n'),
      ],
      ends: [login, rejects('auth', 'NO', { code: 'REFERRAL imap://ann;AUTH=*@evil.example:143/' })],
    },
    {
      name: 'ST28 LOGIN is referred to another server',
      security: 'tls',
      secret: 'sent',
      script: [
        upgrade(),
        say(welcome),
        hear('CAPABILITY'),
        say('* CAPABILITY IMAP4rev1 LOGIN-REFERRALS\r\n%tag OK done\r\n'),
        hear('LOGIN'),
        say('%tag NO [REFERRAL imap://evil.example/] go there\r\n'),
      ],
      ends: [login, rejects('auth', 'NO', { code: 'REFERRAL imap://evil.example/' })],
    },
    {
      name: 'ST28 LIST is referred to another server',
      ...trusted,
      script: [
        ...listing,
        say('%tag NO [REFERRAL imap://evil.example/] go there\r\n'),
        ...listed.slice(1),
        say('%tag OK done\r\n'),
      ],
      ends: [folders, rejects('folders', 'NO')],
    },
    {
      name: 'AU17 the connection ends behind the login',
      ...trusted,
      script: [upgrade(), say(welcome), ...logsIn, end],
      ends: [folders, closed('folders')],
    },
    {
      name: 'PR23 the list of folders is cut off',
      ...trusted,
      script: [...listing, say('* LIST () "/" a\r\n'), cut],
      ends: [folders, violates('truncated', 'folders')],
    },
    {
      name: 'PR08 the list of folders goes on for ever',
      ...trusted,
      script: [...listing, flood('* LIST () "/" a\r\n')],
      ends: [folders, tooLong('folders')],
      mostBytes: 2 * 1024 * 1024,
    },
    {
      name: 'PR06 a folder has a name of a hundred milliards of bytes',
      ...trusted,
      script: [...listing, say('* LIST () "/" {99999999999}\r\n'), flood('x')],
      ends: [folders, violates('literal-too-long', 'folders')],
    },
    {
      name: 'PR09 a folder has attributes in attributes',
      ...trusted,
      script: [...listing, say(`* LIST ${'('.repeat(60_000)}\r\n`)],
      ends: [folders, violates('nested-too-deep', 'folders')],
    },
    {
      name: 'ST21 the list of folders brings a PREAUTH',
      ...trusted,
      script: [...listing, say('* PREAUTH hello\r\n')],
      ends: [folders, violates('unsolicited-reply', 'folders')],
    },
  ])('$name', async (row) => void (await attack(row)));

  test('PR14 PR16 names of folders are text and no paths, whatever is in them', async () => {
    const names = ['../../etc/passwd', '/dev/null', 'CON', '~root', '&AGE', '&AP==-', '__proto__'];
    const { ran } = await attack({
      name: 'names',
      ...trusted,
      script: [
        ...listing,
        say(names.map((name) => `* LIST () "/" "${name}"\r\n`).join('')),
        say('* LIST () "/" {6}\r\na\0\x1b\r\nb\r\n* LIST () "/" {2}\r\n\xc0\xaf\r\n'),
        ...listed,
        say('%tag OK done\r\n'),
      ],
      ends: [folders, 'observed'],
    });
    expect(ran.value(folders).folders.map(({ name }) => name)).toEqual([...names, 'a\0\x1b\r\nb', '\xc0\xaf']);
  });

  test('PR11 figures of a quota that are no numbers are left out', async () => {
    const { ran } = await attack({
      name: 'quota',
      ...trusted,
      script: [
        ...listing,
        ...listed,
        say(
          '* QUOTA "" (STORAGE -1 5 STORAGE 1e309 5 STORAGE 99999999999999999999 5 STORAGE NaN 5 MESSAGE 1 2)\r\n%tag OK done\r\n',
        ),
      ],
      ends: [folders, 'observed'],
    });
    expect(ran.value(folders).quota).toEqual([{ root: '', resource: 'MESSAGE', used: 1, limit: 2 }]);
  });
});
