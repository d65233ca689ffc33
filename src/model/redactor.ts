import type { Secret } from './secret.ts';

export interface Redactor {
  add(secret: Secret): void;
  /** Also a derived value that must not be shown: a SASL response, a digest. */
  addDerived(value: string): void;
  redact(text: string): string;
}
