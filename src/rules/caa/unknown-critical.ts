import { defineRule } from '../../model/finding.ts';
import { caa } from '../../probes/facts/published.ts';
import { isUnknownCritical } from '../../protocols/caa.ts';

export default defineRule({
  id: 'caa/unknown-critical',
  title: 'A CAA record forbids issuing to whoever does not know its tag',
  severity: 'warning',
  on: 'domain',
  reads: [caa],
  messages: {
    unknown:
      'The CAA records of {at} mark the tag "{tag}" as critical, which authorities do not know: they must not issue.',
  },
  *check(at, view) {
    const found = view.value(caa, at);
    for (const { tag } of found?.records.filter(isUnknownCritical) ?? []) {
      yield { message: 'unknown', args: { domain: at.name, at: found?.at ?? at.name, tag } };
    }
  },
});
