import { defineRule } from '../../model/finding.ts';
import { reverseNames } from '../../probes/facts/dns.ts';
import { isPrivateAddress } from '../../protocols/ip.ts';

export default defineRule({
  id: 'dns/reverse-name-missing',
  title: 'A mail server’s address has no reverse name',
  severity: 'notice',
  on: 'address',
  reads: [reverseNames],
  messages: {
    missing: '{ip} has no reverse name (PTR): receivers distrust mail from such an address.',
    unconfirmed: 'The reverse name of {ip} ({names}) does not lead back to it: receivers distrust mail from it.',
  },
  *check(at, view) {
    const found = view.value(reverseNames, at);
    // An address that nobody outside can reach sends nothing there either.
    if (found === undefined || found.forwardConfirmed || isPrivateAddress(at.ip)) return;
    const args = { ip: at.ip, names: found.names.join(', ') };
    // A mail exchanger need not send; of a sending address large receivers demand the name.
    const sends = view.target.records?.sendingIps.includes(at.ip) === true;
    yield {
      message: found.names.length === 0 ? 'missing' : 'unconfirmed',
      args,
      ...(sends ? { severity: 'error' as const } : {}),
    };
  },
});
