import { fact } from '../../model/evidence.ts';
import type { Failure } from '../../model/failure.ts';
import type { DnsType } from '../../model/resolver.ts';
import type { AddressClass } from '../../protocols/ip.ts';
import type { MacroLetter } from '../../protocols/spf/macro.ts';
import type { SpfSyntaxError } from '../../protocols/spf/syntax-error.ts';
import type { Qualifier, SpfTermKind } from '../../protocols/spf/term.ts';

/** RFC 7208 section 2.6. */
export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';

/** A question and what came of it. */
export interface SpfAsked {
  readonly name: string;
  readonly type: DnsType;
  /** `nothing`: the name has no such record. `no-name`: it does not exist. `not-asked`: a cap or the deadline was met. */
  readonly found: 'records' | 'nothing' | 'no-name' | 'failed' | 'not-asked';
  /** The first of the answer, in its order, long ones cut. Hostile. */
  readonly data: readonly string[];
  /** How many the answer held. */
  readonly count: number;
  readonly failure?: Failure;
}

/** Why a check ended with none, temperror or permerror. */
export type SpfProblem =
  /** The domain is no name of two labels or more. */
  | { readonly code: 'not-a-domain' }
  | { readonly code: 'no-record'; readonly found: 'other-records' | 'nothing' | 'no-name' }
  | { readonly code: 'several-records'; readonly count: number }
  | { readonly code: 'syntax'; readonly errors: readonly SpfSyntaxError[] }
  /** The DNS gave no answer that can be used. */
  | { readonly code: 'dns'; readonly name: string; readonly type: DnsType; readonly failure: Failure }
  /** The term would have been one lookup too many. */
  | { readonly code: 'too-many-lookups'; readonly limit: number }
  /** More terms than that led to nothing. */
  | { readonly code: 'too-many-voids'; readonly limit: number }
  /** More mail exchangers than may be looked at, and the address was not among the first. */
  | { readonly code: 'too-many-exchangers'; readonly count: number; readonly limit: number }
  /** `include` or `redirect` leads to a domain whose check ended with none. */
  | { readonly code: 'target-without-record'; readonly target: string }
  /** Our own limits: nothing is known about the domain by them. */
  | { readonly code: 'deadline' | 'too-many-questions' };

/** One term of a record, and what it came to. */
export interface SpfStep {
  readonly text: string;
  /** Characters before it, from the start of the record. */
  readonly at: number;
  readonly kind: SpfTermKind;
  readonly qualifier?: Qualifier;
  /** The domain it was about, macros expanded. Hostile. */
  readonly target?: string;
  /** `no-effect`: a modifier that decides nothing. `not-reached`: the check was over before. */
  readonly outcome: 'match' | 'no-match' | 'error' | 'no-effect' | 'not-reached';
  /** The network, address or name that matched. */
  readonly matched?: string;
  readonly asked: readonly SpfAsked[];
  /** Terms that asked the DNS so far, this one counted; of a step not reached, when its record was begun. */
  readonly lookups: number;
  /** Terms that led to nothing, in the same way. */
  readonly voids: number;
  /** The check of the domain that `include` or `redirect` led to. */
  readonly inner?: SpfCheck;
  readonly problem?: SpfProblem;
}

/** The check of one domain; those that it led to hang on its steps. */
export interface SpfCheck {
  readonly domain: string;
  readonly asked: readonly SpfAsked[];
  /** The record that was selected, cut when it is very long. Hostile. */
  readonly record?: string;
  /** Very long records have more terms than steps; the one that decided is always there. */
  readonly steps: readonly SpfStep[];
  readonly result: SpfResult;
  /** What ended it without a match, when the fault lies here and not below. */
  readonly problem?: SpfProblem;
}

/** check_host() of RFC 7208 section 4 for one address and sender. */
export interface SpfEvaluation {
  readonly ip: string;
  readonly sender: string;
  readonly helo: string;
  readonly result: SpfResult;
  /** The term that decided, or the place of the problem: the domains that led there, the last one holding it. */
  readonly where: { readonly domains: readonly string[]; readonly text?: string; readonly at?: number };
  readonly problem?: SpfProblem;
  /** Terms that asked the DNS; at most 10 are allowed. */
  readonly lookups: number;
  /** Terms that led to nothing; at most 2 are allowed. */
  readonly voids: number;
  /** Different questions put to the resolver. */
  readonly questions: number;
  /** Present when a record with `exp` gave the result fail. */
  readonly explanation?: SpfExplanation;
  readonly check: SpfCheck;
}

/** What `exp` leads to (RFC 7208 section 6.2). Whatever goes wrong with it changes no result. */
export interface SpfExplanation {
  readonly target: string;
  readonly asked: readonly SpfAsked[];
  /** The text for the sender, macros expanded, cut when it is very long. Hostile. */
  readonly text?: string;
  /** Why there is no text. */
  readonly trouble?: 'not-a-domain' | 'no-record' | 'several-records' | 'syntax' | 'dns';
}

/** A network that the records name, and what a sender in it gets when no earlier term matches. */
export interface SpfNetwork {
  /** `192.0.2.0/24`, without bits behind the prefix. */
  readonly network: string;
  /** Of the own record's term: an `include` puts its qualifier on all that passes below it. */
  readonly qualifier: Qualifier;
  /** Whose record names it, and the term that does. */
  readonly domain: string;
  readonly at: number;
  readonly class: AddressClass;
}

