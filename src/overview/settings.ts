import type { View } from '../model/finding.ts';
import type {
  Candidate,
  DocumentationLink,
  ProviderConditions,
  SettingsReport,
  TokenSource,
} from '../model/settings.ts';
import { type Domain, domain } from '../model/subject.ts';
import { conditions, tableByDomain, tableByExchanger } from '../probes/facts/settings.ts';
import { settingsAnswers } from '../probes/facts/settings-answers.ts';
import { rankedCandidates } from './settings-candidates.ts';
import { sourceReports } from './settings-sources.ts';
import { trustIn } from './settings-trust.ts';

const mostLinks = 10;

/** What all sources together say; undefined where the run did not look for settings. Judges nothing. */
export function settingsReport(view: View): SettingsReport | undefined {
  const { domain: name, settings: wishes } = view.target;
  if (name === undefined || wishes === undefined) return undefined;
  const at = domain(name);
  const candidates = rankedCandidates(at, view).map(({ candidate }) => candidate);
  const incoming = candidates.filter(({ type }) => type !== 'smtp');
  const outgoing = candidates.filter(({ type }) => type === 'smtp');
  const provider = providerOf(at, view, [incoming[0], outgoing[0]]);
  return {
    incoming,
    outgoing,
    sources: sourceReports(at, view),
    ...(provider === undefined ? {} : { provider }),
    ...pagesOf(at, view),
  };
}

/** The provider of the domain; else that of the servers which are recommended; else, without servers, of the exchanger. */
function providerOf(
  at: Domain,
  view: View,
  recommended: readonly (Candidate | undefined)[],
): ProviderConditions | undefined {
  const own = view.value(tableByDomain, at)?.provider;
  if (own !== undefined) return own;
  const byExchanger = view.value(tableByExchanger, at)?.provider;
  const hosts = recommended.flatMap((one) => one?.host ?? []);
  if (hosts.length === 0) return byExchanger;
  const known = view.value(conditions, at)?.providers ?? [];
  const fitting = known
    .map(({ hosts: has, ...provider }) => ({ provider, shared: hosts.filter((host) => has.includes(host)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared);
  const [best] = fitting;
  return fitting.find(({ provider }) => provider.id === byExchanger?.id)?.provider ?? best?.provider;
}

/** Pages and token sources of those whose word counts. */
function pagesOf(at: Domain, view: View): Pick<SettingsReport, 'documentation' | 'oAuth2'> {
  const documentation = new Map<string, DocumentationLink>();
  const oAuth2 = new Map<string, TokenSource>();
  for (const { source, settings } of settingsAnswers(at, view)) {
    const isGood = trustIn(source, at.name, at, view) === 'trusted';
    for (const link of isGood ? (settings?.documentation ?? []) : []) {
      if (!documentation.has(link.url)) documentation.set(link.url, link);
    }
    for (const token of isGood ? (settings?.oAuth2 ?? []) : [])
      if (!oAuth2.has(token.issuer)) oAuth2.set(token.issuer, token);
  }
  return {
    documentation: [...documentation.values()].slice(0, mostLinks),
    oAuth2: [...oAuth2.values()].slice(0, mostLinks),
  };
}
