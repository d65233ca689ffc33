import { failureText } from '../model/failure-text.ts';
import type { View } from '../model/finding.ts';
import type { RecordLine, RecordSection } from '../model/report.ts';
import { type Domain, endpoint, host, service } from '../model/subject.ts';
import { addresses } from '../probes/facts/dns.ts';
import { type DaneRecords, daneRecords } from '../probes/facts/dnssec.ts';
import { tlsSession } from '../probes/facts/mail.ts';
import { type StsPolicyFetch, stsPolicy, stsRecords } from '../probes/facts/mta-sts.ts';
import { tlsReporting } from '../probes/facts/published.ts';
import { matchingDepth, type TlsaRecord } from '../protocols/tlsa.ts';
import { daneState } from '../rules/dane-state.ts';
import { cut, unknown } from './unknown.ts';

/** What the domain promises to servers that deliver to it: MTA-STS, TLS-RPT and DANE. */
export function transportSections(at: Domain, view: View): RecordSection[] {
  return [
    { title: 'MTA-STS', lines: stsLines(at, view) },
    { title: 'TLS-RPT', lines: reportingLines(at, view) },
    { title: 'DANE', lines: view.subjects('host').flatMap(({ name }) => daneLines(name, view)) },
  ];
}

function stsLines(at: Domain, view: View): RecordLine[] {
  const found = view.value(stsRecords, at);
  if (found === undefined) return unknown(stsRecords, at, view);
  if (found.records.length === 0) return [{ depth: 0, text: '', note: 'none' }];
  const fetched = view.value(stsPolicy, at);
  return [
    ...found.records.map(({ text }) => ({ depth: 0, text: cut(text) })),
    ...(fetched === undefined
      ? unknown(stsPolicy, at, view).map((line) => ({ ...line, depth: 1 }))
      : policyLines(fetched)),
  ];
}

function policyLines({ result, alias }: StsPolicyFetch): RecordLine[] {
  const by: RecordLine[] = alias === undefined ? [] : [{ depth: 1, text: '', note: `policy kept by ${alias}` }];
  return [{ depth: 1, text: '', note: policyNote(result) }, ...by];
}

function policyNote(result: StsPolicyFetch['result']): string {
  switch (result.kind) {
    case 'policy': {
      const { mode, mx, maxAge, problems } = result.policy;
      const age = maxAge === undefined ? '' : `, kept for ${lasting(maxAge)}`;
      const faults = problems.length === 0 ? '' : `, ${problems.length} faults`;
      return `${mode ?? 'no mode'} for ${mx.slice(0, 5).join(', ') || 'no host'}${age}${faults}`;
    }
    case 'no-host':
      return 'no policy: its host has no address';
    case 'private':
      return 'not asked: the host of the policy is in a private network';
    case 'certificate':
      return 'no policy: the certificate of its host does not prove it';
    case 'status':
      return `no policy: HTTP ${result.status}`;
    case 'too-long':
      return 'no policy: too long';
    case 'encoded':
      return `no policy: compressed (${result.encoding})`;
    case 'failed':
      return `no policy: ${failureText(result.failure)}`;
  }
}

function lasting(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `${days} day${days === 1 ? '' : 's'}` : `${seconds} s`;
}

function reportingLines(at: Domain, view: View): RecordLine[] {
  const found = view.value(tlsReporting, at);
  if (found === undefined) return unknown(tlsReporting, at, view);
  if (found.records.length === 0) return [{ depth: 0, text: '', note: 'none' }];
  return found.records.map(({ text }) => ({ depth: 0, text: cut(text) }));
}

const states = {
  secure: 'signed',
  insecure: 'not signed: senders pass them over',
  unproved: 'whether they are signed cannot be told through this resolver',
};

function daneLines(name: string, view: View): RecordLine[] {
  const found = view.value(daneRecords, host(name));
  if (found === undefined || found.records.length === 0) return [];
  return [
    { depth: 0, text: found.name, note: states[daneState(found)] },
    ...found.records.map((record) => ({ depth: 1, text: shortText(record), note: fitNote(name, record, found, view) })),
  ];
}

const shortText = ({ usage, selector, matching, data }: TlsaRecord): string =>
  `${usage} ${selector} ${matching} ${data.slice(0, 16)}…`;

/** Does the record fit what the host shows, as far as it was seen? */
function fitNote(name: string, record: TlsaRecord, _: DaneRecords, view: View): string {
  if (record.unusable !== undefined) return `of no use for mail (${record.unusable})`;
  const at = service(name, 'smtp', 25, 'starttls');
  const ips = view.value(addresses, host(name))?.ips ?? [];
  const chains = ips.flatMap((ip) => view.value(tlsSession, endpoint(at, ip))?.chain ?? undefined).length;
  const sessions = ips.flatMap((ip) => view.value(tlsSession, endpoint(at, ip)) ?? []);
  if (chains === 0 || sessions.length === 0) return 'not compared: no certificate was seen';
  const fits = sessions.filter(({ chain }) => matchingDepth(record, chain) >= 0).length;
  if (fits === sessions.length) return 'fits the certificate';
  return fits === 0 ? 'does not fit the certificate' : `fits at ${fits} of ${sessions.length} addresses`;
}
