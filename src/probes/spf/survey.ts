import type { Io } from '../../model/io.ts';
import { parseSpf, type SpfRecord } from '../../protocols/spf/record.ts';
import type { Asker } from '../dns/look-up.ts';
import type { SpfSurvey } from '../facts/spf.ts';
import { patiently } from '../patience.ts';
import { type Answer, openQuestions, type QuestionCaps } from './questions.ts';
import { drawRecords } from './survey-records.ts';
import { summarise } from './survey-summary.ts';

/** A proper policy takes some 20 questions; what lies beyond the caps is told as not surveyed. */
export const surveyCaps: QuestionCaps = { questions: 100, deadlineMs: 20_000 };

/**
 * Walks all records that a domain's SPF policy leads to, whoever sends. All that is known to be needed is asked at
 * once, so the walk takes as many waits as the tree is deep. What the DNS does is in the result.
 */
export const surveySpf = (
  domain: string,
  io: Pick<Io, 'resolver'>,
  by: Asker,
  caps: QuestionCaps = surveyCaps,
): Promise<SpfSurvey> => patiently(caps.deadlineMs, by.signal, (signal) => walk(domain, io, { ...by, signal }, caps));

async function walk(
  domain: string,
  { resolver }: Pick<Io, 'resolver'>,
  by: Asker,
  caps: QuestionCaps,
): Promise<SpfSurvey> {
  const questions = openQuestions(resolver, by, caps);
  const answers = new Map<string, Answer>();
  const parsed = new Map<string, SpfRecord>();
  const parse = (text: string): SpfRecord => {
    const record = parsed.get(text) ?? parseSpf(text);
    parsed.set(text, record);
    return record;
  };
  for (;;) {
    const drawn = drawRecords(domain, (name, type) => answers.get(`${name} ${type}`), parse);
    if (drawn.wanted.length === 0) return { ...summarise(domain, drawn), questions: questions.count };
    const found = await questions.askAll(drawn.wanted);
    for (const [n, { name, type }] of drawn.wanted.entries()) answers.set(`${name} ${type}`, found[n]!);
  }
}
