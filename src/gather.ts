import { gather as gatherObservations } from './engine/gather.ts';
import type { Configuration } from './model/configuration.ts';
import type { Io } from './model/io.ts';
import { defaultLimits, type Limits } from './model/limits.ts';
import type { Network } from './model/network.ts';
import type { Probe, RunEvent } from './model/probe.ts';
import { type Evidence, schemaVersion, type Tool } from './model/report.ts';
import { type Credentials, Secret } from './model/secret.ts';
import { familyOf } from './model/subject.ts';
import type { ConfirmReason, Target } from './model/target.ts';
import { imapConversation } from './probes/conversation/imap.ts';
import { createLoginTurns } from './probes/conversation/login-turns.ts';
import { pop3Conversation } from './probes/conversation/pop3.ts';
import { sieveConversation } from './probes/conversation/sieve.ts';
import { smtpConversation } from './probes/conversation/smtp.ts';
import type { Talk } from './probes/conversation/talk.ts';
import { probeAddresses } from './probes/dns/addresses.ts';
import { probeEndpoints } from './probes/dns/endpoints.ts';
import { probeGuesses } from './probes/dns/guesses.ts';
import { probeMailExchangers } from './probes/dns/mail-exchangers.ts';
import { probeReverseName } from './probes/dns/reverse-name.ts';
import { seeds } from './probes/dns/seeds.ts';
import { probeServiceRecords } from './probes/dns/service-records.ts';
import { otherTlsMode } from './probes/experiment/other-mode.ts';
import { secondRound } from './probes/experiment/second-round.ts';
import { probeTlsOffers } from './probes/experiment/tls-offers.ts';
import { probeClock } from './probes/here/clock.ts';
import { probeConfiguration } from './probes/here/configuration.ts';
import { probeLocalNetwork } from './probes/here/local-network.ts';
import { probePublicAddresses } from './probes/here/public-addresses.ts';
import { probeResolverHealth } from './probes/here/resolver-health.ts';
import { probeDomainValidation, probeHostValidation } from './probes/records/validation.ts';
import { namesIn, redactedEvent, redactedObservation, redactedTarget } from './redact-evidence.ts';
import type { ListChoice } from './settings/list-choice.ts';
import { createDialer } from './transport/dial.ts';
import { createResolver } from './transport/dns/resolver.ts';
import { createFetcher } from './transport/http.ts';
import { systemNetwork } from './transport/network.ts';
import { createRedactor } from './transport/redactor.ts';
import { builtAt, version } from './version.ts';

/** Everything a run is told. Times in milliseconds. */
export interface RunOptions {
  readonly target: Target;
  /** The subcommand, for the report. Default `diagnose`. */
  readonly command?: string;
  readonly credentials?: Credentials;
  /** SASL mechanism to use instead of the best one offered. */
  readonly mechanism?: string;
  /** The outside world; default: this machine's. */
  readonly network?: Network;
  readonly limits?: Partial<Limits>;
  /** Ends the whole run; what is known by then is reported. Default 60 s; where settings are looked for, 25 s. */
  readonly deadlineMs?: number;
  /** `IP:port`; default: the system's. */
  readonly resolvers?: readonly string[];
  /** Hosts known to serve port 25, asked before port 25 is called blocked. */
  readonly controls?: readonly string[];
  /** Ask block lists, the web and servers that were found at private addresses as well. */
  readonly allowPrivate?: boolean;
  /** Ask block lists about the domain and the addresses that send its mail. Default true. */
  readonly blocklists?: boolean;
  /** The lists to ask, with the keys of those that want one. Default: the standard ones. */
  readonly lists?: ListChoice;
  /** Questions a second to one operator of lists. Default: the operator's own figure, else 5. */
  readonly listRate?: number;
  /** Deliver a test message; needs `ceiling: 'deliver'` in the target. */
  readonly send?: { readonly subject?: string; readonly text?: string };
  /** Asked before a password goes to a server that was found, not named, or goes unprotected to another machine. */
  readonly confirmHost?: (host: string, why: ConfirmReason) => Promise<boolean>;
  /** What the file of the target says, read before. */
  readonly configuration?: Configuration;
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
  readonly remarks?: readonly string[];
  /** User name and addresses of the target stand nowhere in the evidence. Default false. */
  readonly redactUser?: boolean;
}

