import type { ProposedGroup } from '../model/proposal.ts';
import { address } from '../model/subject.ts';
import { endless, spfResult, spfSurvey } from '../probes/facts/spf.ts';
import { isSpfRecord, parseSpf } from '../protocols/spf/record.ts';
import type { Ground } from './proposal.ts';

const mostLookups = 10;

/** One record: the one that is there with what it lacks, or one made of the mail exchangers. */
export function proposedSpf(ground: Ground): ProposedGroup {
  const { at, view } = ground;
  const survey = view.value(spfSurvey, at);
  const title = 'SPF';
  const record = (data: string) => [{ name: at.name, type: 'TXT' as const, data }];
  if (survey === undefined || survey.records[0]?.state === 'failed') {
    return { title, remarks: ['The SPF record could not be looked up: leave it as it is.'], records: [] };
  }
  const [own] = survey.records;
  const texts = own?.texts ?? [];
  const missing = unlistedSenders(ground);
  if (ground.mute && texts.length === 0 && missing.length === 0) {
    return {
      title,
      remarks: ['The domain receives no mail; if it sends some, this must name who.'],
      records: record('v=spf1 -all'),
    };
  }
  if (texts.length === 0) {
    const terms = [...(ground.exchangers.length > 0 ? ['mx'] : []), ...missing];
    const remarks = [
      'Made of the mail exchangers and the addresses that were named. Add each service that sends in the name of the domain, then make it -all.',
    ];
    return { title, remarks, records: record(['v=spf1', ...terms, '~all'].join(' ')) };
  }
  const isGood = own?.errors.length === 0 && survey.lookups <= mostLookups;
  const remarks = texts.length === 1 && missing.length === 0 && isGood ? ['Kept as it is.'] : [];
  if (texts.length > 1) remarks.push(`Joined from ${texts.length} records; delete these.`);
  if (missing.length > 0) remarks.push(`Added: ${missing.join(' ')}.`);
  if ((own?.errors.length ?? 0) > 0)
    remarks.push('Terms that break the grammar are left out: put them in again, rightly.');
  if (survey.lookups > mostLookups) {
    const count = survey.lookups >= endless ? 'without end' : `${survey.lookups}`;
    remarks.push(
      `It needs more than ${mostLookups} lookups (${count}): take out what no longer sends. Which that is cannot be seen from here.`,
    );
  }
  return { title, remarks, records: record(joined(texts, missing)) };
}

/** Terms for sending addresses that the record does not let pass. */
function unlistedSenders({ view }: Ground): string[] {
  return (view.target.records?.sendingIps ?? [])
    .filter((ip) => view.value(spfResult, address(ip, ip))?.result !== 'pass')
    .map((ip) => `ip${ip.includes(':') ? 6 : 4}:${ip}`);
}

/** The good terms of all records, each once, then what is new, then the end of the first record that has one. */
function joined(texts: readonly string[], added: readonly string[]): string {
  const terms = texts.filter(isSpfRecord).flatMap((text) => parseSpf(text).terms);
  const ends = terms.filter(({ kind }) => kind === 'all' || kind === 'redirect').map(({ text }) => text);
  const others = terms.filter(({ kind }) => kind !== 'all' && kind !== 'redirect').map(({ text }) => text);
  return ['v=spf1', ...new Set([...others, ...added]), ends[0] ?? '~all'].join(' ');
}
