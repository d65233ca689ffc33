import type { Protocol } from '../../model/subject.ts';
import type { NamedServer } from '../../model/target.ts';
import { parseMailAddress } from '../../protocols/address.ts';
import { asciiHostName } from '../../protocols/dns-names.ts';
import { type Problem, quoted } from '../problem.ts';
import type { Wishes } from '../wishes.ts';
import type { ChosenProfile } from './choose-profile.ts';
import type { Profile } from './profile-schema.ts';
import { serversOf } from './stored-settings.ts';

/** What a run is about when a profile was named. */
export interface AppliedProfile {
  /** What stands for the argument of the command. */
  readonly argument: string | undefined;
  /** The servers that count. */
  readonly servers: readonly NamedServer[];
  readonly user: string | undefined;
}

/**
 * Fills in what the call leaves open. A server or domain that was named takes the place of the profile's own; another
 * address is refused, because the secret of one account is not for another.
 * @param call the command's wishes, its name, and whose account was named as an option
 */
export function applyProfile(
  chosen: ChosenProfile,
  call: Wishes & { readonly command: string; readonly address?: string },
): AppliedProfile | Problem {
  const { what, kind, protocols, servers: named = {}, command, address } = call;
  const { name, profile } = chosen;
  const other = address === undefined ? undefined : contradiction(chosen, address);
  if (other !== undefined) return other;
  const own = profile.address ?? profile.domain;
  const login = profile.user ?? profile.address;
  const servers = serversOf(profile).filter(({ protocol }) => protocols.includes(protocol));
  if (what !== undefined) {
    if (!what.includes('@')) return { argument: what, servers: [], user: login };
    const refused = contradiction(chosen, what);
    return refused ?? { argument: what, servers: kind === 'anything' ? servers : [], user: profile.user };
  }
  const isNamed = Object.values(named).some((hosts) => hosts !== undefined && hosts.length > 0);
  switch (kind) {
    case 'server':
    case 'host':
      if (servers.length > 0 || isNamed) return { argument: undefined, servers, user: login };
      if (command === 'export')
        return missing(chosen, noServers(protocols), `mailcheck export CLIENT --imap HOST --smtp HOST`);
      return missing(chosen, noServers(protocols), `mailcheck ${command} HOST --profile ${name}`);
    case 'domain':
    case 'account':
      if (own !== undefined) return { argument: own, servers: [], user: undefined };
      return missing(chosen, 'neither an address nor a domain', `mailcheck ${command} DOMAIN --profile ${name}`);
    case 'anything':
      if (own !== undefined || servers.length > 0 || isNamed) return { argument: own, servers, user: profile.user };
      return missing(chosen, 'neither an address nor a server', `mailcheck ${command} ADDRESS --profile ${name}`);
    case 'lists':
      return { argument: undefined, servers: [], user: undefined };
  }
}

const noServers = ([first, ...more]: readonly Protocol[]): string =>
  first === undefined || more.length > 0 ? 'no servers' : `no ${first.toUpperCase()} server`;

/** What block lists are asked about where the call names nothing. */
export function listTargets(chosen: ChosenProfile): readonly string[] | Problem {
  const { address, domain, targets } = chosen.profile;
  const named = targets ?? [domain ?? domainOf(address)].filter((one) => one !== undefined);
  if (named.length > 0) return named;
  return missing(chosen, 'no targets, and no domain', `mailcheck blacklist TARGET --profile ${chosen.name}`);
}

function domainOf(address: string | undefined): string | undefined {
  const parsed = address === undefined ? undefined : parseMailAddress(address);
  return parsed === undefined || 'problem' in parsed ? undefined : parsed.domain;
}

const missing = ({ name, shown }: ChosenProfile, what: string, example: string): Problem => ({
  problem: `--profile ${name}: it names ${what} (${shown}).`,
  wayOut: `Say it there, or here: ${example}`,
});

function contradiction({ name, profile }: ChosenProfile, what: string): Problem | undefined {
  const asked = parseMailAddress(what);
  // What is wrong with it is told where it is read.
  if ('problem' in asked) return undefined;
  const own = whoseOf(profile);
  if (own === undefined || own === asked.address || own === asked.domain) return undefined;
  return {
    problem: `${quoted(what)} and --profile ${name} contradict each other: the profile is about ${own}.`,
    wayOut: 'Leave one of them away.',
  };
}

/** The address or domain of a profile as addresses are compared. */
function whoseOf({ address, domain }: Profile): string | undefined {
  if (address === undefined) return domain === undefined ? undefined : asciiHostName(domain);
  const parsed = parseMailAddress(address);
  return 'problem' in parsed ? undefined : parsed.address;
}
