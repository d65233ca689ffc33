import type { ConfiguredServer, ProvidedServer } from '../../model/configuration.ts';
import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { serverName, serversIn } from '../configured-server.ts';

/** What kinds of login a provider takes at these servers. */
const takes = (servers: ProvidedServer['servers'], ...methods: readonly string[]): boolean =>
  servers.some(({ auth }) => auth.length === 0 || auth.some((one) => methods.includes(one)));

const where = ({ docsUrl }: ProvidedServer['provider']): string => (docsUrl === undefined ? '' : ` See ${docsUrl}`);

export default defineRule({
  id: 'lint/provider-condition',
  title: 'The provider has a condition for these settings',
  severity: 'notice',
  on: 'file',
  reads: [configuration],
  messages: {
    'token-only': 'No password is taken at {server} ({provider}): mail programs log in by token (OAuth 2.0).{page}',
    'app-password': 'An app password is needed at {server} ({provider}), not the password of the account.{page}',
    'other-port': '{server} is not named with this port or mode by its provider ({provider}), but with {usual}.{page}',
  },
  *check(at, view) {
    const provided = view.value(configuration, at)?.provided ?? [];
    const told = new Set<string>();
    for (const server of serversIn(at, view)) {
      const found = provided.find(({ type, host }) => type === server.type && host === server.host?.value);
      if (found === undefined) continue;
      const { provider, servers } = found;
      const args = { provider: provider.name, server: serverName(server), page: where(provider) };
      const line = server.host?.line ?? server.line;
      if (isElsewhere(server, servers)) {
        const usual = servers.map(({ port, security }) => `${port} (${security})`).join(', ');
        yield { message: 'other-port', args: { ...args, usual }, line, severity: 'warning' };
      }
      if (server.login?.value !== 'password' && server.login !== undefined) continue;
      const isTokenOnly = !takes(servers, 'app-password', 'password-cleartext', 'password-encrypted');
      if (isTokenOnly) yield { message: 'token-only', args, line, severity: 'error' };
      // Once a provider: it is the same password for all of its servers.
      else if (!takes(servers, 'password-cleartext', 'password-encrypted') && !told.has(provider.id)) {
        told.add(provider.id);
        yield { message: 'app-password', args, line };
      }
    }
  },
});

/** A server of the provider, but not as it is meant to be used. */
const isElsewhere = ({ port, security }: ConfiguredServer, servers: ProvidedServer['servers']): boolean =>
  port !== undefined &&
  !servers.some(
    (one) =>
      one.port === port.value && (one.security === security.value || !['tls', 'starttls'].includes(security.value)),
  );
