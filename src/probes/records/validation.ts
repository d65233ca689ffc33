import { Failed } from '../../model/failure.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { DnsAnswer, DnsType } from '../../model/resolver.ts';
import { type Attempt, ask, attempt, data, type LookUp, together } from '../dns/look-up.ts';
import { addresses, mailExchangers } from '../facts/dns.ts';
import { domainValidation, hostValidation, type Validation } from '../facts/dnssec.ts';

/** Signatures of a domain: as a whole where records are asked for, else only to explain that its lookup failed. */
export const probeDomainValidation = (look: LookUp) =>
  defineProbe({
    id: 'dnssec/domain',
    on: 'domain',
    effect: 'lookup',
    ...(look.target.records === undefined ? { after: [mailExchangers] } : {}),
    yields: [domainValidation],
    async run(at, run) {
      if (look.target.records === undefined && !hasFailed(run.outcome(mailExchangers, at))) {
        return run.skip(domainValidation, 'not-applicable');
      }
      await run.stage(domainValidation, async () => {
        const once = together(run);
        const [soa, ds, keys] = await Promise.all(
          (['SOA', 'DS', 'DNSKEY'] as const).map((type) => attempt(ask(look, once, at.name, type))),
        );
        const apex = 'value' in soa! && soa.value.records.some(({ name }) => name === at.name);
        return {
          ...(await validationOf(look, run, at.name, 'SOA', soa!)),
          apex,
          ...('value' in ds! ? { ds: data(ds.value) } : {}),
          ...('value' in keys! ? { keys: keys.value.records.length } : {}),
        };
      });
    },
  });

/** Signatures of a host's addresses, to explain that their lookup failed. */
export const probeHostValidation = (look: LookUp) =>
  defineProbe({
    id: 'dnssec/host',
    on: 'host',
    effect: 'lookup',
    after: [addresses],
    yields: [hostValidation],
    async run(at, run) {
      if (!hasFailed(run.outcome(addresses, at))) return run.skip(hostValidation, 'not-applicable');
      await run.stage(hostValidation, async () =>
        validationOf(look, run, at.name, 'A', await attempt(ask(look, run, at.name, 'A'))),
      );
    },
  });

const hasFailed = (outcome: { status: string; failure?: unknown } | undefined): boolean =>
  outcome?.status === 'failed' && (outcome.failure as { trouble?: string }).trouble === 'servfail';

/** SERVFAIL that goes away when checking is disabled is a forged or broken signature (RFC 4035 section 3.2.2). */
async function validationOf(
  look: LookUp,
  run: ProbeRun,
  name: string,
  type: DnsType,
  asked: Attempt<DnsAnswer>,
): Promise<Validation> {
  const trusts = (resolver: string) => look.io.network.trustsValidation?.(resolver) === true;
  if ('value' in asked) {
    const { resolver, authenticated, ede = [] } = asked.value;
    return { resolver, trusted: trusts(resolver), authenticated, bogus: false, ede };
  }
  const { failure } = asked;
  if (failure.kind !== 'dns' || failure.trouble !== 'servfail') throw new Failed(failure);
  const { resolver = '', ede = [] } = failure;
  const unchecked = await attempt(
    look.io.resolver.query(name, type, run.journal, run.signal, { checkingDisabled: true, dnssec: true }),
  );
  if ('failure' in unchecked) throw new Failed(failure);
  const { records, signatures } = unchecked.value;
  // What proves that there is nothing stands elsewhere in the answer.
  const own = records.length === 0 || signatures === undefined ? {} : { signatures };
  return { resolver, trusted: trusts(resolver), authenticated: false, bogus: true, ede, ...own };
}
