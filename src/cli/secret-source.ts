import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from '../commands/options.ts';
import { splitWords } from '../settings/command-words.ts';
import type { SecretPlace, SecretSource } from '../settings/secret-place.ts';
import { UsageError } from './usage-error.ts';

type Kind = SecretSource['kind'];
type Way = 'stdin' | 'fd' | 'file' | 'command' | 'keyring' | 'env';

/** The variables that may hold a secret without an option saying so. */
export const secretVariables: Readonly<Record<Kind, string>> = {
  password: 'MAILCHECK_PASSWORD',
  'access-token': 'MAILCHECK_ACCESS_TOKEN',
};
const kinds = Object.keys(secretVariables) as readonly Kind[];

/**
 * The one source that counts: an option, then what systemd has placed, then a variable, then the profile.
 * @throws UsageError when two options, or two variables, contradict each other.
 */
export function secretSource(options: Options, env: NodeJS.ProcessEnv): SecretSource | undefined {
  return (
    theOne(namedSources(options)) ??
    theOne(credentials(env)) ??
    theOne(
      kinds.flatMap((kind): SecretSource[] => {
        const name = secretVariables[kind];
        return env[name] === undefined ? [] : [{ kind, option: name, ambient: true, place: { from: 'env', name } }];
      }),
    ) ??
    options.stored?.secret
  );
}

/** The sources that options name. @throws UsageError when an option cannot be understood */
export function namedSources(options: Options): readonly SecretSource[] {
  const written: readonly (readonly [Kind, Way, string | boolean | undefined])[] = [
    ['password', 'stdin', options.passwordStdin],
    ['password', 'fd', options.passwordFd],
    ['password', 'file', options.passwordFile],
    ['password', 'command', options.passwordCommand],
    ['password', 'keyring', options.passwordKeyring],
    ['password', 'env', options.passwordEnv],
    ['access-token', 'stdin', options.accessTokenStdin],
    ['access-token', 'fd', options.accessTokenFd],
    ['access-token', 'file', options.accessTokenFile],
    ['access-token', 'command', options.accessTokenCommand],
    ['access-token', 'keyring', options.accessTokenKeyring],
    ['access-token', 'env', options.accessTokenEnv],
  ];
  return written.flatMap(([kind, way, value]) => {
    if (value === undefined || value === false) return [];
    const option = `--${kind}-${way}`;
    return [{ kind, option, place: placeOf(way, String(value), option) }];
  });
}

function theOne([first, second]: readonly SecretSource[]): SecretSource | undefined {
  if (first === undefined || second === undefined) return first;
  throw new UsageError(
    `${first.option} and ${second.option} contradict each other.`,
    'Give one password or one access token, in one way.',
  );
}

function placeOf(way: Way, value: string, option: string): SecretPlace {
  switch (way) {
    case 'stdin':
      return { from: 'stdin' };
    case 'fd':
      if (/^(?:0|[3-9]|[1-9]\d{1,3})$/.test(value)) return { from: 'descriptor', number: Number(value) };
      throw new UsageError(
        `${option}: this is not the number of a descriptor to read from.`,
        `Open one for the program: mailcheck … ${option} 3 3< FILE`,
      );
    case 'file':
      return { from: 'file', path: value };
    case 'command': {
      const words = splitWords(value);
      if (words !== undefined) return { from: 'command', words };
      throw new UsageError(`${option}: this is no command line (a quote is left open, or it is empty).`);
    }
    case 'keyring': {
      const [, service, account] = /^([^-/][^/]*)(?:\/([^-].*))?$/s.exec(value) ?? [];
      if (service !== undefined) return { from: 'keyring', service, ...(account === undefined ? {} : { account }) };
      throw new UsageError(
        `${option}: this is no entry of a keyring.`,
        `Write SERVICE/ACCOUNT: ${option} mailcheck/ann`,
      );
    }
    case 'env':
      return { from: 'env', name: value };
  }
}

/** What systemd's LoadCredential= has placed for this service (systemd.exec): `mailcheck.password`. */
function credentials({ CREDENTIALS_DIRECTORY: folder }: NodeJS.ProcessEnv): readonly SecretSource[] {
  if (folder === undefined || folder === '') return [];
  return kinds.flatMap((kind): SecretSource[] => {
    const path = join(folder, `mailcheck.${kind}`);
    const option = `the credential mailcheck.${kind}`;
    return existsSync(path) ? [{ kind, option, ambient: true, place: { from: 'credential', path } }] : [];
  });
}
