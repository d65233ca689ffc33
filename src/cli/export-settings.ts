import type { Command } from '../commands/command.ts';
import { discover as discoverCommand } from '../commands/discover.ts';
import { dns as dnsCommand } from '../commands/dns.ts';
import type { Options } from '../commands/options.ts';
import { judge, proposeRecords, type Report, render, renderZone } from '../index.ts';
import type { StartedScenario } from '../lab/start.ts';
import { clientIds } from '../model/client-ids.ts';
import type { ClientSettings, ServerProof, ServerSettings } from '../model/settings.ts';
import type { NamedServer } from '../model/target.ts';
import { proveServers } from '../prove.ts';
import type { SecretReference } from '../settings/clients/account.ts';
import { clients } from '../settings/clients/catalogue.ts';
import type { Client } from '../settings/clients/client.ts';
import { type Wanted, writeSettings } from '../settings/clients/write-settings.ts';
import { redactKnown } from '../settings/known-secrets.ts';
import { namedSettings } from '../settings/named-settings.ts';
import { nearest } from '../settings/nearest.ts';
import { toTarget } from '../settings/target.ts';
import { exitCode, exitCodes } from './exit-codes.ts';
import { proofOf, usableCandidates } from './found-candidates.ts';
import { gatherFrom, inWorld } from './gathered.ts';
import { decideScreen, type Screen } from './run.ts';
import type { Shell } from './shell.ts';
import { storedReference } from './stored-reference.ts';
import { usable } from './usable.ts';
import { UsageError } from './usage-error.ts';
import { placeFor, writeExported } from './write-exported.ts';

interface Run {
  readonly command: Command;
  readonly client: Client;
  /** Without the references to secrets: those are written, not used. */
  readonly options: Options;
  readonly shell: Shell;
  readonly screen: Screen;
}

/** `mailcheck export CLIENT`: proves the servers, then writes the file. @throws UsageError */
export async function exportFor(
  command: Command,
  name: string | undefined,
  given: Options,
  shell: Shell,
): Promise<number> {
  const client = clientNamed(name);
  const { passwordCommand, passwordEnv, accessTokenCommand, accessTokenEnv, ...options } = given;
  const secret =
    secretOf({ passwordCommand, passwordEnv, accessTokenCommand, accessTokenEnv }) ??
    storedReference(options.stored?.secret);
  const run: Run = { command, client, options, shell, screen: decideScreen(options, shell, false) };
  return inWorld(options, async (lab) => {
    const address = options.address ?? lab?.address;
    if (address === undefined) {
      throw new UsageError('nobody is named whose account it is.', 'Give the address: --address ann@example.org');
    }
    const base = {
      ...{ address, date: new Date().toISOString().slice(0, 10), proofs: [] },
      ...labelFor(options),
      ...(secret === undefined ? {} : { secret }),
    };
    const named = serversOf(run, lab);
    const user = options.user ?? lab?.user;
    // What cannot be written even unproved is told before anybody is asked.
    const unproved = { ...base, settings: asClient(namedSettings(named ?? standIns), user, options) };
    const trial = usable(writeSettings(client, unproved));
    const place = await placeFor(trial.file.name, options, shell);
    if (options.probe === false) {
      if (named === undefined) throw nameThem();
      await writeExported(trial, place, { options, shell, name: client.title });
      shell.say('Not proved: nobody connected to the servers (--no-probe).');
      return exitCodes.fine;
    }
    const found = named === undefined ? await discovered(run, lab, address) : await prove(run, lab);
    const { servers, proofs, report } = found;
    const wanted: Wanted = { ...base, proofs, settings: asClient(servers, user, options) };
    if (!isProved(client, proofs)) return unprovedEnd(run, report, named !== undefined);
    const receiving = client.id === 'dns' ? await receivingRecords(run, lab, address) : undefined;
    const written = usable(writeSettings(client, receiving === undefined ? wanted : { ...wanted, receiving }));
    await writeExported(written, place, { options, shell, name: client.title });
    if (report.findings.length > 0) shell.say(headline(report, shell));
    return exitCode(report, options.failOn ?? 'error');
  });
}

/** In the place of servers that are yet to be found: would everything else do? */
const standIns: readonly NamedServer[] = (['imap', 'pop3', 'smtp'] as const).map((protocol) => ({
  protocol,
  host: 'mail.example.org',
}));

/** What a file for this client is called. @throws UsageError where none can be written for the account */
export function fileNameFor(name: string, address: string, label: string): string {
  const settings = asClient(namedSettings(standIns), address, {});
  const trial = {
    address,
    date: new Date().toISOString().slice(0, 10),
    proofs: [],
    ...labelFor({ profile: label }),
    settings,
  };
  return usable(writeSettings(clientNamed(name), trial)).file.name;
}

const nameThem = (): UsageError =>
  new UsageError(
    'no server is named, and with --no-probe none is looked for.',
    'Name those of the account: --imap imap.example.org --smtp smtp.example.org',
  );

/** What is known of the servers, and the report that it is from. */
export interface Found {
  /** In the order in which a client should take them. */
  readonly servers: readonly ServerSettings[];
  readonly proofs: readonly ServerProof[];
  readonly report: Report;
}

/** What was said, else the name of the profile where it can name an account. */
function labelFor({ name, profile }: Options): { label?: string } {
  if (name !== undefined) return { label: name };
  return profile !== undefined && /^[a-z0-9_-]{1,64}$/.test(profile) ? { label: profile } : {};
}

