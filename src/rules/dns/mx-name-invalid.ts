import { defineRule } from '../../model/finding.ts';
import { mailExchangers } from '../../probes/facts/dns.ts';
import { isHostName } from '../../protocols/dns-names.ts';
import { canonicalIp } from '../../protocols/ip.ts';

export default defineRule({
  id: 'dns/mx-name-invalid',
  title: 'An MX record names no host',
  severity: 'error',
  on: 'domain',
  reads: [mailExchangers],
  messages: {
    address: 'The MX record of {domain} holds the address {exchange} where a name belongs: most senders cannot use it.',
    name: 'The MX record of {domain} names "{exchange}", which cannot be the name of a host.',
  },
  *check(at, view) {
    for (const { exchange } of view.value(mailExchangers, at)?.records ?? []) {
      const args = { domain: at.name, exchange };
      if (canonicalIp(exchange) !== undefined) yield { message: 'address', args };
      else if (exchange !== '.' && !isHostName(exchange)) yield { message: 'name', args };
    }
  },
});
