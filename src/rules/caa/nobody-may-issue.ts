import { defineRule } from '../../model/finding.ts';
import { caa } from '../../probes/facts/published.ts';
import { allowedIssuers } from '../../protocols/caa.ts';
import { exchangersOf } from '../wanted.ts';

export default defineRule({
  id: 'caa/nobody-may-issue',
  title: 'No authority may issue certificates for the domain',
  severity: 'warning',
  on: 'domain',
  reads: [caa],
  messages: {
    nobody:
      'The CAA records of {at} allow no authority, and mail servers of {domain} lie below it ({hosts}): their certificates cannot be renewed.',
    unused: 'The CAA records of {at} allow no authority to issue certificates.',
  },
  *check(at, view) {
    const found = view.value(caa, at);
    if (found?.at === undefined || allowedIssuers(found.records)?.length !== 0) return;
    const hosts = exchangersOf(view).filter((name) => `.${name}`.endsWith(`.${found.at}`));
    const args = { domain: at.name, at: found.at, hosts: hosts.join(', ') };
    if (hosts.length > 0) yield { message: 'nobody', args };
    else yield { message: 'unused', args, severity: 'notice' };
  },
});
