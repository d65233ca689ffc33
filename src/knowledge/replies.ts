import type { Stage } from '../model/failure.ts';
import type { ServerReply } from '../model/reply.ts';
import type { Meaning } from './replies/claims.ts';
import { readStatement } from './replies/read-statement.ts';
import { statementOf } from './replies/statement.ts';

export type { Meaning } from './replies/claims.ts';
export { phrases } from './replies/phrases.ts';

/**
 * What a refusing reply means at a stage: the id of a root cause, or `unknown`. A mere guess is `unknown`, too: findings
 * and causes stand on it.
 */
export function meaningOf(reply: ServerReply, stage: Stage): Meaning {
  return readStatement(statementOf(reply, stage)).cause;
}
