import { defineRule } from '../../model/finding.ts';
import { dmarcPolicy } from '../../probes/facts/dmarc.ts';

export default defineRule({
  id: 'dmarc/misplaced',
  title: 'A DMARC record is where, or written as, nobody reads it',
  severity: 'error',
  on: 'domain',
  reads: [dmarcPolicy],
  messages: {
    place: 'There is a DMARC record at {name}, where no receiver looks; it belongs at _dmarc.{domain}.',
    spelling: 'The name _dmarc.{domain} has "{text}", which is no DMARC record: it must begin with v=DMARC1.',
  },
  *check(at, view) {
    const found = view.value(dmarcPolicy, at);
    for (const { name, text } of found?.misplaced ?? []) {
      yield { message: 'place', args: { domain: at.name, name, text: text.slice(0, 80) } };
    }
    const own = found?.names.find(({ name }) => name === at.name);
    if (own === undefined || own.records.length > 0) return;
    for (const text of own.resembling) {
      yield { message: 'spelling', args: { domain: at.name, name: at.name, text: text.slice(0, 80) } };
    }
  },
});
