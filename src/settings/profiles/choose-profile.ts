import { relative, resolve } from 'node:path';
import { nearest } from '../nearest.ts';
import { isProblem, type Problem } from '../problem.ts';
import { homeOf, readProfileFile, userProfileFile, usualFiles } from './profile-file.ts';
import type { Profile } from './profile-schema.ts';
import { type Profiles, readProfiles } from './read-profiles.ts';

/** A profile that was named, and the file it stands in. */
export interface ChosenProfile {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** As the user knows it. */
  readonly shown: string;
  /** What `~/` stands for in it. */
  readonly home: string;
  readonly profile: Profile;
}

/** Where profiles are looked for. */
export interface ProfilePlaces {
  /** The one file that was named. */
  readonly config: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ids of all findings and causes. */
  readonly ids: readonly string[];
}

/**
 * Finds a profile by its name. Two files that both have it are refused: a project that somebody else wrote must not
 * take the place of the user's own account unseen.
 */
export function chooseProfile(name: string, places: ProfilePlaces): ChosenProfile | Problem {
  const { config, cwd, env, ids } = places;
  const read: Profiles[] = [];
  for (const path of config === undefined ? usualFiles(env, cwd) : [resolve(cwd, config)]) {
    const text = readProfileFile(path, config ?? shown(path, cwd));
    if (text === undefined) continue;
    const profiles = typeof text === 'string' ? readProfiles(text, config ?? shown(path, cwd), ids) : text;
    if (isProblem(profiles)) return profiles;
    read.push({ ...profiles, file: path });
  }
  if (read.length === 0) return noFile(name, places);
  const [found, second] = read.filter(({ profiles }) => Object.hasOwn(profiles, name));
  if (found === undefined) return noProfile(name, read, cwd);
  if (second !== undefined) {
    return {
      problem: `--profile ${name}: both ${shown(found.file, cwd)} and ${second.file} have it.`,
      wayOut: `Say which: --config ${shown(found.file, cwd)}`,
    };
  }
  return {
    name,
    file: found.file,
    shown: config ?? shown(found.file, cwd),
    home: homeOf(env),
    profile: found.profiles[name] as Profile,
  };
}

/** A file of the folder by its name alone. */
function shown(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}

function noFile(name: string, { config, env }: ProfilePlaces): Problem {
  if (config !== undefined) return { problem: `--config ${config}: there is no such file.` };
  return {
    problem: `--profile ${name}: there is no mailcheck.yaml in this folder, and no ${userProfileFile(env)}.`,
    wayOut: 'Say where it is: --config FILE. What it holds: docs/profiles.md',
  };
}

function noProfile(name: string, read: readonly Profiles[], cwd: string): Problem {
  const names = read.flatMap(({ profiles }) => Object.keys(profiles));
  const near = nearest(name, names);
  const files = read.map(({ file }) => shown(file, cwd)).join(' and ');
  return {
    problem: `--profile ${name}: there is none in ${files}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    wayOut: names.length === 0 ? 'There are no profiles yet.' : `There are: ${names.join(', ')}`,
  };
}
