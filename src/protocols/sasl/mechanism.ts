import { Failed } from '../../model/failure.ts';
import type { Credentials } from '../../model/secret.ts';
import { cramMd5 } from './cram-md5.ts';
import type { SaslMechanism, SaslOptions } from './exchange.ts';
import { oauthBearer, xoauth2 } from './oauth.ts';
import { login, plain } from './plain.ts';
import { scram } from './scram.ts';

export type { SaslMechanism, SaslOptions } from './exchange.ts';

type Create = (options: SaslOptions) => SaslMechanism;

/** Best first, inside TLS: what never shows the password, what everyone has, what needs a clear one on the server. */
const mechanisms: Readonly<Record<Credentials['kind'], ReadonlyMap<string, Create>>> = {
  password: new Map<string, Create>([
    ['SCRAM-SHA-256', (options) => scram('sha256', options)],
    ['SCRAM-SHA-1', (options) => scram('sha1', options)],
    ['PLAIN', plain],
    ['LOGIN', login],
    ['CRAM-MD5', cramMd5],
  ]),
  'access-token': new Map<string, Create>([
    ['OAUTHBEARER', oauthBearer],
    ['XOAUTH2', xoauth2],
  ]),
};

/** The mechanisms that can use these credentials, best first. */
export const mechanismsFor = (kind: Credentials['kind']): readonly string[] => [...mechanisms[kind].keys()];

/**
 * The one mechanism to try: `named` by the user, or else the best of those offered. Undefined when it is not offered
 * or cannot use the credentials. There is no second choice after a refusal.
 */
export function choose(offered: readonly string[], kind: Credentials['kind'], named?: string): string | undefined {
  const wanted = named === undefined ? mechanismsFor(kind) : [named.toUpperCase()];
  return wanted.find((name) => mechanisms[kind].has(name) && offered.includes(name));
}

/** @throws Failed `withheld` when the mechanism is not known, or cannot carry the user name or secret. */
export function createMechanism(name: string, options: SaslOptions): SaslMechanism {
  const create = mechanisms.password.get(name) ?? mechanisms['access-token'].get(name);
  if (create === undefined) throw new Failed({ kind: 'withheld', stage: 'auth', reason: 'no-common-mechanism' });
  return create(options);
}
