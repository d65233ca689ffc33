import type { Options } from '../../commands/options.ts';
import { type Candidate, originNames, type ServerSettings, type SettingsReport } from '../../model/settings.ts';
import { oneLine } from '../../report/client-settings.ts';
import { namedSettings } from '../../settings/named-settings.ts';
import { isProblem, type Problem } from '../../settings/problem.ts';
import { toTarget } from '../../settings/target.ts';
import type { Choice } from '../prompts.ts';
import { usable } from '../usable.ts';
import type { Session } from './session.ts';
import { type Side, sideNames, sides, whyText } from './tell-found.ts';

/** The server of each side; undefined where the user wants none. */
export type Chosen = { readonly [S in Side]?: ServerSettings };

/** What options say, as a person would type it. @throws UsageError */
export function namedServers({ command, options }: Session): Chosen {
  const { imap, pop3, smtp } = options;
  if ((imap ?? pop3 ?? smtp) === undefined) return {};
  const servers = namedSettings(usable(toTarget(command.wishes!(undefined, options), options)).servers);
  const incoming = servers.find(({ type }) => type !== 'smtp');
  const outgoing = servers.find(({ type }) => type === 'smtp');
  return { ...(incoming === undefined ? {} : { incoming }), ...(outgoing === undefined ? {} : { outgoing }) };
}

/** What may be used of what was found. What anybody on the way can have written is not. */
export const usableOf = (found: readonly Candidate[]): readonly Candidate[] =>
  found.filter(({ proof, trust }) => trust !== 'unsafe' && (proof.state === 'works' || proof.state === 'untested'));

const isConfirmed = ({ host, trust }: Candidate, { confirmHost = [] }: Options): boolean =>
  trust === 'trusted' || confirmHost.some((one) => one.toLowerCase() === host);

/** What options have to say where nobody can be asked; empty: nothing is missing. */
export function missingServers(settings: SettingsReport, named: Chosen, options: Options): readonly string[] {
  return sides.flatMap((side) => {
    if (named[side] !== undefined) return [];
    const [best] = usableOf(settings[side]);
    const flags = side === 'incoming' ? '--imap HOST or --pop3 HOST' : '--smtp HOST';
    if (best === undefined) {
      const why = settings[side].length > 0 ? 'of which none that was found works' : 'which was not found';
      return [`the ${side} server, ${why}: ${flags}`];
    }
    if (isConfirmed(best, options)) return [];
    const who = best.origins.map((one) => originNames[one]).join(', ');
    return [`a yes to ${best.host}, which only ${who} named: --confirm-host ${best.host}, or ${flags}`];
  });
}

/** The server of each side: as it was named, else found and confirmed, else typed. @throws Cancelled */
export async function chooseServers(settings: SettingsReport, named: Chosen, session: Session): Promise<Chosen> {
  const { prompts, options } = session;
  const best: Chosen = Object.fromEntries(
    sides.flatMap((side) => {
      const one = named[side] ?? usableOf(settings[side])[0];
      return one === undefined ? [] : [[side, one]];
    }),
  );
  if (prompts === undefined) return best;
  const isWhole = sides.every((side) => best[side] !== undefined);
  const open = sides.filter((side) => named[side] === undefined);
  const takes =
    open.length === 0 ||
    (isWhole &&
      (await prompts.choose('Use these servers?', [
        { name: 'yes', value: true },
        { name: 'no, let me choose', value: false },
      ])));
  const chosen: { [S in Side]?: ServerSettings } = { ...named };
  for (const side of open) {
    const one = takes ? best[side] : await chosenAt(side, settings, session);
    const server = one !== undefined && 'trust' in one ? await confirmed(one as Candidate, side, session) : one;
    if (server !== undefined) chosen[side] = server;
  }
  return chosen;

  /** A password goes only to a host that the user has said yes to by its name. */
  async function confirmed(one: Candidate, side: Side, at: Session): Promise<ServerSettings | undefined> {
    if (isConfirmed(one, options)) return one;
    const who = one.origins.map((origin) => originNames[origin]).join(', ');
    const question = `${one.host} is named by ${who} alone. Is it a server of your provider?`;
    return (await prompts?.confirm(question)) === true ? one : typedAt(side, at);
  }
}

type Way = ServerSettings | 'type' | 'none';

async function chosenAt(side: Side, settings: SettingsReport, session: Session): Promise<ServerSettings | undefined> {
  const found = usableOf(settings[side]).map(
    (one): Choice<Way> => ({ name: `${oneLine(one)} (${whyText(one)})`, value: one }),
  );
  const none = found.length === 0 && settings[side].length > 0 ? ': nothing that was found works' : '';
  const way = await session.prompts?.choose<Way>(`${sideNames[side]} mail${none}`, [
    ...found,
    { name: 'another server', value: 'type' },
    { name: 'none', value: 'none' },
  ]);
  return way === 'type' ? typedAt(side, session) : way === 'none' ? undefined : way;
}

/** Asks for HOST or HOST:PORT. */
export async function typedAt(side: Side, { prompts, options }: Session): Promise<ServerSettings | undefined> {
  const check = (text: string) => {
    const read = readServer(side, text, options);
    return isProblem(read) ? read.problem : undefined;
  };
  const text = await prompts?.text(`${sideNames[side]} mail server (HOST or HOST:PORT)`, { check });
  const read = text === undefined ? undefined : readServer(side, text, options);
  return read === undefined || isProblem(read) ? undefined : read;
}

/** The port tells IMAP from POP3. */
function readServer(side: Side, text: string, { security }: Options): ServerSettings | Problem {
  const type = side === 'outgoing' ? 'smtp' : /:(?:110|995)$/.test(text) ? 'pop3' : 'imap';
  const wishes = { what: undefined, kind: 'server', protocols: [type], ceiling: 'connect' } as const;
  const target = toTarget({ ...wishes, servers: { [type]: [text] } }, security === undefined ? {} : { security });
  if (isProblem(target)) return target;
  return namedSettings(target.servers)[0] ?? { problem: 'this is no server.' };
}
