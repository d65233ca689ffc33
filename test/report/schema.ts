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
