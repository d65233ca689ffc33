import { defineRule } from '../../model/finding.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';

export default defineRule({
  id: 'dane/unusable',
  title: 'A TLSA record is of no use for mail',
  severity: 'warning',
  on: 'host',
  reads: [daneRecords],
  messages: {
    usage:
      '{name} has a TLSA record of usage {usage}: senders of mail use only 2 (an authority) and 3 (the certificate itself).',
    selector: '{name} has a TLSA record with the selector {selector}, which does not exist.',
    matching: '{name} has a TLSA record with the matching type {matching}, which does not exist.',
    length:
      '{name} has a TLSA record whose data cannot be of its matching type {matching}: it was cut or copied wrongly.',
  },
  *check(at, view) {
    const dane = view.value(daneRecords, at);
    if (dane === undefined) return;
    for (const { usage, selector, matching, unusable } of dane.records) {
      if (unusable === undefined) continue;
      yield { message: unusable, args: { host: at.name, name: dane.name, usage, selector, matching } };
    }
  },
});
