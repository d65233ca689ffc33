import { describe, expect, test } from 'vitest';
import { createLiveLines, rowLine } from '../../src/cli/live-lines.ts';
import { createRows, type Row } from '../../src/cli/progress-rows.ts';
import type { Observation } from '../../src/model/evidence.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';
import type { RunEvent } from '../../src/model/probe.ts';
import type { Report } from '../../src/model/report.ts';
import { domain, endpoint, here, type Subject, service } from '../../src/model/subject.ts';

const imaps = endpoint(service('mail.lab.test', 'imap', 993, 'tls'), '192.0.2.10');
const imap = endpoint(service('mail.lab.test', 'imap', 143, 'starttls'), '192.0.2.10');

const started = (subject: Subject): RunEvent => ({ type: 'started', probe: 'imap', subject });
const finished = (subject: Subject): RunEvent => ({ type: 'finished', probe: 'imap', subject });
function observed(fact: string, subject: Subject, status: 'observed' | 'failed'): RunEvent {
  const outcome: Observation['outcome'] =
    status === 'observed'
      ? { status, value: {} }
      : { status, failure: { kind: 'timeout', stage: 'connect', afterMs: 1 } };
  const span = { startedAt: 0, ms: 1, roundTrips: 1 };
  return { type: 'observed', observation: { id: fact, fact, subject, outcome, span, transcript: [] } };
}
const finding = (subject: Subject, severity: Severity): Finding => ({
  rule: 'tls/expired',
  subject,
  severity,
  message: 'expired',
  args: {},
  text: 'It expired.',
  evidence: [],
});
const reportWith = (...findings: readonly Finding[]): Report => ({ findings }) as unknown as Report;
const shown = (row: Row | undefined): string => `${row?.state} ${row?.pieces.map(({ text }) => text).join(' ')}`;

describe('a line for every server', () => {
  test('says what the server is asked while it works', () => {
    const rows = createRows();
    rows.event(started(here));
    rows.event(started(imaps));
    rows.event(observed('net/connect', imaps, 'observed'));
    rows.event(observed('tls/session', imaps, 'observed'));
    expect(rows.current().map(({ name }) => name)).toEqual(['mail.lab.test']);
    expect(shown(rows.current()[0])).toBe('working 993 session');
    rows.event(finished(imaps));
    expect(shown(rows.current()[0])).toBe('done 993');
  });

  test.each([
    ['good', [], 'good'],
    ['a notice', [finding(imaps, 'notice')], 'good'],
    ['a warning', [finding(imaps, 'warning')], 'warn'],
    ['an error', [finding(imap, 'notice'), finding(imaps, 'error')], 'bad'],
  ])('settles into how the server is: %s', (_, findings, state) => {
    const rows = createRows();
    for (const at of [imaps, imap]) rows.event(observed('net/connect', at, 'observed'));
    const [row] = rows.settled(reportWith(...findings));
    expect(shown(row)).toBe(`${state} 143 993`);
    expect(row?.pieces.map(({ tone }) => tone)).toEqual(['good', state]);
  });

  test('a guessed server without any open port is absent', () => {
    const rows = createRows();
    rows.event(observed('net/connect', imaps, 'failed'));
    expect(shown(rows.settled(reportWith())[0])).toBe('absent ');
  });

  test('a name that was looked up when the run ended early is not called good', () => {
    const rows = createRows();
    rows.event(started(domain('lab.test')));
    rows.event(observed('settings/table', domain('lab.test'), 'observed'));
    expect(shown(rows.current()[0])).toBe('working sources of settings');
    expect(shown(rows.settled({ ...reportWith(), interrupted: 'signal' })[0])).toBe('absent ');
    expect(shown(rows.settled(reportWith())[0])).toBe('good ');
  });

  test('names from the DNS cannot move the cursor', () => {
    const rows = createRows();
    rows.event(started(domain('evil\x1b[2J.test')));
    expect(rows.current()[0]?.name).toBe('evil??2J.test');
  });
});

describe('lines that change in place', () => {
  const row = (name: string, state: Row['state'] = 'working'): Row => ({ name, state, pieces: [] });
  function screen(size: { columns?: number; rows?: number } = {}) {
    const written: string[] = [];
    return { ...size, written, write: (text: string) => written.push(text) };
  }

  test('a row fits the width, colours not counted', () => {
    const long: Row = { name: 'mail.lab.test', state: 'bad', pieces: [{ text: '9'.repeat(200), tone: 'bad' }] };
    const plain = rowLine(long, { width: 40, color: false, frame: 0, nameWidth: 10 });
    expect(plain).toHaveLength(40);
    const colored = rowLine(long, { width: 40, color: true, frame: 0, nameWidth: 10 });
    expect(colored.replace(/\x1b\[\d+m/g, '')).toBe(plain);
  });

  test('each drawing takes the place of the last, and the cursor comes back', () => {
    const terminal = screen();
    const lines = createLiveLines(terminal, false);
    lines.draw([row('a'), row('b')]);
    lines.draw([row('a'), row('b')]);
    lines.settle([row('a', 'good'), row('b', 'bad')]);
    expect(terminal.written[0]).not.toContain('\x1b[2A');
    expect(terminal.written[1]).toContain('\x1b[2A');
    expect(terminal.written[2]).toMatch(/\x1b\[2A[\s\S]*✓ a\n✗ b\n/);
    expect(terminal.written.at(-1)).toBe('\x1b[?25h');
  });

  test('a low screen shows those at work and counts the others', () => {
    const terminal = screen({ rows: 6 });
    const many = [row('a', 'done'), row('b', 'done'), row('c', 'done'), row('d'), row('e', 'done')];
    createLiveLines(terminal, false).draw(many);
    expect(terminal.written.join('')).toMatch(/ d\n[\s\S]* {2}… 2 more\n/);
    expect(terminal.written.join('').match(/\n/g)).toHaveLength(4);
  });
});
