import { expect } from 'vitest';
import { judge, type Report, readEvidence, render, writeEvidence } from '../../src/index.ts';
import { isSkipReason } from '../../src/model/failure-text.ts';
import { atLeast } from '../../src/model/finding.ts';
import { type Endpoint, type Subject, subjectId } from '../../src/model/subject.ts';
import type { TlsView } from '../../src/model/tls-view.ts';
import { whatWorks } from '../../src/report/what-works.ts';
import { complaints, validator } from '../report/schema.ts';

/** What a report says that cannot be true together, in words; empty when it is of one mind. */
export const contradictions = (report: Report): string[] => [
  ...references(report),
  ...shares(report),
  ...verdict(report),
  ...tested(report),
  ...excuses(report),
  ...working(report),
];

/** Everything that is cited is there. */
function references({ causes, evidence, findings, notTested }: Report): string[] {
  const ids = new Set(evidence.map(({ id }) => id));
  const cited = [
    ...findings.flatMap((one) => one.evidence),
    ...causes.flatMap((one) => [...one.because, ...one.ruledOut.flatMap(({ because }) => because)]),
    ...[...notTested, ...causes.flatMap((one) => one.notTested)].map(({ because }) => because),
  ];
  return cited.filter((id) => !ids.has(id) && !isSkipReason(id)).map((id) => `${id} is cited, and is no evidence`);
}

/** Each finding is explained once, or is left over. */
function shares({ causes, findings, unexplained }: Report): string[] {
  const shared = [...causes.flatMap(({ explains }) => explains), ...unexplained];
  return findings.flatMap(({ rule }, index) => {
    const times = shared.filter((one) => one === index).length;
    return times === 1 ? [] : [`${rule} (${index}) is explained ${times} times`];
  });
}

function verdict({ verdict: word, findings, causes }: Report): string[] {
  const bad = [...findings, ...causes].filter(({ severity }) => atLeast(severity, 'warning'));
  if (word === 'healthy') return bad.map((one) => `healthy, with ${'rule' in one ? one.rule : one.id}`);
  return word === 'inconclusive' || bad.length > 0 ? [] : [`${word}, with nothing bad`];
}

const placeOf = (subject: Subject): string =>
  subject.kind === 'endpoint' ? subjectId({ ...subject, ip: 'any' }) : subjectId(subject);

/** What is called untested was tested nowhere at that service. */
function tested({ causes, evidence, notTested }: Report): string[] {
  const titles = new Map(evidence.map(({ fact }) => [fact, fact.slice(fact.indexOf('/') + 1)]));
  const done = new Set(
    evidence
      .filter(({ outcome }) => outcome.status === 'observed')
      .map(({ fact, subject }) => `${titles.get(fact)} ${placeOf(subject)}`),
  );
  const open = [...notTested, ...causes.flatMap((one) => one.notTested)];
  return open.flatMap(({ what, where }) =>
    where
      .map((subject) => `${what} ${placeOf(subject)}`)
      .filter((one) => done.has(one))
      .map((one) => `${one} is called untested, and was observed`),
  );
}

/** What one cause rules out is not what another one says. */
const excluding: readonly (readonly [RegExp, string])[] = [
  [/^wrong server \(the name matches\)/, 'cert-hostname-mismatch'],
  [/^another server’s certificate/, 'cert-hostname-mismatch'],
  [/^an expired certificate/, 'cert-expired'],
  [/^a home-made certificate/, 'cert-untrusted'],
  [/^wrong server \(the certificate is valid/, 'cert-expired'],
  [/^no network here/, 'no-network'],
  [/^a dead resolver/, 'no-network'],
  [/^lost folders/, 'connection-refused'],
  [/^broken IPv6 here/, 'no-network'],
];
function excuses({ causes }: Report): string[] {
  return causes.flatMap(({ id, ruledOut, subject }) =>
    ruledOut.flatMap(({ text }) =>
      excluding
        .filter(([pattern]) => pattern.test(text))
        .filter(([, other]) => causes.some((one) => one.id === other && subjectId(one.subject) === subjectId(subject)))
        .map(([, other]) => `${id} rules out “${text}”, beside ${other}`),
    ),
  );
}

/** What is said to work has no finding against it, and TLS that works is verified. */
function working(report: Report): string[] {
  return whatWorks(report).flatMap(({ protocol, server, ticks }) => {
    const isIt = (at: Subject): at is Endpoint =>
      at.kind === 'endpoint' && at.protocol === protocol && server === `${at.host}:${at.port}`;
    const against = report.findings.filter(({ subject, severity }) => isIt(subject) && atLeast(severity, 'warning'));
    const unverified = report.evidence.some(
      ({ fact, subject, outcome }) =>
        fact === 'tls/session' &&
        isIt(subject) &&
        outcome.status === 'observed' &&
        !(outcome.value as TlsView).verified &&
        ticks.includes('TLS'),
    );
    return [
      ...against.map(({ rule }) => `${server} is said to work, in spite of ${rule}`),
      ...(unverified ? [`${server} is said to have TLS that works, which is not verified`] : []),
    ];
  });
}

/** What the schema says against a report, against its evidence as it is saved, and against what was told as it happened. */
export function schemaComplaints(report: Report, told: readonly string[]): string[] {
  const json = render(report, 'json');
  const evidence = readEvidence(json);
  if ('problem' in evidence) throw new Error(evidence.detail);
  const file = writeEvidence(evidence);
  const read = readEvidence(file);
  if ('problem' in read) throw new Error(read.detail);
  expect(read).toEqual(JSON.parse(file));
  const [reports, files, events] = [validator(), validator('savedEvidence'), validator('event')];
  return [
    complaints(reports, JSON.parse(json)),
    complaints(files, JSON.parse(file)),
    complaints(reports, JSON.parse(render(judge(read), 'json'))),
    ...told.map((line) => complaints(events, JSON.parse(line))),
  ].filter((one) => one !== '');
}

/** The report that the same evidence gives after it was saved, read and shuffled. */
export function judgedAgain(report: Report): Report {
  const evidence = readEvidence(render(report, 'json'));
  if ('problem' in evidence) throw new Error(evidence.detail);
  return judge({ ...evidence, observations: [...evidence.observations].reverse() });
}
