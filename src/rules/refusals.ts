import type { Symptom } from '../model/cause.ts';
import type { RuleId } from '../model/finding.ts';

/** Rules whose findings quote a refusing reply and carry what it says in `meaning` and its companions (`refusalArgs`). */
export const refusalRules: readonly RuleId[] = [
  'mail/greeting-refused',
  'tls/starttls-refused',
  'auth/rejected',
  'smtp/sender-refused',
  'smtp/recipient-refused',
  'smtp/delivery-refused',
  'imap/refused',
  'pop3/refused',
];

/** Every refusal that means `meaning`, wherever in a conversation it was said. */
export const refusedAs = (meaning: string): Symptom[] => refusalRules.map((rule) => ({ rule, where: { meaning } }));
