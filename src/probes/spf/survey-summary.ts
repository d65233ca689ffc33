import { lowerName } from '../../protocols/dns-names.ts';
import { addressClass } from '../../protocols/ip.ts';
import type { Qualifier } from '../../protocols/spf/term.ts';
import type { SpfNetwork, SpfResult, SpfSurvey, SpfSurveyedRecord } from '../facts/spf.ts';
import { type Costs, costs } from './survey-costs.ts';
import { notesOn } from './survey-notes.ts';
import type { Drawn, DrawnRecord } from './survey-records.ts';

const mostNetworks = 1000;
const longestText = 4096;
const results: Readonly<Record<Qualifier, SpfResult>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** What the records that were drawn come to. */
export function summarise(domain: string, drawn: Drawn): Omit<SpfSurvey, 'questions'> {
  const root = lowerName(domain);
  const counted = costs(drawn.records);
  const { lookups, ipv4, ipv6 } = counted.ofRecord(root);
  const unlisted = unlistedAt(root, drawn.records);
  const notes = notesOn(drawn, counted);
  return {
    domain: root,
    records: [...drawn.records.values()].map((record) => kept(record, counted)),
    lookups,
    voids: { ipv4, ipv6 },
    ...(unlisted === undefined ? {} : { unlisted }),
    networks: networksOf(root, drawn.records),
    notes,
    complete: !notes.some(({ code }) => code === 'dns' || code === 'not-surveyed'),
  };
}

function kept(record: DrawnRecord, counted: Costs): SpfSurveyedRecord {
  const { domain, from, state, asked, length, answerBytes, errors } = record;
  return {
    domain,
    ...(from === undefined ? {} : { from }),
    state,
    texts: record.texts.map((text) => text.slice(0, longestText)),
    asked,
    length,
    answerBytes,
    terms: record.terms.map((term) => ({ ...term, lookups: counted.of(term).lookups })),
    errors,
    lookups: counted.ofRecord(domain).lookups,
  };
}

/** Follows redirects to the `all` that decides; undefined when a record on the way is of no use. */
function unlistedAt(root: string, records: Drawn['records']): SpfResult | undefined {
  let domain: string | undefined = root;
  for (let links = 0; links < records.size && domain !== undefined; links++) {
    const record: DrawnRecord | undefined = records.get(domain);
    if (record?.state !== 'one' || record.errors.length > 0 || record.cut) return undefined;
    const all = record.terms.find(({ kind }) => kind === 'all');
    if (all?.qualifier !== undefined) return results[all.qualifier];
    const redirect = record.terms.find(({ kind }) => kind === 'redirect');
    if (redirect === undefined) return 'neutral';
    domain = redirect.leadsTo;
  }
  return undefined;
}

/** In the order of evaluation. Below an `include` only what passes there counts, and takes its qualifier. */
function networksOf(root: string, records: Drawn['records']): SpfNetwork[] {
  const networks: SpfNetwork[] = [];
  const seen = new Set<string>();
  const walk = (domain: string, outer: Qualifier | undefined): void => {
    if (seen.has(`${outer} ${domain}`)) return;
    seen.add(`${outer} ${domain}`);
    const terms = (records.get(domain)?.terms ?? []).filter((term) => !term.unreachable);
    for (const term of terms) {
      if (term.qualifier === undefined || (outer !== undefined && term.qualifier !== '+')) continue;
      const qualifier = outer ?? term.qualifier;
      if (term.leadsTo !== undefined) walk(term.leadsTo, qualifier);
      for (const network of term.networks) {
        if (networks.length === mostNetworks) return;
        const address = network.slice(0, network.indexOf('/'));
        networks.push({ network, qualifier, domain, at: term.at, class: addressClass(address) });
      }
    }
    const redirect = terms.find(({ kind }) => kind === 'redirect')?.leadsTo;
    if (redirect !== undefined) walk(redirect, outer);
  };
  walk(root, undefined);
  return networks;
}
