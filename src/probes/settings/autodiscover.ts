import { redirectSites } from '../../knowledge/settings-places.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { PublishedServer } from '../../model/settings.ts';
import { autodiscoverRequest } from '../../protocols/autodiscover.ts';
import { isHostName } from '../../protocols/dns-names.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';
import { type Asker, ask, attempt, data, sideBySide } from '../dns/look-up.ts';
import { autodiscover, type WebAnswer } from '../facts/settings.ts';
import type { WebLookUp } from '../web/ask-web.ts';
import { fetchSettings, type Place } from './fetch-settings.ts';
import { isOwned, patienceMs, proveServers, readerOf } from './settings-run.ts';

const path = '/autodiscover/autodiscover.xml';
const jsonPath = '/autodiscover/autodiscover.json';
const httpsPort = 443;

/**
 * Autodiscover as Outlook asks it (MS-OXDISCO section 3.1.5), without a password and never above the domain: a server
 * that wants a login is told as such, and not answered.
 */
export const probeAutodiscover = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/autodiscover',
    on: 'domain',
    effect: 'connect',
    yields: [autodiscover],
    async run(at, run) {
      if (!(await isOwned(at.name))) return run.skip(autodiscover, 'not-asked');
      const { answers } = await run.stage(autodiscover, async () => {
        // RFC 5321 4.5.1: an address that every domain has, where none was given.
        const address = look.target.address ?? `postmaster@${at.name}`;
        const own = [at.name, `autodiscover.${at.name}`];
        const json = {
          host: `autodiscover.${at.name}`,
          path: jsonPath,
          query: `Email=${encodeURIComponent(address)}&Protocol=AutodiscoverV1&RedirectCount=1`,
          patienceMs,
        };
        const asked = await sideBySide<WebAnswer>(run, [
          ...own.map((host) => (by: Asker) => posting(look, by, host, address)),
          async (by) => (await fetchSettings(look, by, json, {})).answer,
        ]);
        const named = await serviceHost(look, run, at.name);
        const more = named === undefined || own.includes(named) ? [] : [await posting(look, run, named, address)];
        return { answers: [...asked, ...more] };
      });
      for (const { result } of answers) if (result.kind === 'settings') proveServers(look, run, result.settings);
    },
  });

async function posting(look: WebLookUp, by: Asker, host: string, address: string): Promise<WebAnswer> {
  const post = { type: 'text/xml; charset=utf-8', body: autodiscoverRequest(address) };
  const place: Place = { host, path, post, patienceMs };
  const { answer } = await fetchSettings(look, by, place, readerOf(look));
  if (answer.result.kind !== 'settings' || look.target.address !== undefined) return answer;
  // The names that log in are those of the address that was put in.
  const { settings } = answer.result;
  const anonymous = ({ username: _, usernameTemplate: __, ...server }: PublishedServer): PublishedServer => server;
  const open = { ...settings, incoming: settings.incoming.map(anonymous), outgoing: settings.outgoing.map(anonymous) };
  return { ...answer, result: { kind: 'settings', settings: open } };
}

/** Where the SRV record of Autodiscover leads, when that is the domain's own site or a provider that is known. */
async function serviceHost(look: WebLookUp, run: ProbeRun, domain: string): Promise<string | undefined> {
  const found = await attempt(ask(look, run, `_autodiscover._tcp.${domain}`, 'SRV'));
  const [first] = 'value' in found ? data(found.value) : [];
  const [, , port, target = ''] = first?.split(' ') ?? [];
  if (Number(port) !== httpsPort || !isHostName(target)) return undefined;
  const site = await registrableDomain(target);
  const isKnown = site !== undefined && (redirectSites.includes(site) || site === (await registrableDomain(domain)));
  return isKnown ? target : undefined;
}