/** Hosts whose port 25 is open to the world; asked only after port 25 timed out elsewhere, connect and close. */
export const defaultControls: readonly string[] = ['gmail-smtp-in.l.google.com'];

/** Servers that are merely tried, for settings, are not waited for as long as those that somebody uses. */
const proving: Partial<Limits> = { connectMs: 5_000, tlsMs: 5_000, greetingMs: 10_000, replyMs: 10_000 };
const deadlineMs = { usual: 60_000, settings: 25_000 } as const;

/** Asks servers and the DNS what the target needs, and returns what happened. Never throws for what the world does. */
export async function gather(options: RunOptions): Promise<Evidence> {
  const { target, onEvent } = options;
  const limits: Limits = { ...defaultLimits, ...(target.settings === undefined ? {} : proving), ...options.limits };
  const network = options.network ?? systemNetwork({});
  const redactor = createRedactor();
  if (options.credentials !== undefined) redactor.add(options.credentials.secret);
  for (const key of options.lists?.keys.values() ?? []) redactor.add(key);
  if (options.redactUser === true) for (const name of namesIn(target)) redactor.add(new Secret(name));
  const redact = (text: string) => redactor.redact(text);
  const resolver = createResolver({
    servers: options.resolvers ?? network.resolvers(),
    network,
    limits,
    ...(network.pinned === undefined ? {} : { pinned: network.pinned }),
  });
  const now = options.now ?? (() => new Date());
  const wire = { network, limits, redactor };
  const io: Io = { dialer: createDialer(wire), fetcher: createFetcher(wire), resolver, ...wire, now };
  const startedAt = now();
  const origin = performance.now();
  const experiment = { io, target, controls: options.controls ?? defaultControls };
  try {
    const result = await gatherObservations({
      probes: await probesOf(io, options),
      seeds: seeds(target),
      ceiling: target.ceiling,
      signal: options.signal ?? new AbortController().signal,
      deadlineMs: options.deadlineMs ?? deadlineMs[target.settings === undefined ? 'usual' : 'settings'],
      clock: () => performance.now() - origin,
      redact,
      experiments: (observations) => secondRound(experiment, observations),
      ...(onEvent === undefined ? {} : { onEvent: (event: RunEvent) => onEvent(redactedEvent(event, redact)) }),
    });
    return {
      schemaVersion,
      tool: toolOf(network),
      command: options.command ?? 'diagnose',
      startedAt: startedAt.toISOString(),
      target: options.redactUser === true ? redactedTarget(target, redact) : target,
      observations: result.observations.map((one) => redactedObservation(one, redact)),
      timing: result.timing,
      ...(result.interrupted === undefined ? {} : { interrupted: result.interrupted }),
      remarks: [...(options.remarks ?? []), ...remarksOn(target)],
      crashes: result.crashes,
    };
  } finally {
    resolver.close();
  }
}

async function probesOf(io: Io, options: RunOptions): Promise<readonly Probe[]> {
  const { target } = options;
  const lists = options.blocklists === false ? [] : await blocklistProbes(io, options);
  const file = options.configuration === undefined ? [] : [probeConfiguration(options.configuration)];
  // A file alone is judged without the network.
  if (file.length > 0 && target.servers.length === 0) return file as readonly unknown[] as readonly Probe[];
  const at = { io, target };
  if (target.blacklist !== undefined) {
    return [
      probeLocalNetwork(at),
      probeResolverHealth(at),
      probePublicAddresses({ ...at, allowPrivate: options.allowPrivate ?? false }),
      probeMailExchangers(at),
      probeAddresses(at),
      ...lists,
    ] as readonly Probe[];
  }
  const talk: Talk = {
    io,
    target,
    turns: createLoginTurns(),
    helloName: helloName(io.network),
    ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
    ...(options.mechanism === undefined ? {} : { mechanism: options.mechanism }),
    ...(options.confirmHost === undefined ? {} : { confirmHost: options.confirmHost }),
    ...(options.send === undefined ? {} : { deliver: delivering(options, options.send) }),
  };
  return [
    ...file,
    probeLocalNetwork(at),
    probeClock({ ...at, builtAt: builtAt() }),
    probeResolverHealth(at),
    probeMailExchangers(at),
    probeServiceRecords(at),
    probeGuesses(at),
    probeAddresses(at),
    probeEndpoints({ ...at, allowPrivate: options.allowPrivate ?? false }),
    ...(target.settings === undefined
      ? [probeReverseName(at), probeDomainValidation(at), probeHostValidation(at)]
      : []),
    ...(await settingsProbesOf(io, options)),
    ...(await recordProbesOf(io, options)),
    ...lists,
    smtpConversation(talk),
    imapConversation(talk),
    pop3Conversation(talk),
    sieveConversation(talk),
    otherTlsMode(talk),
    ...(target.tlsOffers === true ? [probeTlsOffers(talk)] : []),
  ] as readonly Probe[];
}

