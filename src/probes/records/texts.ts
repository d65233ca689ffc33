import type { DnsAnswer } from '../../model/resolver.ts';
import { type Asker, ask, type LookUp } from '../dns/look-up.ts';

/** Of a thousand records the first are read, and of each as much as any sane one has. */
const mostTexts = 20;
const longestText = 8192;

/** The TXT records of a name, cut to what a report can hold. */
export async function textsAt(
  look: LookUp,
  by: Asker,
  name: string,
): Promise<{ readonly texts: readonly string[]; readonly answer: DnsAnswer }> {
  const answer = await ask(look, by, name, 'TXT');
  return { texts: answer.records.slice(0, mostTexts).map(({ data }) => data.slice(0, longestText)), answer };
}
