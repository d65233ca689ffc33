import * as v from 'valibot';
import { nearest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { type Profile, profilesSchema } from './profile-schema.ts';
import { type Flaw, type Path, readYaml } from './yaml-file.ts';

/** A file of profiles that was read and is in order. */
export interface Profiles {
  /** How the user wrote it, or where it was found. */
  readonly file: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

/**
 * Reads `mailcheck.yaml`. What is wrong is told with file, line and key, never with a value: it may be a secret.
 * @param ids of all findings and causes
 */
export function readProfiles(text: string, file: string, ids: readonly string[]): Profiles | Problem {
  const yaml = readYaml(text.replace(/^\ufeff/, ''));
  if ('text' in yaml) return problemOf(yaml, file);
  if (yaml.value === null) {
    return { problem: `${file}: it is empty.`, wayOut: pageOf };
  }
  const result = v.safeParse(profilesSchema, yaml.value);
  const flaws = [
    ...listsForMaps(profilesSchema, yaml.value),
    ...(result.success ? unknownIds(result.output.profiles, ids) : result.issues.map(flawOf)),
  ];
  const [first] = flaws
    .map((flaw) => ({ ...flaw, line: yaml.lineOf(flaw.at) }))
    .sort((a, b) => Number(b.wrong ?? false) - Number(a.wrong ?? false) || a.line - b.line);
  if (first !== undefined) return problemOf(first, file);
  return { file, profiles: (result.output as v.InferOutput<typeof profilesSchema>).profiles };
}

const pageOf = 'What the file holds: docs/profiles.md; its schema: mailcheck schema profile';

const problemOf = ({ line, at = [], text, wayOut }: Flaw, file: string): Problem => ({
  problem: `${file}:${line}: ${at.length === 0 ? '' : `${placeOf(at)}: `}${text}${/[.?]$/.test(text) ? '' : '.'}`,
  wayOut: wayOut ?? pageOf,
});

/** `profiles.work.incoming[0].host` */
export const placeOf = (path: Path): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');

interface Placed extends Omit<Flaw, 'line'> {
  readonly at: Path;
  /** What is written wrong is told before what is missing in its place. */
  readonly wrong?: true;
}

const secretWays: Readonly<Record<string, string>> = {
  password:
    'Say where it is: { command: [pass, show, mail/work] }, { env: NAME }, { file: PATH } or { keyring: { service: mailcheck, account: NAME } }',
  key: 'Say where it is: { spamhaus: { env: NAME } } or { spamhaus: { file: PATH } }',
};

function flawOf(issue: v.BaseIssue<unknown>): Placed {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const [, , key = ''] = path;
  const wayOut = secretWays[key === 'accessToken' ? 'password' : key];
  if (wayOut !== undefined) return { at: path.slice(0, 3), text: secretFlaw(issue), wayOut };
  if (issue.kind !== 'schema') return { at: path, text: issue.message };
  if (issue.expected !== 'never') return { at: path, text: shapeWanted(issue) };
  const near = nearest(String(path.at(-1)), keysAt(profilesSchema, path.slice(0, -1)));
  return {
    at: path,
    wrong: true,
    text: `there is no such key${near === undefined ? '' : `; did you mean ${near}?`}`,
  };
}

/** Below such a key even a name may be the secret itself, as in `password: {hunter2}`: nothing of it is told. */
function secretFlaw({ kind, expected, input, message }: v.BaseIssue<unknown>): string {
  if (kind !== 'schema') return message;
  if (expected === 'Object' && (typeof input === 'string' || typeof input === 'number')) {
    return 'a secret has no place in this file';
  }
  return 'this does not say where the secret is';
}

const mapWanted = 'keys with their values are wanted';
const words: Readonly<Record<string, string>> = {
  string: 'a text is wanted; a number, true or false needs quotes to be one',
  number: 'a number is wanted',
  boolean: 'true or false is wanted',
  array: 'a list is wanted',
  strict_object: mapWanted,
  record: mapWanted,
  literal: 'this mailcheck knows version 1',
};

function shapeWanted({ type, expected, received, input }: v.BaseIssue<unknown>): string {
  if (received === 'undefined') return 'it is missing';
  if (input === null) return 'it is empty';
  if (type === 'picklist') {
    const choices = (expected ?? '').replace(/[()"]/g, '').split(' | ');
    const near = typeof input === 'string' ? nearest(input, choices) : undefined;
    return `choices are ${choices.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`;
  }
  return words[type] ?? 'a text, or a number for seconds, is wanted';
}

/** What walking through a schema needs to know of it. */
interface Part {
  readonly wrapped?: Part;
  readonly entries?: Readonly<Record<string, Part>>;
  /** Of a record. */
  readonly value?: Part;
  /** Of a list. */
  readonly item?: Part;
}
const partOf = (schema: object): Part => {
  const { wrapped } = schema as Part;
  return wrapped === undefined ? (schema as Part) : partOf(wrapped);
};
const partBelow = ({ entries, value, item }: Part, step: string | number): Part | undefined =>
  entries === undefined || !Object.hasOwn(entries, step) ? (value ?? item) : entries[step];

/** The keys that the schema has at a place. */
function keysAt(schema: object, [step, ...rest]: Path): readonly string[] {
  const part = partOf(schema);
  if (step === undefined) return Object.keys(part.entries ?? {});
  const next = partBelow(part, step);
  return next === undefined ? [] : keysAt(next, rest);
}

/** For the library a list is a map whose keys are numbers. */
function listsForMaps(schema: object, value: unknown, at: Path = []): Placed[] {
  if (typeof value !== 'object' || value === null) return [];
  const part = partOf(schema);
  const isMap = part.entries !== undefined || part.value !== undefined;
  if (isMap && Array.isArray(value)) {
    const wayOut = secretWays[String(at[2])];
    return [{ at, wrong: true, text: mapWanted, ...(wayOut === undefined ? {} : { wayOut }) }];
  }
  return Object.entries(value).flatMap(([key, one]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    const next = partBelow(part, step);
    return next === undefined ? [] : listsForMaps(next, one, [...at, step]);
  });
}

/** Ids are looked up when everything else is in order. */
function unknownIds(profiles: Readonly<Record<string, Profile>>, ids: readonly string[]): Placed[] {
  return Object.entries(profiles).flatMap(([name, { expect }]) =>
    (expect?.accept ?? []).flatMap(({ id }, index) => {
      if (ids.includes(id)) return [];
      const near = nearest(id, ids);
      const text = `there is no finding or cause of this name${near === undefined ? '' : `; did you mean ${near}?`}`;
      return [{ at: ['profiles', name, 'expect', 'accept', index, 'id'], text, wayOut: 'All ids: mailcheck explain' }];
    }),
  );
}
