import { fact } from '../../model/evidence.ts';
import type { DnsTrouble } from '../../model/failure.ts';
import type { DkimSelector } from '../../model/target.ts';
import type { DkimKey } from '../../protocols/dkim/key.ts';

/** What was found under one selector. */
export interface DkimLookup {
  readonly selector: string;
  readonly domain: string;
  /** `common`: nobody named it; it is one of those that many senders use. */
  readonly source: DkimSelector['source'] | 'common';
  /** TXT records that may be keys, cut to what a report can hold. Hostile. */
  readonly texts: readonly string[];
  /** The name that the record really has, where it is reached by an alias. */
  readonly alias?: string;
  /** The key, where there is one record. */
  readonly key?: DkimKey;
  /** The name could not be asked for. */
  readonly trouble?: DnsTrouble;
}

export interface DkimKeys {
  /** Named ones whatever came out, common ones where there is a key; in the order in which they were asked for. */
  readonly lookups: readonly DkimLookup[];
  /** Common selectors that were tried; 0 when selectors were named. */
  readonly tried: number;
  /** Of these, such as could not be asked for. */
  readonly unknown: number;
  /** The domain gives this text for any selector: what it gives for common ones is no sign. */
  readonly wildcard?: string;
}
/** DKIM keys of a domain. That a domain has none can never be observed: selectors are not listed anywhere. */
export const dkimKeys = fact<DkimKeys>()('dkim/keys', 'domain', 'DKIM keys');
