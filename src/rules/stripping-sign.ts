import type { View } from '../model/finding.ts';
import type { Endpoint } from '../model/subject.ts';
import { offer } from '../probes/facts/mail.ts';

/** What speaks for STARTTLS being taken out of the offer on the way; undefined where nothing does. */
export function strippingSign(at: Endpoint, view: View): string | undefined {
  const own = view.value(offer, at);
  if (own === undefined || own.starttls) return undefined;
  const [line] = own.mangled;
  if (line !== undefined) return `a line is overwritten: ${line}`;
  const other = view
    .all(offer)
    .find(
      ({ subject, outcome }) =>
        subject.host === at.host &&
        subject.protocol === at.protocol &&
        subject.port === at.port &&
        outcome.status === 'observed' &&
        outcome.value.starttls,
    );
  return other === undefined ? undefined : `the same service offers it at ${other.subject.ip}`;
}
