import { type BlockList, type ListKind, politePerSecond } from '../knowledge/blocklist.ts';

/** What a long run will ask of one operator. */
export interface OperatorShare {
  readonly operator: string;
  /** At least so many: a listing takes one or two more, a name as many as it has addresses. */
  readonly questions: number;
  readonly perSecond: number;
  /** What the operator allows without a contract. */
  readonly perDay?: number;
}

export interface FairUse {
  /** The one that takes longest first. */
  readonly operators: readonly OperatorShare[];
  readonly questions: number;
  readonly seconds: number;
  /** Those that allow fewer questions a day. */
  readonly over: readonly OperatorShare[];
}

/** How many targets of each kind there are. A name counts as one name and one IPv4 address. */
export type TargetCounts = Readonly<Record<ListKind, number>>;

/** @param perSecond what the user wishes for every operator; without end it is a server of one's own, which allows all */
export function fairUse(counts: TargetCounts, lists: readonly BlockList[], perSecond?: number): FairUse {
  const operators = new Map<string, OperatorShare>();
  for (const list of lists) {
    const questions = list.kinds.reduce((sum, kind) => sum + counts[kind], 0);
    if (questions === 0) continue;
    const { operator, access } = list;
    const known = operators.get(operator);
    const perDay = access.perDay ?? known?.perDay;
    operators.set(operator, {
      operator,
      questions: (known?.questions ?? 0) + questions,
      perSecond: perSecond ?? access.perSecond ?? known?.perSecond ?? politePerSecond,
      ...(perDay === undefined ? {} : { perDay }),
    });
  }
  const shares = [...operators.values()].sort((a, b) => duration(b) - duration(a) || b.questions - a.questions);
  return {
    operators: shares,
    questions: shares.reduce((sum, { questions }) => sum + questions, 0),
    seconds: shares[0] === undefined ? 0 : duration(shares[0]),
    over:
      perSecond === Number.POSITIVE_INFINITY
        ? []
        : shares.filter(({ questions, perDay = Number.POSITIVE_INFINITY }) => questions > perDay),
  };
}

const duration = ({ questions, perSecond }: OperatorShare): number => questions / perSecond;
