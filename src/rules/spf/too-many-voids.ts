import { defineRule } from '../../model/finding.ts';
import { spfSurvey } from '../../probes/facts/spf.ts';

const limit = 2;

export default defineRule({
  id: 'spf/too-many-voids',
  title: 'The SPF record asks for too many names that have nothing',
  severity: 'warning',
  on: 'domain',
  reads: [spfSurvey],
  messages: {
    many: 'The SPF record of {domain} leads to nothing {count} times for a sender over {family}, {limit} are allowed: receivers may call it permerror.',
  },
  *check(at, view) {
    const voids = view.value(spfSurvey, at)?.voids;
    if (voids === undefined) return;
    const count = Math.max(voids.ipv4, voids.ipv6);
    const family = voids.ipv4 === voids.ipv6 ? 'IPv4 or IPv6' : voids.ipv4 > voids.ipv6 ? 'IPv4' : 'IPv6';
    if (count > limit) yield { message: 'many', args: { domain: at.name, count, limit, family } };
  },
});
