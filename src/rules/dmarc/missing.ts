import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';

export default defineRule({
  id: 'dmarc/missing',
  title: 'The domain has no DMARC record',
  severity: 'warning',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    missing:
      'Neither {domain} nor a domain above it has a DMARC record: anybody can write mail in its name, and large receivers want one from who sends much.',
  },
  *check(at, view) {
    const found = view.value(dmarcPolicy, at);
    if (found === undefined || found.misplaced.length > 0) return;
    // A name that could not be asked, or that has something, may govern.
    const isOpen = found.names.some(
      ({ trouble, records, resembling, name }) =>
        trouble !== undefined || records.length > 0 || (name === at.name && resembling.length > 0),
    );
    if (!isOpen) yield { message: 'missing', args: { domain: at.name } };
  },
});