function clientNamed(name: string | undefined): Client {
  const id = clientIds.find((one) => one === name);
  if (id !== undefined) return clients[id];
  const near = nearest(name ?? '', clientIds);
  throw new UsageError(
    `nothing can be written for "${name}".${near === undefined ? '' : ` Did you mean ${near}?`}`,
    `Clients: ${clientIds.join(', ')}`,
  );
}

function secretOf(
  given: {
    readonly [K in 'passwordCommand' | 'passwordEnv' | 'accessTokenCommand' | 'accessTokenEnv']: string | undefined;
  },
): SecretReference | undefined {
  const { passwordCommand, passwordEnv, accessTokenCommand, accessTokenEnv } = given;
  if (passwordCommand !== undefined) return { kind: 'password', from: 'command', command: passwordCommand };
  if (passwordEnv !== undefined) return { kind: 'password', from: 'env', name: passwordEnv };
  if (accessTokenCommand !== undefined) return { kind: 'access-token', from: 'command', command: accessTokenCommand };
  return accessTokenEnv === undefined ? undefined : { kind: 'access-token', from: 'env', name: accessTokenEnv };
}

/** Servers that were named, else those of the lab's user; undefined: they are to be found. @throws UsageError */
function serversOf({ command, options }: Run, lab: StartedScenario | undefined): readonly NamedServer[] | undefined {
  const { imap, pop3, smtp, stored } = options;
  const isNamed = (imap ?? pop3 ?? smtp) !== undefined || (stored?.servers.length ?? 0) > 0;
  if (!isNamed) return lab !== undefined && options.address === undefined ? lab.servers : undefined;
  return usable(toTarget(command.wishes!(undefined, options), options)).servers;
}

/** Servers as a client is set up with them, with what the profile says of them. */
function asClient(servers: readonly ServerSettings[], user: string | undefined, { stored }: Options): ClientSettings {
  const all = servers.map((one): ServerSettings => {
    const said = stored?.auth.find(
      ({ server: { protocol, host, port } }) =>
        protocol === one.type && host === one.host && (port === undefined || port === one.port),
    );
    return {
      ...one,
      ...(user === undefined ? {} : { username: user }),
      ...(said === undefined ? {} : { auth: said.methods }),
    };
  });
  return { incoming: all.filter(({ type }) => type !== 'smtp'), outgoing: all.filter(({ type }) => type === 'smtp') };
}

async function prove({ command, options, shell, screen }: Run, lab: StartedScenario | undefined): Promise<Found> {
  const call = { command, argument: undefined, options, shell, prompts: undefined, screen, stream: false };
  const { evidence, settle } = await gatherFrom(call, lab);
  const report = judge(evidence);
  settle(report);
  const proofs = proveServers(evidence);
  return { servers: proofs, proofs, report };
}

/** Looks for the servers at every source, as `mailcheck discover` does. @throws UsageError */
async function discovered(run: Run, lab: StartedScenario | undefined, address: string): Promise<Found> {
  const { client, options, shell, screen } = run;
  const call = {
    command: discoverCommand,
    argument: address,
    options,
    shell,
    prompts: undefined,
    screen,
    stream: false,
  };
  const { evidence, settle } = await gatherFrom(call, lab);
  const report = judge(evidence);
  settle(report);
  const candidates = await usableCandidates(client, report.settings, { options, shell });
  return { servers: candidates, proofs: candidates.flatMap(proofOf), report };
}

const isProved = ({ incoming, outgoing }: Client, proofs: readonly ServerProof[]): boolean =>
  (incoming.length === 0 || proofs.some(({ type }) => incoming.includes(type))) &&
  (!outgoing || proofs.some(({ type }) => type === 'smtp'));

/** Nothing is written; why is told on standard error, where no file is awaited. */
function unprovedEnd({ options, shell }: Run, report: Report, isNamed: boolean): number {
  const text = redactKnown(render(report, 'text'), shell.secrets);
  for (const line of text.trimEnd().split('\n')) shell.say(line);
  const way = isNamed
    ? 'With --no-probe they are written as they are.'
    : 'If you know the servers, name them: --imap HOST --smtp HOST';
  shell.say(`Nothing was written: the settings are not proved. ${way}`);
  if (shell.stoppedBy() !== undefined) return exitCodes.interrupted;
  const code = exitCode(report, options.failOn ?? 'error');
  return code === exitCodes.fine ? exitCodes.found : code;
}

const headline = (report: Report, shell: Shell): string => {
  const text = redactKnown(render(report, 'text'), shell.secrets);
  return text.slice(0, text.indexOf('\n'));
};

/** How the domain receives mail, as zone lines: what `mailcheck dns --generate` says of MTA-STS and TLS-RPT. */
async function receivingRecords(run: Run, lab: StartedScenario | undefined, address: string): Promise<string> {
  const { options, shell, screen } = run;
  const call = { command: dnsCommand, argument: address, options, shell, prompts: undefined, screen, stream: false };
  const { evidence, settle } = await gatherFrom(call, lab);
  settle(judge(evidence));
  const proposal = proposeRecords(evidence);
  const groups = proposal.groups.filter(({ title }) => title === 'MTA-STS' || title === 'TLS-RPT');
  return renderZone({ ...proposal, groups });
}
