import type { ConfigurationRemark, ConfiguredServer } from '../model/configuration.ts';
import type { Args, View } from '../model/finding.ts';
import { type ConfigurationFile, hostPort } from '../model/subject.ts';
import { configuration } from '../probes/facts/configuration.ts';
import { canonicalIp, isPrivateAddress } from '../protocols/ip.ts';

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

/** What most sentences on a server of a file are filled with; the client begins them. */
export const serverArgs = (server: ConfiguredServer, client: string): Args => ({
  server: serverName(server),
  client: client.replace(/^(?:a|the) /, (article) => `${article.charAt(0).toUpperCase()}${article.slice(1)}`),
});

/** `here`: the mail does not leave this machine. `near`: a name without a dot or a private address, in a network of one's own. */
export function reachOf({ host }: ConfiguredServer): 'here' | 'near' | 'far' {
  const name = host?.value ?? '';
  if (name === 'localhost' || name === '::1' || name === 'host.docker.internal' || /^127\./.test(name)) return 'here';
  const isNamedAfar = name === '' || name.includes('.') || name.includes(':');
  return isNamedAfar && !(canonicalIp(name) !== undefined && isPrivateAddress(name)) ? 'far' : 'near';
}
