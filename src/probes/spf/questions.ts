import type { DnsRecord, DnsType, Resolver } from '../../model/resolver.ts';
import { lowerName } from '../../protocols/dns-names.ts';
import { type Asker, attempt, together } from '../dns/look-up.ts';
import type { SpfAsked } from '../facts/spf.ts';

/** An answer whole, and what of it is kept as evidence. */
export interface Answer {
  readonly asked: SpfAsked;
  readonly data: readonly string[];
  /** Octets of the data of TXT records; without their strings, as near as the text tells. */
  readonly octets: number;
  /** Why there is no answer, when that is by our own limits. */
  readonly withheld?: 'deadline' | 'too-many-questions';
}

export interface Question {
  readonly name: string;
  readonly type: DnsType;
}

export interface Questions {
  /** Never throws for what the world does. `name` must be one that a question can hold. */
  ask(name: string, type: DnsType): Promise<Answer>;
  /** At once: the network is waited for once. */
  askAll(questions: readonly Question[]): Promise<Answer[]>;
  /** Different questions that were put so far. */
  readonly count: number;
}

export interface QuestionCaps {
  readonly questions: number;
  readonly deadlineMs: number;
}

const mostKept = 20;
const longestKept = 512;

/** Questions of one check: each is put once, up to a number of them and until the signal of `by` ends it. */
export function openQuestions(resolver: Resolver, by: Asker, caps: Pick<QuestionCaps, 'questions'>): Questions {
  const { signal } = by;
  const known = new Map<string, Promise<Answer>>();

  const put = async ({ name, type }: Question, asker: Asker): Promise<Answer> => {
    const missing = (found: 'failed' | 'not-asked') => ({ name, type, found, data: [], count: 0 });
    if (signal.aborted) return { asked: missing('not-asked'), data: [], octets: 0, withheld: 'deadline' };
    const answered = await attempt(resolver.query(name, type, asker.journal, signal));
    if ('failure' in answered) {
      const asked = { ...missing('failed'), failure: answered.failure };
      return { asked, data: [], octets: 0, ...(signal.aborted ? { withheld: 'deadline' } : {}) };
    }
    const data = answered.value.records.map((record) => record.data);
    const octets = answered.value.records.reduce((sum, record) => sum + textOctets(record), 0);
    const none = answered.value.rcode === 'NXDOMAIN' ? 'no-name' : 'nothing';
    const kept = data.slice(0, mostKept).map((text) => text.slice(0, longestKept));
    return {
      asked: { name, type, found: data.length > 0 ? 'records' : none, data: kept, count: data.length },
      data,
      octets,
    };
  };

  const once = (question: Question, asker: Asker): Promise<Answer> => {
    const name = lowerName(question.name);
    const key = `${name} ${question.type}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= caps.questions) {
      const asked: SpfAsked = { name, type: question.type, found: 'not-asked', data: [], count: 0 };
      return Promise.resolve({ asked, data: [], octets: 0, withheld: 'too-many-questions' });
    }
    const answer = put({ name, type: question.type }, asker);
    known.set(key, answer);
    return answer;
  };

  return {
    ask: (name, type) => once({ name, type }, by),
    askAll(questions) {
      const asker = together(by);
      return Promise.all(questions.map((question) => once(question, asker)));
    },
    get count() {
      return known.size;
    },
  };
}

/** Each string has its length in front and 255 octets at most. */
function textOctets({ data, strings }: DnsRecord): number {
  if (strings !== undefined) return strings.reduce((sum, text) => sum + 1 + text.length, 0);
  return data.length + Math.max(1, Math.ceil(data.length / 255));
}
