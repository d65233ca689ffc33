import { defineRule } from '../../model/finding.ts';
import { pacc } from '../../probes/facts/settings.ts';
import { paccDigestName } from '../../protocols/pacc.ts';

export default defineRule({
  id: 'settings/pacc-digest',
  title: 'No digest in the DNS proves the configuration',
  severity: 'warning',
  on: 'domain',
  reads: [pacc],
  messages: {
    missing: 'The configuration at {url} has no digest in the DNS (TXT of {name}): mail programs do not use it.',
    wrong:
      'The digest in the DNS (TXT of {name}) is not that of the configuration at {url}, which is {digest}: mail programs do not use it. While one is replaced, publish both digests.',
  },
  *check(at, view) {
    const found = view.value(pacc, at);
    if (found === undefined || found.proof.matches !== false) return;
    const { records, digest = '' } = found.proof;
    const args = { url: found.url, name: paccDigestName(at.name), digest };
    yield { message: records.length === 0 ? 'missing' : 'wrong', args };
  },
});
