import type { Options } from '../commands/options.ts';
import type { Secret } from '../model/secret.ts';
import type { ListChoice } from '../settings/list-choice.ts';
import { isProblem } from '../settings/problem.ts';
import type { SecretPlace } from '../settings/secret-place.ts';
import { keyWays } from './arguments.ts';
import { readKey } from './secrets.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

const prefix = 'MAILCHECK_DNSBL_KEY_';

/** The lists that were asked for, with the keys to those of customers. Options before the environment. @throws UsageError */
export async function chosenLists(options: Options, shell: Shell): Promise<ListChoice> {
  const { chooseLists, keyFamilies, keyFamilyOf } = await import('../settings/list-choice.ts');
  const keys = new Map<(typeof keyFamilies)[number], Secret>();
  for (const text of options.key ?? []) {
    const [, name = '', from, value = ''] = /^([^=]*)=(env|file):(.*)$/s.exec(text) ?? [];
    const family = keyFamilyOf(name);
    if (family === undefined || (from !== 'env' && from !== 'file')) {
      throw new UsageError(`--key: what stands before "=" is none of ${keyFamilies.join(', ')}.`, ...keyWays);
    }
    if (keys.has(family)) throw new UsageError(`--key: two keys for the lists of ${family}.`);
    const place: SecretPlace = from === 'env' ? { from, name: value } : { from, path: value };
    keys.set(family, await readKey({ option: `--key ${family}=${from}:${value}`, place }, shell));
  }
  for (const family of keyFamilies) {
    const variable = `${prefix}${family.toUpperCase()}`;
    const isGiven = (shell.env[variable] ?? '').trim() !== '';
    if (isGiven && !keys.has(family)) {
      keys.set(family, await readKey({ option: variable, place: { from: 'env', name: variable } }, shell));
    }
    const stored = options.stored?.keys.get(family);
    if (stored !== undefined && !keys.has(family)) keys.set(family, await readKey(stored, shell));
    // Read once; neither helpers nor crash reports are to see it.
    delete shell.env[variable];
  }
  for (const key of keys.values()) shell.secrets.add(key);
  const choice = chooseLists(options.lists ?? ['default'], keys);
  if (isProblem(choice)) throw new UsageError(choice.problem, ...(choice.wayOut === undefined ? [] : [choice.wayOut]));
  return choice;
}
