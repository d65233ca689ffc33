import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Options } from '../commands/options.ts';
import { type Credentials, Secret } from '../model/secret.ts';
import { keyWays, safeWays } from './arguments.ts';
import { runSecretCommand } from './secret-command.ts';
import { UsageError } from './usage-error.ts';

const longestSecret = 4096;

type Kind = Credentials['kind'];
/** What is read, for people. */
type Named = Kind | 'key';
const variables: Readonly<Record<Kind, string>> = {
  password: 'MAILCHECK_PASSWORD',
  'access-token': 'MAILCHECK_ACCESS_TOKEN',
};

interface World {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly signal: AbortSignal;
}

/** Where a secret comes from, before it is read. */
export interface SecretSource {
  readonly kind: Kind;
  readonly from: 'stdin' | 'file' | 'command' | 'env';
  /** How the user wrote it: `--password-file`. */
  readonly option: string;
  /** File, command or variable. */
  readonly value: string;
}

/**
 * The one source that was asked for; options before the environment.
 * @throws UsageError when two contradict each other.
 */
export function secretSource(options: Options, env: NodeJS.ProcessEnv): SecretSource | undefined {
  const given: SecretSource[] = [];
  const add = (kind: Kind, from: SecretSource['from'], value: string | boolean | undefined) => {
    if (value === undefined || value === false) return;
    given.push({ kind, from, option: `--${kind}-${from}`, value: value === true ? '' : value });
  };
  add('password', 'stdin', options.passwordStdin);
  add('password', 'file', options.passwordFile);
  add('password', 'command', options.passwordCommand);
  add('password', 'env', options.passwordEnv);
  add('access-token', 'stdin', options.accessTokenStdin);
  add('access-token', 'file', options.accessTokenFile);
  add('access-token', 'command', options.accessTokenCommand);
  add('access-token', 'env', options.accessTokenEnv);
  if (given.length === 0) {
    for (const kind of ['password', 'access-token'] as const) {
      const name = variables[kind];
      if (env[name] !== undefined) given.push({ kind, from: 'env', option: name, value: name });
    }
  }
  const [first, second] = given;
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `${first.option} and ${second.option} contradict each other.`,
      'Give one password or one access token, in one way.',
    );
  }
  return first;
}

/**
 * Reads a secret from its source, once. A variable is deleted from the environment.
 * @throws UsageError when there is none, it is empty, or its file can be read by others.
 */
export async function readSecret(source: SecretSource, world: World): Promise<Credentials> {
  return { kind: source.kind, secret: await readFirst(source, world, safeWays) };
}

/**
 * Reads the key to a list from a variable or a file, as `readSecret` does.
 * @throws UsageError when there is none, it cannot be a label of a name, or its file can be read by others
 */
export async function readKey(
  source: { readonly from: 'env' | 'file'; readonly option: string; readonly value: string },
  world: World,
): Promise<Secret> {
  const key = await readFirst({ ...source, kind: 'key' }, world, keyWays);
  const label = new Secret(key.reveal().trim());
  if (/^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label.reveal())) return label;
  throw new UsageError(
    `${source.option}: this is no key: it has to be letters and digits, as one label of a name.`,
    'Give the key alone, without the name of the list.',
  );
}

type Source = Omit<SecretSource, 'kind'> & { readonly kind: Named };

/** The first line of a source. */
async function readFirst(source: Source, world: World, ways: readonly string[]): Promise<Secret> {
  const text = await readSource(source, world);
  const secret = (/^[^\r\n]*/.exec(text) as RegExpExecArray)[0];
  if (secret === '') throw new UsageError(`${source.option}: the ${nameOf(source.kind)} is empty.`, ...ways);
  if (secret.includes('\0')) throw new UsageError(`${source.option}: the ${nameOf(source.kind)} has a NUL in it.`);
  return new Secret(secret);
}

const nameOf = (kind: Named): string => kind.replace('-', ' ');

async function readSource({ from, option, value, kind }: Source, { env, stdin, signal }: World): Promise<string> {
  switch (from) {
    case 'env': {
      const text = env[value];
      delete env[value];
      if (text === undefined) throw new UsageError(`${option}: the variable ${value} is not set.`);
      return text;
    }
    case 'file':
      return readSecretFile(option, value);
    case 'command':
      return runSecretCommand(option, value, { env, signal });
    case 'stdin':
      if (stdin.isTTY) {
        throw new UsageError(
          `${option}: standard input is a terminal, and what is typed there can be seen.`,
          `Leave the option away to be asked for the ${nameOf(kind)}.`,
        );
      }
      return readFirstLine(option, stdin);
  }
}

/** Opened first and judged by its handle, so that nobody can exchange it in between. */
async function readSecretFile(option: string, path: string): Promise<string> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`;
    throw new UsageError(`${option} ${path}: ${why}.`);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      throw new UsageError(
        `${option} ${path}: this is not a regular file.`,
        'For a program, use the …-command option.',
      );
    }
    const uid = process.getuid?.();
    if (uid !== undefined && stat.uid !== uid && stat.uid !== 0) {
      throw new UsageError(
        `${option} ${path}: the file belongs to somebody else.`,
        `Make it yours: chown $USER ${path}`,
      );
    }
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) {
      const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
      throw new UsageError(`${option} ${path}: others can read it (mode ${mode}).`, `Close it: chmod 600 ${path}`);
    }
    if (stat.size > longestSecret) throw new UsageError(`${option} ${path}: more than 4 KiB is no secret.`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Up to the first line end or the end of input, at most 4 KiB. */
async function readFirstLine(option: string, stdin: NodeJS.ReadStream): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    text += chunk as string;
    if (text.includes('\n')) break;
    if (text.length > longestSecret) throw new UsageError(`${option}: more than 4 KiB in one line is no secret.`);
  }
  return text;
}
