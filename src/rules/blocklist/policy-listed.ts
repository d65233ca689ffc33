import { defineRule, type Severity, type View } from '../../model/finding.ts';
import type { Address } from '../../model/subject.ts';
import { listings } from '../../probes/facts/blocklist.ts';
import { listingArgs } from '../listing-args.ts';
import { exchangersOf } from '../wanted.ts';

type Role = 'mail-server' | 'client' | 'unknown';

/** The user's word first; what was found by a name sends mail; what a bare address is for, nobody knows. */
function roleOf(at: Address, view: View): Role {
  const { blacklist } = view.target;
  if (blacklist === undefined) return exchangersOf(view).includes(at.host) ? 'mail-server' : 'client';
  return blacklist.role ?? (at.host === at.ip ? 'unknown' : 'mail-server');
}

/** A home connection is listed rightly; a mail server is not. */
const severities: Readonly<Record<Role, Severity>> = { 'mail-server': 'warning', client: 'notice', unknown: 'warning' };

export default defineRule({
  id: 'blocklist/policy-listed',
  title: 'An address is listed as one that should not send mail by itself',
  severity: 'notice',
  on: 'address',
  reads: [listings],
  messages: { policy: '{ip} is listed by {zone} as an address that should not send mail directly: {meaning}.' },
  *check(at, view) {
    const role = roleOf(at, view);
    for (const result of view.value(listings, at)?.results ?? []) {
      if (result.verdict !== 'policy') continue;
      const args = { ip: at.ip, role, ...listingArgs(result) };
      yield { message: 'policy', args, severity: severities[role] };
    }
  },
});
