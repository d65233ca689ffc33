import { describe, expect, test } from 'vitest';
import { judge } from '../../src/judge.ts';
import type { RunEvent } from '../../src/model/probe.ts';
import type { Report } from '../../src/model/report.ts';
import { host, subjectId } from '../../src/model/subject.ts';
import { render } from '../../src/report/format.ts';
import { renderEvent } from '../../src/report/json.ts';
import { evidenceOf } from './lab-evidence.ts';
import { reportOf } from './reports.ts';
import { wholeReport } from './whole-report.ts';

describe('json', () => {
  test('is the report and nothing else, in ASCII, two spaces a level, with a line feed at its end', () => {
    const json = render(wholeReport, 'json');
    expect(JSON.parse(json)).toEqual(wholeReport);
    expect(Object.keys(JSON.parse(json))).toEqual(Object.keys(wholeReport));
    expect(json).toMatch(/^\{\n {2}"schemaVersion": "1\.0",\n[ -~\n]+\n\}\n$/);
  });

  test('leaves out what is not there', () => {
    expect(render(reportOf(), 'json')).not.toContain('interrupted');
  });

  test('does not depend on the style', () => {
    expect(render(wholeReport, 'json', { color: 3, width: 20, transcript: true })).toBe(render(wholeReport, 'json'));
  });
});

describe('ndjson', () => {
  test('is one line a thing', () => {
    const event: RunEvent = { type: 'discovered', subject: host('a\nb\u2028c') };
    expect(renderEvent(event)).toBe('{"type":"discovered","subject":{"kind":"host","name":"a\\nb\\u2028c"}}\n');
    const last = render(wholeReport, 'ndjson');
    expect(last.split('\n')).toHaveLength(2);
    expect(JSON.parse(last)).toEqual({ type: 'report', report: wholeReport });
  });

  test('tells a run in an order that can be followed', async () => {
    const events: RunEvent[] = [];
    const evidence = await evidenceOf('healthy', { onEvent: (event) => void events.push(event), limits: {} });
    const lines = [...events.map(renderEvent), render(judge(evidence), 'ndjson')].map(
      (line) => JSON.parse(line) as RunEvent | { readonly type: 'report'; readonly report: Report },
    );
    const known = new Set<string>();
    const running = new Set<string>();
    const observed = new Set<string>();
    for (const event of lines) {
      if (event.type === 'discovered') {
        expect(known.has(subjectId(event.subject)), 'each subject is discovered once').toBe(false);
        known.add(subjectId(event.subject));
      } else if (event.type === 'started') {
        expect(known, 'a probe starts at what was discovered').toContain(subjectId(event.subject));
        running.add(`${event.probe} ${subjectId(event.subject)}`);
      } else if (event.type === 'finished') {
        expect(running.delete(`${event.probe} ${subjectId(event.subject)}`), 'a probe ends that began').toBe(true);
      } else if (event.type === 'observed') {
        const { id, subject, span } = event.observation;
        expect(observed.has(id), 'each fact is settled once').toBe(false);
        expect(known).toContain(subjectId(subject));
        if (span.waitedFor !== undefined) expect(observed, 'what was waited for came before').toContain(span.waitedFor);
        observed.add(id);
      }
    }
    const last = lines.at(-1);
    if (last?.type !== 'report') throw new Error('the report is the last line');
    expect(running.size).toBe(0);
    expect(last.report.evidence.map(({ id }) => id)).toEqual([...observed]);
    expect(lines.filter(({ type }) => type === 'report')).toHaveLength(1);
  });
});

test('every format ends with one line feed', () => {
  for (const format of ['text', 'json', 'ndjson'] as const) expect(render(reportOf(), format)).toMatch(/[^\n]\n$/);
});
