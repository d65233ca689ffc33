import { resolve } from 'node:path';
import type { Options } from '../../commands/options.ts';
import type { Profile, SecretPlace } from '../../settings/profiles/profile-schema.ts';
import type { ProvedAccount } from './prove-account.ts';
import { type Side, sides } from './tell-found.ts';

/** What is saved of an account: what was proved, where the secret is, and how the network has to be used. */
export function profileOf(
  address: string,
  { user, credentials, servers }: ProvedAccount,
  { place, options, cwd }: { readonly place: SecretPlace | undefined; readonly options: Options; readonly cwd: string },
): Profile {
  const works = sides.flatMap((side) => {
    const one = servers[side];
    return one?.isIn === true ? [one.type] : [];
  });
  const pins = Object.fromEntries((options.resolve ?? []).map(({ host, ip }) => [host, ip]));
  const secret =
    place === undefined ? {} : credentials?.kind === 'access-token' ? { accessToken: place } : { password: place };
  return {
    address,
    ...(user === address ? {} : { user }),
    ...sideOf('incoming', servers),
    ...sideOf('outgoing', servers),
    ...secret,
    ...(options.mechanism === undefined ? {} : { mechanism: options.mechanism }),
    ...(options.resolver === undefined ? {} : { resolver: [...options.resolver] }),
    ...(options.resolve === undefined ? {} : { resolve: pins }),
    ...(options.ipv4 === true ? { family: 4 } : options.ipv6 === true ? { family: 6 } : {}),
    ...(options.ca === undefined ? {} : { ca: resolve(cwd, options.ca) }),
    ...(works.length === 0 ? {} : { expect: { works } }),
  };
}

function sideOf(side: Side, servers: ProvedAccount['servers']): Pick<Profile, Side> {
  const one = servers[side];
  if (one === undefined) return {};
  const { type, host, port, security } = one;
  if (type === 'smtp') return { outgoing: [{ host, port, security }] };
  return { incoming: [{ type, host, port, security }] };
}