/** A term as the walk over all records sees it, without an address or a sender. */
export interface SpfSurveyedTerm {
  /** Which of the SPF records of the name it stands in; 0 unless there are several. */
  readonly of: number;
  readonly text: string;
  readonly at: number;
  readonly kind: SpfTermKind;
  readonly qualifier?: Qualifier;
  /** Stands behind `all`, or is a `redirect` beside it: never looked at. */
  readonly unreachable: boolean;
  /** The domain it is about, as far as that is known without a message. Hostile. */
  readonly target?: string;
  /** Macros whose values only a message has; nothing was asked because of them. */
  readonly needs?: readonly MacroLetter[];
  readonly asked: readonly SpfAsked[];
  /** Networks that it names, with their prefix lengths; the first hundred. */
  readonly networks: readonly string[];
  /** Does it lead to nothing for a sender of this family? */
  readonly void: { readonly ipv4: boolean; readonly ipv6: boolean };
  /** Lookups that it costs when nothing matches, those of the records below it counted. */
  readonly lookups: number;
  /** The surveyed record that `include` or `redirect` leads to. */
  readonly leadsTo?: string;
}

/** The SPF records of one name. */
export interface SpfSurveyedRecord {
  readonly domain: string;
  /** The term that led here first; absent for the domain itself. Shown there only, a survey is a tree. */
  readonly from?: { readonly domain: string; readonly of: number; readonly at: number };
  readonly state: 'one' | 'none' | 'several' | 'failed' | 'not-a-domain' | 'not-asked';
  /** As selected, very long ones cut. Hostile. */
  readonly texts: readonly string[];
  readonly asked: readonly SpfAsked[];
  /** Characters of the longest SPF record. */
  readonly length: number;
  /** Octets of a whole answer with all TXT records of the name, as near as can be told. */
  readonly answerBytes: number;
  readonly terms: readonly SpfSurveyedTerm[];
  readonly errors: readonly SpfSyntaxError[];
  /** Lookups when nothing matches, those of the records below it counted. */
  readonly lookups: number;
}

/** Something that a survey came across: a fact, good or bad. `at` is the term's place in the record of `domain`. */
export type SpfNote = { readonly domain: string; readonly at?: number; readonly text?: string } & (
  | { readonly code: 'no-record'; readonly found: 'other-records' | 'nothing' | 'no-name' }
  | { readonly code: 'several-records'; readonly count: number }
  /** A TXT record that looks like SPF and is not selected; `text` is the record. */
  | { readonly code: 'resembles-spf' }
  /** Records of the deprecated type SPF (99); only the domain itself is asked. `text` is the first of them. */
  | { readonly code: 'spf-type'; readonly count: number }
  | { readonly code: 'syntax'; readonly error: SpfSyntaxError }
  | { readonly code: 'dns'; readonly name: string; readonly type: DnsType; readonly failure: Failure }
  /** `include` or `redirect` leads to a name without an SPF record. */
  | { readonly code: 'dead-target'; readonly target: string }
  /** `exp` leads to no text, or to several. */
  | { readonly code: 'no-explanation'; readonly target: string }
  /** `include` or `redirect` leads back to its own record. */
  | { readonly code: 'loop'; readonly target: string }
  /** The record was led to before, and is looked up again. */
  | { readonly code: 'repeated-target'; readonly target: string }
  | { readonly code: 'repeated-term' }
  | { readonly code: 'all'; readonly qualifier: Qualifier }
  /** Neither `all` nor `redirect`: an unlisted sender is neutral. */
  | { readonly code: 'open-end' }
  | { readonly code: 'unreachable' }
  | { readonly code: 'ptr' }
  | { readonly code: 'p-macro' }
  /** `mechanism`: its name is that of a mechanism, a colon was perhaps meant. */
  | { readonly code: 'unknown-modifier'; readonly name: string; readonly mechanism: boolean }
  | { readonly code: 'target-not-a-name'; readonly target: string }
  /** Bits are set behind the prefix of `network`. */
  | { readonly code: 'host-bits'; readonly network: string }
  | { readonly code: 'every-address'; readonly family: 4 | 6 }
  | { readonly code: 'not-public'; readonly network: string; readonly class: AddressClass }
  /** A name without addresses of any family, without exchangers, or without the A record that `exists` wants. */
  | { readonly code: 'void'; readonly name: string; readonly type: DnsType }
  | { readonly code: 'many-exchangers'; readonly count: number }
  | { readonly code: 'upper-case' }
  /** Two spaces or more between terms, or spaces at the end. */
  | { readonly code: 'spaces' }
  | { readonly code: 'message-dependent'; readonly letters: readonly MacroLetter[] }
  /** A cap was met; what lies there is not known. */
  | { readonly code: 'not-surveyed' }
);

/** All records that a domain's SPF policy leads to, whoever sends. */
export interface SpfSurvey {
  readonly domain: string;
  /** The domain's own first, then as they were come across; each name once. */
  readonly records: readonly SpfSurveyedRecord[];
  /** Lookups of a sender that nothing matches; a loop makes it `endless`. */
  readonly lookups: number;
  /** Void lookups of such a sender, by its family. */
  readonly voids: { readonly ipv4: number; readonly ipv6: number };
  /** What `all` gives an unlisted sender, redirects followed; absent when a record on the way is of no use. */
  readonly unlisted?: SpfResult;
  /** In the order of evaluation; the first thousand. */
  readonly networks: readonly SpfNetwork[];
  readonly notes: readonly SpfNote[];
  /** False when a cap or a failure left gaps. */
  readonly complete: boolean;
  readonly questions: number;
}

/** Stands for more lookups than anyone counts. */
export const endless = 1000;

export const spfSurvey = fact<SpfSurvey>()('spf/survey', 'domain', 'SPF records');
/** May this address send for the run's domain? */
export const spfResult = fact<SpfEvaluation>()('spf/result', 'address', 'SPF result');
