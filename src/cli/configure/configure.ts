import { dirname } from 'node:path';
import type { Command } from '../../commands/command.ts';
import type { Options } from '../../commands/options.ts';
import { render } from '../../index.ts';
import type { ServerSettings, SettingsReport } from '../../model/settings.ts';
import { oneLine } from '../../report/client-settings.ts';
import { knownServer } from '../../settings/known-server.ts';
import { addProfile } from '../../settings/profiles/add-profile.ts';
import type { Profile } from '../../settings/profiles/profile-schema.ts';
import { toTarget } from '../../settings/target.ts';
import { exitCodes } from '../exit-codes.ts';
import { inWorld } from '../gathered.ts';
import { createPrompts, mayAsk } from '../prompts.ts';
import { decideScreen } from '../run.ts';
import { secretSource } from '../secret-source.ts';
import type { Shell } from '../shell.ts';
import { usable } from '../usable.ts';
import { Cancelled, UsageError } from '../usage-error.ts';
import { type Chosen, chooseServers, missingServers, namedServers } from './choose-servers.ts';
import { checkExports, exportFor } from './export-for.ts';
import { findServers } from './find-servers.ts';
import { checkProfileFile, keepProfile, type ProfilePlace, placeForProfile, profilePath } from './keep-profile.ts';
import { logInBy } from './log-in-by.ts';
import { placeSecret, writtenPlace } from './place-secret.ts';
import { profileOf } from './profile-of.ts';
import { type ProvedAccount, proveAccount } from './prove-account.ts';
import { sayLines } from './say-lines.ts';
import type { Session } from './session.ts';
import { conditionLines, foundLines, type Side, sideNames, sides } from './tell-found.ts';

/** `mailcheck configure [address]`: finds, asks, proves, saves, exports. @throws UsageError, Cancelled */
export async function configure(
  command: Command,
  argument: string | undefined,
  options: Options,
  shell: Shell,
): Promise<number> {
  const screen = decideScreen(options, shell, false);
  const isAsking = mayAsk({ ...options, machine: false }, { ...shell, stderr: shell.terminal });
  const prompts = isAsking ? createPrompts(shell) : undefined;
  return inWorld(options, async (lab) => {
    const session: Session = { command, options, shell, screen, prompts, lab };
    const ready = await setUp(argument, session).catch((error: Error) => {
      if (error instanceof Cancelled && prompts !== undefined) shell.say('Nothing was saved.');
      throw error;
    });
    return typeof ready === 'number' ? ready : save(ready, session);
  });
}

/** A profile that is to be saved, and the account that it is of. */
interface Ready {
  readonly profile: Profile;
  readonly account: ProvedAccount;
  /** Undefined: it is only shown. */
  readonly place: ProfilePlace | undefined;
}

/** All that comes before anything is written; a number ends the call. @throws UsageError, Cancelled */
async function setUp(argument: string | undefined, session: Session): Promise<Ready | number> {
  const { options, shell, prompts, lab } = session;
  refuseMissing(argument, session);
  // What is in the way is told before a person takes trouble.
  if (isKept(session)) {
    checkProfileFile(session);
    if (prompts === undefined) {
      const mail = addressOf(argument ?? lab?.address ?? '');
      const { name } = await placeForProfile(mail, session);
      await checkExports(mail, name, session);
    }
  }
  const address = addressOf(
    argument ?? lab?.address ?? (await prompts?.text('Mail address', { check: wrongAddress })) ?? '',
  );

  const named = namedServers(session);
  const settings = sides.every((side) => named[side] !== undefined) ? undefined : await found(address, session);
  if (prompts === undefined && settings !== undefined) {
    const missing = missingServers(settings, named, options);
    if (missing.length > 0) throw nobodyToAsk(missing);
  }
  const chosen = await withAdvice(await chooseServers(settings ?? none, named, session), settings, session);
  if (chosen.incoming === undefined && chosen.outgoing === undefined) {
    throw new UsageError('there is no server to set up.', 'Name one: --imap HOST --smtp HOST');
  }

  const user = options.user ?? lab?.user ?? userOf(chosen) ?? address;
  const account = await proveAccount(chosen, { user, ...(await logInBy(user, chosen, session)) }, session);
  if (account.failed !== undefined) {
    await shell.stdout.write(render(account.failed, 'text', { color: session.screen.stdoutColor }));
    shell.say('Nothing was saved: the account was not proved.');
    return exitCodes.found;
  }

  const { source } = account;
  const isTyped = source === undefined && account.credentials !== undefined && lab === undefined;
  const folder = dirname(profilePath(session));
  const secret =
    source !== undefined
      ? writtenPlace(source, shell.cwd)
      : isTyped && prompts !== undefined
        ? await placeSecret(account.user, account.credentials, { prompts, shell, folder })
        : undefined;
  const profile = profileOf(address, account, { place: secret, options, cwd: shell.cwd });
  return { profile, account, place: isKept(session) ? await placeForProfile(address, session) : undefined };
}

