import { beforeAll, describe, expect, test } from 'vitest';
import { judge, readEvidence, render, writeEvidence } from '../../src/index.ts';
import type { Evidence } from '../../src/model/report.ts';
import { evidenceOf } from '../report/lab-evidence.ts';
import { complaints, mutations, schema, validator } from '../report/schema.ts';
import { wholeReport } from '../report/whole-report.ts';

const {
  schemaVersion,
  tool,
  command,
  startedAt,
  target,
  evidence: observations,
  timing,
  remarks,
  crashes,
} = wholeReport;
const whole: Evidence = {
  ...{ schemaVersion, tool, command, startedAt, target, observations, timing },
  ...{ interrupted: 'deadline', remarks, crashes },
};
const text = writeEvidence(whole);

function read(file: unknown): Evidence {
  const evidence = readEvidence(typeof file === 'string' ? file : JSON.stringify(file));
  if ('problem' in evidence) throw new Error(`${evidence.problem}: ${evidence.detail}`);
  return evidence;
}

describe('what was saved is read again', () => {
  test('unchanged', () => {
    expect(read(text)).toEqual(whole);
  });

  test('behind a byte order mark', () => {
    expect(read(`\ufeff${text}`)).toEqual(whole);
  });

  test('from a report', () => {
    expect(read(render(wholeReport, 'json'))).toEqual(whole);
  });

  test('with texts of any kind, in ASCII', () => {
    const remarks = ['\u001b[31m\u0000\u007f\u0085\u202e\ud800 Grüße, 世界 \u2028 😀 </script>"\\\r\n'];
    const file = writeEvidence({ ...whole, remarks });
    expect(file).toMatch(/^[\x20-\x7e\n]+$/);
    expect(read(file).remarks).toEqual(remarks);
  });

  test('of a later minor version: what is not known is dropped, and the rest is ours', () => {
    const later = { ...whole, schemaVersion: '1.7', weather: 'fine', timing: { ...whole.timing, moon: 1 } };
    expect(read(later)).toEqual(whole);
  });

  test('with what facts hold, whatever it is', () => {
    const value = [{ deep: [{ er: null }] }, 'x', 5, false];
    const [first, ...others] = observations;
    const file = { ...whole, observations: [{ ...first, outcome: { status: 'observed', value } }, ...others] };
    expect(read(file).observations[0]?.outcome).toEqual({ status: 'observed', value });
  });
});

