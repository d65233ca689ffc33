import type { ConfiguredServer } from '../../model/configuration.ts';
import { defineRule } from '../../model/finding.ts';
import { configuration } from '../../probes/facts/configuration.ts';
import { candidates, standardSecurity } from '../../protocols/ports.ts';
import { clientIn, serverArgs, serversIn } from '../configured-server.ts';

/** The port on which servers do it as the settings say. */
const fitting = ({ type }: ConfiguredServer, security: 'tls' | 'starttls'): number =>
  candidates(type).find((one) => one.security === security)?.port ?? 0;

export default defineRule({
  id: 'lint/tls-port-mismatch',
  title: 'The settings start TLS in a way that does not fit the port',
  severity: 'error',
  on: 'file',
  reads: [configuration],
  messages: {
    'not-implicit':
      '{client} begins with TLS at {server}, where servers begin in plain text and offer STARTTLS. Use STARTTLS there, or TLS on port {port}.',
    implicit:
      '{client} begins in plain text at {server}, where servers begin with TLS. Use TLS from the start there, or STARTTLS on port {port}.',
  },
  *check(at, view) {
    for (const server of serversIn(at, view)) {
      const { security, port, type } = server;
      const usual = port === undefined ? undefined : standardSecurity(type, port.value);
      if (usual === undefined || security.value === 'unknown') continue;
      const isImplicit = security.value === 'tls';
      if (isImplicit === (usual === 'tls')) continue;
      const args = {
        ...serverArgs(server, clientIn(at, view)),
        port: fitting(server, isImplicit ? 'tls' : 'starttls'),
      };
      const line = security.line ?? port?.line ?? server.line;
      yield { message: isImplicit ? 'not-implicit' : 'implicit', args, line };
    }
  },
});
