import { type Finding, type Rule, severities, type View } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';

/** Findings of all rules, worst first, and the faults of rules that threw. */
export function applyRules(
  rules: readonly Rule[],
  view: View,
): { readonly findings: Finding[]; readonly crashes: string[] } {
  const findings: Finding[] = [];
  const crashes: string[] = [];
  for (const rule of rules) {
    for (const at of view.subjects(rule.on)) {
      try {
        for (const verdict of rule.check(at as never, view)) {
          const text = rule.messages[verdict.message];
          if (text === undefined) throw new Error(`no message ${verdict.message}`);
          const args = verdict.args ?? {};
          // Evidence from a file may hold anything where a fact has a text.
          const unfit = Object.keys(args).find((name) => !isArg(args[name]));
          if (unfit !== undefined) throw new TypeError(`${unfit} is neither a text nor a number`);
          findings.push({
            rule: rule.id,
            subject: at,
            severity: verdict.severity ?? rule.severity,
            message: verdict.message,
            args,
            text: filledIn(text, args),
            evidence: verdict.because ?? readAt(rule, at, view),
            ...placeOf(at, verdict.line),
          });
        }
      } catch (error) {
        crashes.push(`${rule.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
    }
  }
  const weight = ({ severity }: Finding) => severities.indexOf(severity);
  return { findings: findings.sort((a, b) => weight(a) - weight(b)), crashes };
}

/** Evidence from a file may hold anything where a line has a number. */
const placeOf = (at: Subject, line: number | undefined): Pick<Finding, 'place'> =>
  at.kind === 'file' && Number.isSafeInteger(line) && (line ?? 0) > 0
    ? { place: { file: at.path, line: line as number } }
    : {};

const isArg = (value: unknown): boolean => typeof value === 'string' || Number.isFinite(value);

/** Every `{arg}` that has a value is replaced; a brace in a value stays as it is. */
const filledIn = (text: string, args: Finding['args']): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(args, name) ? String(args[name]) : place));

/** The observations that a rule looked at and that took place. */
function readAt(rule: Rule, at: Subject, view: View): string[] {
  const ids = rule.reads.flatMap((fact) => {
    const id = view.outcome(fact, at)?.status === 'skipped' ? undefined : view.id(fact, at);
    return id === undefined ? [] : [id];
  });
  return [...new Set(ids)];
}
