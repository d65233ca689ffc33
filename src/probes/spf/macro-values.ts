import { dottedIp, expand, readableIp, reverseZone, targetName } from '../../protocols/spf/expand.ts';
import { lettersOf, type MacroLetter, type MacroString } from '../../protocols/spf/macro.ts';
import type { SpfProblem } from '../facts/spf.ts';
import { isUnder, nameBehind } from './names-behind.ts';
import { countLookup, type SpfRun, type TermRun } from './run.ts';

type Expanded = { readonly text: string } | { readonly problem: SpfProblem };

/** Expands macros for the check of `domain`. A %{p} asks for the names behind the address. */
export async function expandFor(run: SpfRun, term: TermRun, macro: MacroString, domain: string): Promise<Expanded> {
  let validated = 'unknown';
  if (lettersOf(macro).includes('p')) {
    // RFC 7208 section 4.6.4: the PTR question of %{p} is one of the ten lookups.
    const problem = countLookup(run);
    if (problem !== undefined) return { problem };
    const found = await nameBehind(run, term, (name) => {
      if (!isUnder(name, domain)) return 2;
      return name.length > domain.length ? 1 : 0;
    });
    if ('problem' in found) return found;
    validated = found.name ?? validated;
  }
  const values: Readonly<Record<MacroLetter, () => string>> = {
    s: () => run.sender,
    l: () => run.local,
    o: () => run.senderDomain,
    d: () => domain,
    i: () => dottedIp(run.ip),
    p: () => validated,
    v: () => reverseZone(run.ip),
    h: () => run.helo,
    c: () => readableIp(run.ip),
    r: () => run.receiver,
    t: () => String(run.seconds),
  };
  return { text: expand(macro, (letter) => values[letter]()) };
}

/** The domain that a term is about. */
export async function expandTarget(
  run: SpfRun,
  term: TermRun,
  macro: MacroString | undefined,
  domain: string,
): Promise<{ readonly target: string } | { readonly problem: SpfProblem }> {
  if (macro === undefined) return { target: domain };
  const expanded = await expandFor(run, term, macro, domain);
  return 'problem' in expanded ? expanded : { target: targetName(expanded.text) };
}
