import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { loopback } from './servers.ts';

export interface PolicyServer {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A policy service of Postfix (SMTPD_POLICY_README): it is told `name=value` lines and an empty line, and answers with an
 * action. `decide` gets what it is told.
 */
export async function startPolicyService(
  decide: (attributes: Readonly<Record<string, string>>) => string,
): Promise<PolicyServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
      for (let end = received.indexOf('\n\n'); end >= 0; end = received.indexOf('\n\n')) {
        const lines = received.slice(0, end).split('\n');
        received = received.slice(end + 2);
        const told = lines.map((line): [string, string] => {
          const at = line.indexOf('=');
          return [line.slice(0, at), line.slice(at + 1)];
        });
        socket.write(`action=${decide(Object.fromEntries(told))}\n\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    port: (server.address() as { port: number }).port,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * An auth policy server of Dovecot: it is told a login in JSON, and answers with a status, below 0 for no, and a text
 * that the login is refused with. `refuse` gets the user name; undefined lets it go on to the password.
 */
export async function startLoginPolicy(refuse: (login: string) => string | undefined): Promise<PolicyServer> {
  const server = createHttpServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { login } = JSON.parse(body) as { login: string };
      const msg = refuse(login);
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(msg === undefined ? { status: 0 } : { status: -1, msg }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  return {
    port: (server.address() as { port: number }).port,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
