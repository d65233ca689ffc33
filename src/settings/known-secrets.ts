import type { Secret } from '../model/secret.ts';
import { createRedactor } from '../transport/redactor.ts';

const redactor = createRedactor();

/** Secrets read in this process; the last resort hides them wherever they may have got to. */
export const rememberSecret = (secret: Secret): void => redactor.add(secret);

/** Text without any of the secrets read so far, whatever way they are written. */
export const redactKnown = (text: string): string => redactor.redact(text);
