import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { Failed, type Failure } from '../../src/model/failure.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import type { Network } from '../../src/model/network.ts';
import type { Redactor } from '../../src/model/redactor.ts';
import type { Session } from '../../src/model/session.ts';
import { createDialer } from '../../src/transport/dial.ts';
import { createRedactor } from '../../src/transport/redactor.ts';
import { authority, type Script, type ScriptedServer, scriptedServer } from '../hostile/scripted-server.ts';
import { type FakeJournal, fakeJournal } from '../probes/fake-run.ts';

/** What is closed after each test. */
export const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** The two ends of a connection over loopback. */
export async function socketPair(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown];
  far.on('error', () => {});
  server.close();
  open.push({
    close() {
      near.destroy();
      far.destroy();
    },
  });
  return { near, far };
}

/** Leads every address to one port of loopback, and trusts the authority of the tests only. */
export const networkAt = (port: number, differs: Partial<Network> = {}): Network => ({
  route: () => ({ to: 'address', ip: '127.0.0.1', port }),
  localAddresses: () => [],
  resolvers: () => [],
  roots: { pem: [authority.pem], only: true, source: 'test' },
  ...differs,
});

export interface Dialled {
  readonly server: ScriptedServer;
  readonly session: Session;
  readonly journal: FakeJournal;
  readonly abort: AbortController;
  readonly redactor: Redactor;
}

/** A session with a server that follows a script. */
export async function dialled(
  script: Script,
  options: { readonly limits?: Partial<Limits>; readonly host?: string } = {},
): Promise<Dialled> {
  const server = await scriptedServer(script);
  open.push(server);
  const redactor = createRedactor();
  const limits = { ...defaultLimits, ...options.limits };
  const journal = fakeJournal();
  const abort = new AbortController();
  const session = await createDialer({ network: networkAt(server.port), limits, redactor }).connect({
    host: options.host ?? 'mail.lab.test',
    ip: '192.0.2.10',
    port: 587,
    journal,
    signal: abort.signal,
  });
  server.clientKnows();
  return { server, session, journal, abort, redactor };
}

/** The failure that something ends with. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failed) return error.failure;
  throw new Error(`a failure was expected, not ${error}`);
}

/** `from text`, with `!` before what was not expected. */
export const told = ({ lines }: FakeJournal): string[] =>
  lines.map(({ from, text, expected }) => `${expected ? '' : '!'}${from} ${text}`);
