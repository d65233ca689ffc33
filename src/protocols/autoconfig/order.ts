import type { ServerSettings } from '../../model/settings.ts';
import { securities } from '../../model/subject.ts';

/** TLS before STARTTLS before nothing, IMAP before POP3, then as they were written. */
export function inOrder<T extends ServerSettings>(servers: readonly T[]): readonly T[] {
  const rank = ({ security, type }: ServerSettings): number =>
    2 * securities.indexOf(security) + (type === 'pop3' ? 1 : 0);
  return [...servers].sort((a, b) => rank(a) - rank(b));
}
