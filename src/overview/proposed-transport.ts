import type { ProposedGroup, ProposedRecord } from '../model/proposal.ts';
import { endpoint, host, service } from '../model/subject.ts';
import { addresses } from '../probes/facts/dns.ts';
import { daneRecords, domainValidation } from '../probes/facts/dnssec.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { stsPolicy, stsRecords } from '../probes/facts/mta-sts.ts';
import { tlsReporting } from '../probes/facts/published.ts';
import { coversHost } from '../protocols/mta-sts.ts';
import { matchingDepth } from '../protocols/tlsa.ts';
import type { Ground } from './proposal.ts';

const week = 604_800;

/** MTA-STS, TLS-RPT and DANE, for a domain that receives mail. */
export function proposedTransport(ground: Ground): ProposedGroup[] {
  if (ground.mute || ground.exchangers.length === 0) return [];
  return [sts(ground), reporting(ground), dane(ground)];
}

function sts({ at, view, exchangers }: Ground): ProposedGroup {
  const title = 'MTA-STS';
  const name = `_mta-sts.${at.name}`;
  const [record] = view.value(stsRecords, at)?.records ?? [];
  const fetched = view.value(stsPolicy, at);
  const policy = fetched?.result.kind === 'policy' ? fetched.result.policy : undefined;
  const holds = policy?.problems.length === 0 && exchangers.every((one) => coversHost(policy.mx, one));
  const place = `https://mta-sts.${at.name}/.well-known/mta-sts.txt`;
  if (record?.id !== undefined && (holds || (fetched === undefined && policy === undefined))) {
    const remarks = [holds ? 'Kept as it is, policy included.' : 'Kept as it is; the policy was not fetched.'];
    return { title, remarks, records: [{ name, type: 'TXT', data: record.text }] };
  }
  const id = view.now.toISOString().slice(0, 19).replace(/[-:]/g, '');
  const mode = policy?.mode === 'enforce' ? 'enforce' : 'testing';
  const web: ProposedRecord[] =
    fetched?.result.kind === 'no-host' || fetched === undefined
      ? [{ name: `mta-sts.${at.name}`, type: 'A', data: '192.0.2.1', example: true }]
      : [];
  return {
    title,
    remarks: [
      `First serve the file below at ${place}, with a certificate for mta-sts.${at.name}; then publish the record.`,
      ...(mode === 'testing'
        ? ['To start with: failures are only reported. Make it "mode: enforce" when the reports are clean.']
        : []),
      'Give the record a new id whenever the file changes.',
    ],
    records: [...web, { name, type: 'TXT', data: `v=STSv1; id=${id}` }],
    file: {
      place,
      lines: [
        'version: STSv1',
        `mode: ${mode}`,
        ...exchangers.map((one) => `mx: ${one}`),
        `max_age: ${policy?.maxAge ?? week}`,
      ],
    },
  };
}

function reporting({ at, view }: Ground): ProposedGroup {
  const name = `_smtp._tls.${at.name}`;
  const records = view.value(tlsReporting, at)?.records ?? [];
  const [record] = records;
  const holds =
    records.length === 1 && record !== undefined && record.addresses.length > 0 && record.faults.length === 0;
  const data = holds ? record.text : `v=TLSRPTv1; rua=mailto:postmaster@${at.name}`;
  const remarks = [holds ? 'Kept as it is.' : 'Failures of TLS are reported there once a day.'];
  return { title: 'TLS-RPT', remarks, records: [{ name, type: 'TXT', data }] };
}

/** Records of the keys that were seen, for hosts of a signed domain. */
function dane({ at, view, exchangers }: Ground): ProposedGroup {
  const title = 'DANE';
  const validation = view.value(domainValidation, at);
  const signed = validation !== undefined && !validation.bogus && (validation.ds?.length ?? 0) > 0;
  if (!signed)
    return {
      title,
      remarks: ['Not proposed: it needs DNSSEC, and the domain is not known to be signed.'],
      records: [],
    };
  const remarks: string[] = [];
  const records = exchangers.flatMap((name): ProposedRecord[] => {
    const chains = (view.value(addresses, host(name))?.ips ?? []).flatMap((ip) => {
      const seen = view.value(tlsSession, endpoint(service(name, 'smtp', 25, 'starttls'), ip));
      return seen === undefined ? [] : [seen.chain];
    });
    const published = view.value(daneRecords, host(name))?.records ?? [];
    const fits = chains.length > 0 && chains.every((chain) => published.some((one) => matchingDepth(one, chain) >= 0));
    if (fits) {
      remarks.push(`The records of ${name} fit what it shows: leave them as they are.`);
      return [];
    }
    const keys = [...new Set(chains.flatMap(([leaf]) => leaf?.digests?.key.sha256 ?? []))];
    if (keys.length === 0) remarks.push(`${name} showed no certificate: its records cannot be worked out.`);
    return keys.map((key) => ({ name: `_25._tcp.${name}`, type: 'TLSA', data: `3 1 1 ${key}` }));
  });
  if (records.length > 0) {
    remarks.push(
      'The key that is in use now. Keep it at renewals, or publish the next one two days before it is used.',
    );
    if (records.some((one) => !one.name.endsWith(`.${at.name}`)))
      remarks.push('Names outside the domain belong into the zone of their owner, who must sign it.');
  }
  return { title, remarks, records };
}
