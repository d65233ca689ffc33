import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import { type Domain, host, type Protocol, service } from '../../model/subject.ts';
import { candidates } from '../../protocols/ports.ts';
import { guessedHosts, serviceRecords } from '../facts/dns.ts';
import { addressesOf, attempt, kept, type LookUp, randomLabel, together } from './look-up.ts';
import { serviceLabels } from './service-records.ts';
import { surveyed } from './standard-subjects.ts';

/** The name that a protocol has to itself. */
const ownLabel: Partial<Record<Protocol, string>> = { imap: 'imap', pop3: 'pop', smtp: 'smtp' };
const sharedLabel = 'mail';

/** The usual names below a domain, where neither the user nor an SRV record names a server. */
export const probeGuesses = (look: LookUp) =>
  defineProbe({
    id: 'dns/guesses',
    on: 'domain',
    effect: 'lookup',
    after: [serviceRecords],
    yields: [guessedHosts],
    async run(at, run) {
      const wanted = unplaced(look, at, run);
      if (wanted.length === 0) return run.skip(guessedHosts, 'not-asked');
      const tried = [...wanted.map((protocol) => ownLabel[protocol]!), sharedLabel].map((label) => below(label, at));
      const { exist } = await run.stage(guessedHosts, async () => ({
        tried,
        exist: await existing(look, at, run, tried),
      }));

      const shared = below(sharedLabel, at);
      for (const protocol of wanted) {
        const own = below(ownLabel[protocol]!, at);
        const name = exist.includes(own) ? own : shared;
        if (!exist.includes(name)) continue;
        const services = candidates(protocol).map(({ port, security }) => service(name, protocol, port, security));
        run.discover(host(name), ...services, ...surveyed(name, look.target));
      }
    },
  });

const below = (label: string, at: Domain): string => `${label}.${at.name}`;

/** Protocols that no server is known for. An SRV record that says "not offered" settles the matter, too. */
function unplaced({ target }: LookUp, at: Domain, run: ProbeRun): Protocol[] {
  if (target.servers.length > 0 || target.records !== undefined) return [];
  const records = run.value(serviceRecords, at)?.records ?? [];
  const placed = new Set(records.map(({ label }) => serviceLabels[label].protocol));
  return target.protocols.filter((protocol) => ownLabel[protocol] !== undefined && !placed.has(protocol));
}

/** A name that has only the addresses which any name here has does not count: wildcard DNS. */
async function existing(look: LookUp, at: Domain, run: ProbeRun, tried: readonly string[]): Promise<string[]> {
  const names = [below(randomLabel(), at), ...tried];
  const once = together(run);
  const attempts = await Promise.all(names.map((name) => attempt(addressesOf(look, once, name))));
  kept(attempts);
  const [anything = [], ...found] = attempts.map((one) => ('value' in one ? one.value : []));
  return tried.filter((_, n) => found[n]!.some((ip) => !anything.includes(ip)));
}
