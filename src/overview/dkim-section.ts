import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import type { Domain } from '../model/subject.ts';
import { type DkimLookup, dkimKeys } from '../probes/facts/dkim.ts';
import type { DkimKey } from '../protocols/dkim/key.ts';
import { unknown } from './unknown.ts';

/** Keys by selector. */
export function dkimSection(at: Domain, view: View): RecordSection {
  const found = view.value(dkimKeys, at);
  if (found === undefined) return { title: 'DKIM', lines: unknown(dkimKeys, at, view) };
  const names = found.lookups.map(({ selector, domain }) =>
    domain === at.name ? selector : `${selector} of ${domain}`,
  );
  const widest = Math.max(0, ...names.map(({ length }) => length));
  const keys = found.lookups.map((lookup, index): RecordLine => {
    const alias = lookup.alias === undefined ? '' : `, at ${lookup.alias}`;
    return { depth: 0, text: (names[index] ?? '').padEnd(widest), note: stateOf(lookup) + alias };
  });
  const tried: RecordLine[] =
    found.tried === 0 ? [] : [{ depth: 0, text: '', note: triedNote(found.tried, keys.length, found.unknown) }];
  const wildcard: RecordLine[] =
    found.wildcard === undefined
      ? []
      : [{ depth: 0, text: '', note: 'every selector gets the same answer: a wildcard' }];
  return { title: 'DKIM', lines: [...keys, ...wildcard, ...tried] };
}

function triedNote(tried: number, found: number, unknownOnes: number): string {
  const failed = unknownOnes === 0 ? '' : `, ${unknownOnes} could not be asked for`;
  return `${found === 0 ? 'none' : found} of ${tried} common selectors${failed}; the domain may use others`;
}

function stateOf({ texts, key, trouble }: DkimLookup): string {
  if (trouble !== undefined) return `not known (${trouble})`;
  if (texts.length === 0) return 'no key';
  if (key === undefined) return `${texts.length} records`;
  return keyText(key);
}

function keyText({ type, bits, revoked, flags, problems }: DkimKey): string {
  if (revoked) return 'withdrawn';
  const size = bits === undefined ? type : type === 'rsa' ? `rsa, ${bits} bits` : type;
  return [
    size,
    ...(flags.includes('y') ? ['only tested'] : []),
    ...problems.map((problem) => `not usable: ${problem.replaceAll('-', ' ')}`),
  ].join(', ');
}
