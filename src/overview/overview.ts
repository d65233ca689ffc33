import type { View } from '../model/finding.ts';
import type { RecordSection } from '../model/report.ts';
import { type Domain, domain } from '../model/subject.ts';
import { addressSection } from './address-section.ts';
import { certificateSections } from './certificate-sections.ts';
import { dkimSection } from './dkim-section.ts';
import { dmarcSection } from './dmarc-section.ts';
import { exchangerSection } from './exchanger-section.ts';
import { serviceSection } from './service-section.ts';
import { spfSection } from './spf-section.ts';
import { transportSections } from './transport-sections.ts';

type Tell = (at: Domain, view: View) => readonly RecordSection[];

/** What the domain of a run publishes, kind by kind, for reading. They judge nothing and are pure. */
const kinds: Readonly<Record<string, Tell>> = {
  exchangers: (at, view) => [exchangerSection(at, view)],
  addresses: (at, view) => [addressSection(at, view)],
  spf: (at, view) => [spfSection(at, view)],
  dkim: (at, view) => [dkimSection(at, view)],
  dmarc: (at, view) => [dmarcSection(at, view)],
  transport: transportSections,
  certificates: certificateSections,
  services: (at, view) => [serviceSection(at, view)],
};

/** By kind, what tells the sections of the run's domain; none where the run did not ask for records. */
export function overview(view: View): Readonly<Record<string, () => readonly RecordSection[]>> {
  const { domain: name, records } = view.target;
  if (name === undefined || records === undefined) return {};
  const told = ([kind, tell]: [string, Tell]) =>
    [
      kind,
      () =>
        tell(domain(name), view)
          .filter(({ lines }) => lines.length > 0)
          .map(inText),
    ] as const;
  return Object.fromEntries(Object.entries(kinds).map(told));
}

/** Facts of saved evidence may be anything; what is told of them is text. */
const inText = ({ title, lines }: RecordSection): RecordSection => ({
  title,
  lines: lines.map(({ depth, text, note }) => ({
    depth,
    text: `${text}`,
    ...(note === undefined ? {} : { note: `${note}` }),
  })),
});
