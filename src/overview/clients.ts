import { type ClientAbility, clientAbilities } from '../knowledge/client-abilities.ts';
import type { ClientAtServer, ClientReport, Obstacle } from '../model/client-report.ts';
import type { View } from '../model/finding.ts';
import type { ServerType } from '../model/settings.ts';
import { type TlsOffer, tlsOffers } from '../model/tls-offer.ts';
import { versionOffers } from '../probes/facts/tls-offers.ts';
import { type SeenService, seenServices, tokenNames } from './seen-services.ts';

/**
 * Which mail programs can use the servers that were seen, by their TLS and the ways to log in; undefined where no service
 * for them was seen over TLS. What nobody asked for stays unknown.
 */
export function clientReports(view: View): ClientReport[] | undefined {
  const services = seenServices(view);
  if (services.length === 0) return undefined;
  return clientAbilities.flatMap((client) => {
    const servers = serversOf(services)
      .filter(([{ type }]) => client.uses.includes(type))
      .map((ports) => atServer(client, ports));
    const { id, name, sources } = client;
    return servers.length === 0 ? [] : [{ id, name, servers, sources }];
  });
}

type Ports = readonly [SeenService, ...SeenService[]];

/** Services of one protocol on one host together. */
function serversOf(services: readonly SeenService[]): Ports[] {
  const servers = new Map<string, [SeenService, ...SeenService[]]>();
  for (const one of services) {
    const known = servers.get(`${one.type} ${one.host}`);
    if (known === undefined) servers.set(`${one.type} ${one.host}`, [one]);
    else known.push(one);
  }
  return [...servers.values()];
}

function atServer(client: ClientAbility, ports: Ports): ClientAtServer {
  const fits = ports.map((service) => atPort(client, service));
  const state = fits.some((one) => one === 'can')
    ? 'can'
    : fits.some((one) => one === 'unknown')
      ? 'unknown'
      : 'cannot';
  const obstacles = new Map(
    fits.flatMap((one) => (typeof one === 'string' ? [] : one)).map((one) => [one.text, one] as const),
  );
  const [{ type, host }] = ports;
  return {
    ...{ type, host, ports: ports.map(({ port }) => port), state },
    obstacles: state === 'cannot' ? [...obstacles.values()] : [],
  };
}

/** What is in the way at one port; else whether anything may be. */
function atPort(client: ClientAbility, service: SeenService): readonly Obstacle[] | 'can' | 'unknown' {
  const seen = [tlsFit(client, service), loginFit(client, service)];
  const obstacles = seen.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  if (obstacles.length > 0) return obstacles;
  return seen.every((one) => one === 'can') ? 'can' : 'unknown';
}

function tlsFit(client: ClientAbility, service: SeenService): Obstacle | 'can' | 'unknown' {
  const { tls = [], maybeTls = [], fixes } = client;
  if (tls.some((offer) => service.takes(offer) === true)) return 'can';
  if (tls.length === 0 || [...tls, ...maybeTls].some((offer) => service.takes(offer) !== false)) return 'unknown';
  const needsTls12 = 'Let the server take TLS 1.2 and 1.3: every mail program of today has one of them (RFC 9325).';
  return {
    kind: 'tls',
    text: `${takenText(service)}, ${offerText(tls)}`,
    fix: service.takes('TLSv1.2') === false ? needsTls12 : (fixes.tls ?? needsTls12),
  };
}

const numberOf = (version: TlsOffer): string => (version === 'TLSv1' ? '1.0' : version.replace('TLSv', ''));

/** `TLS 1.2 and 1.3`, the oldest first. */
function versionList(versions: readonly TlsOffer[]): string {
  const numbers = tlsOffers.filter((one) => versions.includes(one)).map(numberOf);
  return `TLS ${numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`}`;
}

function takenText(service: SeenService): string {
  const taken = versionOffers.filter((version) => service.takes(version) === true);
  return taken.length === 0 ? 'the server refuses it' : `the server takes ${versionList(taken)}`;
}

function offerText(tls: readonly TlsOffer[]): string {
  if (tls.includes('windows-8.1')) return 'but none of the cipher suites that Windows 7 to 8.1 have';
  if (tls.includes('rsa')) return 'but no key exchange by RSA, which is all that the device knows';
  return `the program offers ${versionList(tls)} only`;
}

/** Names by which a password is sent; servers with others beside them are not judged by this. */
const passwordNames = /^(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|APOP|NTLM|SCRAM-.*)$/;

function loginFit(client: ClientAbility, service: SeenService): Obstacle | 'can' | 'unknown' {
  const { type } = service;
  if (service.wantsToken !== undefined) return tokenFit(client, type, service);
  const can = client.passwords?.[type];
  const offered = (service.logins ?? []).filter((name) => !tokenNames.includes(name));
  const isJudged = offered.length > 0 && offered.every((name) => passwordNames.test(name));
  if (can === undefined || !isJudged || offered.some((name) => can.includes(name))) return 'can';
  return {
    kind: 'passwords',
    text: `the server takes a password by ${offered.join(', ')}, the program sends it by ${can.join(', ')} only`,
    fix: client.fixes.passwords ?? 'The server has to offer PLAIN inside TLS.',
  };
}

function tokenFit(
  { tokens, fixes }: ClientAbility,
  type: ServerType,
  service: SeenService,
): Obstacle | 'can' | 'unknown' {
  const ability = tokens?.[type];
  if (ability === 'some') return service.wantsToken === 'known' ? 'can' : 'unknown';
  if (ability === undefined) return 'unknown';
  return {
    kind: 'tokens',
    text: 'the server wants a token (OAuth2), the program gets none',
    fix: fixes.tokens ?? 'Use a mail program that logs in with OAuth2.',
  };
}
