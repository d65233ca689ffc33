import type { BulkAnswer, BulkResolver, DnsLane } from '../../src/model/bulk-resolver.ts';
import type { DnsTrouble } from '../../src/model/failure.ts';

/** A name to its addresses, or to the trouble in asking for it. A name that is not there does not exist. */
export type BulkZone = Readonly<Record<string, readonly string[] | DnsTrouble>>;

export interface FakeBulk extends BulkResolver {
  /** Every question, in order, with its lane. */
  readonly asked: readonly { readonly name: string; readonly lane: DnsLane | undefined }[];
}

/** Answers at once from a literal zone; `otherwise` knows what is not there. */
export function fakeBulk(
  zone: BulkZone,
  otherwise: (name: string) => readonly string[] | DnsTrouble | undefined = () => undefined,
  resolver = '192.0.2.53:53',
): FakeBulk {
  const asked: { name: string; lane: DnsLane | undefined }[] = [];
  let over = false;
  const answerTo = (name: string): BulkAnswer => {
    if (over) return { kind: 'aborted' };
    const found = zone[name] ?? otherwise(name);
    if (typeof found === 'string') return { kind: 'trouble', trouble: found, resolver };
    const rcode = found === undefined ? 'NXDOMAIN' : 'NOERROR';
    return { kind: 'answer', rcode, ips: found ?? [], cnames: [], resolver, ms: 1 };
  };
  return {
    servers: [resolver],
    asked,
    get counts() {
      return { questions: asked.length, sent: asked.length, settled: asked.length };
    },
    async ask(name, lane) {
      asked.push({ name, lane });
      return answerTo(name);
    },
    async room() {},
    close() {
      over = true;
    },
  };
}
