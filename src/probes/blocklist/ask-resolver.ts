import { type Asker, ask, attempt, data, type LookUp } from '../dns/look-up.ts';
import type { AskList } from './desk.ts';

/** A slow list must not hold up the rest. */
const patienceMs = 3_000;

/** Questions to lists through the resolver of the run. */
export function askResolver(look: LookUp): AskList {
  const ms = Math.min(patienceMs, look.io.limits.dnsMs);
  return (name, type, { journal, signal }: Asker) => {
    const patient = { journal, signal: AbortSignal.any([signal, AbortSignal.timeout(ms)]) };
    return attempt(ask(look, patient, name, type).then(data));
  };
}
