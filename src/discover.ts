import { gather } from './gather.ts';
import { judge } from './judge.ts';
import type { Report } from './model/report.ts';
import type { SettingsReport } from './model/settings.ts';
import { type SettingsWishes, settingsRun } from './model/target.ts';
import type { RunOptions } from './run-options.ts';
import { isProblem, type Problem } from './settings/problem.ts';
import { toTarget } from './settings/target.ts';
import type { Wishes } from './settings/wishes.ts';

/** How settings are looked for; the network and its limits as for any run. */
export interface DiscoverOptions
  extends Partial<SettingsWishes>,
    Pick<
      RunOptions,
      'network' | 'limits' | 'deadlineMs' | 'resolvers' | 'allowPrivate' | 'onEvent' | 'signal' | 'now'
    > {
  /** Restrict to one address family. */
  readonly family?: 4 | 6;
}

/** Settings and the report that they are from, with the findings about them and all evidence. */
export interface Discovered {
  readonly settings: SettingsReport;
  readonly report: Report;
}

/**
 * Finds settings for a mail program: asks every source at once, ranks what they say, and connects to each server. Nobody
 * logs in, and the address goes to no server but the domain's own. Of each side the first candidate is the best; it can be
 * used when its proof says `works`, without asking when its trust is `trusted`.
 * @param what `ann@example.org`, or a domain
 * @returns a problem when it is neither
 */
export async function discover(what: string, options: DiscoverOptions = {}): Promise<Discovered | Problem> {
  const { guess, http, plaintext, redirectHosts, family, ...run } = options;
  const settings = { guess, http, plaintext, redirectHosts };
  const wishes: Wishes = { what, kind: 'account', ...settingsRun, settings };
  const target = toTarget(wishes, { ipv4: family === 4, ipv6: family === 6 });
  if (isProblem(target)) return target;
  const report = judge(await gather({ ...run, command: 'discover', target, blocklists: false }));
  const nothing = { incoming: [], outgoing: [], sources: [], documentation: [], oAuth2: [] };
  return { settings: report.settings ?? nothing, report };
}
