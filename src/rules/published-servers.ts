import type { View } from '../model/finding.ts';
import { originNames, type PublishedServer } from '../model/settings.ts';
import { domain, type Endpoint, type Service } from '../model/subject.ts';
import { type SettingsAnswer, type SettingsSource, settingsAnswers } from '../probes/facts/settings-answers.ts';

/** A server and the answer that names it. */
export interface Publication {
  readonly answer: SettingsAnswer;
  readonly server: PublishedServer;
}

/** Every server that any source names; what came over plain HTTP is not among them. */
export function namedServers(view: View): Publication[] {
  const { domain: name } = view.target;
  if (name === undefined) return [];
  return settingsAnswers(domain(name), view)
    .filter(({ source }) => source !== 'http')
    .flatMap((answer) =>
      [...(answer.settings?.incoming ?? []), ...(answer.settings?.outgoing ?? [])].map((server) => ({
        answer,
        server,
      })),
    );
}

/** The same where settings are what was asked for. */
export const publications = (view: View): Publication[] =>
  view.target.settings === undefined ? [] : namedServers(view);

/** Those that name this very service. */
export const publicationsOf = (at: Omit<Service, 'kind'>, view: View): Publication[] =>
  publications(view).filter((one) => isAbout(one, at));

/** Does any source name this very service, whatever the run is about? */
export const isNamedBySource = (at: Omit<Service, 'kind'>, view: View): boolean =>
  namedServers(view).some((one) => isAbout(one, at));

const isAbout = ({ server }: Publication, at: Omit<Service, 'kind'>): boolean =>
  server.type === at.protocol && server.host === at.host && server.port === at.port && server.security === at.security;

/** What was connected to for a service. */
export const endpointsAt = (at: Service, view: View): readonly Endpoint[] =>
  view
    .subjects('endpoint')
    .filter((one) => one.host === at.host && one.protocol === at.protocol)
    .filter((one) => one.port === at.port && one.security === at.security);

/** `autoconfig and SRV records`. */
export function namesOf(sources: readonly SettingsSource[]): string {
  const names = [...new Set(sources)].map((one) => originNames[one]);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

/** What the domain says itself. */
export const ownSources: readonly SettingsSource[] = ['pacc', 'autoconfig', 'well-known', 'srv', 'autodiscover'];
