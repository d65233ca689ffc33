import { afterEach } from 'vitest';
import { Failed, type Failure } from '../../../src/model/failure.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import type { Network } from '../../../src/model/network.ts';
import type { DnsType } from '../../../src/model/resolver.ts';
import { type BulkOptions, createBulkResolver } from '../../../src/transport/dns/bulk.ts';
import { createResolver } from '../../../src/transport/dns/resolver.ts';
import { fakeJournal } from '../../probes/fake-run.ts';
import { type Asked, fakeNameserver, network } from './fake-nameserver.ts';

/** What is closed after each test. */
export const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A name server of this test. */
export async function serve(handle: (asked: Asked) => void, ip?: string) {
  const server = await fakeNameserver(handle, ip);
  open.push(server);
  return server;
}

/** A resolver of this test, with a journal and a shorthand for its questions. */
export function ask(
  servers: readonly string[],
  options: { readonly dnsMs?: number; readonly network?: Network; readonly pinned?: Map<string, string[]> } = {},
) {
  const resolver = createResolver({
    servers,
    network: options.network ?? network(),
    limits: { ...defaultLimits, dnsMs: options.dnsMs ?? 5_000 },
    ...(options.pinned === undefined ? {} : { pinned: options.pinned }),
  });
  open.push(resolver);
  const journal = fakeJournal();
  const abort = new AbortController();
  return {
    resolver,
    journal,
    abort,
    query: (name: string, type: DnsType) => resolver.query(name, type, journal, abort.signal),
    data: async (name: string, type: DnsType) =>
      (await resolver.query(name, type, journal, abort.signal)).records.map((record) => record.data),
  };
}

/** A bulk resolver of this test. */
export function bulk(servers: readonly string[], options: Partial<BulkOptions> & { readonly dnsMs?: number } = {}) {
  const { dnsMs = 5_000, ...others } = options;
  const resolver = createBulkResolver({
    servers,
    network: network(),
    limits: { ...defaultLimits, dnsMs },
    ...others,
  });
  open.push(resolver);
  return resolver;
}

/** The failure that a question ends with. */
export async function failureOf(question: Promise<unknown>): Promise<Failure> {
  const error = await question.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failed)) throw new Error(`expected a failure, got ${error}`);
  return error.failure;
}
