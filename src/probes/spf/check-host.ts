import { isQueryName } from '../../protocols/dns-names.ts';
import type { MacroString } from '../../protocols/spf/macro.ts';
import { isSpfRecord, parseSpf } from '../../protocols/spf/record.ts';
import { asksDns, isMechanism, type Mechanism, type Qualifier, type SpfTerm } from '../../protocols/spf/term.ts';
import type { SpfCheck, SpfProblem, SpfResult, SpfStep } from '../facts/spf.ts';
import { expandTarget } from './macro-values.ts';
import {
  type Matching,
  matchAddresses,
  matchExchangers,
  matchExistence,
  matchNames,
  matchNetwork,
} from './mechanisms.ts';
import type { Answer } from './questions.ts';
import { countLookup, type SpfRun, type TermRun, termRun } from './run.ts';

/** An `exp` modifier and the domain of its record. */
export interface Exp {
  readonly macro: MacroString;
  readonly domain: string;
}

export interface Checked {
  readonly check: SpfCheck;
  /** Of the record that gave the result; an `include` gives none. */
  readonly exp?: Exp;
}

const resultOf: Readonly<Record<Qualifier, SpfResult>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

const mostSteps = 200;
const longestRecord = 4096;

/** Checks one domain and what its record leads to. Ends, because every level below costs a lookup. */
export async function checkHost(run: SpfRun, domain: string): Promise<Checked> {
  if (!isQueryName(domain) || !domain.includes('.')) return ended(domain, 'none', { code: 'not-a-domain' });
  const answer = await run.questions.ask(domain, 'TXT');
  const { asked } = answer;
  const selected = selectRecord(answer);
  if ('problem' in selected) return ended(domain, selected.result, selected.problem, asked);
  const { terms, errors } = parseSpf(selected.record);
  const record = selected.record.slice(0, longestRecord);
  // RFC 7208 section 4.6: errors count wherever they are, before anything is evaluated.
  if (errors.length > 0) return ended(domain, 'permerror', { code: 'syntax', errors }, asked, record);

  const steps = terms.map((term) => idle(run, term));
  const finish = (result: SpfResult): Checked => {
    const exp = terms.find((term) => term.kind === 'exp');
    const check: SpfCheck = { domain, asked: [asked], record, steps: shortened(steps), result };
    return exp === undefined ? { check } : { check, exp: { macro: exp.domain, domain } };
  };

  for (const [n, term] of terms.entries()) {
    if (!isMechanism(term)) continue;
    const step = await evaluate(run, term, domain);
    steps[n] = step;
    if (step.outcome === 'match') return finish(resultOf[term.qualifier]);
    if (step.outcome === 'error') return finish(errorOf(step));
  }
  const redirect = terms.find((term) => term.kind === 'redirect');
  if (redirect === undefined) return finish('neutral');
  const { step, checked } = await follow(run, redirect, redirect.domain, domain);
  const failed = step.outcome === 'error';
  // Whatever the other domain's result is, it is taken.
  steps[terms.indexOf(redirect)] = failed ? step : { ...step, outcome: 'match' };
  const { check } = finish(failed || checked === undefined ? errorOf(step) : checked.check.result);
  // RFC 7208 section 6.2: the explanation of a record that redirects is not used.
  return checked?.exp === undefined ? { check } : { check, exp: checked.exp };
}

function selectRecord({
  asked,
  data,
  withheld,
}: Answer): { readonly record: string } | { readonly result: SpfResult; readonly problem: SpfProblem } {
  if (withheld !== undefined) return { result: 'temperror', problem: { code: withheld } };
  if (asked.failure !== undefined) {
    const { name, type, failure } = asked;
    return { result: 'temperror', problem: { code: 'dns', name, type, failure } };
  }
  const records = data.filter(isSpfRecord);
  if (records.length > 1) return { result: 'permerror', problem: { code: 'several-records', count: records.length } };
  if (records[0] !== undefined) return { record: records[0] };
  const found = data.length > 0 ? 'other-records' : asked.found === 'no-name' ? 'no-name' : 'nothing';
  return { result: 'none', problem: { code: 'no-record', found } };
}

