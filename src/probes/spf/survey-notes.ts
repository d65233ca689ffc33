import { isQueryName } from '../../protocols/dns-names.ts';
import { addressClass, canonicalIp, networkAddress } from '../../protocols/ip.ts';
import { lettersOf } from '../../protocols/spf/macro.ts';
import { isMechanism, type SpfTerm } from '../../protocols/spf/term.ts';
import type { SpfAsked, SpfNote } from '../facts/spf.ts';
import { spfLimits } from './run.ts';
import type { Costs } from './survey-costs.ts';
import type { Drawn, DrawnRecord } from './survey-records.ts';
import type { DrawnTerm } from './survey-terms.ts';

const mostNotes = 300;
const longestQuote = 512;
const mechanisms = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'];

type Said<T = SpfNote> = T extends SpfNote ? Omit<T, 'domain' | 'at' | 'text'> & { readonly text?: string } : never;

/** Everything that was come across, record by record and term by term. */
export function notesOn(drawn: Drawn, costs: Costs): SpfNote[] {
  const notes: SpfNote[] = [];
  const { spfType } = drawn;
  for (const record of drawn.records.values()) {
    const say = (said: Said, term?: DrawnTerm): void => {
      const at = term === undefined ? {} : { at: term.at, text: term.text.slice(0, longestQuote) };
      if (notes.length < mostNotes) notes.push({ domain: record.domain, ...at, ...said } as SpfNote);
    };
    if (record.from === undefined && spfType !== undefined && spfType.data.length > 0) {
      say({ code: 'spf-type', count: spfType.data.length, text: spfType.data[0]!.slice(0, longestQuote) });
    }
    onRecord(record, say);
    for (const [n, term] of record.terms.entries()) {
      onWriting(record, n, (said) => say(said, term));
      onTarget(record, term, drawn, costs, (said) => say(said, term));
    }
  }
  const [first] = drawn.records.keys();
  if (drawn.cut && first !== undefined) notes.push({ domain: first, code: 'not-surveyed' });
  return notes;
}

function onRecord(record: DrawnRecord, say: (said: Said) => void): void {
  const { state, texts, asked, from } = record;
  for (const one of asked) onFailure(one, say);
  if (state === 'none' && from === undefined) {
    const [{ found } = { found: 'nothing' }] = asked;
    say({ code: 'no-record', found: found === 'records' ? 'other-records' : found === 'no-name' ? found : 'nothing' });
  }
  if (state === 'several') say({ code: 'several-records', count: texts.length });
  for (const text of record.resembling) say({ code: 'resembles-spf', text: text.slice(0, longestQuote) });
  for (const error of record.errors) say({ code: 'syntax', error });
  for (const [of, text] of texts.entries()) {
    if (/ {2}| $/.test(text)) say({ code: 'spaces' });
    if (text.slice(0, 'v=spf1'.length) !== 'v=spf1') say({ code: 'upper-case' });
    const ends = record.terms.some((term) => term.of === of && (term.kind === 'all' || term.kind === 'redirect'));
    if (!ends && record.errors.length === 0) say({ code: 'open-end' });
  }
  if (record.cut) say({ code: 'not-surveyed' });
}

function onFailure({ name, type, found, failure }: SpfAsked, say: (said: Said) => void): void {
  if (failure !== undefined) say({ code: 'dns', name, type, failure });
  else if (found === 'not-asked') say({ code: 'not-surveyed' });
}

/** How a term is written. */
function onWriting(record: DrawnRecord, n: number, say: (said: Said) => void): void {
  const term = record.terms[n]!;
  const read = record.read[n]!;
  if (term.kind === 'all' && term.qualifier !== undefined) say({ code: 'all', qualifier: term.qualifier });
  if (term.unreachable) say({ code: 'unreachable' });
  if (term.kind === 'ptr') say({ code: 'ptr' });
  if (read.kind === 'unknown') {
    say({ code: 'unknown-modifier', name: read.name, mechanism: mechanisms.includes(read.name.toLowerCase()) });
  }
  if (/^[+\-~?]?[^:=/]*[A-Z]/.test(term.text)) say({ code: 'upper-case' });
  const same = (other: DrawnTerm): boolean => other.of === term.of && bare(other) === bare(term);
  if (isMechanism(read) && record.terms.findIndex(same) < n) say({ code: 'repeated-term' });
  const macros = macroOf(read);
  if (macros?.includes('p')) say({ code: 'p-macro' });
  if (term.needs !== undefined && term.kind !== 'exp') say({ code: 'message-dependent', letters: term.needs });
  onNetwork(read, say);
}

const bare = ({ text }: DrawnTerm): string => text.toLowerCase().replace(/^\+/, '');

const macroOf = (term: SpfTerm) =>
  'domain' in term && term.domain !== undefined
    ? lettersOf(term.domain)
    : term.kind === 'unknown'
      ? lettersOf(term.value)
      : undefined;

function onNetwork(term: SpfTerm, say: (said: Said) => void): void {
  if (term.kind === 'a' || term.kind === 'mx') {
    if (term.bits4 === 0) say({ code: 'every-address', family: 4 });
    if (term.bits6 === 0) say({ code: 'every-address', family: 6 });
  }
  if (term.kind !== 'ip4' && term.kind !== 'ip6') return;
  const { network, bits } = term;
  const masked = networkAddress(network, bits)!;
  if (bits === 0) say({ code: 'every-address', family: term.kind === 'ip4' ? 4 : 6 });
  else if (addressClass(network) !== 'public') {
    say({ code: 'not-public', network: `${masked}/${bits}`, class: addressClass(network) });
  }
  if (masked !== canonicalIp(network)) say({ code: 'host-bits', network: `${masked}/${bits}` });
}

/** Where a term leads. */
function onTarget(record: DrawnRecord, term: DrawnTerm, drawn: Drawn, costs: Costs, say: (said: Said) => void): void {
  const { target, leadsTo, asked } = term;
  for (const one of asked) onFailure(one, say);
  if (target === undefined || term.unreachable) return;
  if (!isQueryName(target)) say({ code: 'target-not-a-name', target });
  if (leadsTo !== undefined) {
    const { state, from } = drawn.records.get(leadsTo) ?? { state: 'not-asked' };
    const first = from?.domain === record.domain && from.at === term.at && from.of === term.of;
    if (state === 'none' || state === 'not-a-domain') say({ code: 'dead-target', target });
    if (costs.leads(leadsTo, record.domain)) say({ code: 'loop', target });
    else if (!first) say({ code: 'repeated-target', target });
    return;
  }
  if (term.kind === 'exp') {
    if (asked.some(({ found, count }) => found === 'nothing' || found === 'no-name' || count > 1)) {
      say({ code: 'no-explanation', target });
    }
    return;
  }
  const exchangers = asked.find(({ type }) => type === 'MX');
  if (exchangers !== undefined && exchangers.count > spfLimits.names) {
    say({ code: 'many-exchangers', count: exchangers.count });
  }
  const empty = ({ found }: SpfAsked): boolean => found === 'nothing' || found === 'no-name';
  for (const name of new Set(asked.map((one) => one.name))) {
    for (const types of [['MX'], ['A', 'AAAA']]) {
      const answers = asked.filter((one) => one.name === name && types.includes(one.type));
      if (answers.length > 0 && answers.every(empty)) say({ code: 'void', name, type: answers[0]!.type });
    }
  }
}
