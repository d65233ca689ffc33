import { resolve } from 'node:path';
import type { Credentials } from '../../model/secret.ts';
import { splitWords } from '../../settings/command-words.ts';
import { homeOf } from '../../settings/profiles/profile-file.ts';
import type { SecretPlace as WrittenPlace } from '../../settings/profiles/profile-schema.ts';
import { type SecretSource, toSecretPlace } from '../../settings/secret-place.ts';
import { storeInKeyring, storesInKeyring } from '../keyring.ts';
import type { Prompts } from '../prompts.ts';
import { readSecret } from '../secrets.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Where a profile can say that the secret is, of a source that an option named; undefined: it was there for once. Paths
 * are made whole, because the profile stands in another folder.
 */
export function writtenPlace({ place }: SecretSource, cwd: string): WrittenPlace | undefined {
  switch (place.from) {
    case 'file':
      return { file: resolve(cwd, place.path) };
    case 'command':
      return {
        command: place.words.map((word, index) => (index === 0 && word.includes('/') ? resolve(cwd, word) : word)),
      };
    case 'env':
      return { env: place.name };
    case 'keyring':
      return {
        keyring: { service: place.service, ...(place.account === undefined ? {} : { account: place.account }) },
      };
    default:
      return undefined;
  }
}

type Way = 'ask' | 'keyring' | 'command' | 'file';

interface Helping {
  readonly prompts: Prompts;
  readonly shell: Shell;
  /** Of the file that the profile will stand in. */
  readonly folder: string;
}

/**
 * Asks where runs to come get a secret from that was typed, and makes sure that it is there. Undefined: nowhere; it will
 * be asked for again.
 */
export async function placeSecret(
  user: string,
  credentials: Credentials,
  helping: Helping,
): Promise<WrittenPlace | undefined> {
  for (;;) {
    const way = await helping.prompts.choose<Way>('Where do later runs get the password from?', [
      { name: 'nowhere: ask me each time', value: 'ask' },
      ...(storesInKeyring() ? [{ name: 'the keyring: put it there now', value: 'keyring' as const }] : []),
      { name: 'a command that prints it (a password manager)', value: 'command' },
      { name: 'a file that only I can read', value: 'file' },
    ]);
    if (way === 'ask') return undefined;
    try {
      return await placeBy(way, user, credentials, helping);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      for (const line of [error.message, ...error.wayOut]) helping.shell.say(line);
    }
  }
}

/** @throws UsageError when the secret is not there */
async function placeBy(
  way: Exclude<Way, 'ask'>,
  user: string,
  { kind, secret }: Credentials,
  { prompts, shell, folder }: Helping,
): Promise<WrittenPlace> {
  const place = await written(way, user, { prompts, shell });
  if (place.keyring !== undefined) await storeInKeyring('the keyring', place.keyring, secret, shell);
  const read = await readSecret(
    { kind, option: `the ${way}`, place: toSecretPlace(place, { folder, home: homeOf(shell.env) }) },
    shell,
  );
  shell.secrets.add(read.secret);
  if (read.secret.reveal() === secret.reveal()) return place;
  throw new UsageError(`the ${way} gives another ${kind.replace('-', ' ')}.`);
}

async function written(
  way: Exclude<Way, 'ask'>,
  user: string,
  { prompts, shell }: Pick<Helping, 'prompts' | 'shell'>,
): Promise<WrittenPlace> {
  switch (way) {
    case 'keyring':
      return { keyring: { service: 'mailcheck', account: user } };
    case 'command': {
      const isCommand = (text: string) =>
        splitWords(text) === undefined ? 'Write a program and its arguments.' : undefined;
      return { command: splitWords(await prompts.text('Command', { check: isCommand })) ?? [] };
    }
    case 'file': {
      const path = await prompts.text('File', { check: (text) => (text === '' ? 'Write its name.' : undefined) });
      return { file: path.startsWith('~/') ? path : resolve(shell.cwd, path) };
    }
  }
}
