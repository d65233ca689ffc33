import { failureText } from '../model/failure-text.ts';
import type { View } from '../model/finding.ts';
import type { Domain } from '../model/subject.ts';
import { type RedirectRefusal, type WebAnswer, wildcard } from '../probes/facts/settings.ts';
import type { SettingsAnswer, SettingsSource } from '../probes/facts/settings-answers.ts';

/** Found something; says that there is nothing; or could not be asked, or gave what nobody can use. */
export type SourceState = 'found' | 'absent' | 'failed';

const redirectTexts: Readonly<Record<RedirectRefusal, string>> = {
  'no-https': 'it sends on to a place that is not https',
  'other-port': 'it sends on to another port',
  'other-site': 'it sends on to another site, which is not followed unasked (--allow-redirect)',
  'user-in-it': 'it sends on to an address with a user name in it',
  'too-many': 'it sends on and on',
  'no-location': 'it sends on and does not say where to',
};

/** Every name below the domain leads to the same place: nobody has made this one. */
export function isWildcard({ alias, ips }: WebAnswer, at: Domain, view: View): boolean {
  const any = view.value(wildcard, at);
  if (any === undefined || (any.ips.length === 0 && any.alias === undefined)) return false;
  return any.alias === undefined ? ips.some((ip) => any.ips.includes(ip)) : any.alias === alias;
}

/** Is a place that has no settings to be expected there? A site's own pages may be at the domain itself. */
const isSiteOf = (source: SettingsSource): boolean => source === 'well-known' || source === 'autodiscover';

/** What came of a source, and a few words on it. Server text in them is as received. */
export function stateOf(
  { source, web, settings }: SettingsAnswer,
  at: Domain,
  view: View,
): { readonly state: SourceState; readonly text: string } {
  if (settings !== undefined) return { state: 'found', text: '' };
  if (web === undefined) return { state: 'absent', text: source === 'srv' ? 'no records' : 'not known there' };
  const { result } = web;
  const wild = source !== 'well-known' && isWildcard(web, at, view);
  switch (result.kind) {
    case 'settings':
      return { state: 'found', text: '' };
    case 'no-host':
      return { state: 'absent', text: 'there is no such name' };
    case 'web-page':
      return { state: 'absent', text: 'it answers with a web page, and no configuration' };
    case 'status':
      if (result.status === 404 || result.status === 410) return { state: 'absent', text: 'nothing there (404)' };
      if (source === 'autodiscover' && result.status === 401) {
        return { state: 'absent', text: 'it wants a login (401), as Exchange does; none is made here' };
      }
      if (result.status < 500 && (isSiteOf(source) || wild)) {
        return { state: 'absent', text: `nothing there (${result.status})` };
      }
      return { state: 'failed', text: `it answers with the error ${result.status}` };
    case 'unusable':
      return { state: source === 'autodiscover' ? 'absent' : 'failed', text: result.why };
    case 'certificate':
      if (wild) return { state: 'absent', text: 'only wildcard DNS answers, with a certificate for other names' };
      if (isSiteOf(source)) return { state: 'absent', text: `nothing is asked there: ${certificateText(result.tls)}` };
      return { state: 'failed', text: certificateText(result.tls) };
    case 'redirect':
      if (isSiteOf(source) && result.why === 'other-site') {
        return { state: 'absent', text: `${redirectTexts[result.why]}: ${result.to}` };
      }
      return { state: 'failed', text: `${redirectTexts[result.why]}: ${result.to}` };
    case 'private':
      return {
        state: 'failed',
        text: `its addresses are private, and not asked (--allow-private): ${result.ips.join(', ')}`,
      };
    case 'failed': {
      const { failure } = result;
      const nobody = failure.kind === 'refused' && failure.stage === 'connect' && (isSiteOf(source) || wild);
      return { state: nobody ? 'absent' : 'failed', text: failureText(failure) };
    }
  }
}

/** Why a certificate does not prove its host. */
export const certificateText = (tls: {
  readonly trust: { readonly ok: true } | { readonly ok: false; readonly code: string };
  readonly nameMatches: boolean;
}): string =>
  !tls.trust.ok
    ? `its certificate is not trusted (${tls.trust.code})`
    : tls.nameMatches
      ? 'its certificate has expired or is not valid yet'
      : 'its certificate is for other names';
