import { defineRule } from '../../model/finding.ts';
import { tlsReporting } from '../../probes/facts/published.ts';

export default defineRule({
  id: 'tls-rpt/record-invalid',
  title: 'The TLS-RPT record is wrong, so no reports come',
  severity: 'warning',
  on: 'domain',
  reads: [tlsReporting],
  messages: {
    several: 'There are {count} TLS-RPT records at _smtp._tls.{domain}: senders take that for none (RFC 8460 3).',
    address: 'The TLS-RPT record of {domain} has no rua= with mailto: or https: addresses: nobody can be reported to.',
    fault:
      'The TLS-RPT record of {domain} names "{text}" for reports, which is neither a mailto: nor an https: address.',
    spelling: 'The name _smtp._tls.{domain} has "{text}", which is no TLS-RPT record: it must begin with v=TLSRPTv1;.',
  },
  *check(at, view) {
    const found = view.value(tlsReporting, at);
    if (found === undefined) return;
    const [record] = found.records;
    const [odd] = record?.faults ?? [];
    const text = (record === undefined ? found.resembling[0] : odd)?.slice(0, 80) ?? '';
    const args = { domain: at.name, count: found.records.length, text };
    if (found.records.length > 1) yield { message: 'several', args };
    else if (record === undefined && text !== '') yield { message: 'spelling', args };
    else if (record !== undefined && odd !== undefined) yield { message: 'fault', args };
    else if (record?.addresses.length === 0) yield { message: 'address', args };
  },
});
