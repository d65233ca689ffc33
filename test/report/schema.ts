import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** One part of the schema, as far as tests look into it. */
export interface Part {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: false | Part;
  readonly items?: Part;
  readonly oneOf?: readonly Part[];
  readonly anyOf?: readonly Part[];
  readonly $defs?: Readonly<Record<string, Part>>;
}

export const schemaFile = new URL('../../docs/schema/report-1.json', import.meta.url);
export const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Part & { readonly $id: string };

const ajv = new Ajv2020({ strict: true, allErrors: false });
ajv.addSchema(schema);

/** Validates a report; with a name, what is defined under it: `event`. */
export function validator(name?: string): ValidateFunction {
  const found = ajv.getSchema(name === undefined ? schema.$id : `${schema.$id}#/$defs/${name}`);
  if (found === undefined) throw new Error(`the schema defines no ${name}`);
  return found;
}

/** What a validator says against a value; empty when nothing. */
export function complaints(validate: ValidateFunction, value: unknown): string {
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}

const resolved = (part: Part): Part => {
  if (part.$ref === undefined) return part;
  const name = part.$ref.split('/').at(-1) ?? '';
  return name === '#' ? schema : (schema.$defs?.[name] ?? {});
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The variant that a value is meant to be, told by its first field. */
function variantOf(part: Part, value: unknown): Part {
  const given = resolved(part);
  if (given.oneOf === undefined) return given;
  const fits = (one: Part): boolean => {
    const [key = '', tag] = Object.entries(one.properties ?? {})[0] ?? [];
    const own = isRecord(value) ? value[key] : undefined;
    return tag?.const === own || tag?.enum?.includes(own) === true;
  };
  return given.oneOf.find(fits) ?? {};
}

export interface Mutation {
  /** `causes.0.severity: nonsense`. */
  readonly name: string;
  readonly value: unknown;
}

/** Every change to a value by which it is no longer what the schema says, one at a time. */
export function mutations(root: Part, value: unknown, visited: Set<Part>): Mutation[] {
  const found: Mutation[] = [];
  const walk = (part: Part, at: unknown, place: string, put: (changed: unknown) => unknown): void => {
    const here = variantOf(part, at);
    visited.add(here);
    const change = (what: string, changed: unknown) => found.push({ name: `${place}: ${what}`, value: put(changed) });
    if (Array.isArray(at)) {
      change('no list', {});
      for (const [index, one] of at.entries()) {
        walk(here.items ?? {}, one, `${place}.${index}`, (changed) => put(at.with(index, changed)));
      }
    } else if (isRecord(at) && here.properties !== undefined) {
      change('extra', { ...at, extra: 'x' });
      change('no object', null);
      for (const [key, one] of Object.entries(at)) {
        const { [key]: _gone, ...rest } = at;
        if (here.required?.includes(key)) change(`${key} missing`, rest);
        walk(here.properties[key] ?? {}, one, `${place}.${key}`, (changed) => put({ ...at, [key]: changed }));
      }
    } else if (isRecord(at) && here.additionalProperties !== undefined) change('wrong value', { ...at, x: [] });
    else if (here.enum !== undefined || here.const !== undefined) change('nonsense', 'nonsense');
    else if (here.type !== undefined || here.anyOf !== undefined) {
      change('wrong type', at === null || typeof at === 'object' ? 1 : {});
      if (typeof at === 'number') change('negative', -1);
    }
  };
  walk(root, value, 'report', (changed) => changed);
  return found;
}

/** Every part of the schema that describes an object. */
export function objectsIn(part: Part): Part[] {
  const inside = [
    ...Object.values(part.properties ?? {}),
    ...Object.values(part.$defs ?? {}),
    ...(part.oneOf ?? []),
    ...(part.items === undefined ? [] : [part.items]),
  ].flatMap(objectsIn);
  return part.properties === undefined ? inside : [part, ...inside];
}
