import type { Stage } from '../../model/failure.ts';
import type { Args } from '../../model/finding.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Endpoint } from '../../model/subject.ts';
import { adviceFor } from '../provider-advice.ts';
import { operatorIn, providerAt, type Recognised, spokenBy } from '../recognise-provider.ts';
import { extractFrom } from './extract.ts';
import { readStatement } from './read-statement.ts';
import { statementOf } from './statement.ts';

/**
 * What a refusing reply says, as args of the finding that quotes it. Always `meaning`: the id of a root cause, or
 * `unknown`. Where they are known: `retryAfterSeconds`, the wait that it names; `list`, `zone` and `delistUrl` of the block
 * list that it names; and what `providerArgs` says of who runs the server. @param account - that the login is for
 */
export function refusalArgs(
  reply: ServerReply,
  stage: Stage,
  at: Pick<Endpoint, 'host' | 'protocol' | 'port'>,
  account?: string,
): Args & { readonly meaning: string } {
  const said = statementOf(reply, stage);
  const { cause } = readStatement(said);
  const { retryAfterSeconds, blockLists } = extractFrom(said);
  const [list] = blockLists;
  const runner = providerAt(at, account);
  // The table names the page for mail programs, which is of use where one logs in.
  const page = stage === 'auth' && cause !== 'unknown' ? runner?.provider?.docsUrl : undefined;
  return {
    meaning: cause,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(list === undefined ? {} : { list: list.name }),
    ...(list?.zone === undefined ? {} : { zone: list.zone }),
    ...(list?.url === undefined ? {} : { delistUrl: list.url }),
    ...(page === undefined ? {} : { page }),
    ...providerArgs(cause, runner ?? speakerOf(reply.text)),
  };
}

/**
 * `provider`, who runs the server, with `advice`, what it wants in a case of this cause, and `page`, where it says so; of a
 * refused password `adviceOnAccess` and `adviceOnName` as well.
 */
export function providerArgs(cause: string, known: Recognised | undefined): Args {
  if (known === undefined) return {};
  const { text, page, onAccess, onName } = adviceFor(cause, known);
  return {
    provider: known.name,
    ...(text === undefined ? {} : { advice: text }),
    ...(page === undefined ? {} : { page }),
    ...(onAccess === undefined ? {} : { adviceOnAccess: onAccess }),
    ...(onName === undefined ? {} : { adviceOnName: onName }),
  };
}

/** Who speaks, by the words; the addresses in them may belong to anybody. */
function speakerOf(text: string): Recognised | undefined {
  const said = text.slice(0, 2048).replace(/\S{1,64}@\S{1,255}/g, ' ');
  const operator = operatorIn(said);
  return operator === undefined ? undefined : spokenBy(operator.id, said);
}
