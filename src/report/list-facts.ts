import { type ListResult, type ListTally, listImpacts, listVerdicts } from '../model/listing.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const count = (value: unknown): number =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0;

const texts = ['asked', 'granularity', 'covers', 'consequence', 'reason', 'delistUrl', 'lookupUrl', 'unknown'] as const;

/** What lists said, out of a fact that may come from a file that somebody else wrote; what is malformed is left out. */
export function resultsIn(value: unknown): readonly ListResult[] {
  return objects(isObject(value) ? value.results : undefined).flatMap((one) => {
    const { zone, name, verdict, answers, meaning, impact } = one;
    const isWhole = isText(zone) && isText(name) && isText(meaning) && isTexts(answers);
    if (
      !isWhole ||
      !listVerdicts.some((known) => known === verdict) ||
      !listImpacts.some((known) => known === impact)
    ) {
      return [];
    }
    return [
      texts.every((key) => one[key] === undefined || isText(one[key])) ? (one as unknown as ListResult) : whole(one),
    ];
  });
}

/** Without the texts that are none. */
const whole = (one: Json): ListResult =>
  Object.fromEntries(
    Object.entries(one).filter(([key, value]) => !texts.some((text) => text === key) || isText(value)),
  ) as unknown as ListResult;

/** Exchanges of an MX answer. */
export const exchangesIn = (value: unknown): readonly string[] =>
  objects(isObject(value) ? value.records : undefined).flatMap(({ exchange }) => (isText(exchange) ? [exchange] : []));

export interface OwnAddresses {
  readonly found: readonly { readonly ip: string; readonly way: string; readonly by: readonly string[] }[];
  readonly failed: readonly { readonly by: string; readonly why: string }[];
}

export function ownAddressesIn(value: unknown): OwnAddresses {
  const { found, failed } = isObject(value) ? value : {};
  return {
    found: objects(found).flatMap(({ ip, way, by }) =>
      isText(ip) && isText(way) && isTexts(by) ? [{ ip, way, by }] : [],
    ),
    failed: objects(failed).flatMap(({ by, why }) => (isText(by) && isText(why) ? [{ by, why }] : [])),
  };
}

export function tallyIn(value: unknown): ListTally | undefined {
  if (!isObject(value)) return undefined;
  const { grave, light, policy, clean, unknown, notAsked, lists, examples } = value;
  return {
    ...{ grave: count(grave), light: count(light), policy: count(policy), clean: count(clean) },
    ...{ unknown: count(unknown), notAsked: count(notAsked) },
    lists: objects(lists).flatMap(({ zone, name, impact, ...counts }) =>
      isText(zone) && isText(name)
        ? [
            {
              ...{ zone, name, impact: listImpacts.find((known) => known === impact) ?? 'low' },
              ...{ listed: count(counts.listed), policy: count(counts.policy), info: count(counts.info) },
              ...{ clean: count(counts.clean), unknown: count(counts.unknown) },
            },
          ]
        : [],
    ),
    examples: isTexts(examples) ? examples : [],
  };
}
