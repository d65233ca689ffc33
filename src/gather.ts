import { gather as gatherObservations } from './engine/gather.ts';
import type { Io } from './model/io.ts';
import { defaultLimits, type Limits } from './model/limits.ts';
import type { Network } from './model/network.ts';
import type { RunEvent } from './model/probe.ts';
import { type Evidence, schemaVersion, type Tool } from './model/report.ts';
import { Secret } from './model/secret.ts';
import type { Target } from './model/target.ts';
import { seeds } from './probes/dns/seeds.ts';
import { secondRound } from './probes/experiment/second-round.ts';
import { namesIn, redactedEvent, redactedObservation, redactedTarget } from './redact-evidence.ts';
import type { RunOptions } from './run-options.ts';
import { runProbes } from './run-probes.ts';
import { createDialer } from './transport/dial.ts';
import { createResolver } from './transport/dns/resolver.ts';
import { createFetcher } from './transport/http.ts';
import { systemNetwork } from './transport/network.ts';
import { createRedactor } from './transport/redactor.ts';
import { version } from './version.ts';

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
      probes: await runProbes(io, options),
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
