import type { View } from '../model/finding.ts';
import type { RecordSection } from '../model/report.ts';
import { domain } from '../model/subject.ts';
import { addressSection } from './address-section.ts';
import { certificateSections } from './certificate-sections.ts';
import { dkimSection } from './dkim-section.ts';
import { dmarcSection } from './dmarc-section.ts';
import { exchangerSection } from './exchanger-section.ts';
import { serviceSection } from './service-section.ts';
import { spfSection } from './spf-section.ts';
import { transportSections } from './transport-sections.ts';

/** What the domain of a run publishes, kind by kind, for reading. Judges nothing. Pure. */
export function overview(view: View): RecordSection[] {
  const name = view.target.domain;
  if (name === undefined) return [];
  const at = domain(name);
  return [
    exchangerSection(at, view),
    addressSection(at, view),
    spfSection(at, view),
    dkimSection(at, view),
    dmarcSection(at, view),
    ...transportSections(at, view),
    ...certificateSections(at, view),
    serviceSection(at, view),
  ].filter(({ lines }) => lines.length > 0);
}
