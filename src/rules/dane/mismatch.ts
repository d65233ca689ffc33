import { defineRule } from '../../model/finding.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';
import { tlsSession } from '../../probes/facts/mail.ts';
import { matchingDepth } from '../../protocols/tlsa.ts';
import { daneOf, daneState } from '../dane-state.ts';

export default defineRule({
  id: 'dane/mismatch',
  title: 'The certificate is not the one that the TLSA records name',
  severity: 'error',
  on: 'endpoint',
  reads: [daneRecords, tlsSession],
  messages: {
    secure:
      'None of the TLSA records at {name} ({records}) fits the certificate that {host} ({ip}) shows: senders that use DANE do not deliver.',
    unproved:
      'None of the TLSA records at {name} ({records}) fits the certificate that {host} ({ip}) shows. If the zone is signed, senders that use DANE do not deliver.',
    name: 'The TLSA records at {name} name an authority, whose certificate for {host} ({ip}) is for other names: senders that use DANE do not deliver.',
  },
  *check(at, view) {
    if (at.protocol !== 'smtp' || at.port !== 25) return;
    const dane = daneOf(at, view);
    const tls = view.value(tlsSession, at);
    if (dane === undefined || tls === undefined || tls.chain.some(({ digests }) => digests === undefined)) return;
    const usable = dane.records.filter(({ unusable }) => unusable === undefined);
    const state = daneState(dane);
    if (usable.length === 0 || state === 'insecure') return;
    const matches = usable.filter((record) => matchingDepth(record, tls.chain) >= 0);
    const records = usable.map(({ usage, selector, matching }) => `${usage} ${selector} ${matching}`).join(', ');
    const args = { host: at.host, ip: at.ip, name: dane.name, records };
    const weight = state === 'secure' ? {} : { severity: 'warning' as const };
    if (matches.length === 0) yield { message: state, args, ...weight };
    // RFC 7672 section 3.1.2: under an authority the name counts, of an end entity (usage 3) it does not.
    else if (matches.every(({ usage }) => usage === 2) && !tls.nameMatches) yield { message: 'name', args, ...weight };
  },
});
