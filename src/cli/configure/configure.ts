import { dirname } from 'node:path';
import type { Command } from '../../commands/command.ts';
import type { Options } from '../../commands/options.ts';
import { render } from '../../index.ts';
import type { SettingsReport } from '../../model/settings.ts';
import { oneLine } from '../../report/client-settings.ts';
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
import { UsageError } from '../usage-error.ts';
import { type Chosen, chooseServers, missingServers, namedServers } from './choose-servers.ts';
import { exportFor } from './export-for.ts';
import { findServers } from './find-servers.ts';
import { checkProfileFile, keepProfile, placeForProfile, profilePath } from './keep-profile.ts';
import { logInBy } from './log-in-by.ts';
import { placeSecret, writtenPlace } from './place-secret.ts';
import { profileOf } from './profile-of.ts';
import { type ProvedAccount, proveAccount } from './prove-account.ts';
import type { Session } from './session.ts';
import { conditionLines, foundLines, sideNames, sides } from './tell-found.ts';

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
  return inWorld(options, (lab) => setUp(argument, { command, options, shell, screen, prompts, lab }));
}

async function setUp(argument: string | undefined, session: Session): Promise<number> {
  const { options, shell, prompts, lab } = session;
  refuseMissing(argument, session);
  if (isKept(session)) {
    // What is wrong with the file is told before a person takes trouble.
    checkProfileFile(session);
    if (prompts === undefined) await placeForProfile(argument ?? lab?.address ?? '', session);
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
  const chosen = await chooseServers(settings ?? none, named, session);
  if (chosen.incoming === undefined && chosen.outgoing === undefined) {
    throw new UsageError('there is no server to set up.', 'Name one: --imap HOST --smtp HOST');
  }

  const user = options.user ?? lab?.user ?? userOf(chosen) ?? address;
  const { credentials, source } = await logInBy(user, chosen, session);
  const account = await proveAccount(chosen, { user, credentials }, session);
  if (account.failed !== undefined) {
    await shell.stdout.write(render(account.failed, 'text', { color: session.screen.stdoutColor }));
    shell.say('Nothing was saved: the account was not proved.');
    return exitCodes.found;
  }

  const isTyped = source === undefined && account.credentials !== undefined && lab === undefined;
  const folder = dirname(profilePath(session));
  const place =
    source !== undefined
      ? writtenPlace(source, shell.cwd)
      : isTyped && prompts !== undefined
        ? await placeSecret(account.user, account.credentials, { prompts, shell, folder })
        : undefined;
  const profile = profileOf(address, account, { place, options, cwd: shell.cwd });
  return save(address, profile, account, session);
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
  const target = toTarget({ what: text, kind: 'account', protocols: [], ceiling: 'connect' }, {});
  return 'problem' in target ? target.problem : text.includes('@') ? undefined : 'Write ann@example.org';
}

/** @throws UsageError when it is none */
function addressOf(text: string): string {
  const target = usable(toTarget({ what: text, kind: 'account', protocols: [], ceiling: 'connect' }, {}));
  if (target.address !== undefined) return target.address;
  throw new UsageError(`"${text}" is not a mail address.`, 'Write ann@example.org');
}

/** Looks for servers, and tells what was found and what the provider wants. */
async function found(address: string, session: Session): Promise<SettingsReport> {
  const { settings } = await findServers(address, session);
  const { shell, options } = session;
  if (options.quiet !== true) {
    for (const line of [`Found for ${address}:`, ...foundLines(settings)]) shell.say(line);
  }
  for (const line of conditionLines(settings)) shell.say(line);
  return settings;
}

/** What the chosen servers want to be logged in by, where their publishers said it. */
const userOf = ({ incoming, outgoing }: Chosen): string | undefined => incoming?.username ?? outgoing?.username;

async function save(address: string, profile: Profile, account: ProvedAccount, session: Session): Promise<number> {
  const { options, shell } = session;
  if (!isKept(session)) {
    await shell.stdout.write(addProfile('', 'lab', profile));
    shell.say('The lab is gone when this ends, so nothing was saved.');
    return exitCodes.fine;
  }
  const place = await placeForProfile(address, session);
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
    `   Check     mailcheck diagnose --profile ${place.name}${config}`,
  ];
  await shell.stdout.write(`${lines.join('\n')}\n`);
  return exportFor(place, session);
}
