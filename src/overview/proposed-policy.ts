import type { ProposedGroup } from '../model/proposal.ts';
import { dmarcPolicy } from '../probes/facts/dmarc.ts';
import { governingRecord } from '../rules/dmarc-record.ts';
import type { Ground } from './proposal.ts';

/** The DMARC record that holds, or one to start with. */
export function proposedPolicy({ at, view, mute }: Ground): ProposedGroup {
  const title = 'DMARC';
  const governing = governingRecord(at, view);
  const name = `_dmarc.${at.name}`;
  const unasked = view.value(dmarcPolicy, at)?.names.some(({ trouble }) => trouble !== undefined) ?? true;
  if (governing?.record.policy !== undefined) {
    const own = governing.name === at.name;
    const remarks = [
      own ? 'Kept as it is.' : `The record of ${governing.name} covers the domain; it needs none of its own.`,
    ];
    return { title, remarks, records: own ? [{ name, type: 'TXT', data: governing.record.text }] : [] };
  }
  if (unasked) return { title, remarks: ['The DMARC record could not be looked up: leave it as it is.'], records: [] };
  const reports = `rua=mailto:postmaster@${at.name}`;
  return mute
    ? {
        title,
        remarks: ['Who sends no mail can have all of it refused.'],
        records: [{ name, type: 'TXT', data: 'v=DMARC1; p=reject' }],
      }
    : {
        title,
        remarks: [
          'To start with: nothing is refused yet. Read the reports, mend what sends without SPF and DKIM, then go to p=quarantine and p=reject.',
          `Reports go to postmaster@${at.name}; choose another mailbox if nobody reads that one.`,
        ],
        records: [{ name, type: 'TXT', data: `v=DMARC1; p=none; ${reports}` }],
      };
}
