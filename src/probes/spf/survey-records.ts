import type { DnsType } from '../../model/resolver.ts';
import { isQueryName, lowerName } from '../../protocols/dns-names.ts';
import { isSpfRecord, resemblesSpf, type SpfRecord } from '../../protocols/spf/record.ts';
import { isMechanism, type SpfTerm } from '../../protocols/spf/term.ts';
import type { SpfAsked, SpfSurveyedRecord } from '../facts/spf.ts';
import type { Answer, Question } from './questions.ts';
import { type DrawnTerm, drawTerm, type Known } from './survey-terms.ts';

export type DrawnRecord = Omit<SpfSurveyedRecord, 'terms' | 'lookups' | 'texts'> & {
  readonly terms: readonly DrawnTerm[];
  readonly read: readonly SpfTerm[];
  /** Whole. */
  readonly texts: readonly string[];
  readonly resembling: readonly string[];
  /** More terms or records than are looked at. */
  readonly cut: boolean;
};

export interface Drawn {
  readonly records: ReadonlyMap<string, DrawnRecord>;
  /** More records were led to than are looked at. */
  readonly cut: boolean;
  /** Records of the deprecated type at the domain itself. */
  readonly spfType: Answer | undefined;
  /** Questions whose answers are missing. */
  readonly wanted: readonly Question[];
}

const mostRecords = 60;
const mostTexts = 5;
const mostTerms = 200;
const mostTermsInAll = 1000;

/** Draws the tree as far as the answers go. Each name is drawn once, in the order of coming across it. */
export function drawRecords(domain: string, answers: Known, parse: (text: string) => SpfRecord): Drawn {
  const wanted = new Map<string, Question>();
  const known = (name: string, type: DnsType): Answer | undefined => {
    const answer = answers(name, type);
    if (answer === undefined) wanted.set(`${name} ${type}`, { name, type });
    return answer;
  };
  const root = lowerName(domain);
  const records = new Map<string, DrawnRecord>();
  const ahead = new Map<string, SpfSurveyedRecord['from']>([[root, undefined]]);
  let cut = false;
  let left = mostTermsInAll;
  for (const [name, from] of ahead) {
    const record = drawRecord(name, from, root, known, parse, Math.min(mostTerms, left));
    records.set(name, record);
    left -= record.terms.length;
    for (const { leadsTo, of, at } of record.terms) {
      if (leadsTo === undefined || ahead.has(leadsTo)) continue;
      if (ahead.size < mostRecords) ahead.set(leadsTo, { domain: name, of, at });
      else cut = true;
    }
  }
  const spfType = isDomain(root) ? known(root, 'SPF') : undefined;
  return { records, cut, spfType, wanted: [...wanted.values()] };
}

const isDomain = (name: string): boolean => isQueryName(name) && name.includes('.');

function drawRecord(
  name: string,
  from: SpfSurveyedRecord['from'],
  root: string,
  known: Known,
  parse: (text: string) => SpfRecord,
  most: number,
): DrawnRecord {
  const bare = (state: SpfSurveyedRecord['state'], asked: readonly SpfAsked[] = []): DrawnRecord => ({
    domain: name,
    ...(from === undefined ? {} : { from }),
    state,
    texts: [],
    asked,
    length: 0,
    answerBytes: 0,
    terms: [],
    read: [],
    errors: [],
    resembling: [],
    cut: false,
  });
  if (!isDomain(name)) return bare('not-a-domain');
  const answer = known(name, 'TXT');
  if (answer === undefined || answer.withheld !== undefined) {
    return bare('not-asked', answer === undefined ? [] : [answer.asked]);
  }
  const { asked, data } = answer;
  if (asked.failure !== undefined) return bare('failed', [asked]);
  const found = data.filter(isSpfRecord);
  const texts = found.slice(0, mostTexts);
  const read = texts.map(parse);
  const written = read.flatMap((record, of) => record.terms.map((term) => ({ term, of })));
  const terms = written.slice(0, most);
  return {
    ...bare(found.length === 0 ? 'none' : found.length === 1 ? 'one' : 'several', [asked]),
    texts,
    length: Math.max(0, ...texts.map((text) => text.length)),
    answerBytes: answerBytes(name, answer),
    terms: terms.map(({ term, of }) => {
      const unreachable = isUnreachable(term, read[of]!);
      return drawTerm(term, { of, unreachable }, name, root, known);
    }),
    read: terms.map(({ term }) => term),
    errors: read.flatMap(({ errors }) => errors),
    resembling: data.filter(resemblesSpf).slice(0, mostTexts),
    cut: found.length > mostTexts || written.length > most,
  };
}

/** Behind the first `all`, or a `redirect` anywhere beside one (RFC 7208 section 5.1). */
function isUnreachable(term: SpfTerm, { terms }: SpfRecord): boolean {
  const all = terms.find(({ kind }) => kind === 'all');
  if (all === undefined) return false;
  return isMechanism(term) ? term.at > all.at : term.kind === 'redirect';
}

/** Header, question and OPT record, and records that begin with a pointer to the name. */
const answerBytes = (name: string, { data, octets }: Answer): number =>
  12 + (name.length + 2 + 4) + 11 + 12 * data.length + octets;
