import type { FairUse, OperatorShare } from '../settings/fair-use.ts';
import { durationText } from './many-progress.ts';
import { UsageError } from './usage-error.ts';

const figure = (count: number): string => count.toLocaleString('en');

/** Is it worth a word beforehand: more than a minute, or a tenth of what somebody allows in a day? */
export const isLarge = (plan: FairUse): boolean =>
  plan.seconds > 60 || plan.operators.some(({ questions, perDay }) => perDay !== undefined && questions > perDay / 10);

/** What a long run will ask of whom, a line each: those with a limit, and the one that takes longest. */
export function planText(plan: FairUse, targets: number): string {
  const shown = plan.operators.filter((one, index) => index === 0 || one.perDay !== undefined);
  const width = Math.max(0, ...shown.map(({ operator }) => operator.length));
  const rest = plan.operators.length - shown.length;
  return [
    `${figure(targets)} targets at lists of ${plan.operators.length} ${plan.operators.length === 1 ? 'operator' : 'operators'}: ${figure(plan.questions)} questions, at least ${durationText(plan.seconds)}.`,
    ...shown.map((one) => `  ${one.operator.padEnd(width)}  ${figure(one.questions).padStart(9)}  ${limitText(one)}`),
    ...(rest > 0 ? [`  and ${rest} more without a stated limit`] : []),
  ].join('\n');
}

function limitText({ questions, perDay, perSecond }: OperatorShare): string {
  const pace = Number.isFinite(perSecond) ? `${perSecond} a second` : 'as fast as it answers';
  const time = Number.isFinite(perSecond) ? `, ${durationText(questions / perSecond)}` : '';
  return perDay === undefined ? `${pace}${time}` : `of ${figure(perDay)} a day, ${pace}${time}`;
}

/** @throws UsageError when an operator allows fewer questions a day, unless the user takes that on himself */
export function refuseOverQuota(plan: FairUse, yes: boolean): void {
  const [first, ...more] = plan.over;
  if (first === undefined || yes) return;
  const others = more.length === 0 ? '' : ` The same goes for ${more.map(({ operator }) => operator).join(', ')}.`;
  throw new UsageError(
    `${first.operator} allows ${figure(first.perDay ?? 0)} questions a day, and this run has ${figure(first.questions)}.${others}`,
    'Split the file, choose lists (--lists), ask a server of your own (--resolver … --rate none), or go on with --yes',
  );
}
