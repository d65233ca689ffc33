import { exportSettings } from '../../commands/export.ts';
import type { Options } from '../../commands/options.ts';
import { clientIds } from '../../model/client-ids.ts';
import { clients } from '../../settings/clients/catalogue.ts';
import { exitCodes } from '../exit-codes.ts';
import { fileNameFor, exportFor as writeFor } from '../export-settings.ts';
import { withProfile } from '../profile.ts';
import { UsageError } from '../usage-error.ts';
import { placeFor } from '../write-exported.ts';
import type { ProfilePlace } from './keep-profile.ts';
import type { Session } from './session.ts';

/** A person who names places that cannot be written is not to be asked for ever. */
const mostTries = 5;

/** Writes the saved account for the clients that were named, or that a person chooses. @throws UsageError, Cancelled */
export async function exportFor(place: ProfilePlace, session: Session): Promise<number> {
  const { options, shell, prompts } = session;
  let worst: number = exitCodes.fine;
  for (const client of options.export ?? (prompts === undefined ? [] : await chosenClients(session))) {
    for (let tries = 1; ; tries++) {
      const output =
        options.output ??
        (prompts === undefined ? './' : await prompts.text('Into which file or folder?', { usual: './' }));
      try {
        worst = Math.max(worst, await written(client, output, place, session));
        break;
      } catch (error) {
        // Another place may do.
        if (!(error instanceof UsageError) || prompts === undefined || options.output !== undefined) throw error;
        if (tries === mostTries) throw error;
        for (const line of [error.message, ...error.wayOut]) shell.say(line);
      }
    }
  }
  return worst;
}

async function written(client: string, output: string, place: ProfilePlace, session: Session): Promise<number> {
  const { options, shell } = session;
  const { input, color, quiet, force, timeout, deadline } = options;
  const given = { input, color, quiet, force, timeout, deadline };
  const account = options.lab === undefined ? { profile: place.name, config: place.path } : { lab: options.lab };
  const wanted: Options = {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...account,
    output,
  };
  const asked = await withProfile(exportSettings, { argument: client, options: wanted }, shell);
  return writeFor(exportSettings, asked.argument, asked.options, shell);
}

/** Says before anything is saved what is in the way of the files that were asked for. @throws UsageError */
export async function checkExports(
  address: string,
  label: string,
  { options, shell, prompts }: Session,
): Promise<void> {
  if (prompts !== undefined) return;
  const { export: wanted = [], output = './' } = options;
  if (wanted.length === 0 && options.output !== undefined) {
    throw new UsageError('--output has no meaning without --export.', 'Say for which client: --export msmtp');
  }
  const places = new Set<string>();
  for (const client of wanted) {
    const place = await placeFor(fileNameFor(client, address, label), { ...options, output }, shell);
    if (place !== undefined && places.has(place.path)) {
      throw new UsageError(`--output ${output}: several files do not go into one.`, 'Name a folder: --output ./');
    }
    if (place !== undefined) places.add(place.path);
  }
}

async function chosenClients({ prompts }: Session): Promise<readonly string[]> {
  const client = await prompts?.choose<string | undefined>('Write the settings for a mail program?', [
    { name: 'no', value: undefined },
    ...clientIds.map((id) => ({ name: clients[id].title, value: id })),
  ]);
  return client === undefined ? [] : [client];
}
