import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import { isDmarcRecord, parseDmarc, resemblesDmarc } from '../../protocols/dmarc/record.ts';
import {
  endsWalk,
  governingName,
  organisationalDomain,
  type WalkStep,
  walkNames,
} from '../../protocols/dmarc/tree-walk.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';
import { type Asker, attempt, type LookUp, together } from '../dns/look-up.ts';
import { type DmarcDiscovery, type DmarcName, dmarcPolicy } from '../facts/dmarc.ts';
import { textsAt } from './texts.ts';
import { troubleOf } from './trouble-of.ts';

/** The policy that governs a domain, by RFC 7489 and by RFC 9989; all names are asked at once. */
export const probeDmarcPolicy = (look: LookUp) =>
  defineProbe({
    id: 'dmarc/policy',
    on: 'domain',
    effect: 'lookup',
    yields: [dmarcPolicy],
    async run(at, run) {
      await run.stage(dmarcPolicy, () => discover(look, run, at.name));
    },
  });

async function discover(look: LookUp, run: ProbeRun, domain: string): Promise<DmarcDiscovery> {
  const once = together(run);
  const bySuffixList = await registrableDomain(domain);
  const walked = walkNames(domain);
  const wanted = [...new Set([...walked, ...(bySuffixList === undefined ? [] : [bySuffixList])])];
  const [names, misplaced] = await Promise.all([
    Promise.all(wanted.map((name) => recordsAt(look, once, name))),
    elsewhere(look, once, domain),
  ]);
  const byName = new Map(names.map((one) => [one.name, one]));
  const steps = walk(walked.flatMap((name) => byName.get(name) ?? []));
  const only = (name: string | undefined) =>
    name !== undefined && byName.get(name)?.records.length === 1 ? name : undefined;
  // RFC 7489 section 6.6.3: the domain's own record, and else that of its organisation.
  const rfc7489 = only(domain) ?? only(bySuffixList);
  const rfc9989 = governingName(domain, steps);
  return {
    names,
    ...(bySuffixList === undefined ? {} : { bySuffixList }),
    byWalk: organisationalDomain(domain, steps),
    governing: { ...(rfc7489 === undefined ? {} : { rfc7489 }), ...(rfc9989 === undefined ? {} : { rfc9989 }) },
    misplaced: byName.get(domain)?.records.length === 0 ? misplaced : [],
  };
}

/** The steps up to the one that ends the walk; what lies beyond was asked for speed alone. */
function walk(names: readonly DmarcName[]): WalkStep[] {
  const steps = names.map(({ name, records }): WalkStep => {
    const [record] = records;
    return { name, ...(record === undefined || records.length > 1 ? {} : { record }) };
  });
  const end = steps.findIndex(endsWalk);
  return end === -1 ? steps : steps.slice(0, end + 1);
}

async function recordsAt(look: LookUp, by: Asker, name: string): Promise<DmarcName> {
  const found = await attempt(textsAt(look, by, `_dmarc.${name}`));
  if ('failure' in found) return { name, records: [], resembling: [], trouble: troubleOf(found.failure) };
  const { texts } = found.value;
  return { name, records: texts.filter(isDmarcRecord).map(parseDmarc), resembling: texts.filter(resemblesDmarc) };
}

/** Where records end up by mistake: at the domain itself, and where an editor wrote the domain once more. */
async function elsewhere(look: LookUp, by: Asker, domain: string): Promise<DmarcDiscovery['misplaced']> {
  const names = [domain, `_dmarc.${domain}.${domain}`].filter((name) => name.length <= 253);
  const found = await Promise.all(names.map((name) => attempt(textsAt(look, by, name))));
  return found.flatMap((one, index) =>
    'value' in one ? one.value.texts.filter(isDmarcRecord).map((text) => ({ name: names[index] as string, text })) : [],
  );
}
