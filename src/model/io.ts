import type { Fetcher } from './fetcher.ts';
import type { Limits } from './limits.ts';
import type { Network } from './network.ts';
import type { Redactor } from './redactor.ts';
import type { Resolver } from './resolver.ts';
import type { Dialer } from './session.ts';

/** What a probe needs of the world. Secrets are given to the one conversation that uses them. */
export interface Io {
  readonly dialer: Dialer;
  readonly fetcher: Fetcher;
  readonly resolver: Resolver;
  readonly network: Network;
  readonly limits: Limits;
  /** Redacts by value whatever is recorded; secrets are added as they become known. */
  readonly redactor: Redactor;
  now(): Date;
}
