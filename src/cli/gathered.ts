import type { Command } from '../commands/command.ts';
import type { Options } from '../commands/options.ts';
import { type Evidence, gather, type Report, type RunOptions } from '../index.ts';
import type { StartedScenario } from '../lab/start.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Credentials } from '../model/secret.ts';
import type { ConfirmReason } from '../model/target.ts';
import { eventLine } from '../report/format.ts';
import { serversToProbe } from '../settings/configurations/servers-to-probe.ts';
import { redactKnown } from '../settings/known-secrets.ts';
import { keysOfMessage } from '../settings/message-file.ts';
import { toNetworkSettings } from '../settings/network.ts';
import { toSystemNetwork } from '../settings/system-network.ts';
import { toTarget } from '../settings/target.ts';
import type { Wishes } from '../settings/wishes.ts';
import { logsIn, obtainCredentials } from './credentials.ts';
import { labTarget, labWishes } from './lab-wishes.ts';
import { chosenLists } from './list-keys.ts';
import { createProgress, noProgress } from './progress.ts';
import type { Prompts } from './prompts.ts';
import type { Screen } from './run.ts';
import { sayEvent } from './say-event.ts';
import { namedSources } from './secret-source.ts';
import type { Shell } from './shell.ts';
import { usable } from './usable.ts';
import { Cancelled, UsageError } from './usage-error.ts';

/** While a person may be asked in the middle of the run, it is the person who takes time. */
const deadlineWithQuestionsMs = 300_000;

export interface Call {
  readonly command: Command;
  readonly argument: string | undefined;
  readonly options: Options;
  readonly shell: Shell;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  readonly screen: Screen;
  /** Events go to stdout as they happen. */
  readonly stream: boolean;
  /** What is known already; nothing is read or asked for then. */
  readonly credentials?: Credentials;
}

export interface Gathered {
  readonly evidence: Evidence;
  /** Turns the progress lines into the result. */
  settle(report: Report): void;
}

/** Understands the options, asks the user what is missing, and gathers the evidence. @throws UsageError */
export async function gathered(call: Call): Promise<Gathered> {
  const { options } = call;
  if (options.lab !== undefined && namedSources(options).length > 0) {
    throw new UsageError('--lab logs in by itself.', 'Leave the password or access token away.');
  }
  return inWorld(options, (lab) => gatherFrom(call, lab));
}

/** Does the work in the lab that `--lab` names, which is open as long as it lasts; else in the real world. @throws UsageError */
export async function inWorld<T>(options: Options, work: (lab: StartedScenario | undefined) => Promise<T>): Promise<T> {
  if (options.lab === undefined) return work(undefined);
  const { openLab } = await import('./lab-session.ts');
  const lab = await openLab(options.lab);
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}

