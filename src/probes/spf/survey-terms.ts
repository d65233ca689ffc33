import type { DnsType } from '../../model/resolver.ts';
import { isQueryName, lowerName } from '../../protocols/dns-names.ts';
import { networkAddress } from '../../protocols/ip.ts';
import { expand, targetName } from '../../protocols/spf/expand.ts';
import { lettersOf, type MacroLetter, type MacroString } from '../../protocols/spf/macro.ts';
import { isMechanism, type SpfTerm } from '../../protocols/spf/term.ts';
import { exchangersIn } from '../dns/mail-exchangers.ts';
import type { SpfAsked, SpfSurveyedTerm } from '../facts/spf.ts';
import type { Answer } from './questions.ts';
import { spfLimits } from './run.ts';

/** The answer to a question that was put; undefined wants it put. */
export type Known = (name: string, type: DnsType) => Answer | undefined;

/** Lookups are counted when all records are known. */
export type DrawnTerm = Omit<SpfSurveyedTerm, 'lookups'>;

const families = ['A', 'AAAA'] as const;
const mostNetworks = 100;

/** What a term comes to without a message. Only the domain that is surveyed is taken as the sender's. */
export function drawTerm(
  term: SpfTerm,
  place: Pick<SpfSurveyedTerm, 'of' | 'unreachable'>,
  domain: string,
  root: string,
  known: Known,
): DrawnTerm {
  const written = {
    ...place,
    text: term.text,
    at: term.at,
    kind: term.kind,
    ...(isMechanism(term) ? { qualifier: term.qualifier } : {}),
  };
  const asked: SpfAsked[] = [];
  const plain = { ...written, asked, networks: [], void: { ipv4: false, ipv6: false } };
  if (term.kind === 'ip4' || term.kind === 'ip6')
    return { ...plain, networks: [networkOf(term.network, term.bits) ?? term.network] };
  const macro = term.kind === 'unknown' ? term.value : term.kind === 'all' ? undefined : term.domain;
  const needs = macro === undefined ? [] : lettersOf(macro).filter((letter) => letter !== 'd' && letter !== 'o');
  if (needs.length > 0) return { ...plain, needs };
  if (term.kind === 'all' || term.kind === 'unknown') return plain;
  const target = targetOf(macro, domain, root);
  const about = { ...plain, target };
  if (term.kind === 'ptr' || place.unreachable || !isQueryName(target)) return about;

  const name = lowerName(target);
  const ask = (host: string, type: DnsType): readonly string[] => {
    const answer = known(host, type);
    if (answer !== undefined) asked.push(answer.asked);
    return answer?.data ?? [];
  };
  const networks = (hosts: readonly string[], bits: Readonly<Record<'A' | 'AAAA', number>>): string[] =>
    hosts
      .flatMap((host) =>
        families.flatMap((type) =>
          ask(host, type)
            .slice(0, mostNetworks)
            .flatMap((ip) => networkOf(ip, bits[type]) ?? []),
        ),
      )
      .slice(0, mostNetworks);

  switch (term.kind) {
    case 'include':
    case 'redirect':
      return { ...about, leadsTo: name };
    case 'exp':
      ask(name, 'TXT');
      return about;
    case 'exists':
      ask(name, 'A');
      return { ...about, void: voids(asked) };
    case 'a': {
      const named = networks([name], { A: term.bits4, AAAA: term.bits6 });
      return { ...about, networks: named, void: voids(asked) };
    }
    case 'mx': {
      const hosts = exchangersIn(ask(name, 'MX')).map(({ exchange }) => lowerName(exchange));
      const first = [...new Set(hosts.slice(0, spfLimits.names).filter(isQueryName))];
      const named = networks(first, { A: term.bits4, AAAA: term.bits6 });
      return { ...about, networks: named, void: voids(asked) };
    }
  }
}

function targetOf(macro: MacroString | undefined, domain: string, root: string): string {
  if (macro === undefined) return domain;
  const values: Partial<Record<MacroLetter, string>> = { d: domain, o: root };
  return targetName(expand(macro, (letter) => values[letter] ?? ''));
}

/** Undefined when it is no address. */
function networkOf(ip: string, bits: number): string | undefined {
  const address = networkAddress(ip, bits);
  return address === undefined ? undefined : `${address}/${bits}`;
}

/** A term is void for a family when a question of that family comes back empty. `exists` asks for A, whoever sends. */
function voids(asked: readonly SpfAsked[]): SpfSurveyedTerm['void'] {
  const empty = (types: readonly DnsType[]): boolean =>
    asked.some(({ type, found }) => types.includes(type) && (found === 'nothing' || found === 'no-name'));
  const onlyA = asked.every(({ type }) => type === 'A');
  return { ipv4: empty(['A', 'MX']), ipv6: empty(onlyA ? ['A'] : ['AAAA', 'MX']) };
}