const ended = (
  domain: string,
  result: SpfResult,
  problem: SpfProblem,
  asked?: Answer['asked'],
  record?: string,
): Checked => ({
  check: {
    domain,
    asked: asked === undefined ? [] : [asked],
    ...(record === undefined ? {} : { record }),
    steps: [],
    result,
    problem,
  },
});

/** Temporary is what another try may change. */
const errorOf = ({ problem, inner }: SpfStep): SpfResult =>
  inner?.result === 'temperror' || ['dns', 'deadline', 'too-many-questions'].includes(problem?.code ?? '')
    ? 'temperror'
    : 'permerror';

/** A term that was not evaluated. */
const idle = ({ lookups, voids }: SpfRun, term: SpfTerm): SpfStep => ({
  text: term.text,
  at: term.at,
  kind: term.kind,
  ...(isMechanism(term) ? { qualifier: term.qualifier } : {}),
  outcome: term.kind === 'exp' || term.kind === 'unknown' ? 'no-effect' : 'not-reached',
  asked: [],
  lookups,
  voids,
});

async function evaluate(run: SpfRun, term: Mechanism, domain: string): Promise<SpfStep> {
  if (term.kind === 'include') return (await follow(run, term, term.domain, domain)).step;
  const own = termRun();
  const done = (matching: Matching, target?: string): SpfStep => ({
    ...idle(run, term),
    ...(target === undefined ? {} : { target }),
    ...('problem' in matching
      ? { outcome: 'error', problem: matching.problem }
      : matching.matched === undefined
        ? { outcome: 'no-match' }
        : { outcome: 'match', matched: matching.matched }),
    asked: own.asked,
  });
  if (term.kind === 'all') return { ...idle(run, term), outcome: 'match' };
  if (term.kind === 'ip4' || term.kind === 'ip6') return done(matchNetwork(run, term));
  const over = asksDns(term.kind) ? countLookup(run) : undefined;
  if (over !== undefined) return done({ problem: over });
  const expanded = await expandTarget(run, own, term.domain, domain);
  if ('problem' in expanded) return done(expanded);
  const { target } = expanded;
  return done(await matchTarget(run, own, term, target), target);
}

function matchTarget(
  run: SpfRun,
  own: TermRun,
  term: Extract<Mechanism, { kind: 'a' | 'mx' | 'ptr' | 'exists' }>,
  target: string,
): Promise<Matching> {
  switch (term.kind) {
    case 'a':
      return matchAddresses(run, own, term, target);
    case 'mx':
      return matchExchangers(run, own, term, target);
    case 'ptr':
      return matchNames(run, own, target);
    case 'exists':
      return matchExistence(run, own, target);
  }
}

/** `include` and `redirect`: the check of another domain, which must have a record (RFC 7208 sections 5.2 and 6.1). */
async function follow(
  run: SpfRun,
  term: SpfTerm,
  macro: MacroString,
  domain: string,
): Promise<{ readonly step: SpfStep; readonly checked?: Checked }> {
  const own = termRun();
  const fault = (problem: SpfProblem): SpfStep => ({ ...idle(run, term), outcome: 'error', problem, asked: own.asked });
  const over = countLookup(run);
  if (over !== undefined) return { step: fault(over) };
  const expanded = await expandTarget(run, own, macro, domain);
  if ('problem' in expanded) return { step: fault(expanded.problem) };
  const { target } = expanded;
  const checked = await checkHost(run, target);
  const inner = checked.check;
  const step = { ...idle(run, term), target, asked: own.asked, inner };
  if (inner.result === 'none') {
    return { step: { ...step, outcome: 'error', problem: { code: 'target-without-record', target } }, checked };
  }
  const failed = inner.result === 'temperror' || inner.result === 'permerror';
  return { step: { ...step, outcome: failed ? 'error' : inner.result === 'pass' ? 'match' : 'no-match' }, checked };
}

/** The first steps, and the one that decided. */
const shortened = (steps: readonly SpfStep[]): SpfStep[] =>
  steps.filter(({ outcome }, n) => n < mostSteps || outcome === 'match' || outcome === 'error');