/** As `gathered`, in a world that is open. @throws UsageError */
export async function gatherFrom(call: Call, lab: StartedScenario | undefined): Promise<Gathered> {
  const { command, shell, prompts, screen } = call;
  const { wishes: asked, options } = await whatIsAsked(call, lab);
  const configuration =
    asked.file === undefined
      ? undefined
      : await (await import('./configuration-file.ts')).configurationOf(asked.file, options, shell);
  const wishes = withFile(withMessage(asked, options, shell.cwd), configuration, options);
  const settings = usable(toNetworkSettings(options));
  const lists = wishes.blocklists === true ? await chosenLists(options, shell) : undefined;
  const named = usable(toTarget(wishes, options));
  const network = lab?.network ?? usable(toSystemNetwork(settings, options.ca, shell.cwd));
  const target = lab === undefined ? named : labTarget(lab, named, { argument: call.argument, options });
  const credentials =
    call.credentials ??
    (lab === undefined
      ? await obtainCredentials(target, options, shell, { prompts, needed: wishes.needsLogin === true })
      : logsIn(target)
        ? lab.credentials
        : undefined);
  if (credentials !== undefined) shell.secrets.add(credentials.secret);

  const hosts = new Set(target.servers.map(({ host }) => host));
  const progress = screen.live
    ? await createProgress(shell.terminal, {
        color: screen.color,
        single: target.domain === undefined && hosts.size === 1,
      })
    : noProgress;
  const asksHosts = prompts !== undefined && credentials !== undefined && lab === undefined;
  const deadlineMs = options.deadline ?? (asksHosts ? deadlineWithQuestionsMs : undefined);
  const controls = lab?.controls ?? settings.controls;
  const run: RunOptions = {
    command: command.name,
    target: credentials === undefined ? target : { ...target, credentials: credentials.kind },
    network,
    limits: settings.limits,
    blocklists: wishes.blocklists === true,
    ...(lists === undefined ? {} : { lists }),
    ...(options.rate === undefined ? {} : { listRate: options.rate }),
    allowPrivate: options.allowPrivate === true || lab !== undefined,
    signal: shell.signal,
    onEvent(event) {
      progress.event(event);
      const line = call.stream ? eventLine(event, target) : undefined;
      // What cannot be written is told when the report cannot be written either.
      if (line !== undefined) shell.stdout.write(redactKnown(line, shell.secrets)).catch(() => {});
      if (options.verbose === true && !screen.live && !call.stream) sayEvent(event, shell);
    },
    ...(configuration === undefined ? {} : { configuration }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(options.redactUser === true ? { redactUser: true } : {}),
    ...(options.mechanism === undefined ? {} : { mechanism: options.mechanism }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(controls === undefined ? {} : { controls }),
    ...(options.send === true ? { send: options.subject === undefined ? {} : { subject: options.subject } } : {}),
    ...(asksHosts
      ? {
          confirmHost: (host: string, why: ConfirmReason) =>
            progress.pause(() => confirmed(prompts, shell, hostQuestions[why](host))),
        }
      : {}),
  };
  let evidence: Evidence;
  try {
    evidence = await gather(run);
  } catch (error) {
    progress.end();
    throw error;
  }
  return { evidence, settle: (report) => progress.end(report) };
}

const hostQuestions: Readonly<Record<ConfirmReason, (host: string) => string>> = {
  found: (host) => `${host} was found, not named. Send it your password?`,
  unprotected: (host) => `Nothing protects the way to ${host}: others may read your password. Send it all the same?`,
};

/** The keys that a message names, read before anything is asked. @throws UsageError */
function withMessage(wishes: Wishes, { message }: Options, cwd: string): Wishes {
  if (message === undefined || wishes.records === undefined) return wishes;
  return { ...wishes, records: { ...wishes.records, signatures: usable(keysOfMessage(message, cwd)) } };
}

/** The servers of a file are looked at where that was asked for. */
function withFile(wishes: Wishes, configuration: Configuration | undefined, { probe }: Options): Wishes {
  if (configuration === undefined || probe !== true) return wishes;
  return { ...wishes, fileServers: serversToProbe(configuration) };
}

/** Ctrl-C at a question in the middle of a run ends the run, which tells what it knows. */
async function confirmed(prompts: Prompts, shell: Shell, question: string): Promise<boolean> {
  if (shell.signal.aborted) return false;
  try {
    return await prompts.confirm(question);
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    shell.stop();
    return false;
  }
}

/** The command's wishes, filled in by the lab's user or by asking a person. */
async function whatIsAsked(
  { command, argument, options, prompts }: Call,
  lab: StartedScenario | undefined,
): Promise<{ wishes: Wishes; options: Options }> {
  const { wishes } = command;
  if (wishes === undefined) throw new Error(`${command.name} asks no server`);
  if (lab !== undefined) return labWishes(lab, { wishes }, argument, options);
  if (prompts === undefined || command.argument?.required === true || command.argument?.list === true)
    return { wishes: wishes(argument, options), options };
  // A profile says all that its owner wants to say.
  if (options.stored !== undefined) return { wishes: wishes(argument, options), options };
  const named = argument ?? options.imap ?? options.pop3 ?? options.smtp;
  const what = named === undefined ? await prompts.address() : argument;
  const narrows = command.options.some(({ flags }) => flags.startsWith('--symptom'));
  const symptom = narrows && options.symptom === undefined ? await prompts.symptom() : options.symptom;
  const filled: Options = symptom === undefined ? options : { ...options, symptom };
  return { wishes: wishes(what, filled), options: filled };
}
