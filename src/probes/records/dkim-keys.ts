import { commonSelectors } from '../../knowledge/dkim-selectors.ts';
import { defineProbe, type ProbeRun } from '../../model/probe.ts';
import type { DkimSelector } from '../../model/target.ts';
import { parseDkimKey, resemblesKey } from '../../protocols/dkim/key.ts';
import { type Asker, attempt, type LookUp, randomLabel, together } from '../dns/look-up.ts';
import { type DkimKeys, type DkimLookup, dkimKeys } from '../facts/dkim.ts';
import { textsAt } from './texts.ts';
import { troubleOf } from './trouble-of.ts';

/** Keys under the selectors that were named; where none was, under those that many senders use. */
export const probeDkimKeys = (look: LookUp) =>
  defineProbe({
    id: 'dkim/keys',
    on: 'domain',
    effect: 'lookup',
    yields: [dkimKeys],
    async run(at, run) {
      const named = look.target.records?.selectors ?? [];
      await run.stage(dkimKeys, () => (named.length > 0 ? askNamed(look, run, named) : askCommon(look, run, at.name)));
    },
  });

async function askNamed(look: LookUp, run: ProbeRun, named: readonly DkimSelector[]): Promise<DkimKeys> {
  const once = together(run);
  const lookups = await Promise.all(named.map((one) => lookUpKey(look, once, one)));
  return { lookups, tried: 0, unknown: 0 };
}

async function askCommon(look: LookUp, run: ProbeRun, domain: string): Promise<DkimKeys> {
  const once = together(run);
  const selectors = commonSelectors.map(({ selector }) => selector);
  const source = 'common' as const;
  const [random, ...lookups] = await Promise.all(
    [randomLabel(), ...selectors].map((selector) => lookUpKey(look, once, { selector, domain, source })),
  );
  const anything = random?.texts ?? [];
  // What any name here has is no key of a selector.
  const found = lookups.filter(({ texts }) => texts.length > 0 && texts.join() !== anything.join());
  const unknown = lookups.filter(({ trouble }) => trouble !== undefined).length;
  const [wildcard] = anything;
  return { lookups: found, tried: selectors.length, unknown, ...(wildcard === undefined ? {} : { wildcard }) };
}

async function lookUpKey(
  look: LookUp,
  by: Asker,
  { selector, domain, source }: Pick<DkimLookup, 'selector' | 'domain' | 'source'>,
): Promise<DkimLookup> {
  const asked = { selector, domain, source };
  const found = await attempt(textsAt(look, by, `${selector}._domainkey.${domain}`));
  if ('failure' in found) return { ...asked, texts: [], trouble: troubleOf(found.failure) };
  const { texts, answer } = found.value;
  const keys = texts.filter(resemblesKey);
  const alias = answer.cnames.at(-1);
  const [text] = keys;
  return {
    ...asked,
    // Beside a key, texts without any tag are the rest of one that was cut.
    texts: keys.length === 0 ? [] : texts,
    ...(alias === undefined ? {} : { alias }),
    ...(text === undefined || texts.length > 1 ? {} : { key: parseDkimKey(text) }),
  };
}
