import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';
import { weightOfKey } from '../dkim-weight.ts';

export default defineRule({
  id: 'dkim/key-invalid',
  title: 'A DKIM key record cannot be used',
  severity: 'error',
  on: 'domain',
  reads: [dkimKeys],
  messages: {
    version: '{name} has a version other than v=DKIM1, or not at its beginning: verifiers pass the record over.',
    'no-key': '{name} has no key (p=) in it.',
    quotes: '{name} has quotes or backslashes in its key: the zone editor took the signs of a zone file for text.',
    base64: 'The key at {name} holds characters that no key has.',
    truncated: 'The key at {name} is cut short: probably the zone editor took only 255 characters of it.',
    'not-a-key': 'What stands in p= at {name} is not a {type} key.',
    'unknown-type': '{name} is of the type k={type}, which verifiers do not know.',
    hash: '{name} allows (h=) no hash that is in use: SHA-256 is the one.',
    service: '{name} is not meant for mail (s=).',
    syntax: '{name} breaks the grammar of a key record.',
  },
  *check(at, view) {
    for (const { selector, domain, key, source } of view.value(dkimKeys, at)?.lookups ?? []) {
      for (const problem of key?.problems ?? []) {
        const args = { selector, domain, name: `${selector}._domainkey.${domain}`, type: key?.type ?? '', problem };
        // A verifier reads a record over small faults; whether each does is not known.
        const weight = problem === 'syntax' ? { severity: 'warning' as const } : weightOfKey(source);
        yield { message: problem, args, ...weight };
      }
    }
  },
});
