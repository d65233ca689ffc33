import type { ClientId } from '../../model/client-ids.ts';
import type { ServerType } from '../../model/settings.ts';
import type { Problem } from '../problem.ts';
import type { Account, Login } from './account.ts';

/** A file for a client, not yet written anywhere. */
export interface ClientFile {
  /** What it may be called, without a folder. */
  readonly name: string;
  /** 0o600 for what is one person's, 0o644 for what is to be published. */
  readonly mode: 0o600 | 0o644;
  readonly text: string;
}

/** How a client is told to use STARTTLS. `refused`: it cannot be told at all; `opportunistic`: it may go on without TLS. */
export type StartTls = 'required' | 'opportunistic' | 'refused';

/** A mail program, a framework or a record for which settings can be written, as data. */
export interface Client {
  readonly id: ClientId;
  /** `msmtp`. */
  readonly title: string;
  /** Which versions read the file: `1.8 or later`. */
  readonly versions?: string;
  /** What it fetches mail by, best first; empty: it only sends. */
  readonly incoming: readonly ServerType[];
  readonly outgoing: boolean;
  /** One server a side for one person, or all of them for everybody of the domain. */
  readonly servers: 'first' | 'all';
  readonly startTls: StartTls;
  readonly logins: readonly Login[];
  /** What its file names: a command, a variable (with its usual name), or nothing because the client asks by itself. */
  readonly secret: 'command' | 'command-or-asked' | 'asked' | { readonly variable: string };
  /** Where the file belongs, in words. */
  readonly place: string;
  /** Pure. What cannot be said in the format is a Problem. */
  readonly write: (account: Account) => ClientFile | Problem;
}

export const defineClient = (client: Client): Client => client;
