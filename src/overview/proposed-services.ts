import type { ProposedGroup, ProposedRecord } from '../model/proposal.ts';
import { host } from '../model/subject.ts';
import { addresses, serviceRecords } from '../probes/facts/dns.ts';
import { caa } from '../probes/facts/published.ts';
import { allowedIssuers } from '../protocols/caa.ts';
import { isHostName } from '../protocols/dns-names.ts';
import type { Ground } from './proposal.ts';

/** Who may issue certificates, and how mail programs find their servers. */
export const proposedServices = (ground: Ground): ProposedGroup[] => [
  issuers(ground),
  ...(ground.mute ? [] : [services(ground)]),
];

function issuers({ at, view }: Ground): ProposedGroup {
  const title = 'CAA';
  const found = view.value(caa, at);
  if (found === undefined)
    return { title, remarks: ['The CAA records could not be looked up: leave them as they are.'], records: [] };
  if (found.at !== undefined && allowedIssuers(found.records)?.length !== 0) {
    const records = found.records.map(
      ({ critical, tag, value }): ProposedRecord => ({
        name: found.at ?? at.name,
        type: 'CAA',
        data: `${critical ? 128 : 0} ${tag} "${value}"`,
      }),
    );
    return { title, remarks: ['Kept as they are.'], records };
  }
  return {
    title,
    remarks: [
      'Name each authority that issues certificates for the domain, web servers included. Which these are cannot be seen for certain from here.',
    ],
    records: [{ name: at.name, type: 'CAA', data: '0 issue "letsencrypt.org"', example: true }],
  };
}

/** RFC 6186 and RFC 8314: TLS from the start before STARTTLS. */
const usual: readonly (readonly [string, string])[] = [
  ['_submissions', '0 1 465'],
  ['_submission', '10 1 587'],
  ['_imaps', '0 1 993'],
  ['_imap', '10 1 143'],
];

function services({ at, view }: Ground): ProposedGroup {
  const title = 'SRV';
  const found = view.value(serviceRecords, at)?.records ?? [];
  const dead = found.filter(({ target }) => view.value(addresses, host(target))?.ips.length === 0);
  const records = found
    .filter((one) => !dead.includes(one) && (one.target === '.' || isHostName(one.target)))
    .map(
      ({ label, priority, weight, port, target }): ProposedRecord => ({
        name: `${label}._tcp.${at.name}`,
        type: 'SRV',
        data: `${priority} ${weight} ${port} ${target === '.' ? '.' : `${target}.`}`,
      }),
    );
  const remarks = dead.map(({ label, target }) => `Left out: ${label} names ${target}, which has no address.`);
  if (records.length > 0) return { title, remarks: remarks.length > 0 ? remarks : ['Kept as they are.'], records };
  return {
    title,
    remarks: [
      ...remarks,
      'For mail programs. Fill in the servers that users log in to; which these are is not known here.',
    ],
    records: usual.map(([label, data]) => ({
      name: `${label}._tcp.${at.name}`,
      type: 'SRV',
      data: `${data} mail.${at.name}.`,
      example: true,
    })),
  };
}
