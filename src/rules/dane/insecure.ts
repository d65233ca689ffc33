import { defineRule } from '../../model/finding.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';
import { daneState } from '../dane-state.ts';

export default defineRule({
  id: 'dane/insecure',
  title: 'TLSA records are not signed, so nobody uses them',
  severity: 'warning',
  on: 'host',
  reads: [daneRecords],
  messages: {
    unsigned: '{name} has TLSA records, but {what} not signed with DNSSEC: senders pass the records over.',
    unproved:
      '{name} has TLSA records. Whether they are signed cannot be told through this resolver: ask one on this machine, or by TLS.',
  },
  *check(at, view) {
    const dane = view.value(daneRecords, at);
    if (dane === undefined || dane.records.length === 0) return;
    const state = daneState(dane);
    const args = { host: at.name, name: dane.name };
    if (state === 'unproved') yield { message: 'unproved', args: { ...args, what: '' }, severity: 'notice' };
    if (state !== 'insecure') return;
    const { exchangers, addresses } = dane.secure;
    const what = !exchangers ? 'the MX records are' : addresses ? 'they are' : `the addresses of ${at.name} are`;
    yield { message: 'unsigned', args: { ...args, what } };
  },
});
