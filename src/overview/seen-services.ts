import { takesTokensOnly } from '../knowledge/provider-advice.ts';
import type { View } from '../model/finding.ts';
import { type ServerType, serverTypes } from '../model/settings.ts';
import type { Endpoint } from '../model/subject.ts';
import { hostPort } from '../model/subject.ts';
import type { TlsOffer } from '../model/tls-offer.ts';
import { securedOffer, tlsSession } from '../probes/facts/mail.ts';
import { isRefusal, offerFacts, shownBySession } from '../probes/facts/tls-offers.ts';

/** A service for mail programs, as it was seen over TLS on its addresses. */
export interface SeenService {
  readonly type: ServerType;
  readonly host: string;
  readonly port: number;
  /** Does it take a handshake with nothing but this? Undefined: not known, or its addresses differ. */
  takes(offer: TlsOffer): boolean | undefined;
  /** SASL mechanisms, and `LOGIN` for the login commands; undefined: not asked. */
  readonly logins?: readonly string[];
  /** It lets nobody in with a password, as its provider is known to do, or as it offers. */
  readonly wantsToken?: 'known' | 'offered';
}

/** SASL mechanisms that take an access token. */
export const tokenNames: readonly string[] = ['OAUTHBEARER', 'XOAUTH2'];

/** Services over TLS, in the order of the view; never port 25, where servers meet. */
export function seenServices(view: View): SeenService[] {
  const places = new Map<string, { type: ServerType; endpoints: [Endpoint, ...Endpoint[]] }>();
  for (const { subject, outcome } of view.all(tlsSession)) {
    const type = serverTypes.find((one) => one === subject.protocol);
    if (type === undefined || subject.port === 25 || outcome.status !== 'observed') continue;
    const place = `${type} ${hostPort(subject.host, subject.port)}`;
    const known = places.get(place);
    if (known === undefined) places.set(place, { type, endpoints: [subject] });
    else known.endpoints.push(subject);
  }
  return [...places.values()].map(({ type, endpoints }) => serviceOf(type, endpoints, view));
}

function serviceOf(type: ServerType, endpoints: readonly [Endpoint, ...Endpoint[]], view: View): SeenService {
  const [{ host, port }] = endpoints;
  const offer = endpoints.map((at) => view.value(securedOffer, at)).find((one) => one !== undefined);
  const logins = offer === undefined ? undefined : [...offer.mechanisms, ...(offer.plainLogin ? ['LOGIN'] : [])];
  const isOffered = logins !== undefined && logins.length > 0 && logins.every((name) => tokenNames.includes(name));
  return {
    ...{ type, host, port },
    takes(asked) {
      const answers = endpoints.flatMap((at) => takenAt(at, asked, view) ?? []);
      return answers.every((one) => one === answers[0]) ? answers[0] : undefined;
    },
    ...(logins === undefined ? {} : { logins }),
    ...(takesTokensOnly(type, host) ? { wantsToken: 'known' } : isOffered ? { wantsToken: 'offered' } : {}),
  };
}

/** By a handshake of its own, by what the conversation showed, or by another answer that holds for this one as well. */
function takenAt(at: Endpoint, offer: TlsOffer, view: View): boolean | undefined {
  const outcome = view.outcome(offerFacts[offer], at);
  if (outcome?.status === 'observed') return true;
  if (outcome?.status === 'failed' && isRefusal(outcome.failure)) return false;
  const session = view.value(tlsSession, at);
  const shown = session === undefined ? undefined : shownBySession(offer, session);
  if (shown !== undefined || (offer !== 'rsa' && offer !== 'windows-8.1')) return shown;
  if (takenAt(at, 'TLSv1.2', view) === false) return false;
  return offer === 'windows-8.1' && takenAt(at, 'rsa', view) === true ? true : undefined;
}
