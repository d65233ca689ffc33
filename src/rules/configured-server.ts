import type { ConfigurationRemark, ConfiguredServer } from '../model/configuration.ts';
import type { Args, View } from '../model/finding.ts';
import { type ConfigurationFile, hostPort } from '../model/subject.ts';
import { configuration } from '../probes/facts/configuration.ts';

/** Servers of a file that was read. */
export const serversIn = (at: ConfigurationFile, view: View): readonly ConfiguredServer[] =>
  view.value(configuration, at)?.servers ?? [];

/** What the reader of a file remarked, of one kind. */
export const remarksIn = (
  at: ConfigurationFile,
  view: View,
  kind: ConfigurationRemark['kind'],
): readonly ConfigurationRemark[] => (view.value(configuration, at)?.remarks ?? []).filter((one) => one.kind === kind);

/** The client, as people call it. */
export const clientIn = (at: ConfigurationFile, view: View): string =>
  view.value(configuration, at)?.title ?? 'the client';

/** How people name it: `smtp.example.org:587 (SMTP)`. */
export function serverName({ type, host, port }: ConfiguredServer): string {
  const name = host?.value ?? 'a server without a name';
  return `${port === undefined || host === undefined ? name : hostPort(name, port.value)} (${type.toUpperCase()})`;
}

/** What most sentences on a server of a file are filled with. */
export const serverArgs = (server: ConfiguredServer, client: string): Args => ({ server: serverName(server), client });
