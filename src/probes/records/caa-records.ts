import { defineProbe } from '../../model/probe.ts';
import { climb, parseCaa } from '../../protocols/caa.ts';
import { ask, attempt, data, kept, type LookUp, together } from '../dns/look-up.ts';
import { caa } from '../facts/published.ts';

const mostRecords = 50;

/** CAA of the domain or of the nearest name above it that has any (RFC 8659 section 3). */
export const probeCaaRecords = (look: LookUp) =>
  defineProbe({
    id: 'caa/records',
    on: 'domain',
    effect: 'lookup',
    yields: [caa],
    async run(at, run) {
      await run.stage(caa, async () => {
        const once = together(run);
        const names = climb(at.name).slice(0, -1);
        const answers = await Promise.all(names.map((name) => attempt(ask(look, once, name, 'CAA').then(data))));
        // A name that could not be asked may have had the records that count.
        const end = answers.findIndex((one) => 'failure' in one || one.value.length > 0);
        if (end === -1) return { records: [] };
        const [texts = []] = kept(answers.slice(end, end + 1));
        return { at: names[end] as string, records: texts.slice(0, mostRecords).map(parseCaa) };
      });
    },
  });
