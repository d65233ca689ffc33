import type { Configuration, ProvidedServer } from '../../model/configuration.ts';
import { defineProbe } from '../../model/probe.ts';
import { configuration } from '../facts/configuration.ts';

/** What the file of a client says, which was read before the run. Asks nobody. */
export const probeConfiguration = (read: Configuration) =>
  defineProbe({
    id: 'settings/configuration',
    on: 'file',
    effect: 'lookup',
    yields: [configuration],
    async run(_, run) {
      await run.stage(configuration, async () => ({ ...read, provided: await providedIn(read) }));
    },
  });

/** Which of the servers the table of providers knows. Loads the table on use. */
export async function providedIn({ servers }: Pick<Configuration, 'servers'>): Promise<ProvidedServer[]> {
  const { providerOfServer } = await import('../../knowledge/recognise-provider.ts');
  const asked = new Set<string>();
  return servers.flatMap(({ type, host, username }) => {
    if (host === undefined || asked.has(`${type} ${host.value}`)) return [];
    asked.add(`${type} ${host.value}`);
    const found = providerOfServer(type, host.value, username?.value);
    if (found === undefined) return [];
    const { id, name, docsUrl } = found.provider;
    return [
      {
        type,
        host: host.value,
        provider: { id, name, ...(docsUrl === undefined ? {} : { docsUrl }) },
        servers: found.servers.map(({ port, security, auth }) => ({ port, security, auth })),
      },
    ];
  });
}
