import type { TlsReason } from '../model/failure.ts';

/** OpenSSL's words for each reason; the spelling of alerts changed with OpenSSL 3.4 (`SSL/TLS_ALERT_…`). */
const reasons: readonly (readonly [RegExp, TlsReason])[] = [
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST|BAD_RECORD_TYPE/, 'not-tls'],
  [/UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION|UNSUPPORTED_SSL_VERSION|VERSION_TOO_LOW|NO_PROTOCOLS/, 'version'],
  [/ALERT_HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHER|WRONG_CIPHER|INSUFFICIENT_SECURITY|NO_SUITABLE/, 'cipher'],
  [/KEY_TOO_SMALL|MODULUS_TOO_SMALL|KEY_TOO_WEAK|MD_TOO_WEAK/, 'key'],
  [/ALERT/, 'alert'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|CLOSED)$|UNEXPECTED_EOF/, 'closed'],
];

/** What a handshake failed on, by Node's or OpenSSL's code. */
export const tlsReason = (code: string): TlsReason => reasons.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';

/** True when bytes could begin a TLS record: an alert or a handshake message of version 3.x (RFC 8446 section 5.1). */
export function looksLikeTls(first: Uint8Array): boolean {
  if (first.length === 0) return true;
  if (first[0] !== 0x15 && first[0] !== 0x16) return false;
  return first.length === 1 || first[1] === 0x03;
}
