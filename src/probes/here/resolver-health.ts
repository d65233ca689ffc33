import type { Io } from '../../model/io.ts';
import { defineProbe } from '../../model/probe.ts';
import { type Asker, attempt, data, randomLabel, together } from '../dns/look-up.ts';
import { type ResolverHealth, resolverHealth } from '../facts/here.ts';

type Health = ResolverHealth['servers'][number];

/** Asks each resolver for names that cannot exist: does it answer, and does it answer with the truth? */
export const probeResolverHealth = ({ io }: { readonly io: Io }) =>
  defineProbe({
    id: 'here/resolvers',
    on: 'here',
    effect: 'lookup',
    yields: [resolverHealth],
    async run(_, run) {
      const once = together(run);
      await run.stage(resolverHealth, async () => ({
        servers: await Promise.all(io.resolver.servers.map((server) => healthOf(io, once, server))),
      }));
    },
  });

async function healthOf({ resolver }: Io, by: Asker, server: string): Promise<Health> {
  // `.invalid` may be answered by the resolver itself (RFC 6761 section 6.4); only `.com` shows that it reaches the DNS.
  const [reserved, real] = await Promise.all(
    ['invalid', 'com'].map((top) =>
      attempt(resolver.queryAt(server, `${randomLabel()}.${top}`, 'A', by.journal, by.signal)),
    ),
  );
  const rewritesTo = [reserved, real].flatMap((one) => (one !== undefined && 'value' in one ? data(one.value) : []));
  return { server, state: stateOf(real!), rewritesTo: [...new Set(rewritesTo)] };
}

function stateOf(real: Awaited<ReturnType<typeof attempt<{ readonly ms: number }>>>): Health['state'] {
  if ('value' in real) return { works: true, ms: real.value.ms };
  return { works: false, trouble: real.failure.kind === 'dns' ? real.failure.trouble : 'timeout' };
}
