import { describe, expect, test } from 'vitest';
import { here } from '../../src/model/subject.ts';
import { complaints, mutations, objectsIn, type Part, schema, validator } from './schema.ts';
import { listResult, wholeReport } from './whole-report.ts';

const report = validator();
const event = validator('event');

describe('the schema says something', () => {
  const visited = new Set<Part>();
  const changed = mutations(schema, wholeReport, visited);

  test('a report in which everything occurs is valid', () => {
    expect(complaints(report, wholeReport)).toBe('');
  });

  test('each change to it is refused', () => {
    expect(changed.length).toBeGreaterThan(400);
    expect(changed.filter(({ value }) => report(value)).map(({ name }) => name)).toEqual([]);
  });

  test('every object of the schema was changed, but those of files and streams', () => {
    const apart = [schema.$defs?.event, schema.$defs?.listResult, schema.$defs?.savedEvidence].flatMap((part) =>
      objectsIn(part ?? {}),
    );
    expect(objectsIn(schema).filter((part) => !visited.has(part) && !apart.includes(part))).toEqual([]);
  });

  const {
    evidence: observations,
    verdict,
    causes,
    findings,
    unexplained,
    notTested,
    records,
    settings,
    clients,
    ...rest
  } = wholeReport;
  const [observation] = observations;
  test.each([
    ['saved evidence', 'savedEvidence', { ...rest, observations }],
    ['started', 'event', { type: 'started', probe: 'dns/mx', subject: here }],
    ['discovered', 'event', { type: 'discovered', subject: here }],
    ['observed', 'event', { type: 'observed', observation }],
    [
      'target',
      'event',
      { type: 'target', target: '192.0.2.10', host: 'x', verdict: 'listed', problem: 'x', results: [listResult] },
    ],
  ])('each change to %s is refused', (_, name, value) => {
    const validate = validator(name);
    expect(complaints(validate, value)).toBe('');
    const all = mutations(schema.$defs?.[name] ?? {}, value, visited);
    expect(all.length).toBeGreaterThan(4);
    expect(all.filter((one) => validate(one.value)).map((one) => one.name)).toEqual([]);
  });
  test('which are all that it says about files and streams', () => {
    const apart = [schema.$defs?.event, schema.$defs?.listResult, schema.$defs?.savedEvidence].flatMap((part) =>
      objectsIn(part ?? {}),
    );
    const last = apart.filter(({ properties }) => properties?.type?.const === 'report');
    expect(apart.filter((part) => !visited.has(part))).toEqual(last);
    expect(event({ type: 'report', report: wholeReport })).toBe(true);
    expect(event({ type: 'report', report: { ...wholeReport, verdict: 'fine' } })).toBe(false);
    expect(event({ type: 'report', report: wholeReport, extra: 1 })).toBe(false);
  });

  test.each([
    ['a version of another format', { schemaVersion: '2.0' }],
    ['a time that is not in UTC', { startedAt: '2026-11-24T12:00:00+01:00' }],
    ['half an index', { unexplained: [0.5] }],
    ['a cause that explains nothing', { causes: wholeReport.causes.map((one) => ({ ...one, explains: [] })) }],
    ['a cause by a name that is no id', { causes: wholeReport.causes.map((one) => ({ ...one, id: 'Cert Expired' })) }],
    ['a finding by a name that is no id', { findings: wholeReport.findings.map((one) => ({ ...one, rule: 'x' })) }],
  ])('%s is refused', (_, differs) => {
    expect(report({ ...wholeReport, ...differs })).toBe(false);
  });
});
