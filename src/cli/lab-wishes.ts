import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import type { StartedScenario } from '../lab/start.ts';
import type { Target } from '../model/target.ts';
import type { Wishes } from '../settings/wishes.ts';

const aboutDomains: readonly Wishes['kind'][] = ['anything', 'domain', 'account'];

/** What the scenario's own user would ask; the options of the caller come first. */
export function labWishes(
  lab: StartedScenario,
  command: Required<Pick<Command, 'wishes'>>,
  argument: string | undefined,
  given: Options,
): { wishes: Wishes; options: Options } {
  const { symptom, mechanism, from, to, records } = lab.scenario.run ?? {};
  const options: Options = {
    user: lab.user,
    ...(symptom === undefined ? {} : { symptom }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(records?.selectors === undefined ? {} : { selector: records.selectors }),
    ...(records?.sendingIps === undefined ? {} : { sendingIp: records.sendingIps }),
    ...given,
  };
  const wishes = command.wishes(argument, options);
  const { blacklist } = wishes;
  if (blacklist !== undefined) {
    // The lab's lists know documentation addresses.
    const subjects =
      blacklist.subjects.length === 0 && blacklist.mine !== true
        ? [lab.address.slice(lab.address.indexOf('@') + 1)]
        : blacklist.subjects;
    return {
      wishes: { ...wishes, blacklist: { ...blacklist, subjects } },
      options: { ...options, allowPrivate: true },
    };
  }
  const isNamed = Object.values(wishes.servers ?? {}).some((one) => one !== undefined);
  const anyServer = isNamed ? undefined : lab.servers[0]?.host;
  const what =
    wishes.file !== undefined
      ? undefined
      : (argument ?? (aboutDomains.includes(wishes.kind) ? lab.address : anyServer));
  return { wishes: { ...wishes, what, from: wishes.from ?? from, to: wishes.to ?? to }, options };
}

/** Where the caller named no servers, those that the scenario's user has in his mail program. */
export function labTarget(
  lab: StartedScenario,
  named: Target,
  { argument, options }: { argument: string | undefined; options: Options },
): Target {
  const { imap, pop3, smtp } = options;
  const asks = (named.blacklist ?? named.records ?? named.settings) !== undefined;
  if (asks || argument !== undefined || (imap ?? pop3 ?? smtp) !== undefined) return named;
  const mode = options.security === undefined || options.security === 'auto' ? {} : { security: options.security };
  const owned = lab.servers.filter(({ protocol }) => named.protocols.includes(protocol));
  const others = named.servers.filter(({ protocol }) => !owned.some((one) => one.protocol === protocol));
  return { ...named, servers: [...owned.map((one) => ({ ...one, ...mode })), ...others] };
}
