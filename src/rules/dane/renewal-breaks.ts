import { defineRule } from '../../model/finding.ts';
import { daneRecords } from '../../probes/facts/dnssec.ts';

export default defineRule({
  id: 'dane/renewal-breaks',
  title: 'The next certificate will not fit the TLSA records',
  severity: 'notice',
  on: 'host',
  reads: [daneRecords],
  messages: {
    whole:
      '{name} names the whole certificate ({records}): with the next one mail is refused, unless its record is published days before. 3 1 1 with a key that is kept lasts longer.',
  },
  *check(at, view) {
    const dane = view.value(daneRecords, at);
    const usable = dane?.records.filter(({ unusable }) => unusable === undefined) ?? [];
    if (dane === undefined || usable.length === 0) return;
    if (!usable.every(({ usage, selector }) => usage === 3 && selector === 0)) return;
    const records = usable.map(({ usage, selector, matching }) => `${usage} ${selector} ${matching}`).join(', ');
    yield { message: 'whole', args: { host: at.name, name: dane.name, records } };
  },
});
