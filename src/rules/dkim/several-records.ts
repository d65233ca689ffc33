import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';
import { resemblesKey } from '../../protocols/dkim/key.ts';
import { weightOfKey } from '../dkim-weight.ts';

export default defineRule({
  id: 'dkim/several-records',
  title: 'There are several records under one DKIM selector',
  severity: 'error',
  on: 'domain',
  reads: [dkimKeys],
  messages: {
    split: 'The key at {name} is spread over {count} TXT records; it must be one record of several strings.',
    several: '{name} has {count} TXT records: what verifiers make of several is undefined (RFC 6376 3.6.2.2).',
  },
  *check(at, view) {
    for (const { selector, domain, texts, source } of view.value(dkimKeys, at)?.lookups ?? []) {
      if (texts.length < 2) continue;
      const rest = texts.filter((text) => !resemblesKey(text));
      const isSplit = rest.length > 0 && rest.every((text) => /^["A-Za-z0-9+/=\s]+$/.test(text));
      const args = { selector, domain, name: `${selector}._domainkey.${domain}`, count: texts.length };
      yield { message: isSplit ? 'split' : 'several', args, ...weightOfKey(source) };
    }
  },
});
