import type { Connection } from './connection.ts';
import { type Account, createExchange } from './sasl.ts';

export type LoginResult = 'accepted' | 'rejected' | 'cancelled' | 'unknown-mechanism';

/**
 * Carries one SASL exchange. `initial` is the initial response in base64, `=` for an empty one;
 * `prompt` makes the line that holds a challenge; `read` takes the base64 out of the answer to it.
 */
export async function authenticate(
  connection: Connection,
  options: {
    readonly account: Account;
    readonly host: string;
    readonly mechanism: string;
    /** Those that the server offers here. */
    readonly offered: readonly string[];
    readonly initial?: string | undefined;
    prompt(base64: string): string;
    read?(): Promise<string>;
  },
): Promise<LoginResult> {
  const mechanism = options.mechanism.toUpperCase();
  const exchange = options.offered.includes(mechanism)
    ? createExchange(mechanism, options.account, options.host)
    : undefined;
  if (exchange === undefined) return 'unknown-mechanism';
  const read = options.read ?? (() => connection.line());
  let received = options.initial ?? '';
  const decode = (base64: string) => Buffer.from(base64 === '=' ? '' : base64, 'base64');
  let step = exchange.next(options.initial === undefined ? undefined : decode(options.initial));
  while ('challenge' in step) {
    connection.say(options.prompt(Buffer.from(step.challenge).toString('base64')));
    const answer = await read();
    if (answer === '*') return 'cancelled';
    received += answer;
    step = exchange.next(decode(answer));
  }
  connection.login(received);
  return step.accepted ? 'accepted' : 'rejected';
}
