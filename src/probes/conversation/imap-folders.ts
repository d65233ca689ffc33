import type { Session } from '../../model/session.ts';
import { parseCapabilities } from '../../protocols/imap/capability.ts';
import { decodeMailbox, parseList, parseNamespace, parseQuota } from '../../protocols/imap/mailbox.ts';
import { type ImapReply, imapReply, type Untagged } from '../../protocols/imap/reply.ts';
import type { Folder, Folders } from '../facts/mail.ts';
import type { Tags } from './imap.ts';
import { rejected } from './prologue.ts';
import type { Talk } from './talk.ts';

/** Folder lists are longer than other replies: the caps for them. */
const listing = { reply: 1024 * 1024, replyLines: 10_000 };

/**
 * Namespaces, folders, subscriptions and quota in one write, so in one round trip (RFC 2342, 5258, 6154, 9208).
 * Nothing is selected; LIST and GETQUOTAROOT change nothing.
 */
export async function listFolders(
  talk: Talk,
  session: Session,
  tags: Tags,
  announced: string | undefined,
): Promise<Folders> {
  const known = parseCapabilities(announced ?? (await askCapabilities(talk, session, tags)));
  const has = (name: string) => known.keywords.some((keyword) => keyword.name === name);
  const extended = has('LIST-EXTENDED') || has('IMAP4REV2');
  const specialUse = has('SPECIAL-USE') || has('IMAP4REV2');
  const wanted = [...(extended ? ['SUBSCRIBED'] : []), ...(specialUse && extended ? ['SPECIAL-USE'] : [])];
  const commands = {
    namespace: has('NAMESPACE') || has('IMAP4REV2') ? 'NAMESPACE' : undefined,
    list: `LIST "" "*"${wanted.length === 0 ? '' : ` RETURN (${wanted.join(' ')})`}`,
    subscribed: extended ? 'LIST (SUBSCRIBED) "" "*"' : 'LSUB "" "*"',
    quota: has('QUOTA') ? 'GETQUOTAROOT INBOX' : undefined,
  };
  const sent = Object.entries(commands)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, text]) => ({ name, tag: tags(), text }));
  session.send(sent.map(({ tag, text }) => `${tag} ${text}`));
  const replies: Record<string, ImapReply> = {};
  for (const { name, tag } of sent) {
    replies[name] = await session.receive('folders', imapReply(tag, { ...talk.io.limits, ...listing }));
  }

  const list = replies.list as ImapReply;
  if (list.status !== 'OK') throw rejected(session, 'folders', list);
  const subscriptionsKnown = replies.subscribed?.status === 'OK';
  const namespace = named(replies.namespace, 'NAMESPACE').map(({ values }) => parseNamespace(values))[0];
  return {
    personal: namespace?.personal ?? [],
    otherUsers: namespace?.otherUsers ?? [],
    shared: namespace?.shared ?? [],
    folders: merge(
      named(list, 'LIST').map(({ values }) => parseList(values)),
      subscriptionsKnown
        ? [...named(replies.subscribed, 'LIST'), ...named(replies.subscribed, 'LSUB')].map(({ values }) =>
            parseList(values),
          )
        : [],
    ),
    subscriptionsBy: !subscriptionsKnown ? 'none' : extended ? 'list-extended' : 'lsub',
    specialUseKnown: specialUse,
    quota: named(replies.quota, 'QUOTA').flatMap(({ values }) => parseQuota(values)),
  };
}

async function askCapabilities(talk: Talk, session: Session, tags: Tags): Promise<string> {
  const tag = tags();
  session.send(`${tag} CAPABILITY`);
  const reply = await session.receive('folders', imapReply(tag, talk.io.limits));
  return reply.untagged.find(({ name }) => name === 'CAPABILITY')?.text ?? '';
}

const named = (reply: ImapReply | undefined, name: string): Untagged[] =>
  reply?.untagged.filter((line) => line.name === name) ?? [];

type Listed = NonNullable<ReturnType<typeof parseList>>;

/** One entry a name: a name that only the subscription list knows, or that is \NonExistent, does not exist. */
function merge(listed: readonly (Listed | undefined)[], subscribed: readonly (Listed | undefined)[]): Folder[] {
  const folders = new Map<string, Folder>();
  const put = (entry: Listed, isSubscribed: boolean, isListed: boolean) => {
    const flag = (name: string) => entry.attributes.some((one) => one.toLowerCase() === name);
    const before = folders.get(entry.name);
    const missing = flag('\\nonexistent');
    folders.set(entry.name, {
      name: decodeMailbox(entry.name),
      delimiter: entry.delimiter,
      subscribed: isSubscribed || flag('\\subscribed') || before?.subscribed === true,
      exists: (isListed && !missing) || before?.exists === true,
      // RFC 3501 LSUB uses \Noselect for a parent that is not subscribed itself.
      selectable: before?.selectable ?? (!missing && !flag('\\noselect')),
      specialUse: before?.specialUse.length ? before.specialUse : entry.attributes.filter(isSpecialUse),
    });
  };
  for (const entry of listed) if (entry !== undefined) put(entry, false, true);
  for (const entry of subscribed) {
    if (entry === undefined) continue;
    const parentOnly = entry.attributes.some((one) => one.toLowerCase() === '\\noselect') && !folders.has(entry.name);
    if (!parentOnly) put(entry, true, false);
  }
  return [...folders.values()];
}

const isSpecialUse = (attribute: string): boolean =>
  /^\\(?:sent|drafts|junk|trash|archive|all|flagged)$/i.test(attribute);
