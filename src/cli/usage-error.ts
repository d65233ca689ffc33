/** The call or the configuration is wrong: shown as one message with the way out, exit 2. Never holds a secret. */
export class UsageError extends Error {
  /** What to do instead, a line each. */
  readonly wayOut: readonly string[];
  constructor(problem: string, ...wayOut: readonly string[]) {
    super(problem);
    this.name = 'UsageError';
    this.wayOut = wayOut;
  }
}

/** The user ended it: Ctrl-C at a prompt. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}
