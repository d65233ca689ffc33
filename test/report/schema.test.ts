import { describe, expect, test } from 'vitest';
import { judge, readEvidence, render, writeEvidence } from '../../src/index.ts';
import { scenarioIds } from '../../src/lab/catalogue.ts';
import { renderEvent } from '../../src/report/format.ts';
import { evidenceOf } from './lab-evidence.ts';
import { complaints, validator } from './schema.ts';

const report = validator();
const event = validator('event');
const saved = validator('savedEvidence');

describe('every report of the lab is as the schema says', () => {
  test.each(scenarioIds)('%s: reported, saved, judged again, and told as it happened', async (id) => {
    const lines: string[] = [];
    const evidence = await evidenceOf(id, { onEvent: (one) => void lines.push(renderEvent(one)) });
    const first = judge(evidence);
    expect(complaints(report, JSON.parse(render(first, 'json')))).toBe('');

    const file = writeEvidence(evidence);
    expect(complaints(saved, JSON.parse(file))).toBe('');
    const read = readEvidence(file);
    if ('problem' in read) throw new Error(read.detail);
    expect(read).toEqual(JSON.parse(file));
    expect(complaints(report, JSON.parse(render(judge(read), 'json')))).toBe('');

    lines.push(render(first, 'ndjson'));
    for (const line of lines) expect(complaints(event, JSON.parse(line))).toBe('');
  });
});
