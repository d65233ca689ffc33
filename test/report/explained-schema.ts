import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Part } from './schema.ts';

export const explainedSchema = JSON.parse(
  readFileSync(new URL('../../docs/schema/explained-1.json', import.meta.url), 'utf8'),
) as Part & { readonly $id: string };

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
ajv.addSchema(explainedSchema);

/** Validates an explained text; with a name, what is defined under it: `line`, `question`, `answer`, `page`, `topics`. */
export function explainedValidator(name?: string): ValidateFunction {
  const { $id } = explainedSchema;
  const found = ajv.getSchema(name === undefined ? $id : `${$id}#/$defs/${name}`);
  if (found === undefined) throw new Error(`the schema defines no ${name}`);
  return found;
}

/** What the schema says against it; empty when nothing. */
export function explainedComplaints(value: unknown, name?: string): string {
  const validate = explainedValidator(name);
  return validate(value) ? '' : ajv.errorsText(validate.errors);
}
