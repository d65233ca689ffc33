import { dirname } from 'node:path';
import { type KeyFamily, keyFamilies } from '../../knowledge/blocklist.ts';
import type { AuthMethod } from '../../model/settings.ts';
import type { Expectations, NamedServer } from '../../model/target.ts';
import { timeSpan } from '../../model/time-span.ts';
import { asciiHostName } from '../../protocols/dns-names.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { type PlacedSecret, pathFrom, type SecretSource, toSecretPlace } from '../secret-place.ts';
import type { StoredTarget } from '../wishes.ts';
import type { ChosenProfile } from './choose-profile.ts';
import type { Profile, SecretPlace } from './profile-schema.ts';

/** What a saved profile says that no option can say. */
export interface StoredSettings extends StoredTarget {
  readonly secret?: SecretSource;
  /** Where the keys to lists of customers are. */
  readonly keys: ReadonlyMap<KeyFamily, PlacedSecret>;
  /** What a mail program logs in with at servers of which the profile says it. */
  readonly auth: readonly { readonly server: NamedServer; readonly methods: readonly AuthMethod[] }[];
}

/** @param shown the file as the user knows it, for messages */
export function storedSettings({ name, file, shown, home, profile }: ChosenProfile): StoredSettings {
  const from = { folder: dirname(file), home };
  const placed = (written: SecretPlace, key: string): PlacedSecret => ({
    option: `${shown}: profiles.${name}.${key}.${Object.keys(written)[0]}`,
    place: toSecretPlace(written, from),
  });
  const { password, accessToken, key } = profile;
  const keys = keyFamilies.flatMap((family): [KeyFamily, PlacedSecret][] => {
    const written = key?.[family];
    return written === undefined ? [] : [[family, placed(written, `key.${family}`)]];
  });
  const expect = expectationsOf(profile);
  return {
    profile: { name, file },
    servers: serversOf(profile),
    ...(expect === undefined ? {} : { expect }),
    ...(password === undefined ? {} : { secret: { kind: 'password', ...placed(password, 'password') } }),
    ...(accessToken === undefined ? {} : { secret: { kind: 'access-token', ...placed(accessToken, 'accessToken') } }),
    keys: new Map(keys),
    auth: writtenServers(profile).flatMap((written) =>
      written.auth === undefined ? [] : [{ server: toNamed(written), methods: written.auth }],
    ),
  };
}

/** What a profile says as the options of these names say it; undefined where it says nothing. */
export function optionsOf({ profile, file, home }: ChosenProfile) {
  const { timeout, deadline, resolve, family, ca, ...rest } = profile;
  const pins = Object.entries(resolve ?? {}).map(([host, ip]) => ({ host, ip }));
  const { address, symptom, mechanism, loginFound, confirmHost, resolver, allowPrivate, control } = rest;
  return {
    address,
    symptom,
    mechanism,
    loginFound,
    confirmHost,
    resolver,
    allowPrivate,
    control,
    timeout: timeout === undefined ? undefined : timeSpan(String(timeout)),
    deadline: deadline === undefined ? undefined : timeSpan(String(deadline)),
    resolve: pins.length === 0 ? undefined : pins,
    ipv4: family === 4 ? true : undefined,
    ipv6: family === 6 ? true : undefined,
    ca: ca === undefined ? undefined : pathFrom({ folder: dirname(file), home }, ca),
    selector: rest.selector,
    sendingIp: rest.sendingIp,
    lists: rest.lists,
    role: rest.role,
    failOn: rest.expect?.failOn,
  };
}

/** As names are compared: A-labels, lower case; an address in its shortest form. */
const nameOf = (text: string): string => canonicalIp(text) ?? asciiHostName(text) ?? text;

/** The servers of a profile, in its order. */
export const serversOf = (profile: Profile): readonly NamedServer[] => writtenServers(profile).map(toNamed);

const writtenServers = ({ incoming = [], outgoing = [] }: Profile) => [...incoming, ...outgoing];

const toNamed = ({ type = 'smtp', host, port, security }: ReturnType<typeof writtenServers>[number]): NamedServer => ({
  protocol: type,
  host: nameOf(host),
  ...(port === undefined ? {} : { port }),
  ...(security === undefined ? {} : { security }),
});

/** What a profile wants its account to be like; undefined when it says nothing. */
function expectationsOf({ expect }: Profile): Expectations | undefined {
  if (expect?.works === undefined && expect?.accept === undefined) return undefined;
  const { works = [], accept = [] } = expect;
  return { works, accept: accept.map((one) => (one.at === undefined ? one : { ...one, at: nameOf(one.at) })) };
}
