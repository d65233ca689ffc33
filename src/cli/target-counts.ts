import type { TargetCounts } from '../settings/fair-use.ts';
import { readListSubject } from '../settings/list-wishes.ts';
import type { TargetText } from './target-file.ts';

/** What many targets are, counted before any is asked about. */
export interface CountedTargets {
  readonly targets: number;
  readonly kinds: TargetCounts;
}

/** A name counts as a name and one IPv4 address; how many it has is not known before it is asked for. */
export async function countTargets(lines: AsyncIterable<TargetText>, allowPrivate: boolean): Promise<CountedTargets> {
  let targets = 0;
  const kinds = { ip4: 0, ip6: 0, domain: 0 };
  for await (const { text } of lines) {
    targets++;
    const subject = readListSubject(text, allowPrivate);
    if (typeof subject !== 'string') continue;
    if (subject.includes(':')) kinds.ip6++;
    else {
      kinds.ip4++;
      if (!/^[\d.]+$/.test(subject)) kinds.domain++;
    }
  }
  return { targets, kinds };
}