/** Loads what is known of lists on use. */
async function blocklistProbes(io: Io, options: RunOptions): Promise<readonly Probe[]> {
  const { listProbes, createRunDesk, standardChoice } = await import('./block-lists.ts');
  const { target, lists = standardChoice(), allowPrivate = false } = options;
  const look = { io, target };
  return listProbes({ ...look, desk: createRunDesk(look, lists, options.listRate), lists: lists.lists, allowPrivate });
}

/** Loads what reads records on use. */
async function recordProbesOf(io: Io, { target, allowPrivate = false }: RunOptions): Promise<readonly Probe[]> {
  if (target.records === undefined && target.symptom !== 'send') return [];
  const { recordProbes } = await import('./record-probes.ts');
  return recordProbes({ io, target, allowPrivate });
}

/** Loads what looks for settings on use: where they are asked for, or servers are wanted and none is named. */
async function settingsProbesOf(io: Io, { target, allowPrivate = false }: RunOptions): Promise<readonly Probe[]> {
  const { domain, servers, records, settings } = target;
  if (domain === undefined || servers.length > 0 || records !== undefined) return [];
  const { serverProbes, settingsProbes } = await import('./settings-probes.ts');
  return (settings === undefined ? serverProbes : settingsProbes)({ io, target, allowPrivate });
}

/** Loads nodemailer on use. */
function delivering(options: RunOptions, message: { subject?: string; text?: string }): NonNullable<Talk['deliver']> {
  const { target } = options;
  return async (session) => {
    const { deliver } = await import('./transport/delivery.ts');
    return deliver(session, {
      from: target.from ?? target.address ?? '',
      to: target.to ?? (target.address === undefined ? [] : [target.address]),
      subject: message.subject ?? 'Test message from mailcheck',
      text: message.text ?? 'This is a test message. It was sent by mailcheck to see whether mail can be sent.\n',
    });
  };
}

/** RFC 5321 4.1.3: a client without a name of its own says its address. */
function helloName(network: Network): string {
  const addresses = network.localAddresses().map(({ ip }) => ip);
  const ip = addresses.find((one) => familyOf(one) === 4) ?? addresses[0] ?? '127.0.0.1';
  return familyOf(ip) === 4 ? `[${ip}]` : `[IPv6:${ip}]`;
}

/** What a report says about the program that made it. */
export function toolOf(network: Network): Tool {
  const roots = network.roots;
  return {
    name: 'mailcheck',
    version: version(),
    node: process.version,
    openssl: process.versions.openssl,
    roots: roots === undefined ? 'Node' : roots.only ? roots.source : `Node and ${roots.source}`,
  };
}

function remarksOn(target: Target): readonly string[] {
  if (target.file !== undefined && target.servers.length === 0) return [];
  const remarks: string[] = [];
  if (target.allowInsecureAuth === true) {
    const beyond = (target.confirmedHosts ?? []).join(', ');
    remarks.push(
      `A password was allowed over connections that are not protected (--allow-insecure-auth), ${beyond === '' ? 'on this machine; to another one it goes so only with --confirm-host HOST' : `also to ${beyond} (--confirm-host)`}.`,
    );
  }
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    remarks.push('NODE_TLS_REJECT_UNAUTHORIZED=0 is set; certificates were verified all the same.');
  }
  if (process.env.NODE_EXTRA_CA_CERTS !== undefined) {
    remarks.push('NODE_EXTRA_CA_CERTS is set: certificates of those authorities count as trusted here.');
  }
  return remarks;
}
