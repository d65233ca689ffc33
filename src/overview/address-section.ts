import type { View } from '../model/finding.ts';
import type { RecordSection } from '../model/report.ts';
import type { Domain } from '../model/subject.ts';
import { reverseNote } from './exchanger-section.ts';

/** Addresses that the user says mail is sent from. */
export function addressSection(_: Domain, view: View): RecordSection {
  const ips = view.target.records?.sendingIps ?? [];
  return { title: 'Sender', lines: ips.map((ip) => ({ depth: 0, text: ip, note: reverseNote(ip, ip, view) })) };
}
