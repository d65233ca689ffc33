import { UsageError } from './usage-error.ts';

/** What makes Node show, or write to a file, what the program holds: memory, arguments of calls, its environment. */
const watching = /^--(?:inspect|report|heapsnapshot|heap-prof|cpu-prof|trace-env)/;

/**
 * Refuses to hold a secret while something records it. Asked before one is read.
 * @throws UsageError naming the flag or variable
 */
export function refuseWatchers(env: NodeJS.ProcessEnv, execArgv: readonly string[] = process.execArgv): void {
  const inOptions = (env.NODE_OPTIONS ?? '').split(/\s+/).map((one) => one.replace(/^["']/, ''));
  const flag = [...execArgv, ...inOptions].find((one) => watching.test(one))?.split('=')[0];
  const found =
    flag !== undefined
      ? `Node runs with ${flag}`
      : (env.NODE_DEBUG ?? '') === ''
        ? undefined
        : 'the variable NODE_DEBUG is set';
  if (found === undefined) return;
  throw new UsageError(
    `${found}: a secret would be recorded, so none is read.`,
    'Leave it away. The lab needs no secret: mailcheck diagnose --lab healthy',
  );
}
