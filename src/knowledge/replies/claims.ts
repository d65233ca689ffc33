import type { Stage } from '../../model/failure.ts';

/** The id of a root cause, as the catalogue of causes names it, or `unknown`. */
export type Meaning = string;

/** What a code claims by its definition, wherever its server keeps to it. */
export interface Claim {
  readonly meaning: Meaning;
  /** Where the claim holds; everywhere when left out. */
  readonly at?: readonly Stage[];
  /** What the text may say instead: these, or `anything` if the code is only a hint. Nothing when left out. */
  readonly yieldsTo?: readonly Meaning[] | 'anything';
}

export type ClaimTable = Readonly<Record<string, readonly Claim[]>>;

/** Do the stages at which something holds and those at which it may have been said meet? Nobody knows: they do. */
export const meets = (at: readonly Stage[] | undefined, stages: readonly Stage[]): boolean =>
  at === undefined || stages.length === 0 || at.some((one) => stages.includes(one));

/** The first claim of `code` that holds at one of `stages`. */
export const claimIn = (table: ClaimTable, code: string, stages: readonly Stage[]): Claim | undefined =>
  Object.hasOwn(table, code) ? table[code]?.find(({ at }) => meets(at, stages)) : undefined;

/** A code that decides alone. */
export const sure = (meaning: Meaning, ...at: Stage[]): Claim => (at.length === 0 ? { meaning } : { meaning, at });

/** A code that decides the family; the text may name one of `yieldsTo`. */
export const unless = (yieldsTo: readonly Meaning[], meaning: Meaning, ...at: Stage[]): Claim => ({
  ...sure(meaning, ...at),
  yieldsTo,
});

/** A code that servers use for many things; any text that is understood wins. */
export const hint = (meaning: Meaning, ...at: Stage[]): Claim => ({ ...sure(meaning, ...at), yieldsTo: 'anything' });

/** Finer reasons for which servers refuse a login under the code of a wrong password. */
export const loginReasons: readonly Meaning[] = [
  'app-password-required',
  'oauth-required',
  'oauth-token-invalid',
  'protocol-access-disabled',
  'web-login-required',
  'account-locked',
  'auth-mechanism-unsupported',
  'too-many-login-attempts',
  'too-many-connections',
  'rate-limited',
  'tls-required',
];
