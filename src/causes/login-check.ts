import type { Case } from '../model/cause.ts';
import { diagnoseCommand, serverCommand, userOf } from './command-line.ts';
import { endpointsOf } from './where.ts';

/** The login of the first endpoint once more: `mailcheck imap mail.example.org:993 --security tls --user ann@example.org`. */
export function loginCheck(at: Case): string {
  const [one] = endpointsOf(at);
  if (one === undefined || one.protocol === 'sieve') return diagnoseCommand(at.view.target);
  return serverCommand(one, { user: userOf(at.view) });
}
