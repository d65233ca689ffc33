import type { View } from '../model/finding.ts';
import type { AuthMethod, ServerProof } from '../model/settings.ts';
import { type Endpoint, type Service, service, subjectId } from '../model/subject.ts';
import { type Offer, securedOffer, tlsSession } from '../probes/facts/mail.ts';
import { candidates } from '../protocols/ports.ts';

/**
 * Servers that showed a verified certificate on every address that spoke TLS, and said what they offer. In the order in
 * which a client should take them: as they were named, each with TLS from the start before STARTTLS.
 */
export function provenServers(view: View): ServerProof[] {
  const services = new Map<string, { at: Service; endpoints: Endpoint[] }>();
  for (const { subject, outcome } of view.all(tlsSession)) {
    if (outcome.status !== 'observed' || subject.protocol === 'sieve') continue;
    const at = service(subject.host, subject.protocol, subject.port, subject.security);
    const known = services.get(subjectId(at)) ?? { at, endpoints: [] };
    services.set(subjectId(at), { at, endpoints: [...known.endpoints, subject] });
  }
  const proofs = [...services.values()].flatMap(({ at, endpoints }) => proofOf(at, endpoints, view) ?? []);
  return proofs.sort((a, b) => rank(a, view) - rank(b, view));
}

function proofOf(at: Service, endpoints: readonly Endpoint[], view: View): ServerProof | undefined {
  if (at.protocol === 'sieve' || endpoints.some((one) => view.value(tlsSession, one)?.verified !== true))
    return undefined;
  for (const one of endpoints) {
    const [tls, offer] = [view.value(tlsSession, one), view.value(securedOffer, one)];
    if (tls === undefined || offer === undefined) continue;
    const { host, port, security } = at;
    const mechanisms = [...offer.mechanisms, ...(offer.plainLogin ? ['LOGIN'] : [])];
    return {
      ...{ type: at.protocol, host, port, security, tlsVersion: tls.version },
      ...{ mechanisms: [...new Set(mechanisms)], auth: methodsOf(at.protocol, offer) },
    };
  }
  return undefined;
}

const named: readonly (readonly [RegExp, AuthMethod])[] = [
  [/^(?:PLAIN|LOGIN|SCRAM-.*)$/, 'password-cleartext'],
  [/^(?:CRAM-MD5|DIGEST-MD5|APOP)$/, 'password-encrypted'],
  [/^(?:OAUTHBEARER|XOAUTH2)$/, 'oauth2'],
  [/^(?:GSSAPI|GS2-KRB5|KERBEROS_V4)$/, 'gssapi'],
  [/^NTLM$/, 'ntlm'],
  [/^EXTERNAL$/, 'tls-client-cert'],
];

/** What the offer means for a client. A submission server that offers no login knows its clients otherwise. */
function methodsOf(protocol: 'smtp' | 'imap' | 'pop3', { mechanisms, plainLogin }: Offer): AuthMethod[] {
  const names = plainLogin ? [...mechanisms, 'LOGIN'] : mechanisms;
  const methods = named.flatMap(([pattern, method]) => (names.some((name) => pattern.test(name)) ? [method] : []));
  return methods.length === 0 && protocol === 'smtp' && names.length === 0 ? ['none'] : methods;
}

function rank({ type, host, port, security }: ServerProof, { target }: View): number {
  const place = target.servers.findIndex(
    (one) => one.protocol === type && one.host === host && (one.port === undefined || one.port === port),
  );
  const standard = candidates(type).findIndex((one) => one.port === port && one.security === security);
  return (place < 0 ? 1000 : place * 10) + (standard < 0 ? 9 : standard);
}
