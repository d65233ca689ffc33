import type { Fact } from '../../model/evidence.ts';
import { Failed } from '../../model/failure.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { DnsAnswer } from '../../model/resolver.ts';
import { address, familyOf, type Host } from '../../model/subject.ts';
import { canonicalIp } from '../../protocols/ip.ts';
import { type Addresses, addresses, ipv4Addresses, ipv6Addresses } from '../facts/dns.ts';
import { ask, data, type LookUp } from './look-up.ts';

const mostAddresses = 20;

/** A and AAAA records of a host, asked at once; each family is judged by itself. */
export const probeAddresses = (look: LookUp) =>
  defineProbe({
    id: 'dns/addresses',
    on: 'host',
    effect: 'lookup',
    yields: [ipv4Addresses, ipv6Addresses, addresses],
    async run(at, run) {
      const given = givenAddresses(look, at);
      if (given !== undefined) {
        run.skip(ipv4Addresses, 'not-applicable');
        run.skip(ipv6Addresses, 'not-applicable');
      }
      const found = given ?? (await resolved(look, at, run));
      const { ips } = await run.stage(addresses, async () => found());
      run.discover(...ips.map((ip) => address(at.name, ip)));
    },
  });

/** Addresses that need no query: the host is one, or it was pinned by hand. */
function givenAddresses({ io, target }: LookUp, at: Host): (() => Addresses) | undefined {
  const literal = canonicalIp(at.name);
  const ips = literal === undefined ? io.network.pinned?.get(at.name) : [literal];
  if (ips === undefined) return undefined;
  const source = literal === undefined ? 'pinned' : 'literal';
  return () => ({ ips: ips.filter((ip) => target.family === undefined || familyOf(ip) === target.family), source });
}

async function resolved(look: LookUp, at: Host, run: ProbeRun): Promise<() => Addresses> {
  const query = async (fact: Fact<DnsAnswer, 'host'>, type: 'A' | 'AAAA', family: 4 | 6): Promise<string[]> => {
    if (look.target.family !== undefined && look.target.family !== family) {
      run.skip(fact, 'not-asked');
      return [];
    }
    const answer = await run.stage(fact, (journal) => ask(look, { ...run, journal }, at.name, type), { ends: false });
    return answer === undefined ? [] : data(answer);
  };
  const [v4, v6] = await Promise.all([query(ipv4Addresses, 'A', 4), query(ipv6Addresses, 'AAAA', 6)]);
  return () => {
    const ips = share(v4, v6);
    const failed = [ipv4Addresses, ipv6Addresses].map((fact) => run.outcome(fact, at)).find(isFailed);
    if (ips.length === 0 && failed !== undefined) throw new Failed(failed.failure);
    return { ips, source: 'dns' };
  };
}

const isFailed = <T extends { status: string }>(outcome: T | undefined): outcome is Extract<T, { status: 'failed' }> =>
  outcome?.status === 'failed';

/** At most twenty, so that neither family crowds the other out. */
function share(v4: readonly string[], v6: readonly string[]): string[] {
  const half = mostAddresses / 2;
  const sixes = v6.slice(0, Math.max(half, mostAddresses - v4.length));
  return [...v4.slice(0, mostAddresses - sixes.length), ...sixes];
}
