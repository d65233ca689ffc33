import { candidatesOf } from '../../src/engine/cases.ts';
import { rank } from '../../src/engine/rank.ts';
import { type Cause, defineCause, type Expectation } from '../../src/model/cause.ts';
import type { Finding } from '../../src/model/finding.ts';
import { endpointOf, findingOf, viewOf } from '../evidence.ts';

export const mail = endpointOf('imap', 993, 'tls');
export const web = endpointOf('imap', 993, 'tls', 'web.example.org', '192.0.2.20');

/** A finding of the rule `t/<name>`. */
export const found = (
  name: string,
  differs: { at?: Finding['subject']; severity?: Finding['severity']; args?: Finding['args'] } = {},
): Finding => ({
  ...findingOf(`t/${name}`, differs.at ?? mail, differs.args),
  severity: differs.severity ?? 'error',
});

/** A cause of the findings `t/<symptom>`, each given by name. */
export const toy = (id: string, symptoms: string, differs: Partial<Cause> = {}): Cause =>
  defineCause({
    id,
    title: `Title of ${id}`,
    layer: 'protocol',
    sharing: 'run',
    symptoms: symptoms.split(' ').map((one) => ({ rule: `t/${one}` })),
    summary: () => `${id} happened.`,
    actions: () => [{ text: 'Mend it.' }],
    ...differs,
  });

export const explains = (names: string): Pick<Cause, 'explains'> => ({
  explains: names.split(' ').map((one) => ({ rule: `t/${one}` })),
});

export const expects = (...states: Expectation['state'][]): Pick<Cause, 'expects'> => ({
  expects: () => states.map((state, index) => ({ text: `sign ${index + 1}`, state })),
});

/** `id confidence: t/a t/b`, as ranked. */
export function ranked(causes: readonly Cause[], findings: readonly Finding[]): string[] {
  const crashes: string[] = [];
  const winners = rank(causes, { findings, view: viewOf([]), crashes });
  if (crashes.length > 0) throw new Error(crashes.join('\n'));
  return winners.map(
    ({ cause, confidence, explains: claimed }) =>
      `${cause.id} ${confidence}: ${claimed.map(({ rule }) => rule.slice(2)).join(' ')}`,
  );
}

export const cases = (cause: Cause, findings: readonly Finding[], crashes: string[] = []) =>
  candidatesOf(cause, { findings, view: viewOf([]), crashes });

/** Every order of a short list. */
export function orders<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((one, index) =>
    orders([...list.slice(0, index), ...list.slice(index + 1)]).map((rest) => [one, ...rest]),
  );
}
