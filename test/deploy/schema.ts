import { createRequire } from 'node:module';
import { Ajv, type ErrorObject } from 'ajv';
import { read } from './files.js';

const draft07 = createRequire(import.meta.url)('ajv/dist/refs/json-schema-draft-07.json') as object;

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
// The compose schema names draft-07 by an address of its own.
ajv.addMetaSchema({ ...draft07, $id: 'https://json-schema.org/draft-07/schema' });
const validate = ajv.compile(JSON.parse(read('test/deploy/compose-spec.json')) as object);

/** What the compose specification finds wrong; empty when all is well. */
export function schemaErrors(compose: unknown): ErrorObject[] {
  return validate(compose) ? [] : [...(validate.errors ?? [])];
}
