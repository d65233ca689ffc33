import { Failed, type Failure } from '../../model/failure.ts';
import type { Io } from '../../model/io.ts';
import type { ProbeRun } from '../../model/probe.ts';
import type { DnsAnswer, DnsType } from '../../model/resolver.ts';
import type { Target } from '../../model/target.ts';

/** What every question to the DNS is told. */
export interface LookUp {
  readonly io: Io;
  readonly target: Target;
}

/** Where a question is written down, and what ends it. */
export type Asker = Pick<ProbeRun, 'journal' | 'signal'>;

/** For questions that are asked at once: the network is waited for once, however many they are. */
export function together({ journal, signal }: Asker): Asker {
  let waited = false;
  return {
    signal,
    journal: {
      line: (line) => journal.line(line),
      connection: () => journal.connection(),
      query: () => journal.query(),
      roundTrip() {
        if (!waited) journal.roundTrip();
        waited = true;
      },
    },
  };
}

/** For work of several waits that is done side by side: the network is waited for as often as the longest of it waits. */
export async function sideBySide<T>(by: Asker, works: readonly ((by: Asker) => Promise<T>)[]): Promise<T[]> {
  const waits = works.map(() => 0);
  return Promise.all(
    works.map((work, index) =>
      work({
        signal: by.signal,
        journal: {
          line: (line) => by.journal.line(line),
          connection: () => by.journal.connection(),
          query: () => by.journal.query(),
          roundTrip() {
            const longest = Math.max(...waits);
            waits[index]!++;
            if (waits[index]! > longest) by.journal.roundTrip();
          },
        },
      }),
    ),
  );
}

export type Attempt<T> = { readonly value: T } | { readonly failure: Failure };

/** Turns a failure of the world into a value, for work that goes on without the answer. */
export async function attempt<T>(work: Promise<T>): Promise<Attempt<T>> {
  const [settled] = await Promise.allSettled([work]);
  if (settled.status === 'fulfilled') return { value: settled.value };
  if (settled.reason instanceof Failed) return { failure: settled.reason.failure };
  throw settled.reason;
}

export const ask = ({ io }: LookUp, by: Asker, name: string, type: DnsType): Promise<DnsAnswer> =>
  io.resolver.query(name, type, by.journal, by.signal);

export const data = (answer: DnsAnswer): string[] => answer.records.map((record) => record.data);

/** Did a resolver validate the answer whose word on that counts? */
export const isSecure = ({ io }: LookUp, answer: DnsAnswer): boolean =>
  answer.authenticated && io.network.trustsValidation?.(answer.resolver) === true;

/**
 * Addresses of a name in the families that the target allows, IPv4 first. A family that could not be asked is left
 * out, unless that goes for all.
 */
export async function addressesOf(look: LookUp, by: Asker, name: string): Promise<string[]> {
  const once = together(by);
  const types = (['A', 'AAAA'] as const).filter((type) => look.target.family !== (type === 'A' ? 6 : 4));
  const attempts = await Promise.all(types.map((type) => attempt(ask(look, once, name, type))));
  return kept(attempts).flatMap(data);
}

/** The values among the attempts. Throws the first failure when there is no value. */
export function kept<T>(attempts: readonly Attempt<T>[]): T[] {
  const values = attempts.flatMap((one) => ('value' in one ? [one.value] : []));
  const [failure] = attempts.flatMap((one) => ('failure' in one ? [one.failure] : []));
  if (values.length === 0 && failure !== undefined) throw new Failed(failure);
  return values;
}

/** As many letters as asked for, for names that nobody has. */
export function randomLabel(length = 20): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => String.fromCharCode(0x61 + (byte % 26))).join('');
}
