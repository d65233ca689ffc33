import { defineRule } from '../../model/finding.ts';
import { serviceRecords } from '../../probes/facts/dns.ts';

export default defineRule({
  id: 'srv/contradicts',
  title: 'A service is announced and denied at once',
  severity: 'warning',
  on: 'domain',
  reads: [serviceRecords],
  messages: {
    mixed: '{label}._tcp.{domain} says that the service is not offered (target "."), and names {hosts} for it.',
  },
  *check(at, view) {
    const records = view.value(serviceRecords, at)?.records ?? [];
    for (const label of new Set(records.map((one) => one.label))) {
      const targets = records.filter((one) => one.label === label).map(({ target }) => target);
      const hosts = targets.filter((target) => target !== '.');
      if (hosts.length === 0 || hosts.length === targets.length) continue;
      yield { message: 'mixed', args: { label, domain: at.name, hosts: hosts.join(', ') } };
    }
  },
});
