import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import type { StartedScenario } from '../lab/start.ts';
import type { Target } from '../model/target.ts';
import type { Wishes } from '../settings/target.ts';

/** What the scenario's own user would ask; the options of the caller come first. */
export function labWishes(
  lab: StartedScenario,
  command: Required<Pick<Command, 'wishes'>>,
  argument: string | undefined,
  given: Options,
): { wishes: Wishes; options: Options } {
  const { symptom, mechanism, from, to } = lab.scenario.run ?? {};
  const options: Options = {
    user: lab.user,
    ...(symptom === undefined ? {} : { symptom }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...given,
  };
  const wishes = command.wishes(argument ?? lab.address, options);
  return { wishes: { ...wishes, from: wishes.from ?? from, to: wishes.to ?? to }, options };
}

/** Where the caller named no servers, those that the scenario's user has in his mail program. */
export const labTarget = (lab: StartedScenario, target: Target): Target =>
  target.servers.length > 0
    ? target
    : { ...target, servers: lab.servers.filter(({ protocol }) => target.protocols.includes(protocol)) };
