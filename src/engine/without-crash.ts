/** What `work` gives. Where it throws, nothing; the fault is added to `crashes`, and all else stands. */
export function withoutCrash<T>(name: string, work: () => T, crashes: string[]): T | undefined {
  try {
    return work();
  } catch (error) {
    crashes.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return undefined;
  }
}
