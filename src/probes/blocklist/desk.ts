import type { BlockList, KeyFamily, ListKind } from '../../knowledge/blocklist.ts';
import { type AnswerJudgement, judgeAnswer } from '../../knowledge/blocklist-codes.ts';
import type { ListHealth, ListResult, ListVerdict, WhyUnknown } from '../../model/listing.ts';
import type { Secret } from '../../model/secret.ts';
import { type Asker, randomLabel } from '../dns/look-up.ts';
import { type Heard, judgeHealth } from './health.ts';
import { askedOf, type ListSubject, questionName, testedKind, testQuestions } from './list-question.ts';
import { clean, found, notApplicable, unknown } from './list-result.ts';
import { isFinal, unknownBy } from './why-unknown.ts';

/**
 * One question to the zone of a list, at the pace that its operator bears and within a time limit of its own. Never
 * throws for what the world does.
 */
export type AskList = (list: BlockList, name: string, type: 'A' | 'TXT', by: Asker) => Promise<Heard>;

export interface DeskOptions {
  readonly ask: AskList;
  readonly keys: ReadonlyMap<KeyFamily, Secret>;
  /** Verdicts whose reason is asked for (TXT). */
  readonly reasons: readonly ListVerdict[];
  /** Milliseconds, never going back. */
  now(): number;
}

/** Asks lists and judges what they say. One for a run: what it learns about a list holds to the end. */
export interface ListDesk {
  /** Test entries of the list, asked once a run. */
  health(list: BlockList, kind: ListKind, by: Asker): Promise<ListHealth>;
  /** What the list says about the subject. Test entries and subject are asked at once; the first judge the second. */
  check(list: BlockList, subject: ListSubject, by: Asker): Promise<ListResult>;
  /** Every list whose test entries were asked so far. */
  tested(): Promise<ListHealth[]>;
}

/** What is known of a zone in this run. */
interface Zone {
  readonly health: Map<ListKind, Promise<ListHealth>>;
  /** Set for good: the zone is not asked any more. */
  doubt?: WhyUnknown;
  /** Questions in a row without an answer. */
  silent: number;
  /** When the last question for a name that must not be there was sent that got no answer. */
  provedAt: number;
  control?: { readonly askedAt: number; readonly done: Promise<void> };
}

/** A zone that stays mute so often in a row is left alone. */
const mostSilent = 20;
/** Listings are heard beside a proof; other answers may be so much older than it. */
const proofHoldsMs = 30_000;
/** Questions that are asked within so much time of one another count as asked at once. */
const atOnceMs = 2_000;

