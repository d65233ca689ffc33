import { defineRule } from '../../model/finding.ts';
import type { TlsView } from '../../model/tls-view.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { certificateWeight } from '../certificate-weight.ts';

/** Dates are judged by rules of their own; OpenSSL names only the first fault. */
const aboutDates = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'];

export default defineRule({
  id: 'tls/certificate-untrusted',
  title: 'The certificate leads to no trusted authority',
  severity: 'error',
  on: 'endpoint',
  reads: [tlsSession],
  messages: {
    'self-signed': 'The certificate of {host} on port {port} is signed by itself, not by an authority.',
    'unknown-ca': 'The certificate of {host} on port {port} was issued by {issuer}, which is not trusted here.',
    'incomplete-chain': '{host} on port {port} does not send the intermediate certificate of {issuer}.',
    other: 'The certificate of {host} on port {port} could not be verified ({code}).',
  },
  *check(at, view) {
    const tls = view.value(tlsSession, at);
    if (tls === undefined || tls.trust.ok || aboutDates.includes(tls.trust.code)) return;
    const { code } = tls.trust;
    const reason = reasonOf(tls, code);
    const issuer = tls.chain.at(-1)?.issuer ?? '';
    const args = { host: at.host, port: at.port, code, reason, issuer };
    yield { message: reason, args, ...certificateWeight(at, view) };
  },
});

/** OpenSSL's codes: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ */
function reasonOf({ chain }: TlsView, code: string) {
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return 'self-signed';
  if (code === 'SELF_SIGNED_CERT_IN_CHAIN') return 'unknown-ca';
  const isUnfinished = /^UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF_SIGNATURE)/.test(code);
  if (!isUnfinished) return 'other';
  const [leaf] = chain;
  if (chain.length === 1 && leaf?.selfSigned === true) return 'self-signed';
  // Only the leaf was sent: whether its issuer is known cannot be told before the intermediate is there.
  return chain.length === 1 ? 'incomplete-chain' : 'unknown-ca';
}
