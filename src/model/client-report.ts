import type { ServerType } from './settings.ts';

export const clientStates = ['can', 'cannot', 'unknown'] as const;
export type ClientState = (typeof clientStates)[number];

/** `tls`: no version or cipher suite in common. `passwords`: no mechanism in common. `tokens`: it gets none. */
export const obstacleKinds = ['tls', 'passwords', 'tokens'] as const;

/** What keeps a mail program from a server. */
export interface Obstacle {
  readonly kind: (typeof obstacleKinds)[number];
  /** Without a full stop, the server first. */
  readonly text: string;
  readonly fix: string;
}

/** A mail program at one server, whatever the port. */
export interface ClientAtServer {
  readonly type: ServerType;
  readonly host: string;
  readonly ports: readonly number[];
  /** `can`: at one of the ports nothing is in the way that is known. `cannot`: something is at each of them. */
  readonly state: ClientState;
  /** Of `cannot`. */
  readonly obstacles: readonly Obstacle[];
}

/** Whether a mail program, as it is installed, can use the servers that were seen. */
export interface ClientReport {
  readonly id: string;
  readonly name: string;
  readonly servers: readonly ClientAtServer[];
  /** Where its abilities are known from. */
  readonly sources: readonly { readonly url: string; readonly date: string }[];
}
