import { join, resolve } from 'node:path';
import type { Credentials } from '../model/secret.ts';
import { splitWords } from './command-words.ts';
import type { SecretPlace as WrittenPlace } from './profiles/profile-schema.ts';

/** Where a secret is, never what it is. */
export type SecretPlace =
  | { readonly from: 'stdin' }
  /** A descriptor that the caller has opened. */
  | { readonly from: 'descriptor'; readonly number: number }
  | { readonly from: 'file'; readonly path: string }
  /** A file that systemd has placed for the service alone. */
  | { readonly from: 'credential'; readonly path: string }
  | { readonly from: 'command'; readonly words: readonly string[]; readonly folder?: string }
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'keyring'; readonly service: string; readonly account?: string };

/** A place, and how the user knows it: `--password-file`. */
export interface PlacedSecret {
  readonly option: string;
  readonly place: SecretPlace;
}

export interface SecretSource extends PlacedSecret {
  readonly kind: Credentials['kind'];
  /** Nobody asked for it in this call: it is in the environment. */
  readonly ambient?: true;
}

/** What paths in a file of profiles count from. */
export interface ProfileFolder {
  /** That the file stands in. */
  readonly folder: string;
  /** What `~/` stands for. */
  readonly home: string;
}

/** The place that a profile names; paths and programs are looked for from the folder of its file. */
export function toSecretPlace({ command, env, file, keyring }: WrittenPlace, from: ProfileFolder): SecretPlace {
  if (command !== undefined) {
    return {
      from: 'command',
      words: typeof command === 'string' ? (splitWords(command) ?? []) : command,
      folder: from.folder,
    };
  }
  if (file !== undefined) return { from: 'file', path: pathFrom(from, file) };
  return keyring === undefined ? { from: 'env', name: env ?? '' } : { from: 'keyring', ...keyring };
}

/** A path that was written into a file of profiles. */
export const pathFrom = ({ folder, home }: ProfileFolder, path: string): string =>
  path.startsWith('~/') ? join(home, path.slice(2)) : resolve(folder, path);
