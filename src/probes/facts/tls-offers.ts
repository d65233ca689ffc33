import { type Fact, fact } from '../../model/evidence.ts';
import type { Failure, TlsReason } from '../../model/failure.ts';
import type { TlsOffer } from '../../model/tls-offer.ts';

/** The server took a handshake in which nothing else was offered. */
export interface TakenOffer {
  /** By its IANA name. */
  readonly cipher: string;
}

const takes = fact<TakenOffer>();

/** What came of a handshake with each offer alone. A failure of kind `tls`: the server does not take it. */
export const offerFacts: Readonly<Record<TlsOffer, Fact<TakenOffer, 'endpoint'>>> = {
  TLSv1: takes('tls/takes-1.0', 'endpoint', 'TLS 1.0'),
  'TLSv1.1': takes('tls/takes-1.1', 'endpoint', 'TLS 1.1'),
  'TLSv1.2': takes('tls/takes-1.2', 'endpoint', 'TLS 1.2'),
  'TLSv1.3': takes('tls/takes-1.3', 'endpoint', 'TLS 1.3'),
  'windows-8.1': takes('tls/takes-windows-8.1', 'endpoint', 'TLS 1.2 with the suites of Windows 8.1'),
  rsa: takes('tls/takes-rsa', 'endpoint', 'TLS 1.2 with RSA key exchange'),
};

const refusals: readonly TlsReason[] = ['version', 'cipher', 'key', 'alert', 'closed'];

/** Did the server turn the offer down? Otherwise it was not heard, or this machine cannot make the offer. */
export const isRefusal = (failure: Failure): boolean =>
  failure.kind === 'tls' && refusals.includes(failure.reason) && !failure.code.includes('NO_PROTOCOLS');

/** Versions, the newest first. */
export const versionOffers: readonly TlsOffer[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/**
 * What the conversation itself has shown: everything was offered, so the server takes the version that it chose and none
 * that is newer (RFC 8446 section 4.2.1, RFC 5246 appendix E.1).
 * @returns taken: true, not taken: false, not known: undefined
 */
export function shownBySession(offer: TlsOffer, session: { version: string; cipher: string }): boolean | undefined {
  const chosen = versionOffers.indexOf(session.version as TlsOffer);
  if (chosen < 0) return undefined;
  if (offer === 'rsa' || offer === 'windows-8.1') {
    if (chosen > versionOffers.indexOf('TLSv1.2')) return false;
    return session.version === 'TLSv1.2' && session.cipher.startsWith('TLS_RSA_') ? true : undefined;
  }
  const asked = versionOffers.indexOf(offer);
  if (asked < chosen) return false;
  return asked === chosen ? true : undefined;
}
