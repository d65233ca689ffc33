import type { AuthMethod } from '../../model/settings.ts';

/** Mechanisms by which a client logs in as settings say. SCRAM takes the same password as PLAIN, and does not show it. */
const mechanismsOf: Readonly<Partial<Record<AuthMethod, RegExp>>> = {
  'password-cleartext': /^(?:PLAIN|LOGIN|SCRAM-.*)$/,
  'app-password': /^(?:PLAIN|LOGIN|SCRAM-.*|CRAM-MD5)$/,
  'password-encrypted': /^(?:CRAM-MD5|DIGEST-MD5|APOP|SCRAM-.*)$/,
  oauth2: /^(?:OAUTHBEARER|XOAUTH2)$/,
  gssapi: /^(?:GSSAPI|GS2-KRB5|GSS-SPNEGO|KERBEROS_V4)$/,
  ntlm: /^(?:NTLM|GSS-SPNEGO)$/,
  'tls-client-cert': /^EXTERNAL$/,
};

interface Offered {
  readonly mechanisms: readonly string[];
  readonly plainLogin: boolean;
}

const namesIn = ({ mechanisms, plainLogin }: Offered): readonly string[] =>
  plainLogin ? [...mechanisms, 'LOGIN'] : mechanisms;

/** Can a client log in so at a server with this offer? Undefined where an offer cannot tell: nobody logs in. */
export function isOffered(method: AuthMethod, offer: Offered): boolean | undefined {
  const pattern = mechanismsOf[method];
  return pattern === undefined ? undefined : namesIn(offer).some((name) => pattern.test(name));
}

/** How clients may log in by an offer, in the words of settings; the usual password first. */
export const methodsIn = (offer: Offered): AuthMethod[] =>
  (['password-cleartext', 'password-encrypted', 'oauth2', 'gssapi', 'ntlm', 'tls-client-cert'] as const).filter(
    (method) => isOffered(method, offer) === true,
  );
