import type { Fact } from '../model/evidence.ts';
import { failureText, isSkipReason, skipText } from '../model/failure-text.ts';
import type { View } from '../model/finding.ts';
import { type PublishedServer, type SettingsOrigin, type SourceReport, settingsOrigins } from '../model/settings.ts';
import { type Domain, domain } from '../model/subject.ts';
import { guessedHosts, serviceRecords } from '../probes/facts/dns.ts';
import * as facts from '../probes/facts/settings.ts';
import { type SettingsAnswer, settingsAnswers } from '../probes/facts/settings-answers.ts';
import { stateOf } from '../rules/settings-state.ts';
import { rankedCandidates } from './settings-candidates.ts';
import { trustIn } from './settings-trust.ts';

const factOf: Readonly<Record<SettingsOrigin, Fact<unknown, 'domain'>>> = {
  table: facts.tableByDomain,
  pacc: facts.pacc,
  autoconfig: facts.autoconfig,
  'well-known': facts.wellKnown,
  ispdb: facts.database,
  srv: serviceRecords,
  'table-by-mx': facts.tableByExchanger,
  'autoconfig-by-mx': facts.exchangerAutoconfig,
  'ispdb-by-mx': facts.exchangerDatabase,
  autodiscover: facts.autodiscover,
  http: facts.httpAutoconfig,
  guess: guessedHosts,
};

/** Every source and what it said, best first; also those that said nothing. */
export function sourceReports(at: Domain, view: View): SourceReport[] {
  const answers = settingsAnswers(at, view);
  return settingsOrigins.flatMap((origin): SourceReport[] => {
    const said = answers.filter(({ source }) => source === origin);
    if (said.length > 0) return grouped(said.map((answer) => reportOf(answer, at, view)));
    if (origin === 'guess') return guessReport(at, view);
    return unheard(origin, at, view);
  });
}

/** Places of one source that have nothing to say, or cannot be asked, for the same reason are one. */
function grouped(reports: readonly SourceReport[]): SourceReport[] {
  const kept: SourceReport[] = [];
  for (const one of reports) {
    const same = kept.findIndex(({ state, text }) => state !== 'found' && state === one.state && text === one.text);
    if (same < 0) kept.push(one);
    else kept[same] = { ...one, place: `${kept[same]?.place}, ${one.place}` };
  }
  return kept;
}

function reportOf(answer: SettingsAnswer, at: Domain, view: View): SourceReport {
  const { source: origin, web, settings } = answer;
  const { state, text } = stateOf(answer, at, view);
  const servers = [...(settings?.incoming ?? []), ...(settings?.outgoing ?? [])];
  const place = web?.url ?? placeOf(origin, at, view);
  const changed = web?.lastModified ?? (settings?.format === 'table' ? tableDate(origin, at, view) : undefined);
  const ttls = origin === 'srv' ? (view.value(serviceRecords, at)?.records ?? []).flatMap(({ ttl }) => ttl ?? []) : [];
  const trusted = servers.map(({ host }) => trustIn(origin, host, at, view));
  const ms = timeOf(origin, at, view);
  return {
    origin,
    state,
    ...(place === undefined ? {} : { place }),
    ...(web === undefined || web.redirects.length === 0 ? {} : { redirects: web.redirects }),
    ...(web?.alias === undefined ? {} : { alias: web.alias }),
    text: origin === 'srv' ? recordsNote(text, at, view) : text === '' ? noteOn(origin, servers, at, view) : text,
    servers: servers.map(bare),
    ...(trusted.length === 0 ? {} : { trust: trusted.find((one) => one !== 'trusted') ?? 'trusted' }),
    ...(changed === undefined ? {} : { changed }),
    ...(ttls.length === 0 ? {} : { ttl: Math.min(...ttls) }),
    ...(ms === undefined ? {} : { ms }),
    dropped: settings?.dropped ?? [],
    remarks: settings?.remarks ?? [],
  };
}

const bare = ({ usernameTemplate: _, ...server }: PublishedServer): SourceReport['servers'][number] => server;

function placeOf(origin: SettingsOrigin, at: Domain, view: View): string | undefined {
  if (origin === 'table') return at.name;
  if (origin === 'table-by-mx') return view.value(facts.tableByExchanger, at)?.exchanger;
  return origin === 'srv' ? `_imaps._tcp.${at.name} and its like` : undefined;
}

