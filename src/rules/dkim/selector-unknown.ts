import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';

export default defineRule({
  id: 'dkim/selector-unknown',
  title: 'Which DKIM selectors the domain uses is not known',
  severity: 'notice',
  on: 'domain',
  reads: [dkimKeys],
  messages: {
    unknown:
      '{domain} has a key under none of {tried} common selectors. That says nothing: give the selector (--selector, or --message FILE).',
  },
  *check(at, view) {
    const found = view.value(dkimKeys, at);
    if (found === undefined || found.tried === found.unknown || found.lookups.length > 0) return;
    yield { message: 'unknown', args: { domain: at.name, tried: found.tried - found.unknown } };
  },
});
