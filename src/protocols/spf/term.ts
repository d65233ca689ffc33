import type { MacroString } from './macro.ts';

/** What a match means: pass, fail, softfail, neutral. */
export type Qualifier = '+' | '-' | '~' | '?';

interface Written {
  /** As it stands in the record. Hostile. */
  readonly text: string;
  /** Characters before it, from the start of the record. */
  readonly at: number;
}

interface DomainAndLengths {
  /** The domain that the record is of, when left out. */
  readonly domain?: MacroString;
  readonly bits4: number;
  readonly bits6: number;
}

interface Network {
  /** As written: it may have bits behind the prefix. */
  readonly network: string;
  readonly bits: number;
}

/** A mechanism of RFC 7208 section 5. */
export type Mechanism = Written & { readonly qualifier: Qualifier } & (
    | { readonly kind: 'all' }
    | { readonly kind: 'include'; readonly domain: MacroString }
    | ({ readonly kind: 'a' } & DomainAndLengths)
    | ({ readonly kind: 'mx' } & DomainAndLengths)
    | { readonly kind: 'ptr'; readonly domain?: MacroString }
    | ({ readonly kind: 'ip4' } & Network)
    | ({ readonly kind: 'ip6' } & Network)
    | { readonly kind: 'exists'; readonly domain: MacroString }
  );

/** A modifier of RFC 7208 section 6. */
export type Modifier = Written &
  (
    | { readonly kind: 'redirect'; readonly domain: MacroString }
    | { readonly kind: 'exp'; readonly domain: MacroString }
    | { readonly kind: 'unknown'; readonly name: string; readonly value: MacroString }
  );

export type SpfTerm = Mechanism | Modifier;
export type SpfTermKind = SpfTerm['kind'];

export const isMechanism = (term: SpfTerm): term is Mechanism => 'qualifier' in term;

/** Does its evaluation count towards the ten lookups (RFC 7208 section 4.6.4)? */
export const asksDns = (kind: SpfTermKind): boolean =>
  ['include', 'a', 'mx', 'ptr', 'exists', 'redirect'].includes(kind);
