import { isQueryName } from '../../protocols/dns-names.ts';
import { targetName } from '../../protocols/spf/expand.ts';
import { parseMacroString } from '../../protocols/spf/macro.ts';
import type { SpfExplanation } from '../facts/spf.ts';
import type { Exp } from './check-host.ts';
import { expandFor } from './macro-values.ts';
import { type SpfRun, termRun } from './run.ts';

const longestText = 2048;

/** The words for a sender whose result is fail (RFC 7208 section 6.2). Costs no lookup; trouble means no words. */
export async function explain(run: SpfRun, { macro, domain }: Exp): Promise<SpfExplanation> {
  // Counts of its own: what a receiver does after the result is not part of it.
  const apart: SpfRun = { ...run, lookups: 0, voids: Number.NEGATIVE_INFINITY };
  const own = termRun();
  const expanded = await expandFor(apart, own, macro, domain);
  if ('problem' in expanded) return { target: macro.text, asked: own.asked, trouble: 'dns' };
  const target = targetName(expanded.text);
  if (!isQueryName(target)) return { target, asked: own.asked, trouble: 'not-a-domain' };
  const { asked, data } = await run.questions.ask(target, 'TXT');
  own.asked.push(asked);
  const without = (trouble: Exclude<SpfExplanation['trouble'], undefined>) => ({ target, asked: own.asked, trouble });
  if (asked.found === 'failed' || asked.found === 'not-asked') return without('dns');
  if (data.length !== 1) return without(data.length === 0 ? 'no-record' : 'several-records');
  const read = parseMacroString(data[0]!, 'explanation');
  if ('error' in read) return without('syntax');
  const said = await expandFor(apart, own, read.value, domain);
  if ('problem' in said) return without('dns');
  return { target, asked: own.asked, text: said.text.slice(0, longestText) };
}
