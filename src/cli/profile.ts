import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { explainIds } from '../explain.ts';
import { applyProfile, listTargets } from '../settings/profiles/apply-profile.ts';
import { type ChosenProfile, chooseProfile } from '../settings/profiles/choose-profile.ts';
import { optionsOf, storedSettings } from '../settings/profiles/stored-settings.ts';
import type { Shell } from './shell.ts';
import { usable } from './usable.ts';
import { UsageError } from './usage-error.ts';

interface Asked {
  readonly argument: string | undefined;
  readonly options: Options;
}

/**
 * The call, with what the profile says where the call and the environment say nothing. The lab and saved evidence know
 * by themselves what is asked about. @throws UsageError when the profile cannot be read, or contradicts the call
 */
export async function withProfile(command: Command, asked: Asked, shell: Shell): Promise<Asked> {
  const { argument, options } = asked;
  const hasProfiles = command.options.some(({ flags }) => flags.startsWith('--profile '));
  if (options.lab !== undefined || options.replay !== undefined || !hasProfiles) return asked;
  if (command.wishes === undefined) return asked;
  const { profile: name, config } = options;
  if (name === undefined) {
    // A variable only says where profiles are, whether one is wanted or not.
    if (config === undefined || config === shell.env.MAILCHECK_CONFIG?.trim()) return asked;
    throw new UsageError('--config has no meaning without --profile.', 'Say which profile: --profile NAME');
  }
  const chosen = usable(chooseProfile(name, { config, cwd: shell.cwd, env: shell.env, ids: explainIds() }));
  if (options.verbose === true) shell.say(`The profile ${name} comes from ${chosen.file}.`);
  const wishes = command.wishes(argument, options);
  const { address } = options;
  const applied = usable(
    applyProfile(chosen, { ...wishes, command: command.name, ...(address === undefined ? {} : { address }) }),
  );
  const stored = storedSettings(chosen);
  // A server that was named takes the place of those of its protocol.
  const servers = applied.servers.filter(
    ({ protocol }) => protocol === 'sieve' || (options[protocol] ?? []).length === 0,
  );
  const filled: Options = {
    ...fromProfile(command, { user: applied.user, ...optionsOf(chosen) }, options),
    ...options,
    ...(wishes.kind === 'lists' ? { targets: targetsOf(chosen, options) } : {}),
    stored: { ...stored, servers },
  };
  // What is not about a target stays: the client of an export.
  const isTarget = wishes.what === argument;
  return { argument: isTarget ? applied.argument : argument, options: filled };
}

/** The options that the command has, and that the profile says. */
function fromProfile(
  command: Command,
  stored: { readonly [Name in keyof Options]?: Options[Name] | undefined },
  given: Options,
): Partial<Options> {
  const known = new Set(command.options.map(({ flags }) => attributeOf(flags)));
  const family = given.ipv4 === true || given.ipv6 === true ? ['ipv4', 'ipv6'] : [];
  const said = Object.entries(stored).filter(
    ([name, value]) => value !== undefined && known.has(name) && !family.includes(name),
  );
  return Object.fromEntries(said);
}

/** `-4, --ipv4` is `ipv4`, `--confirm-host <host>` is `confirmHost`. */
const attributeOf = (flags: string): string =>
  (/--(?:no-)?([a-z\d-]+)/.exec(flags)?.[1] ?? '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function targetsOf(chosen: ChosenProfile, { targets = [], file, mine }: Options): readonly string[] {
  return targets.length > 0 || file !== undefined || mine === true ? targets : usable(listTargets(chosen));
}