export function createListDesk(options: DeskOptions): ListDesk {
  const zones = new Map<string, Zone>();
  const zoneOf = (list: BlockList): Zone => {
    const zone = zones.get(list.zone) ?? { health: new Map(), silent: 0, provedAt: Number.NEGATIVE_INFINITY };
    zones.set(list.zone, zone);
    return zone;
  };
  const keyOf = (list: BlockList): string | undefined =>
    list.key === undefined ? undefined : options.keys.get(list.key)?.reveal();

  const { ask } = options;
  const words = async (list: BlockList, name: string, by: Asker): Promise<string | undefined> => {
    const text = await ask(list, name, 'TXT', by);
    return 'value' in text && text.value.length > 0 ? text.value.join(' ').slice(0, longestReason) : undefined;
  };

  const probe = async (list: BlockList, kind: ListKind, by: Asker): Promise<ListHealth> => {
    const zone = zoneOf(list);
    const questions = testQuestions(list, kind, randomLabel(), keyOf(list));
    const askedAt = options.now();
    const [positive, ...negative] = await Promise.all([
      questions.positive === undefined ? undefined : ask(list, questions.positive, 'A', by),
      ...questions.negative.map((name) => ask(list, name, 'A', by)),
    ]);
    const health = judgeHealth(list, kind, positive, negative);
    if (health.usable) zone.provedAt = Math.max(zone.provedAt, askedAt);
    if (isFinal(health.why)) zone.doubt ??= health.why;
    if (questions.positive === undefined || !refusals.includes(health.why)) return health;
    const reason = await words(list, questions.positive, by);
    return reason === undefined ? health : { ...health, reason };
  };
  const health = (list: BlockList, kind: ListKind, by: Asker): Promise<ListHealth> => {
    const tested = testedKind(list, kind);
    const known = zoneOf(list).health;
    const result = known.get(tested) ?? probe(list, tested, by);
    known.set(tested, result);
    return result;
  };

  /** Asks again for a name that must not be there: a good list may come to answer everything while the run goes on. */
  const control = async (list: BlockList, askedAfter: number, by: Asker): Promise<void> => {
    const zone = zoneOf(list);
    if (zone.control !== undefined && zone.control.askedAt >= askedAfter) return zone.control.done;
    const askedAt = options.now();
    const done = ask(list, questionName(list, randomLabel(), keyOf(list))!, 'A', by).then((heard) => {
      if (!('value' in heard)) return;
      if (heard.value.length === 0) zone.provedAt = Math.max(zone.provedAt, askedAt);
      else zone.doubt = judgeAnswer(list, heard.value).unknown === 'rewritten' ? 'rewritten' : 'wildcard';
    });
    zone.control = { askedAt, done };
    return done;
  };

  const check = async (list: BlockList, subject: ListSubject, by: Asker): Promise<ListResult> => {
    const asked = askedOf(list, subject);
    if (asked === undefined) return notApplicable(list, subject);
    const key = keyOf(list);
    if (list.key !== undefined && key === undefined) return unknown(list, subject, 'no-key');
    const name = questionName(list, subject.kind === 'domain' ? asked : subject.labels, key);
    if (name === undefined) return notApplicable(list, subject);
    const zone = zoneOf(list);
    const testing = health(list, subject.kind, by);
    if (zone.doubt !== undefined) return unknown(list, subject, zone.doubt);
    const askedAt = options.now();
    const [tested, heard] = await Promise.all([testing, ask(list, name, 'A', by)]);
    if ('failure' in heard) {
      zone.silent++;
      const why = unknownBy(heard.failure, list);
      if (zone.silent >= mostSilent) zone.doubt ??= why;
      return unknown(list, subject, tested.usable ? why : (tested.why as WhyUnknown));
    }
    zone.silent = 0;
    const judged = judgeAnswer(list, heard.value);
    // One refusal is enough: a list that does not want to be asked is left alone.
    if (isFinal(judged.unknown)) zone.doubt ??= judged.unknown;
    if (judged.unknown !== undefined) return unknown(list, subject, judged.unknown, heard.value, judged);
    if (!tested.usable) return unknown(list, subject, tested.why as WhyUnknown, heard.value);
    if (judged.verdict === 'clean') {
      return tested.why === 'no-test-entry' ? unknown(list, subject, 'no-test-entry') : clean(list, subject);
    }
    return proved(list, subject, { asked, name, askedAt, answers: heard.value, judged }, by);
  };

  /** An answer counts when the list denies, as late, what it does not have. */
  const proved = async (list: BlockList, subject: ListSubject, one: Answered, by: Asker): Promise<ListResult> => {
    const zone = zoneOf(list);
    const oldest = one.askedAt - (one.judged.verdict === 'listed' ? atOnceMs : proofHoldsMs);
    const [reason] = await Promise.all([
      options.reasons.includes(one.judged.verdict as ListVerdict) ? words(list, one.name, by) : undefined,
      zone.provedAt >= oldest ? undefined : control(list, one.askedAt, by),
    ]);
    if (zone.doubt !== undefined) return unknown(list, subject, zone.doubt, one.answers);
    return found(list, subject, { ...one, ...(reason === undefined ? {} : { reason }) });
  };

  const tested = () => Promise.all([...zones.values()].flatMap((zone) => [...zone.health.values()]));
  return { health, check, tested };
}

interface Answered {
  readonly asked: string;
  readonly name: string;
  readonly askedAt: number;
  readonly answers: readonly string[];
  readonly judged: AnswerJudgement;
}

const longestReason = 512;
const refusals: readonly string[] = ['refused', 'rate-limited', 'not-enrolled'];
