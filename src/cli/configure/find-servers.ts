import { discover } from '../../commands/discover.ts';
import { judge, type Report } from '../../index.ts';
import type { SettingsReport } from '../../model/settings.ts';
import { gatherFrom } from '../gathered.ts';
import { Cancelled } from '../usage-error.ts';
import type { Session } from './session.ts';

/** What all sources say of an address, each server tried by connecting. Nobody logs in. @throws UsageError, Cancelled */
export async function findServers(
  address: string,
  { options, shell, screen, lab }: Session,
): Promise<{ readonly settings: SettingsReport; readonly report: Report }> {
  const { timeout, deadline, resolver, resolve, ipv4, ipv6, ca, allowPrivate, quiet, verbose } = options;
  const given = { timeout, deadline, resolver, resolve, ipv4, ipv6, ca, allowPrivate, quiet, verbose };
  const { evidence, settle } = await gatherFrom(
    {
      command: discover,
      argument: address,
      options: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      shell,
      prompts: undefined,
      screen,
      stream: false,
    },
    lab,
  );
  const report = judge(evidence);
  settle(report);
  if (shell.stoppedBy() !== undefined) throw new Cancelled();
  return { report, settings: report.settings ?? nothing };
}

const nothing: SettingsReport = { incoming: [], outgoing: [], sources: [], documentation: [], oAuth2: [] };
