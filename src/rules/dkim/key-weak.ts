import { defineRule } from '../../model/finding.ts';
import { dkimKeys } from '../../probes/facts/dkim.ts';
import { weightOfKey } from '../dkim-weight.ts';

export default defineRule({
  id: 'dkim/key-weak',
  title: 'A DKIM key is too short',
  severity: 'error',
  on: 'domain',
  reads: [dkimKeys],
  messages: {
    refused: 'The RSA key at {name} has {bits} bits; verifiers refuse fewer than 1024 (RFC 8301).',
    short: 'The RSA key at {name} has {bits} bits; 2048 are advised (RFC 8301).',
  },
  *check(at, view) {
    for (const { selector, domain, key, source } of view.value(dkimKeys, at)?.lookups ?? []) {
      if (key?.type !== 'rsa' || key.bits === undefined || key.bits >= 2048) continue;
      const args = { selector, domain, name: `${selector}._domainkey.${domain}`, bits: key.bits };
      if (key.bits < 1024) yield { message: 'refused', args, ...weightOfKey(source) };
      else yield { message: 'short', args, severity: 'notice' };
    }
  },
});
