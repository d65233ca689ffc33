import { exportSettings } from '../../commands/export.ts';
import type { Options } from '../../commands/options.ts';
import { clientIds } from '../../model/client-ids.ts';
import { clients } from '../../settings/clients/catalogue.ts';
import { exitCodes } from '../exit-codes.ts';
import { exportFor as writeFor } from '../export-settings.ts';
import { withProfile } from '../profile.ts';
import type { ProfilePlace } from './keep-profile.ts';
import type { Session } from './session.ts';

/** Writes the saved account for the clients that were named, or that a person chooses. @throws UsageError, Cancelled */
export async function exportFor(place: ProfilePlace, session: Session): Promise<number> {
  const { options, shell, prompts } = session;
  let worst: number = exitCodes.fine;
  for (const client of options.export ?? (prompts === undefined ? [] : await chosenClients(session))) {
    const output =
      options.output ??
      (prompts === undefined ? './' : await prompts.text('Into which file or folder?', { usual: './' }));
    const { input, color, quiet, force } = options;
    const given = { input, color, quiet, force, timeout: options.timeout, deadline: options.deadline };
    const account = options.lab === undefined ? { profile: place.name, config: place.path } : { lab: options.lab };
    const wanted: Options = {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...account,
      output,
    };
    const asked = await withProfile(exportSettings, { argument: client, options: wanted }, shell);
    worst = Math.max(worst, await writeFor(exportSettings, asked.argument, asked.options, shell));
  }
  return worst;
}

async function chosenClients({ prompts }: Session): Promise<readonly string[]> {
  const client = await prompts?.choose<string | undefined>('Write the settings for a mail program?', [
    { name: 'no', value: undefined },
    ...clientIds.map((id) => ({ name: clients[id].title, value: id })),
  ]);
  return client === undefined ? [] : [client];
}