/** The lab is gone when the call ends; its account is kept only where that was asked for. */
const isKept = ({ lab, options }: Session): boolean => lab === undefined || options.config !== undefined;

const none: SettingsReport = { incoming: [], outgoing: [], sources: [], documentation: [], oAuth2: [] };

/** @throws UsageError naming all that nobody can be asked for */
function refuseMissing(argument: string | undefined, { options, shell, prompts, lab }: Session): void {
  if (prompts !== undefined || lab !== undefined) return;
  const missing: string[] = [];
  if (argument === undefined) missing.push('the address: mailcheck configure ann@example.org');
  if (options.login !== false && secretSource(options, shell.env) === undefined) {
    missing.push('where the password is: --password-command, -file, -env, -keyring, -stdin or -fd; or --no-login');
  }
  if (missing.length > 0) throw nobodyToAsk(missing);
}

const nobodyToAsk = (missing: readonly string[]): UsageError =>
  new UsageError('nobody can be asked here, and this is missing:', ...missing.map((one) => `- ${one}`));

function wrongAddress(text: string): string | undefined {
  if (!text.includes('@')) return 'Write the whole address: ann@example.org';
  const target = toTarget({ what: text, kind: 'account', protocols: [], ceiling: 'connect' }, {});
  return 'problem' in target ? target.problem : undefined;
}

/** @throws UsageError when it is none */
function addressOf(text: string): string {
  if (!text.includes('@')) throw new UsageError(`"${text}" is not a mail address.`, 'Write ann@example.org');
  const { address } = usable(toTarget({ what: text, kind: 'account', protocols: [], ceiling: 'connect' }, {}));
  return address ?? text;
}

/** Looks for servers, and tells what was found and what the provider wants. */
async function found(address: string, session: Session): Promise<SettingsReport> {
  const { settings } = await findServers(address, session);
  const { shell, options } = session;
  if (options.quiet !== true) {
    sayLines(shell, [`Found for ${address}:`, ...foundLines(settings)]);
  }
  sayLines(shell, conditionLines(settings.provider));
  return settings;
}

/** What the table knows of servers that nobody published: how one logs in there, and what that provider wants. */
async function withAdvice(chosen: Chosen, settings: SettingsReport | undefined, { shell }: Session): Promise<Chosen> {
  const advised: { [S in Side]?: ServerSettings } = { ...chosen };
  const told = new Set([settings?.provider?.id]);
  for (const side of sides) {
    const server = chosen[side];
    const known = server === undefined ? undefined : await knownServer(server);
    if (server === undefined || known === undefined) continue;
    if (server.auth.length === 0) advised[side] = { ...server, auth: known.auth };
    if (told.has(known.conditions.id)) continue;
    told.add(known.conditions.id);
    sayLines(shell, conditionLines(known.conditions));
  }
  return advised;
}

/** What the chosen servers want to be logged in by, where their publishers said it. */
const userOf = ({ incoming, outgoing }: Chosen): string | undefined => incoming?.username ?? outgoing?.username;

async function save({ profile, account, place }: Ready, session: Session): Promise<number> {
  const { options, shell } = session;
  if (place === undefined) {
    await shell.stdout.write(addProfile('', 'lab', profile));
    shell.say('The lab is gone when this ends, so nothing was saved.');
    return exitCodes.fine;
  }
  await keepProfile(place, profile);
  const rows = sides.flatMap((side) => {
    const one = account.servers[side];
    const how = one?.isIn === true ? 'login works' : 'nobody logged in';
    return one === undefined ? [] : [`   ${sideNames[side]}   ${oneLine(one)}: ${how}`];
  });
  const isPlaced = (profile.password ?? profile.accessToken) !== undefined;
  const config = options.config === undefined ? '' : ` --config ${options.config}`;
  const lines = [
    `Saved: the profile ${place.name} in ${place.path}`,
    ...rows,
    ...(isPlaced || account.credentials === undefined
      ? []
      : ['   Password   asked for each time, or from MAILCHECK_PASSWORD']),
    `   Check      mailcheck diagnose --profile ${place.name}${config}`,
  ];
  await shell.stdout.write(`${lines.join('\n')}\n`);
  return exportFor(place, session);
}
