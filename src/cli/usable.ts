import { isProblem, type Problem } from '../settings/problem.ts';
import { UsageError } from './usage-error.ts';

/** Settings, or the end of the call with what is wrong in them. @throws UsageError */
export function usable<T extends object>(value: T | Problem): T {
  if (!isProblem(value)) return value as T;
  throw new UsageError(value.problem, ...(value.wayOut === undefined ? [] : [value.wayOut]));
}
