import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import { type Domain, host, type Protocol, service } from '../../model/subject.ts';
import { candidates } from '../../protocols/ports.ts';
import { guessedHosts, serviceRecords } from '../facts/dns.ts';
import { settingsAnswers, settingsFacts } from '../facts/settings-answers.ts';
import { addressesOf, attempt, kept, type LookUp, randomLabel, together } from './look-up.ts';
import { serviceLabels } from './service-records.ts';
import { surveyed } from './standard-subjects.ts';

/** The names that a protocol has to itself, the usual one first. */
const ownLabels: Readonly<Partial<Record<Protocol, readonly string[]>>> = {
  imap: ['imap'],
  pop3: ['pop', 'pop3'],
  smtp: ['smtp'],
};
const sharedLabel = 'mail';

/** The usual names below a domain, where neither the user nor an SRV record names a server. */
export const probeGuesses = (look: LookUp) =>
  defineProbe({
    id: 'dns/guesses',
    on: 'domain',
    effect: 'lookup',
    after: settingsFacts,
    yields: [guessedHosts],
    async run(at, run) {
      const wanted = unplaced(look, at, run);
      if (wanted.length === 0) return run.skip(guessedHosts, 'not-asked');
      const own = wanted.flatMap((protocol) => labelsOf(protocol, look));
      // Who looks for settings tries the domain itself last, as mail programs do.
      const tried = [...own, sharedLabel, ...(look.target.settings === undefined ? [] : [''])].map((label) =>
        below(label, at),
      );
      const { exist } = await run.stage(guessedHosts, async () => ({
        tried,
        exist: await existing(look, at, run, tried),
      }));
      for (const protocol of wanted) {
        const names = [...labelsOf(protocol, look), sharedLabel, ''].map((label) => below(label, at));
        const name = names.find((one) => exist.includes(one));
        if (name === undefined) continue;
        const services = candidates(protocol).map(({ port, security }) => service(name, protocol, port, security));
        run.discover(host(name), ...services, ...surveyed(name, look.target));
      }
    },
  });

const labelsOf = (protocol: Protocol, { target }: LookUp): readonly string[] =>
  (ownLabels[protocol] ?? []).slice(0, target.settings === undefined ? 1 : undefined);

const below = (label: string, at: Domain): string => (label === '' ? at.name : `${label}.${at.name}`);

/** Protocols that no server is known for. An SRV record that says "not offered" settles the matter, too. */
function unplaced({ target }: LookUp, at: Domain, run: ProbeRun): Protocol[] {
  if (target.servers.length > 0 || target.records !== undefined || target.settings?.guess === 'never') return [];
  const guessable = target.protocols.filter((protocol) => ownLabels[protocol] !== undefined);
  if (target.settings?.guess === 'always') return guessable;
  const records = run.value(serviceRecords, at)?.records ?? [];
  const placed = new Set(records.map(({ label }) => serviceLabels[label].protocol));
  const found = settingsAnswers(at, run).flatMap(({ settings }) => settings ?? []);
  // Who says how mail is fetched, but for SRV records, says all of it: a provider need not have POP3.
  const said = target.settings === undefined ? found.filter(({ format }) => format !== 'srv') : found;
  const hasIncoming = said.some(({ incoming }) => incoming.length > 0);
  const hasOutgoing = said.some(({ outgoing }) => outgoing.length > 0);
  return guessable
    .filter((protocol) => !placed.has(protocol))
    .filter((protocol) => (protocol === 'smtp' ? !hasOutgoing : !hasIncoming));
}

/** A name that has only the addresses which any name here has does not count: wildcard DNS. */
async function existing(look: LookUp, at: Domain, run: ProbeRun, tried: readonly string[]): Promise<string[]> {
  const names = [below(randomLabel(), at), ...tried];
  const once = together(run);
  const attempts = await Promise.all(names.map((name) => attempt(addressesOf(look, once, name))));
  kept(attempts);
  const [anything = [], ...found] = attempts.map((one) => ('value' in one ? one.value : []));
  // The domain itself is no name that a wildcard makes.
  const isMade = (name: string, ip: string): boolean => name !== at.name && anything.includes(ip);
  return tried.filter((name, n) => found[n]!.some((ip) => !isMade(name, ip)));
}
