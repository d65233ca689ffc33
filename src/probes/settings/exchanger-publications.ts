import { databaseHost, databasePath } from '../../knowledge/settings-places.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { Domain } from '../../model/subject.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';
import { isPublicName } from '../../protocols/special-names.ts';
import { type Asker, sideBySide } from '../dns/look-up.ts';
import { usableExchangers } from '../dns/mail-exchangers.ts';
import { mailExchangers } from '../facts/dns.ts';
import { exchangerAutoconfig, exchangerDatabase, type WebAnswer } from '../facts/settings.ts';
import type { WebLookUp } from '../web/ask-web.ts';
import { fetchSettings, type Place } from './fetch-settings.ts';
import { autoconfigPath } from './publications.ts';
import { patienceMs, proveServers, readerOf } from './settings-run.ts';

/** Autoconfig at the names of the first mail exchanger (draft-ietf-mailmaint-autoconfig section 3.3). They learn no address. */
export const probeExchangerAutoconfig = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/autoconfig-by-mx',
    on: 'domain',
    effect: 'connect',
    needs: [mailExchangers],
    yields: [exchangerAutoconfig],
    async run(at, run) {
      const names = await exchangerNames(at, run);
      if (names.length === 0) return run.skip(exchangerAutoconfig, 'not-applicable');
      const places = names.map((name) => ({ host: `autoconfig.${name}`, path: autoconfigPath, patienceMs }));
      const { answers } = await run.stage(exchangerAutoconfig, () => all(look, run, places));
      proveAll(look, run, answers);
    },
  });

/** The database by those names: it lists some, `mail.protection.outlook.com` among them. */
export const probeExchangerDatabase = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/ispdb-by-mx',
    on: 'domain',
    effect: 'connect',
    needs: [mailExchangers],
    yields: [exchangerDatabase],
    async run(at, run) {
      const names = (await exchangerNames(at, run)).filter((name) => look.allowPrivate || isPublicName(name));
      if (names.length === 0) return run.skip(exchangerDatabase, 'not-applicable');
      const places = names.map((name) => ({ host: databaseHost, path: databasePath(name), patienceMs }));
      const { answers } = await run.stage(exchangerDatabase, () => all(look, run, places));
      proveAll(look, run, answers);
    },
  });

/**
 * The exchanger without its first label where that leaves more than its site, and its site; not the domain itself, and
 * nothing for a service that filters mail for others.
 */
async function exchangerNames(at: Domain, run: ProbeRun): Promise<readonly string[]> {
  const found = run.value(mailExchangers, at);
  const [exchanger] = found === undefined ? [] : usableExchangers(found);
  const base = exchanger === undefined ? undefined : await registrableDomain(exchanger);
  if (exchanger === undefined || base === undefined) return [];
  const { isMailFilter } = await import('../../knowledge/recognise-provider.ts');
  if (isMailFilter(exchanger)) return [];
  const full = exchanger.slice(exchanger.indexOf('.') + 1);
  const names = full.endsWith(`.${base}`) ? [full, base] : [base];
  return names.filter((name) => name !== at.name);
}

async function all(
  look: WebLookUp,
  run: ProbeRun,
  places: readonly Place[],
): Promise<{ readonly answers: readonly WebAnswer[] }> {
  const works = places.map((place) => (by: Asker) => fetchSettings(look, by, place, readerOf(look)));
  const found = await sideBySide(run, works);
  return { answers: found.map(({ answer }) => answer) };
}

function proveAll(look: WebLookUp, run: ProbeRun, answers: readonly WebAnswer[]): void {
  for (const { result } of answers) if (result.kind === 'settings') proveServers(look, run, result.settings);
}
