import type { Redactor } from '../model/redactor.ts';
import type { Secret } from '../model/secret.ts';
import { createRedactor } from '../transport/redactor.ts';

/** What looks for the secrets of a call: made once for each, because it takes time to compile. */
const redactors = new WeakMap<ReadonlySet<Secret>, { readonly redactor: Redactor; readonly added: Set<Secret> }>();

/** Text without any of these secrets, whatever way they are written; the last resort, wherever they may have got to. */
export function redactKnown(text: string, secrets: ReadonlySet<Secret>): string {
  const { redactor, added } = redactors.get(secrets) ?? { redactor: createRedactor(), added: new Set() };
  redactors.set(secrets, { redactor, added });
  for (const secret of secrets) {
    if (!added.has(secret)) redactor.add(secret);
    added.add(secret);
  }
  return redactor.redact(text);
}
