import type { Stage } from '../../model/failure.ts';
import type { Args } from '../../model/finding.ts';
import type { ServerReply } from '../../model/reply.ts';
import type { Endpoint } from '../../model/subject.ts';
import { type Provider, providerOfExchanger, providerOfServer } from '../providers.ts';
import { extractFrom } from './extract.ts';
import { providerStep } from './provider-steps.ts';
import { providerIn, type ReplyProvider, replyProviderOfRow } from './providers.ts';
import { readStatement } from './read-statement.ts';
import { statementOf } from './statement.ts';

/**
 * What a refusing reply says, as args of the finding that quotes it. Always `meaning`: the id of a root cause, or
 * `unknown`. Where they are known: `retryAfterSeconds`, the wait that it names; `list`, `zone` and `delistUrl` of the block
 * list that it names; `provider`, who runs the server, with `advice`, what it wants there, and `page`, where it says so.
 */
export function refusalArgs(
  reply: ServerReply,
  stage: Stage,
  at: Pick<Endpoint, 'host' | 'protocol'>,
): Args & { readonly meaning: string } {
  const said = statementOf(reply, stage);
  const { cause } = readStatement(said);
  const { retryAfterSeconds, blockLists } = extractFrom(said);
  const [list] = blockLists;
  return {
    meaning: cause,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(list === undefined ? {} : { list: list.name }),
    ...(list?.zone === undefined ? {} : { zone: list.zone }),
    ...(list?.url === undefined ? {} : { delistUrl: list.url }),
    ...providerArgs(cause, stage, at, reply.text),
  };
}

function providerArgs(cause: string, stage: Stage, at: Pick<Endpoint, 'host' | 'protocol'>, text: string): Args {
  const row = providerAt(at);
  const provider = row === undefined ? speakerOf(text) : replyProviderOfRow(row.id);
  const name = row?.name ?? provider?.name;
  if (name === undefined) return {};
  const step = providerStep(cause, provider?.id);
  // The table names the page for mail programs, which is of use where one logs in.
  const page = step?.url ?? (stage === 'auth' && cause !== 'unknown' ? row?.docsUrl : undefined);
  return {
    provider: name,
    ...(step === undefined ? {} : { advice: step.text }),
    ...(page === undefined ? {} : { page }),
  };
}

/** Who runs the server, by its name. */
function providerAt({ host, protocol }: Pick<Endpoint, 'host' | 'protocol'>): Provider | undefined {
  const name = host.toLowerCase();
  const server = protocol === 'sieve' ? undefined : providerOfServer(protocol, name)?.provider;
  return server ?? (protocol === 'smtp' ? providerOfExchanger(name) : undefined);
}

/** Who speaks, by the words; the addresses in them may belong to anybody. */
const speakerOf = (text: string): ReplyProvider | undefined =>
  providerIn(text.slice(0, 2048).replace(/\S{1,64}@\S{1,255}/g, ' '));
