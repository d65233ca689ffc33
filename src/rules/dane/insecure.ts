import { defineRule } from '../../model/finding.ts';
import { addresses } from '../../probes/facts/dns.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';
import { daneState } from '../dane-state.ts';

export default defineRule({
  id: 'dane/insecure',
  title: 'TLSA records are not signed, so nobody uses them',
  severity: 'warning',
  on: 'host',
  reads: [daneRecords, addresses],
  messages: {
    unsigned: '{name} has TLSA records, but {what} not signed with DNSSEC: senders pass the records over.',
    unproved:
      '{name} has TLSA records. Whether they are signed cannot be told through this resolver: ask one on this machine, or by TLS.',
  },
  *check(at, view) {
    const dane = view.value(daneRecords, at);
    // Of addresses that could not be looked up nobody knows whether they are signed.
    if (dane === undefined || dane.records.length === 0 || view.value(addresses, at) === undefined) return;
    const state = daneState(dane);
    const args = { host: at.name, name: dane.name };
    if (state === 'unproved') yield { message: 'unproved', args: { ...args, what: '' }, severity: 'notice' };
    if (state !== 'insecure') return;
    const { secure } = dane;
    const what = !secure.exchangers
      ? 'the MX records are'
      : secure.addresses
        ? 'they are'
        : `the addresses of ${at.name} are`;
    yield { message: 'unsigned', args: { ...args, what } };
  },
});
