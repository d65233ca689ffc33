/** What is wrong with a value, and where. */
export class Misfit extends Error {}

/** Makes sure of the type of a JSON value; `at` is its place, `target.servers[0]`. Throws `Misfit`. */
export type Reader<T> = (value: unknown, at: string) => T;

/** A field that may be left out. */
interface Optional<T> {
  readonly optional: Reader<T>;
}
export const optional = <T>(reader: Reader<T>): Optional<T> => ({ optional: reader });

const check =
  <T>(isFit: (value: unknown) => value is T, what: string): Reader<T> =>
  (value, at) => {
    if (isFit(value)) return value;
    throw new Misfit(value === undefined ? `${at} is missing` : `${at} is not ${what}`);
  };

export const text = check((value): value is string => typeof value === 'string', 'a text');
export const flag = check((value): value is boolean => typeof value === 'boolean', 'true or false');
/** Milliseconds. */
export const amount = check(
  (value): value is number => Number.isFinite(value) && Number(value) >= 0,
  'a number of zero or more',
);
export const count = check(
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
  'a whole number of zero or more',
);
/** The port of a TCP service. */
export const port = check(
  (value): value is number => Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536,
  'a port',
);
/** ISO 8601, UTC, as `toISOString` writes it. */
export const time = check(
  (value): value is string =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  'a time in UTC',
);
export const oneOf = <const T extends string | number | boolean>(values: readonly T[]): Reader<T> =>
  check((value): value is T => values.some((one) => one === value), `one of ${values.join(', ')}`);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const list = check(isList, 'a list');
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = check(isObject, 'an object');

export const listOf =
  <T>(reader: Reader<T>): Reader<readonly T[]> =>
  (value, at) =>
    list(value, at).map((one, index) => reader(one, `${at}[${index}]`));

const deepest = 64;

/** Whatever JSON can hold, so long as it can be walked through by recursion. */
export const anything: Reader<unknown> = (value, at) => {
  if (value === undefined) throw new Misfit(`${at} is missing`);
  const walk = (one: unknown, depth: number): void => {
    if (typeof one !== 'object' || one === null) return;
    if (depth > deepest) throw new Misfit(`${at} is nested too deeply`);
    for (const inner of Object.values(one)) walk(inner, depth + 1);
  };
  walk(value, 1);
  return value;
};

/** A reader for each field of `T`; the compiler sees that none is forgotten, and which may be left out. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? Optional<Exclude<T[K], undefined>>
    : Reader<T[K]>;
};

/** An object; fields that are not named are dropped. */
export const object =
  <T extends object>(fields: Fields<T>): Reader<T> =>
  (value, at) => {
    const given = fieldsOf(value, at === '' ? 'it' : at);
    const read: Record<string, unknown> = {};
    for (const [name, field] of Object.entries<Reader<unknown> | Optional<unknown>>(fields)) {
      const place = at === '' ? name : `${at}.${name}`;
      const one = Object.hasOwn(given, name) ? given[name] : undefined;
      if (typeof field === 'function') read[name] = field(one, place);
      else if (one !== undefined) read[name] = field.optional(one, place);
    }
    return read as T;
  };

type VariantOf<T, K extends keyof T, V> = T extends unknown ? (V extends T[K] ? T : never) : never;

/** An object whose kind is told by one of its fields. */
export const tagged =
  <T extends object, K extends keyof T & string>(
    key: K,
    variants: { readonly [V in T[K] & string]: Reader<VariantOf<T, K, V>> },
  ): Reader<T> =>
  (value, at) => {
    const kind = fieldsOf(value, at)[key];
    const known = Object.keys(variants) as (T[K] & string)[];
    return variants[oneOf(known)(kind, `${at}.${key}`)](value, at);
  };
