import type { Finding } from '../model/finding.ts';
import { textOf } from './text-of.ts';

const takesToken = (mechanism: string): boolean => mechanism === 'XOAUTH2' || mechanism === 'OAUTHBEARER';

/** True when a server's mechanisms (arg `offered`) all take an access token, and there are some. */
export function offersOnlyTokens(finding: Finding): boolean {
  const offered = textOf(finding, 'offered')
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '' && word !== 'AND');
  return offered.length > 0 && offered.every(takesToken);
}
