import type { View } from '../model/finding.ts';
import {
  type Candidate,
  type CandidateProof,
  type PublishedServer,
  type SettingsOrigin,
  type Trust,
  trusts,
} from '../model/settings.ts';
import { type Domain, securities } from '../model/subject.ts';
import { guessedHosts } from '../probes/facts/dns.ts';
import { tableByDomain, tableByExchanger } from '../probes/facts/settings.ts';
import { settingsAnswers } from '../probes/facts/settings-answers.ts';
import { candidates as standardServices } from '../protocols/ports.ts';
import { proofOf } from './settings-proof.ts';
import { rowOf, trustIn } from './settings-trust.ts';

/** A server and who names it, before it was connected to. */
interface Named {
  readonly server: PublishedServer;
  readonly origin: SettingsOrigin;
}

/**
 * Every server that any source names, once, best first: those that work before those that do not; then by what the
 * source is worth, TLS before STARTTLS before nothing, IMAP before POP3, and as they were written. Servers without TLS
 * are among them only when the user wants them, and never what only a customer can complete.
 */
export function rankedCandidates(at: Domain, view: View): { readonly candidate: Candidate; readonly row: number }[] {
  const patterns = [tableByDomain, tableByExchanger].flatMap((fact) => view.value(fact, at)?.patterns ?? []);
  const published = settingsAnswers(at, view).flatMap(({ source, settings }): Named[] =>
    [...(settings?.incoming ?? []), ...(settings?.outgoing ?? [])].map((server) => ({ server, origin: source })),
  );
  const named = published
    .filter(({ server }) => server.security !== 'none' || view.target.settings?.plaintext === true)
    .filter(({ server }) => !patterns.includes(server.host));
  const groups = new Map<string, Named[]>();
  for (const one of [...named, ...guesses(at, view)]) {
    const { type, host, port, security } = one.server;
    const key = `${type} ${host} ${port} ${security}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const found = [...groups.values()].map((group) => ({
    candidate: candidateOf(group, published, at, view),
    row: Math.min(...group.map(({ origin }) => rowOf(origin, at, view))),
  }));
  const rank = ({ candidate: { proof, security, type }, row }: (typeof found)[number]): number[] => [
    isUsable(proof) ? 0 : 1,
    row,
    securities.indexOf(security),
    type === 'pop3' ? 1 : 0,
  ];
  return found
    .filter(({ candidate }) => candidate.origins.some((origin) => origin !== 'guess') || isGoodGuess(candidate))
    .sort((a, b) => compare(rank(a), rank(b)));
}

export const isUsable = ({ state }: CandidateProof): boolean => state === 'works' || state === 'untested';

const isGoodGuess = ({ proof: { state, offers = [] } }: Candidate): boolean => state === 'works' && offers.length > 0;

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((one, n) => one !== b[n]);
  return index < 0 ? 0 : a[index]! - b[index]!;
}

/** The usual names at the usual ports. */
function guesses(at: Domain, view: View): Named[] {
  const { exist = [] } = view.value(guessedHosts, at) ?? {};
  const tried = new Set(view.subjects('service').map(({ host, protocol, port }) => `${protocol} ${host} ${port}`));
  return exist.flatMap((host) =>
    (['imap', 'pop3', 'smtp'] as const).flatMap((type) =>
      standardServices(type)
        .filter(({ port }) => tried.has(`${type} ${host} ${port}`))
        .map(({ port, security }): Named => ({ origin: 'guess', server: { type, host, port, security, auth: [] } })),
    ),
  );
}

function candidateOf(group: readonly Named[], published: readonly Named[], at: Domain, view: View): Candidate {
  const worth = (a: Named, b: Named): number => rowOf(a.origin, at, view) - rowOf(b.origin, at, view);
  const byWorth = [...group].sort(worth);
  const { server } = byWorth[0] as Named;
  const { type, host, port, security } = server;
  // SRV records say neither: they are taken from whoever does, if need be of another port of the same server.
  const beside = published
    .filter((one) => one.origin !== 'http' && one.server.type === type && one.server.host === host)
    .sort(worth);
  const told = [...byWorth, ...beside];
  const claimed = told.find((one) => one.server.auth.length > 0)?.server.auth ?? [];
  const user = told.find((one) => one.server.usernameTemplate !== undefined)?.server;
  const proof = proofOf(server, claimed, view);
  const origins = [...new Set(byWorth.map(({ origin }) => origin))];
  const { address } = view.target;
  const isLeftOpen = origins.some((origin) => origin === 'table' || origin === 'table-by-mx');
  const isAssumed = user === undefined && address !== undefined && !isLeftOpen;
  return {
    type,
    host,
    port,
    security,
    auth: claimed.length > 0 ? claimed : (proof.offers ?? []),
    ...(user?.username === undefined ? {} : { username: user.username }),
    ...(isAssumed ? { username: address, usernameAssumed: true } : {}),
    ...(user?.usernameTemplate === undefined ? {} : { usernameTemplate: user.usernameTemplate }),
    origins,
    trust: best(origins.map((origin) => trustIn(origin, host, at, view))),
    proof,
  };
}

const best = (found: readonly Trust[]): Trust => trusts.find((one) => found.includes(one)) ?? 'unsafe';
