import { databaseHost, databasePath } from '../../knowledge/settings-places.ts';
import type { Fact } from '../../model/evidence.ts';
import { defineProbe } from '../../model/probe.ts';
import type { Domain } from '../../model/subject.ts';
import { isPaccRecord, paccDigest, paccDigestName, paccHost, paccPath } from '../../protocols/pacc.ts';
import { isPublicName } from '../../protocols/special-names.ts';
import { type Asker, attempt, type LookUp } from '../dns/look-up.ts';
import {
  autoconfig,
  database,
  httpAutoconfig,
  type PaccProof,
  pacc,
  type WebAnswer,
  wellKnown,
} from '../facts/settings.ts';
import { textsAt } from '../records/texts.ts';
import type { WebLookUp } from '../web/ask-web.ts';
import { fetchSettings, type Place } from './fetch-settings.ts';
import { isOwned, patienceMs, proveServers, readerOf } from './settings-run.ts';

/** Autoconfig (draft-ietf-mailmaint-autoconfig section 3): the path at its own host, and below .well-known. */
export const autoconfigPath = '/mail/config-v1.1.xml';
const wellKnownPath = `/.well-known/autoconfig${autoconfigPath}`;
const databaseMs = 10_000;

/** Sent to the domain's own servers only, as the draft has it; the database and other people's hosts learn no address. */
const question = ({ target }: LookUp): Pick<Place, 'query'> =>
  target.address === undefined ? {} : { query: `emailaddress=${encodeURIComponent(target.address)}` };

/** One place of the web, where the domain can have it. */
const publication = (
  look: WebLookUp,
  source: {
    readonly id: string;
    readonly fact: Fact<WebAnswer, 'domain'>;
    readonly isAsked: boolean;
    place(at: Domain): Omit<Place, 'patienceMs'> & Partial<Pick<Place, 'patienceMs'>>;
  },
) =>
  defineProbe({
    id: source.id,
    on: 'domain',
    effect: 'connect',
    yields: [source.fact],
    async run(at, run) {
      if (!source.isAsked || !(await isOwned(at.name))) return run.skip(source.fact, 'not-asked');
      const { result } = await run.stage(source.fact, async () => {
        const { answer } = await fetchSettings(look, run, { patienceMs, ...source.place(at) }, readerOf(look));
        return answer;
      });
      if (result.kind === 'settings') proveServers(look, run, result.settings);
    },
  });

/** What the domain says itself, over HTTPS, and what it says over HTTP where somebody wants to know. */
export const probeAutoconfig = (look: WebLookUp) =>
  publication(look, {
    id: 'settings/autoconfig',
    fact: autoconfig,
    isAsked: true,
    place: ({ name }) => ({ host: `autoconfig.${name}`, path: autoconfigPath, ...question(look) }),
  });

export const probeWellKnown = (look: WebLookUp) =>
  publication(look, {
    id: 'settings/well-known',
    fact: wellKnown,
    isAsked: true,
    place: ({ name }) => ({ host: name, path: wellKnownPath, ...question(look) }),
  });

/** Without the address, which anybody on the way could read. */
export const probeHttpAutoconfig = (look: WebLookUp) =>
  publication(look, {
    id: 'settings/http',
    fact: httpAutoconfig,
    isAsked: look.target.settings?.http === true,
    place: ({ name }) => ({ host: `autoconfig.${name}`, path: autoconfigPath, plaintext: true }),
  });

/** The database that Thunderbird's people keep. It is told the domain. */
export const probeDatabase = (look: WebLookUp) =>
  publication(look, {
    id: 'settings/ispdb',
    fact: database,
    isAsked: look.allowPrivate || isPublicName(look.target.domain ?? ''),
    place: ({ name }) => ({ host: databaseHost, path: databasePath(name), patienceMs: databaseMs }),
  });

/** PACC (draft-ietf-mailmaint-pacc section 3): the configuration, and the digest in the DNS that proves it. */
export const probePacc = (look: WebLookUp) =>
  defineProbe({
    id: 'settings/pacc',
    on: 'domain',
    effect: 'connect',
    yields: [pacc],
    async run(at, run) {
      if (!(await isOwned(at.name))) return run.skip(pacc, 'not-asked');
      const { result } = await run.stage(pacc, async () => {
        const place = { host: paccHost(at.name), path: paccPath, patienceMs };
        const [{ answer, digest }, texts] = await Promise.all([
          fetchSettings(look, run, place, readerOf(look)),
          attempt(textsAt(look, uncounted(run), paccDigestName(at.name))),
        ]);
        const records = 'value' in texts ? texts.value.texts.filter(isPaccRecord) : [];
        return { ...answer, proof: proofOf(answer, 'value' in texts, records, digest) };
      });
      if (result.kind === 'settings') proveServers(look, run, result.settings);
    },
  });

/** Asked beside the configuration, which takes longer: the network is not waited for once more. */
const uncounted = ({ journal, signal }: Asker): Asker => ({ signal, journal: { ...journal, roundTrip() {} } });

function proofOf(
  { result }: WebAnswer,
  isKnown: boolean,
  records: readonly string[],
  digest: string | undefined,
): PaccProof {
  const isRead = result.kind === 'settings' && result.settings.format === 'pacc' && digest !== undefined;
  if (!isRead) return { records };
  const matches = records.some((text) => paccDigest(text) === digest);
  return { records, digest, ...(isKnown ? { matches } : {}) };
}
