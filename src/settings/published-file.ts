import type { UnreadableDocument } from '../model/document.ts';
import type { PublishedServer, PublishedSettings, UnusableSettings } from '../model/settings.ts';
import { addressProblems, parseMailAddress } from '../protocols/address.ts';
import type { Reader } from '../protocols/autoconfig/server.ts';
import { asciiHostName } from '../protocols/dns-names.ts';
import { readPublished } from '../protocols/published-settings.ts';
import { longestDocument, readDocument } from '../transport/document.ts';
import { recogniseConfiguration } from './configurations/recognise.ts';
import { fileBeginning } from './file-beginning.ts';
import { isProblem, type Problem, quoted } from './problem.ts';
import { wholePath } from './whole-path.ts';

/** Reasons that a message repeats; the others are many of the same. */
const mostReasons = 5;

export interface FileSettings {
  readonly settings: PublishedSettings;
  /** Whose user name was filled in. */
  readonly address?: string;
  /** Whose settings they are, where no address was given. */
  readonly domain?: string;
}

/**
 * Reads a file that is published for mail programs: autoconfig, PACC, or an answer of Autodiscover.
 * @param whose mail address that placeholders stand for, or a domain; without an address they stay open
 * @param cwd what a relative path counts from
 */
export async function settingsInFile(
  file: string,
  whose?: string,
  { cwd = '.', signal }: { readonly cwd?: string; readonly signal?: AbortSignal } = {},
): Promise<FileSettings | Problem> {
  const reader = readerFor(whose);
  if (isProblem(reader)) return reader;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file)) {
    return {
      problem: `--from ${quoted(file)}: this is a URL, and --from reads files.`,
      wayOut: 'Ask the domain itself: mailcheck discover example.org',
    };
  }
  const found = await fileBeginning(wholePath(file, cwd), longestDocument, signal);
  if ('unreadable' in found) return { problem: `--from ${quoted(file)}: ${found.unreadable}.` };
  return settingsIn(found.bytes, file, reader);
}

/** Reads what came from somewhere, `file` as the user named it. */
export async function publishedIn(bytes: Buffer, file: string, whose?: string): Promise<FileSettings | Problem> {
  const reader = readerFor(whose);
  return isProblem(reader) ? reader : settingsIn(bytes, file, reader);
}

function readerFor(whose: string | undefined): Reader | Problem {
  if (whose === undefined) return {};
  const domain = whose.includes('@') ? undefined : asciiHostName(whose.trim());
  if (domain?.includes('.') === true) return { domain };
  const address = parseMailAddress(whose);
  if (!('problem' in address)) return { address };
  return { problem: `${quoted(whose)}: ${addressProblems[address.problem]}.`, wayOut: 'Write ann@example.org' };
}

async function settingsIn(bytes: Buffer, file: string, reader: Reader): Promise<FileSettings | Problem> {
  const document = await readDocument(bytes);
  const read = document.kind === 'unreadable' ? document : readPublished(document, reader);
  if ('kind' in read || 'unusable' in read) return unusable(read, bytes, file);
  const { address, domain } = reader;
  if (address === undefined) return { settings: read, ...(domain === undefined ? {} : { domain }) };
  const named = (servers: readonly PublishedServer[]) => servers.map((one) => withName(one, address.address));
  const settings = { ...read, incoming: named(read.incoming), outgoing: named(read.outgoing) };
  return { settings, address: address.address };
}

/** Where the file says no user name that can be used, and somebody has to log in, the address is tried first. */
function withName(server: PublishedServer, address: string): PublishedServer {
  const { username, auth } = server;
  const wantsName = auth.length === 0 || auth.some((one) => one !== 'none' && one !== 'client-ip-address');
  return username === undefined && wantsName ? { ...server, username: address, usernameAssumed: true } : server;
}

async function unusable(read: UnreadableDocument | UnusableSettings, bytes: Buffer, file: string): Promise<Problem> {
  const option = `--from ${quoted(file)}`;
  if ('unusable' in read) {
    const reasons = read.dropped.slice(0, mostReasons).map(({ what, reason }) => `${what}: ${reason}`);
    const more = read.dropped.length - reasons.length;
    const wayOut = [...reasons, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
    return { problem: `${option}: ${read.unusable}.`, ...(wayOut === '' ? {} : { wayOut }) };
  }
  const text = bytes.toString('latin1');
  if (/<\?(?:php\b|=)/i.test(text)) {
    return {
      problem: `${option}: it is a script (PHP) that makes such a file.`,
      wayOut: 'Read what the server sends: curl https://autoconfig.example.org/mail/config-v1.1.xml',
    };
  }
  const other = read.problem === 'web-page' ? undefined : await otherFormat(text, file);
  return other ?? { problem: `${option}: ${read.detail}.` };
}

/** A file of a mail program is read by another command. */
async function otherFormat(text: string, file: string): Promise<Problem | undefined> {
  const format = recogniseConfiguration(text, file);
  if (format === undefined || format === 'thunderbird' || format === 'env' || format === 'smtp-url') return undefined;
  const { clients } = await import('./clients/catalogue.ts');
  const title = format === 'compose' ? 'docker compose' : clients[format].title;
  return {
    problem: `--from ${quoted(file)}: it is settings for ${title}, and nothing that is published.`,
    wayOut: `Have them judged: mailcheck lint ${file.includes(' ') ? quoted(file) : file}`,
  };
}
