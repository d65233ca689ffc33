import type { Fetched } from '../../model/fetcher.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import { parseStsPolicy } from '../../protocols/mta-sts.ts';
import { type StsFetch, type StsPolicyFetch, stsPolicy, stsRecords } from '../facts/mta-sts.ts';
import { askWeb, type WebLookUp } from '../web/ask-web.ts';

/** RFC 8461 section 3.3 leaves the cap to the reader; no policy comes near. */
const longestPolicy = 64 * 1024;

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
  const { result, ips, ip, alias } = await askWeb(look, run, { host, path, longest: longestPolicy });
  const contentType =
    result.kind === 'fetched' && result.fetched.kind === 'answered' ? result.fetched.contentType : undefined;
  return {
    url: `https://${host}${path}`,
    ...(alias === undefined ? {} : { alias }),
    ...(ip === undefined ? {} : { ip }),
    ...(contentType === undefined ? {} : { contentType }),
    result:
      result.kind === 'fetched'
        ? understood(result.fetched)
        : result.kind === 'private'
          ? { kind: 'private', ips }
          : result,
  };
}

function understood(fetched: Fetched): StsFetch {
  if (fetched.kind === 'unverified') return { kind: 'certificate', tls: fetched.tls };
  const { status, location, encoding, body } = fetched;
  if (status !== 200) return { kind: 'status', status, ...(location === undefined ? {} : { location }) };
  if (encoding !== undefined) return { kind: 'encoded', encoding };
  return body === undefined ? { kind: 'too-long' } : { kind: 'policy', policy: parseStsPolicy(body) };
}
