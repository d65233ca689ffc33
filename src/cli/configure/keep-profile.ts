import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { explainIds } from '../../index.ts';
import { addProfile } from '../../settings/profiles/add-profile.ts';
import { readProfileFile, userProfileFile } from '../../settings/profiles/profile-file.ts';
import type { Profile } from '../../settings/profiles/profile-schema.ts';
import { readProfiles } from '../../settings/profiles/read-profiles.ts';
import { writeWholeFile } from '../private-file.ts';
import { usable } from '../usable.ts';
import { UsageError } from '../usage-error.ts';
import type { Session } from './session.ts';

/** Where a profile will be kept, and what is there. */
export interface ProfilePlace {
  readonly path: string;
  readonly name: string;
  /** Of the file as it is; empty where there is none. */
  readonly text: string;
}

const isName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name);
const nameRule = 'Write letters, digits, dots, hyphens and underscores.';

/** @throws UsageError when the file that is there is not in order */
export const checkProfileFile = (session: Pick<Session, 'options' | 'shell'>): void => {
  const path = profilePath(session);
  namesIn(textOf(path), path);
};

/** The file that a profile goes into: the one that was named, else the user's own. */
export const profilePath = ({ options, shell }: Pick<Session, 'options' | 'shell'>): string =>
  options.config === undefined ? userProfileFile(shell.env) : resolve(shell.cwd, options.config);

/**
 * Finds a name that is free in the file, or may be used again. To be called before a person takes trouble.
 * @throws UsageError when the file is not in order, or the name is taken and nobody says yes
 */
export async function placeForProfile(address: string, session: Session): Promise<ProfilePlace> {
  const { options, prompts } = session;
  const path = profilePath(session);
  const text = textOf(path);
  const taken = namesIn(text, path);
  const usual = usualName(address);
  for (let name = options.name; ; name = undefined) {
    name ??= prompts === undefined ? usual : await prompts.text('Name of the profile', { usual, check: wrongName });
    if (!isName(name)) throw new UsageError(`--name: this is not the name of a profile.`, nameRule);
    if (!taken.includes(name) || options.force === true) return { path, name, text };
    if (prompts === undefined) {
      throw new UsageError(
        `${path}: there is a profile ${name} already.`,
        'Replace it with --force, or say --name OTHER.',
      );
    }
    if (await prompts.confirm(`There is a profile ${name} already. Replace it?`)) return { path, name, text };
  }
}

const wrongName = (text: string): string | undefined => (isName(text) ? undefined : nameRule);

/** Empty where there is no file. @throws UsageError */
function textOf(path: string): string {
  const read = readProfileFile(path, path) ?? '';
  if (typeof read === 'string') return read;
  throw new UsageError(read.problem, ...(read.wayOut === undefined ? [] : [read.wayOut]));
}

/** @throws UsageError when the file is not in order */
function namesIn(text: string, path: string): readonly string[] {
  const isEmpty = text.replace(/^\s*#.*$/gm, '').trim() === '';
  return isEmpty ? [] : Object.keys(usable(readProfiles(text, path, explainIds())).profiles);
}

/** `example` of `ann@mail.example.org`: what stands before the last label or two. */
function usualName(address: string): string {
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
  const short = labels.at(-2) ?? labels[0] ?? '';
  const name = short.length > 3 || labels.length < 3 ? short : (labels.at(-3) ?? short);
  return isName(name) ? name : 'mail';
}

/** Writes the file with the profile in it, all of it or nothing; what else is in it stays as it is. @throws UsageError */
export async function keepProfile({ path, name, text }: ProfilePlace, profile: Profile): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const before = await stat(path).catch(() => undefined);
  const mode = before === undefined ? 0o600 : before.mode & 0o755;
  await writeWholeFile({ option: '--config', path, cwd: dirname(path) }, addProfile(text, name, profile), {
    mode,
    replace: before !== undefined,
  });
}
