import { reasonOfError } from '../knowledge/extended-dns-errors.ts';
import type { Validation } from '../probes/facts/dnssec.ts';

/** What a zone that is not signed brings about as well (RFC 8914 sections 4.10 and 4.11). */
const ofMissingKeys = [9, 10];

/** Why the signatures do not hold, in words: by their own dates, else as the resolver tells. */
export function whyBroken({ ede, signatures }: Validation, now: Date): string {
  const [first] = [...(signatures ?? [])].sort((a, b) => Date.parse(b.until) - Date.parse(a.until));
  if (first !== undefined && Date.parse(first.until) < now.getTime()) {
    return `its signatures ran out on ${first.until.slice(0, 10)}`;
  }
  if (first !== undefined && signatures?.every(({ from }) => Date.parse(from) > now.getTime())) {
    return `its signatures begin to hold on ${first.from.slice(0, 10)}`;
  }
  // 6 says no more than that they do not hold.
  const telling = ede.filter((code) => code !== 6);
  if (signatures?.length === 0 && telling.every((code) => ofMissingKeys.includes(code))) {
    return 'it has no signatures, where the parent zone says that it is signed';
  }
  return reasonOfError(telling) ?? 'the resolver does not say why';
}
