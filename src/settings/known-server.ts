import type { AuthMethod, ProviderConditions, ServerSettings } from '../model/settings.ts';

/** What the table of providers has of a server that somebody named. */
export interface KnownServer {
  readonly conditions: ProviderConditions;
  /** How mail programs log in there; empty: the table does not say. */
  readonly auth: readonly AuthMethod[];
}

/** Undefined: nobody's that is known. Loads the table on use. */
export async function knownServer({ type, host, port }: ServerSettings): Promise<KnownServer | undefined> {
  const { providerOfServer } = await import('../knowledge/recognise-provider.ts');
  const found = providerOfServer(type, host);
  if (found === undefined) return undefined;
  const { id, name, needs, docsUrl, confidence, sources } = found.provider;
  const server = found.servers.find((one) => one.port === port) ?? found.servers[0];
  return {
    conditions: { id, name, needs, ...(docsUrl === undefined ? {} : { docsUrl }), confidence, sources },
    auth: server?.auth ?? [],
  };
}
