import { type BlockList, type ListKind, zoneSuffix } from '../../knowledge/blocklist.ts';
import { judgeAnswer } from '../../knowledge/blocklist-codes.ts';
import { blocklistName } from '../../protocols/dns-names.ts';
import { canonicalIp, ipBytes, unmap } from '../../protocols/ip.ts';
import { registrableDomain } from '../../protocols/registrable-domain.ts';

/** What lists are asked about: an address, or a name with the domain that was registered for it. */
export type ListSubject =
  | {
      readonly kind: 'ip4' | 'ip6';
      readonly ip: string;
      /** Its octets or nibbles, the last one first. */
      readonly labels: string;
    }
  | { readonly kind: 'domain'; readonly name: string; readonly registrable?: string };

/** An address as lists know it: `::ffff:203.0.113.9` is IPv4. Undefined for text that is no address. */
export function addressSubject(text: string): ListSubject | undefined {
  const ip = canonicalIp(unmap(text));
  if (ip === undefined) return undefined;
  return { kind: ip.includes(':') ? 'ip6' : 'ip4', ip, labels: blocklistName(ip, '')!.slice(0, -1) };
}

/** A name as lists know it; the public suffix list is loaded where one of the lists wants it. */
export async function nameSubject(name: string, lists: readonly BlockList[]): Promise<ListSubject> {
  const isWanted = lists.some(({ domainLevel }) => domainLevel === 'registered');
  const registrable = isWanted ? await registrableDomain(name) : undefined;
  return { kind: 'domain', name, ...(registrable === undefined ? {} : { registrable }) };
}

/** How a person would write it. */
export const subjectText = (subject: ListSubject): string => (subject.kind === 'domain' ? subject.name : subject.ip);

/** What the list is asked about; undefined when it does not take such a thing, and then nothing is sent. */
export function askedOf(list: BlockList, subject: ListSubject): string | undefined {
  if (!list.kinds.includes(subject.kind)) return undefined;
  if (subject.kind !== 'domain') return subject.ip;
  return list.domainLevel === 'registered' ? subject.registrable : subject.name;
}

/** The name to be looked up. Undefined when it cannot be one: too long with the zone behind it. */
export function questionName(list: BlockList, labels: string, key?: string): string | undefined {
  const name = `${labels}.${zoneSuffix(list, key)}`;
  return name.length > 253 ? undefined : name;
}

export interface TestQuestions {
  /** Undefined: the list has no entry that must be there. */
  readonly positive?: string;
  readonly negative: readonly string[];
}

const kindOf = (point: string): ListKind => {
  const length = ipBytes(point)?.length;
  return length === 4 ? 'ip4' : length === 16 ? 'ip6' : 'domain';
};

/** The kind of test entry that stands for a kind of subject: its own, else one that the list has. */
export function testedKind(list: BlockList, kind: ListKind): ListKind {
  const kinds = list.testPoints.positive.map(kindOf);
  return kinds.includes(kind) ? kind : (kinds[0] ?? kind);
}

/**
 * Names that must and must not have an answer (RFC 5782 section 5). Where the operator names none that must not, or
 * nothing is known of the list, a random label stands in, and 127.0.0.1 unless that is one of its codes.
 */
export function testQuestions(list: BlockList, kind: ListKind, random: string, key?: string): TestQuestions {
  const zone = zoneSuffix(list, key);
  const name = (point: string) => `${testLabels(point)}.${zone}`;
  const ofKind = (points: readonly string[]) => points.find((point) => kindOf(point) === kind) ?? points[0];
  const positive = ofKind(list.testPoints.positive);
  const negative = ofKind(list.testPoints.negative);
  const isFree = list.kinds.includes('ip4') && judgeAnswer(list, ['127.0.0.1']).unknown === 'unknown-code';
  return {
    ...(positive === undefined ? {} : { positive: name(positive) }),
    negative: [
      ...(negative === undefined ? (isFree ? [name('127.0.0.1')] : []) : [name(negative)]),
      ...(negative === undefined || list.isForeign === true ? [`${random}.${zone}`] : []),
    ],
  };
}

/** `::ffff:7f00:2` has 32 nibbles here; as an address it would be taken for IPv4. */
function testLabels(point: string): string {
  const bytes = ipBytes(point);
  if (bytes === undefined) return point;
  const labels =
    bytes.length === 4 ? [...bytes].map(String) : [...bytes].flatMap((byte) => [...byte.toString(16).padStart(2, '0')]);
  return labels.reverse().join('.');
}
