import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';

export default defineRule({
  id: 'dmarc/specifications-disagree',
  title: 'Old and new receivers take the domain for part of different organisations',
  severity: 'notice',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    record:
      'Receivers by RFC 7489 follow the DMARC record of {old}, those by RFC 9989 that of {new}: their verdicts differ.',
    alignment:
      'By RFC 7489 {domain} belongs to {old}, by RFC 9989 to {new}: what is aligned (adkim, aspf) differs between receivers.',
  },
  *check(at, view) {
    const found = view.value(dmarcPolicy, at);
    if (found === undefined || found.names.some(({ trouble }) => trouble !== undefined)) return;
    const { rfc7489, rfc9989 } = found.governing;
    if (rfc7489 === undefined && rfc9989 === undefined) return;
    const domain = at.name;
    if (rfc7489 !== rfc9989) {
      yield { message: 'record', args: { domain, old: rfc7489 ?? 'no domain', new: rfc9989 ?? 'no domain' } };
    } else if (found.bySuffixList !== undefined && found.bySuffixList !== found.byWalk) {
      yield { message: 'alignment', args: { domain, old: found.bySuffixList, new: found.byWalk } };
    }
  },
});