const tableDate = (origin: SettingsOrigin, at: Domain, view: View): string | undefined =>
  view.value(origin === 'table' ? facts.tableByDomain : facts.tableByExchanger, at)?.asOf;

function noteOn(origin: SettingsOrigin, servers: readonly PublishedServer[], at: Domain, view: View): string {
  if (origin === 'table' || origin === 'table-by-mx') {
    const found = view.value(origin === 'table' ? facts.tableByDomain : facts.tableByExchanger, at);
    const worth = found?.provider?.confidence === 'low' ? ', not looked at again' : '';
    const none = servers.length === 0 ? ': no access for mail programs' : '';
    return found?.provider === undefined ? '' : `${found.provider.name}${worth}${none}`;
  }
  if (origin !== 'pacc') return '';
  const { proof } = view.value(facts.pacc, at) ?? {};
  if (proof?.matches === true) return 'proved by the digest in the DNS';
  return proof?.records.length === 0 ? 'no digest in the DNS proves it' : 'the digest in the DNS is of another file';
}

/** A target of `.` says that a service is not offered (RFC 6186 section 3.4). */
function recordsNote(text: string, at: Domain, view: View): string {
  const denied = (view.value(serviceRecords, at)?.records ?? []).filter(({ target }) => target === '.');
  return denied.length === 0 ? text : `not offered: ${denied.map(({ label }) => label).join(', ')}`;
}

const timeOf = (origin: SettingsOrigin, at: Domain, view: View): number | undefined => {
  const id = view.id(factOf[origin], at);
  return id === undefined ? undefined : view.observation(id)?.span.ms;
};

function unheard(origin: SettingsOrigin, at: Domain, view: View): SourceReport[] {
  const outcome = view.outcome(factOf[origin], at);
  const nothing = { origin, servers: [], dropped: [], remarks: [] } as const;
  const place = placeOf(origin, at, view);
  const where = place === undefined ? {} : { place };
  if (outcome?.status === 'failed') {
    return [{ ...nothing, ...where, state: 'failed', text: failureText(outcome.failure) }];
  }
  // What nobody wanted is not told of.
  if (outcome?.status !== 'skipped' || origin === 'http') return [];
  const { because } = outcome;
  const isByExchanger = origin.endsWith('-by-mx');
  const text = !isSkipReason(because)
    ? isByExchanger
      ? 'the mail exchanger is not known'
      : 'what it needs is not known'
    : because === 'not-applicable' && isByExchanger
      ? exchangerText(at, view)
      : because === 'not-asked'
        ? 'nobody can own this name, a public suffix or one for special use'
        : skipText(because);
  return [{ ...nothing, state: 'not-asked', text }];
}

/** Why the mail exchanger gives no further name to ask. */
function exchangerText(at: Domain, view: View): string {
  const { exchanger, isFilter } = view.value(facts.tableByExchanger, at) ?? {};
  if (isFilter === true) return `${exchanger} only filters mail`;
  return exchanger === undefined ? 'there is no mail exchanger' : 'the mail exchanger is the domain’s own';
}

function guessReport(at: Domain, view: View): SourceReport[] {
  const guessed = view.value(guessedHosts, at);
  if (guessed === undefined) return unheard('guess', at, view).filter(({ state }) => state === 'failed');
  const servers = rankedCandidates(domain(at.name), view)
    .map(({ candidate }) => candidate)
    .filter(({ origins }) => origins.includes('guess'))
    .map(({ type, host, port, security, auth }) => ({ type, host, port, security, auth }));
  const ms = timeOf('guess', at, view);
  return [
    {
      origin: 'guess',
      state: servers.length === 0 ? 'absent' : 'found',
      place: guessed.tried.join(', '),
      text:
        servers.length > 0
          ? ''
          : guessed.exist.length === 0
            ? 'none of these names exists'
            : 'no server answers there as it should',
      servers,
      ...(servers.length === 0 ? {} : { trust: 'guessed' as const }),
      ...(ms === undefined ? {} : { ms }),
      dropped: [],
      remarks: [],
    },
  ];
}
