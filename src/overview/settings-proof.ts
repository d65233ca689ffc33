import { failureText } from '../model/failure-text.ts';
import type { View } from '../model/finding.ts';
import type { AuthMethod, CandidateProof, ServerSettings } from '../model/settings.ts';
import { type Endpoint, host, type Service, service } from '../model/subject.ts';
import { addresses, places } from '../probes/facts/dns.ts';
import { connect, greeting, offer, securedOffer, starttls, tlsSession } from '../probes/facts/mail.ts';
import { isOffered, methodsIn } from '../protocols/sasl/auth-methods.ts';
import { certificateText } from '../rules/settings-state.ts';

const shownNames = 5;

type Seen = Omit<CandidateProof, 'evidence'> & { readonly evidence: readonly (string | undefined)[] };

/** What connecting to a server showed, of all its addresses the best one; `claims` is how clients are told to log in. */
export function proofOf(server: ServerSettings, claims: readonly AuthMethod[], view: View): CandidateProof {
  const at = service(server.host, server.type, server.port, server.security);
  const endpoints = view
    .subjects('endpoint')
    .filter((one) => one.host === at.host && one.protocol === at.protocol && one.port === at.port)
    .filter((one) => one.security === at.security);
  const seen = endpoints.map((one) => ({ one, proof: seenAt(one, claims, view) }));
  const order: readonly CandidateProof['state'][] = ['works', 'unverified', 'fails', 'untested'];
  const [best] = seen.sort((a, b) => order.indexOf(a.proof.state) - order.indexOf(b.proof.state));
  if (best === undefined) return unreached(at, view);
  const { evidence, ...proof } = best.proof;
  const elsewhere = seen.filter(({ proof: other }) => other.state === 'fails' && proof.state === 'works');
  return {
    ...proof,
    ...(elsewhere.length === 0 ? {} : { text: `not at ${elsewhere.map(({ one }) => one.ip).join(', ')}` }),
    evidence: evidence.flatMap((id) => id ?? []),
  };
}

function seenAt(at: Endpoint, claims: readonly AuthMethod[], view: View): Seen {
  const stages = [connect, greeting, offer, starttls, tlsSession, securedOffer] as const;
  for (const fact of stages) {
    const failure = view.failure(fact, at);
    if (failure !== undefined) return { state: 'fails', text: failureText(failure), evidence: [view.id(fact, at)] };
  }
  const tls = view.value(tlsSession, at);
  if (tls !== undefined && !tls.verified) {
    const names = tls.chain[0]?.names.slice(0, shownNames).join(', ') ?? '';
    const of = tls.trust.ok && !tls.nameMatches && names !== '' ? ` (${names})` : '';
    return { state: 'unverified', text: `${certificateText(tls)}${of}`, evidence: [view.id(tlsSession, at)] };
  }
  const offered = view.value(at.security === 'none' ? offer : securedOffer, at);
  if (offered === undefined) return { state: 'untested', evidence: [] };
  const lacks = claims.filter((method) => isOffered(method, offered) === false);
  return {
    state: 'works',
    ...(tls === undefined ? {} : { tlsVersion: tls.version }),
    mechanisms: offered.mechanisms,
    offers: methodsIn(offered),
    ...(lacks.length === 0 ? {} : { lacks }),
    evidence: [view.id(tlsSession, at), view.id(at.security === 'none' ? offer : securedOffer, at)],
  };
}

/** No address was connected to. */
function unreached(at: Service, view: View): CandidateProof {
  const outcome = view.outcome(places, at);
  if (outcome?.status === 'skipped' && outcome.because === 'private-address') {
    return { state: 'private', text: 'its addresses are private, and not asked (--allow-private)', evidence: [] };
  }
  const found = view.value(addresses, host(at.host));
  const evidence = [view.id(addresses, host(at.host))].flatMap((id) => id ?? []);
  if (found !== undefined && found.ips.length === 0) {
    return { state: 'not-found', text: 'the name has no address', evidence };
  }
  const failure = view.failure(addresses, host(at.host));
  return { state: 'untested', ...(failure === undefined ? {} : { text: failureText(failure) }), evidence };
}
