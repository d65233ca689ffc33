import { describe, expect, test } from 'vitest';
import type { RecordLine } from '../../src/model/report.ts';
import { recordSection } from '../../src/report/record-section.ts';
import { plainStyle } from '../../src/report/style.ts';
import { wholeReport } from './whole-report.ts';

const shown = (lines: RecordLine[], width = 80): string =>
  recordSection({ ...wholeReport, records: [{ title: 'SPF', lines }] }, { ...plainStyle, width });

describe('the records of a domain', () => {
  test('stand under their kind, what is said of them beside or below', () => {
    const text = shown([
      { depth: 0, text: 'v=spf1 mx -all' },
      { depth: 1, text: 'mx', note: 'lookup 1: 192.0.2.10' },
      { depth: 1, text: '', note: '1 of 10 lookups' },
      { depth: 0, text: 'x'.repeat(60), note: 'too long to stand beside' },
    ]);
    expect(text.split('\n')).toEqual([
      'Records',
      '   SPF      v=spf1 mx -all',
      '              mx  lookup 1: 192.0.2.10',
      '              1 of 10 lookups',
      `            ${'x'.repeat(60)}`,
      '              too long to stand beside',
    ]);
  });

  test.each([40, 60, 80, 100])('fit into %i columns', (width) => {
    const words = Array.from({ length: 60 }, (_, n) => `include:s${n}.test`).join(' ');
    const text = shown(
      [0, 1, 2, 4].map((depth) => ({ depth, text: words, note: words })),
      width,
    );
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  test('are made harmless', () => {
    const text = shown([{ depth: 0, text: '\u001b[2Jv=spf1\n::error::x', note: '\u202e' }]);
    expect(text).toContain('\\x1b[2Jv=spf1 / :');
    expect(text).not.toMatch(/\u001b|\u202e|::error::/);
  });

  test('are left out where nobody asked for them', () => {
    const { records: _, ...rest } = wholeReport;
    expect(recordSection(rest, plainStyle)).toBe('');
  });
});
