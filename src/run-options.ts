import type { Configuration } from './model/configuration.ts';
import type { Limits } from './model/limits.ts';
import type { Network } from './model/network.ts';
import type { RunEvent } from './model/probe.ts';
import type { Credentials } from './model/secret.ts';
import type { ConfirmReason, Target } from './model/target.ts';
import type { ListChoice } from './settings/list-choice.ts';

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