describe('what cannot be judged is told', () => {
  test.each([
    ['nothing', '', 'not-json', 'it is not JSON'],
    ['half of it', text.slice(0, text.length / 2), 'not-json', 'it is not JSON'],
    ['two of it', text + text, 'not-json', 'it is not JSON'],
    ['a list', '[]', 'not-evidence', 'it is not an object'],
    ['null', 'null', 'not-evidence', 'it is not an object'],
    ['a text', '"mailcheck"', 'not-evidence', 'it is not an object'],
    ['another JSON file', '{"name":"mailcheck","version":"1"}', 'not-evidence', 'tool is missing'],
    [
      'a file of another tool',
      '{"tool":{"name":"x"},"schemaVersion":"1.0"}',
      'not-evidence',
      'tool.name is not one of',
    ],
    ['no version', '{"tool":{"name":"mailcheck"}}', 'not-evidence', 'schemaVersion is missing'],
    ['a version that is none', { ...whole, schemaVersion: '1' }, 'not-evidence', 'schemaVersion is no version'],
    ['version 0', { ...whole, schemaVersion: '0.9' }, 'not-evidence', 'schemaVersion is no version'],
    ['a version in words', { ...whole, schemaVersion: '1.0-beta' }, 'not-evidence', 'schemaVersion is no version'],
    [
      'the next version',
      { ...whole, schemaVersion: '2.0' },
      'newer',
      'it has version 2.0, and this mailcheck reads up to 1.0',
    ],
    ['version 10', '{"schemaVersion":"10.0","tool":{"name":"mailcheck"}}', 'newer', 'it has version 10.0'],
    [
      'a later minor version with a word of its own',
      { ...whole, schemaVersion: '1.1', interrupted: 'boredom' },
      'newer',
      'it has version 1.1',
    ],
    [
      'a word that nobody knows',
      { ...whole, interrupted: 'boredom' },
      'not-evidence',
      'interrupted is not one of signal, deadline',
    ],
    ['no observations', { ...whole, observations: undefined }, 'not-evidence', 'there are no observations'],
    [
      'a time that is none',
      { ...whole, startedAt: '2026-13-41T00:00:00Z' },
      'not-evidence',
      'startedAt is not a time in UTC',
    ],
    [
      'an id that names another fact',
      { ...whole, observations: [{ ...observations[0], id: 'x@here' }] },
      'not-evidence',
      'observations[0].id does not name its fact',
    ],
    [
      'infinite time',
      text.replace('"elapsedMs": 210', '"elapsedMs": 1e999'),
      'not-evidence',
      'timing.elapsedMs is not a number of zero or more',
    ],
  ])('%s', (_, file, problem, detail) => {
    const found = readEvidence(typeof file === 'string' ? file : JSON.stringify(file));
    expect(found).toEqual({ problem, detail: expect.stringContaining(detail) });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])('%j as a kind of anything', (kind) => {
    const [first] = observations;
    for (const broken of [
      { ...first, subject: { kind } },
      { ...first, outcome: { status: kind } },
      { ...first, outcome: { status: 'failed', failure: { kind, stage: 'tls' } } },
      { ...first, outcome: { status: 'skipped', because: kind } },
    ]) {
      expect(readEvidence(JSON.stringify({ ...whole, observations: [broken] }))).toMatchObject({
        problem: 'not-evidence',
      });
    }
  });

  test('every change that the schema refuses, but for fields too many', () => {
    const all = mutations(schema.$defs?.savedEvidence ?? {}, whole, new Set());
    const wrong = all.filter(({ name, value }) => {
      const isRead = !('problem' in readEvidence(JSON.stringify(value)));
      return isRead !== name.endsWith(': extra');
    });
    expect(all.length).toBeGreaterThan(300);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe('a hostile file', () => {
  test('changes no prototype, and loses the fields that try', () => {
    const poison = text.replace('"command"', '"__proto__": {"polluted": true, "remarks": 5}, "command"');
    const evidence = read(poison.replaceAll('"kind": "domain"', '"__proto__": {"ip": "x"}, "kind": "domain"'));
    expect(evidence).toEqual(whole);
    expect(Object.hasOwn(evidence, '__proto__')).toBe(false);
    expect(Object.getPrototypeOf(evidence)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('may name a field twice; the last one is checked and counts', () => {
    expect(readEvidence(text.replace('"remarks"', '"crashes": 5, "remarks"'))).toEqual(whole);
    expect(readEvidence(text.replace(/}\s*$/, ', "crashes": 5}'))).toMatchObject({ problem: 'not-evidence' });
  });

  test.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('nested a hundred thousand times with %s is refused', (open, close) => {
    const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    const file = text.replace('"value": {', `"value": ${deep}, "x": {`);
    expect(readEvidence(file)).toMatchObject({ detail: 'observations[0].outcome.value is nested too deeply' });
  });

  test('with twenty thousand observations is judged and shown', () => {
    const [one] = observations;
    const many = Array.from({ length: 20_000 }, (_, index) => {
      const subject = { kind: 'host', name: `h${index}.example.org` };
      return { ...one, subject, fact: 'dns/a', id: `dns/a@${subject.name}` };
    });
    expect(render(judge(read({ ...whole, observations: many })), 'text')).toContain('20000 facts');
  });

  /** Every value of JSON in place of each part of what was seen. */
  function* spoiled(value: unknown): Generator<unknown> {
    yield* [null, 5, 'x', [null], { toString: 1, length: 1e9 }];
    if (Array.isArray(value)) {
      for (const [index, one] of value.slice(0, 2).entries()) {
        for (const changed of spoiled(one)) yield value.with(index, changed);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
        for (const changed of spoiled(one)) yield { ...value, [key]: changed };
      }
    }
  }

  /** As many as asked for, evenly spread. */
  const sample = <T>(all: readonly T[], most: number): readonly T[] =>
    all.filter((_, index) => index % Math.ceil(all.length / most) === 0);

  describe('with facts of any shape', () => {
    const areas = ['here', 'dns', 'blocklist', 'net', 'mail', 'tls', 'auth', 'imap', 'pop3', 'smtp'];
    const valid = validator();
    let gathered: Evidence;
    beforeAll(async () => {
      const all = await evidenceOf('mailbox-full', { limits: {} });
      // One endpoint a protocol knows every fact.
      const observations = all.observations.filter(
        ({ subject }) =>
          !('ip' in subject) || (!subject.ip.includes(':') && !('port' in subject && subject.port < 465)),
      );
      gathered = { ...all, observations };
    });
    const seenIn = (area: string) =>
      gathered.observations.filter(({ fact, outcome }) => fact.startsWith(`${area}/`) && outcome.status === 'observed');

    test.each(areas)('of %s is judged and shown, in every format', (area) => {
      const facts = new Map(seenIn(area).map((one) => [one.fact, one]));
      expect(facts.size).toBeGreaterThan(0);
      for (const one of facts.values()) {
        const others = gathered.observations.filter((other) => other !== one);
        for (const value of sample([...spoiled((one.outcome as { readonly value: unknown }).value)], 30)) {
          const changed = { ...one, outcome: { status: 'observed', value } };
          const report = judge(read({ ...gathered, observations: [...others, changed] }));
          const where = `${one.fact}: ${JSON.stringify(value)}`;
          expect(render(report, 'text', { transcript: true }), where).toMatch(/^Mail for /);
          expect(complaints(valid, JSON.parse(render(report, 'json'))), where).toBe('');
        }
      }
    });

    test('which are all that there are', () => {
      const known = areas.flatMap(seenIn).length;
      expect(gathered.observations.filter(({ outcome }) => outcome.status === 'observed')).toHaveLength(known);
    });
  });
});
