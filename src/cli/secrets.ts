import { type Credentials, Secret } from '../model/secret.ts';
import type { PlacedSecret, SecretSource } from '../settings/secret-place.ts';
import { keyWays, safeWays } from './arguments.ts';
import { readKeyring } from './keyring.ts';
import { type HelperWorld, runSecretCommand } from './secret-command.ts';
import { longestSecret, readSecretFile } from './secret-file.ts';
import { UsageError } from './usage-error.ts';
import { refuseWatchers } from './watchers.ts';

const longestWaitMs = 30_000;

/** What is read, for people. */
type Named = Credentials['kind'] | 'key';

/**
 * Reads a secret from its source, once. A variable is deleted from the environment.
 * @throws UsageError when there is none, it is empty, or its file can be read by others.
 */
export async function readSecret(source: SecretSource, world: HelperWorld): Promise<Credentials> {
  return { kind: source.kind, secret: await readFirst(source, source.kind, world, safeWays) };
}

/**
 * Reads the key to a list from its place, as `readSecret` does.
 * @throws UsageError when there is none, it cannot be a label of a name, or its file can be read by others
 */
export async function readKey(source: PlacedSecret, world: HelperWorld): Promise<Secret> {
  const key = await readFirst(source, 'key', world, keyWays);
  const label = new Secret(key.reveal().trim());
  if (/^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label.reveal())) return label;
  throw new UsageError(
    `${source.option}: this is no key: it has to be letters and digits, as one label of a name.`,
    'Give the key alone, without the name of the list.',
  );
}

/** The first line of a source. */
async function readFirst(
  source: PlacedSecret,
  kind: Named,
  world: HelperWorld,
  ways: readonly string[],
): Promise<Secret> {
  refuseWatchers(world.env);
  const text = await readPlace(source, kind, world);
  const secret = (/^[^\r\n]*/.exec(text) as RegExpExecArray)[0];
  if (secret === '') throw new UsageError(`${source.option}: the ${nameOf(kind)} is empty.`, ...ways);
  if (secret.includes('\0')) throw new UsageError(`${source.option}: the ${nameOf(kind)} has a NUL in it.`);
  return new Secret(secret);
}

const nameOf = (kind: Named): string => kind.replace('-', ' ');

async function readPlace({ option, place }: PlacedSecret, kind: Named, world: HelperWorld): Promise<string> {
  switch (place.from) {
    case 'env': {
      const text = world.env[place.name];
      delete world.env[place.name];
      if (text === undefined) throw new UsageError(`${option}: the variable ${place.name} is not set.`);
      return text;
    }
    case 'file':
      return readSecretFile({ option, path: place.path, cwd: world.cwd });
    case 'credential':
      return readSecretFile({ option, path: place.path, cwd: world.cwd }, true);
    case 'command':
      return runSecretCommand(option, place.words, world, place.folder);
    case 'keyring':
      return readKeyring(option, place, world);
    case 'descriptor':
      return readOpened(option, place.number, kind);
    case 'stdin':
      if (world.stdin.isTTY) refuseTerminal(option, kind);
      return readFirstLine(option, world.stdin);
  }
}

function refuseTerminal(option: string, kind: Named): never {
  throw new UsageError(
    `${option}: it is a terminal, and what is typed there can be seen.`,
    `Leave the option away to be asked for the ${nameOf(kind)}.`,
  );
}

async function readOpened(option: string, number: number, kind: Named): Promise<string> {
  const { readDescriptor } = await import('../settings/descriptor.ts');
  const read = await readDescriptor(number, { longest: longestSecret, ms: longestWaitMs });
  if ('text' in read) return read.text;
  switch (read.trouble) {
    case 'terminal':
      return refuseTerminal(option, kind);
    case 'not-open':
      throw new UsageError(
        `${option} ${number}: nothing was opened there to read from.`,
        `Open it for the program: mailcheck … ${option} ${number} ${number}< FILE`,
      );
    case 'too-long':
      throw new UsageError(`${option}: more than 4 KiB in one line is no secret.`);
    case 'late':
      throw new UsageError(`${option} ${number}: nothing came within ${longestWaitMs / 1000} s.`);
  }
}

/** Up to the first line end or the end of input, at most 4 KiB. */
async function readFirstLine(option: string, input: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  input.setEncoding('utf8');
  for await (const chunk of input) {
    text += chunk as string;
    if (text.includes('\n')) break;
    if (text.length > longestSecret) throw new UsageError(`${option}: more than 4 KiB in one line is no secret.`);
  }
  return text;
}
