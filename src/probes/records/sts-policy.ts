import type { Fetched } from '../../model/io.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import { addressClass } from '../../protocols/ip.ts';
import { parseStsPolicy } from '../../protocols/mta-sts.ts';
import { ask, attempt, data, type LookUp, together } from '../dns/look-up.ts';
import { type StsFetch, type StsPolicyFetch, stsPolicy, stsRecords } from '../facts/mta-sts.ts';

/** RFC 8461 section 3.3 leaves the cap to the reader; no policy comes near. */
const longestPolicy = 64 * 1024;
const mostAddresses = 3;

export interface WebLookUp extends LookUp {
  /** Ask the web at addresses that the public Internet does not have, too. */
  readonly allowPrivate: boolean;
}

/** The policy of MTA-STS over HTTPS, as senders fetch it; only where the domain says that there is one. */
export const probeStsPolicy = (look: WebLookUp) =>
  defineProbe({
    id: 'mta-sts/policy',
    on: 'domain',
    effect: 'connect',
    needs: [stsRecords],
    yields: [stsPolicy],
    async run(at, run) {
      if (run.value(stsRecords, at)?.records.length === 0) return run.skip(stsPolicy, 'not-applicable');
      await run.stage(stsPolicy, () => fetchPolicy(look, run, `mta-sts.${at.name}`));
    },
  });

async function fetchPolicy(look: WebLookUp, run: ProbeRun, host: string): Promise<StsPolicyFetch> {
  const path = '/.well-known/mta-sts.txt';
  const url = `https://${host}${path}`;
  const once = together(run);
  const types = (['A', 'AAAA'] as const).filter((type) => look.target.family !== (type === 'A' ? 6 : 4));
  const asked = await Promise.all(types.map((type) => attempt(ask(look, once, host, type))));
  const answers = asked.flatMap((one) => ('value' in one ? [one.value] : []));
  const [failure] = asked.flatMap((one) => ('failure' in one ? [one.failure] : []));
  const alias = answers.flatMap(({ cnames }) => cnames).at(-1);
  const found = { url, ...(alias === undefined ? {} : { alias }) };
  const ips = answers.flatMap(data);
  if (ips.length === 0) {
    return { ...found, result: failure === undefined ? { kind: 'no-host' } : { kind: 'failed', failure } };
  }
  // The very address that was judged is connected to: the name is not looked up again.
  const open = look.allowPrivate ? ips : ips.filter((ip) => addressClass(ip) === 'public');
  if (open.length === 0) return { ...found, result: { kind: 'private', ips } };
  let last: StsPolicyFetch | undefined;
  for (const ip of open.slice(0, mostAddresses)) {
    const fetched = await attempt(
      look.io.fetcher.get({ host, ip, path, longest: longestPolicy, journal: run.journal, signal: run.signal }),
    );
    if ('failure' in fetched) {
      last ??= { ...found, ip, result: { kind: 'failed', failure: fetched.failure } };
      continue;
    }
    const contentType = fetched.value.kind === 'answered' ? fetched.value.contentType : undefined;
    return {
      ...found,
      ip,
      ...(contentType === undefined ? {} : { contentType }),
      result: understood(fetched.value),
    };
  }
  return last as StsPolicyFetch;
}

function understood(fetched: Fetched): StsFetch {
  if (fetched.kind === 'unverified') return { kind: 'certificate', tls: fetched.tls };
  const { status, location, encoding, body } = fetched;
  if (status !== 200) return { kind: 'status', status, ...(location === undefined ? {} : { location }) };
  if (encoding !== undefined) return { kind: 'encoded', encoding };
  return body === undefined ? { kind: 'too-long' } : { kind: 'policy', policy: parseStsPolicy(body) };
}
