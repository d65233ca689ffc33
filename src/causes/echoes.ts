import type { Symptom } from '../model/cause.ts';

/** What is found as well when no name can be looked up. */
export const lookupEchoes: readonly Symptom[] = [
  { rule: 'here/resolver-dead' },
  { rule: 'here/resolver-failing' },
  { rule: 'dns/lookup-failed' },
  { rule: 'dns/domain-lookup-failed' },
  { rule: 'dns/no-server-found' },
  { rule: 'settings/source-failed' },
  { rule: 'blocklist/unusable' },
  { rule: 'spf/lookup-failed' },
  { rule: 'dkim/lookup-failed' },
  { rule: 'dmarc/lookup-failed' },
  { rule: 'dane/lookup-failed' },
];

/** What is found as well when a mail exchanger cannot prove itself to servers that send. */
export const distrustEchoes: readonly Symptom[] = [
  { rule: 'mta-sts/mx-certificate', where: { reason: 'certificate' } },
];

/** What is found as well when a mail exchanger offers no TLS. */
export const plainEchoes: readonly Symptom[] = [
  { rule: 'mta-sts/mx-certificate', where: { reason: 'no-tls' } },
  { rule: 'dane/no-starttls' },
];

/** What is found as well when no packet gets through. */
export const connectionEchoes: readonly Symptom[] = [
  { rule: 'net/timeout' },
  { rule: 'net/unreachable' },
  { rule: 'net/refused' },
  { rule: 'settings/target-dead' },
];

/** What one silent, closed or babbling port may have been called before its real trouble was known. */
export const conversationEchoes: readonly Symptom[] = [
  { rule: 'net/dropped' },
  { rule: 'mail/greeting-missing' },
  { rule: 'mail/wrong-service' },
  { rule: 'mail/violation', where: { stage: 'greeting' } },
  { rule: 'tls/handshake-failed' },
  { rule: 'settings/target-dead' },
];

/** What is found as well when mail programs are sent to a server that fails in one of these ways (`Failure.kind`). */
export const publishedEchoes = (...reasons: readonly string[]): readonly Symptom[] =>
  reasons.map((reason) => ({ rule: 'settings/target-dead', where: { reason } }));
