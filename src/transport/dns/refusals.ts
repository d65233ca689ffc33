import type { DnsTrouble, Failure } from '../../model/failure.ts';

/** Why one server gave no answer. */
export type Refusal = Pick<Extract<Failure, { kind: 'dns' }>, 'trouble' | 'ede'>;

/** A server that answered says more than one that did not. */
const mute: readonly DnsTrouble[] = ['timeout', 'unreachable'];

/** Why a question has no answer: what the first server said that said anything. Servers in the order they failed in. */
export function whyNone(refusals: ReadonlyMap<string, Refusal>): Refusal & { readonly resolver?: string } {
  const [first] = refusals;
  const [resolver, refusal] = [...refusals].find(([, { trouble }]) => !mute.includes(trouble)) ?? first ?? [];
  return { ...(refusal ?? { trouble: 'unreachable' }), ...(resolver === undefined ? {} : { resolver }) };
}
