import type { Secret } from '../model/secret.ts';
import { type HelperWorld, runHelper } from './secret-command.ts';
import { UsageError } from './usage-error.ts';

interface Entry {
  readonly service: string;
  readonly account?: string;
}

interface KeyringTool {
  /** What prints the secret of an entry. */
  lookup(entry: Entry): readonly string[];
  /** What a person types to store it. */
  store(entry: Entry): string;
  readonly install: string;
}

const tools: Partial<Record<NodeJS.Platform, KeyringTool>> = {
  linux: {
    lookup: ({ service, account }) => [
      ...['secret-tool', 'lookup', 'service', service],
      ...(account === undefined ? [] : ['account', account]),
    ],
    store: ({ service, account }) =>
      `secret-tool store --label=mailcheck service ${service}${account === undefined ? '' : ` account ${account}`}`,
    install: 'Install libsecret-tools, or keep the secret elsewhere: a file that only you can read, or a command.',
  },
  darwin: {
    lookup: ({ service, account }) => [
      ...['security', 'find-generic-password', '-s', service],
      ...(account === undefined ? [] : ['-a', account]),
      '-w',
    ],
    store: ({ service, account = '$USER' }) => `security add-generic-password -s ${service} -a ${account} -w`,
    install: 'It is a part of macOS, in /usr/bin.',
  },
};

/** Only where the secret need not stand in arguments, as `security` of macOS wants it to. */
export const storesInKeyring = (platform: NodeJS.Platform = process.platform): boolean => platform === 'linux';

/** Puts a secret into the keyring, in place of one that is there under that name. @throws UsageError */
export async function storeInKeyring(option: string, entry: Entry, secret: Secret, world: HelperWorld): Promise<void> {
  const words = ['secret-tool', 'store', '--label=mailcheck', 'service', entry.service];
  const account = entry.account === undefined ? [] : ['account', entry.account];
  const output = await runHelper([...words, ...account], world, { input: secret.reveal() });
  if (typeof output === 'string') return;
  const way = output.code === 'ENOENT' ? (tools.linux?.install ?? '') : 'It has to be unlocked, and within reach.';
  throw new UsageError(`${option}: "secret-tool" ${output.what}.`, way);
}

/** What prints the secret of an entry here; undefined where no command does. */
export const keyringWords = (
  entry: Entry,
  platform: NodeJS.Platform = process.platform,
): readonly string[] | undefined => tools[platform]?.lookup(entry);

/**
 * Reads a secret from the keyring of the desktop, by the command-line tool of the platform.
 * @throws UsageError when there is no such tool, no such entry, or the keyring cannot be reached
 */
export async function readKeyring(
  option: string,
  entry: Entry,
  world: HelperWorld,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const tool = tools[platform];
  if (tool === undefined) {
    throw new UsageError(
      `${option}: the keyring of this system has no command that reads it.`,
      'Keep the secret elsewhere: a file that only you can read, or a command.',
    );
  }
  const words = tool.lookup(entry);
  const output = await runHelper(words, world);
  if (typeof output === 'string') return output;
  if (output.code === 'ENOENT') throw new UsageError(`${option}: "${words[0]}" was not found.`, tool.install);
  const name = entry.account === undefined ? entry.service : `${entry.service}/${entry.account}`;
  throw new UsageError(
    `${option}: the keyring gave nothing for ${name} ("${words[0]}" ${output.what}).`,
    `To store it: ${tool.store(entry)}`,
    'It has to be unlocked, and within reach of this session.',
  );
}
