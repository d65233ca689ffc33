import { defineRule } from '../../model/finding.ts';
import { address } from '../../model/subject.ts';
import { reverseNames } from '../../probes/facts/dns.ts';
import { greeting } from '../../probes/facts/mail.ts';
import { isHostName, lowerName } from '../../protocols/dns-names.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'dns/greeting-name-differs',
  title: 'A mail server calls itself otherwise than the DNS does',
  severity: 'notice',
  on: 'endpoint',
  reads: [greeting, reverseNames],
  messages: {
    'no-name': '{host} ({ip}) greets as "{name}", which is not a full name: as a sender it would be refused with it.',
    differs:
      '{host} ({ip}) greets as {name}, while its address is called {reverse}: receivers compare the two where it sends.',
  },
  *check(at, view) {
    if (at.protocol !== 'smtp' || at.port !== 25 || !exchangersOf(view).includes(at.host)) return;
    const claims = view.value(greeting, at)?.claims;
    if (claims === undefined) return;
    const name = lowerName(claims);
    const args = { host: at.host, ip: at.ip, name };
    if (!isHostName(name) || !name.includes('.')) {
      yield { message: 'no-name', args: { ...args, reverse: '' } };
      return;
    }
    const reverse = view.value(reverseNames, address(at.host, at.ip))?.names ?? [];
    if (reverse.length === 0 || name === at.host || reverse.includes(name)) return;
    yield { message: 'differs', args: { ...args, reverse: reverse.join(', ') } };
  },
});
